//! Where a number of a county assessment comes from: the province's page over its counties, reports that recompute themselves, files
//! from which the command computes the same number, and the tables a county hands in.

use std::io::Cursor;
use std::path::Path;

use acceptance::cast;
use acceptance::files::File;
use acceptance::server::{Server, binary};
use acceptance::visitor::Visitor;
use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use super::on_both;

fn signed_in(server: &Server, person: cast::Person) -> Visitor {
    let visitor = server.stranger();
    visitor.sign_in(person);
    visitor
}

/// The example of 2025 in the procedure, and the API's list of it.
fn example(pei: &Visitor) -> (String, Value) {
    let rows = pei.get("/api/supervision/procedure?limit=100").must(200).json();
    let found = rows["items"]
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["county"].to_string().contains("来安") && row["year"] == "2025");
    let row = found.unwrap_or_else(|| panic!("no example in {rows}")).clone();
    (row["assessment"].as_str().expect("an id").to_owned(), row)
}

/// Runs the command on two files that were downloaded, and reads a table it wrote.
fn measured(folder: &Path, pei: &Visitor, place: &str, query: &str, table: &str) -> Vec<Vec<String>> {
    std::fs::create_dir_all(folder).expect("a folder");
    for file in ["schools.csv", "equity.json"] {
        std::fs::write(folder.join(file), pei.get(&format!("{place}/{file}{query}")).must(200).body).expect("written");
    }
    let line = ["indicators", "equity", "measure", "schools.csv", "--spec", "equity.json", "--out", "out"];
    let ran = std::process::Command::new(binary()).args(line).current_dir(folder).output().expect("the binary runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let text = std::fs::read_to_string(folder.join("out").join(table)).expect("a table");
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn number(cell: &Data) -> f64 {
    match cell {
        Data::Float(value) => *value,
        Data::Int(value) => *value as f64,
        Data::String(text) => text.parse().unwrap_or(f64::NAN),
        _ => f64::NAN,
    }
}

/// A sheet's values, and its formulas at the same places.
fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<(Data, String)>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let values =
        book.worksheet_range(name).unwrap_or_else(|fault| panic!("{name}: {fault} of {:?}", book.sheet_names()));
    let formulas = book.worksheet_formula(name).expect("formulas");
    let (height, width) = values.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
    let cell = |row, column| {
        let value = values.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        (value, formulas.get_value((row, column)).cloned().unwrap_or_default())
    };
    (0..height).map(|row| (0..width).map(|column| cell(row, column)).collect()).collect()
}

fn close(left: f64, right: f64, what: &str) {
    assert!((left - right).abs() <= 1e-12 * right.abs().max(1e-3), "{what}: {left} is not {right}");
}

#[test]
fn every_number_of_a_county_is_recomputed_by_the_command_and_by_the_report() {
    on_both(|server| {
        let (pei, stranger, tang) = (signed_in(server, cast::PEI), server.stranger(), signed_in(server, cast::TANG));
        let (id, row) = example(&pei);
        assert_eq!(row["standard"], "county_quality_balance_2017");
        assert!(row["standard_title"].as_str().is_some_and(|title| title.contains("优质均衡")), "{row}");
        let home = format!("/supervision/counties/{id}");
        let verdict = pei.get(&format!("/api/supervision/counties/{id}/verdict")).must(200).json();
        let spread = verdict["spread"].as_array().expect("spread");
        let of = |stage: &str, code: &str| {
            let found = spread.iter().find(|one| one["stage"] == stage && one["indicator"] == code);
            found.and_then(|one| one["cv"].as_f64()).expect("a coefficient")
        };
        let page = pei.get(&format!("{home}/indicators/primary/6")).must(200).text();
        for told in ["定义", "记录", "重新计算", "LA-P02", &format!("{:.3}", of("primary", "6"))] {
            assert!(page.contains(told), "{told}");
        }
        tang.get(&format!("{home}/indicators/primary/6")).must(404);
        pei.get(&format!("{home}/indicators/primary/8")).must(404);
        let folder = server.home().path().join("numbers");
        let table = measured(&folder, &pei, &format!("{home}/figures/primary"), "", "measures.csv");
        let cv = table.iter().find(|row| row[0] == "indicator_6" && row[1] == "cv").expect("the coefficient");
        assert_eq!(cv[3].parse::<f64>().expect("a number"), of("primary", "6"), "the same bits");

        let bytes = pei.get(&format!("{home}/report.xlsx")).must(200).body;
        assert_ne!(stranger.get(&format!("{home}/report.xlsx")).status, 200);
        let coefficients = sheet(&bytes, "差异系数");
        assert_eq!(coefficients.len(), 15, "a head and seven indicators of two stages");
        for (row, one) in coefficients[1..].iter().zip(spread) {
            assert!(row[7].1.contains("SUMPRODUCT("), "{:?}", row[7]);
            close(number(&row[7].0), one["cv"].as_f64().expect("a coefficient"), "the formula's value");
            close(number(&row[8].0), one["cv"].as_f64().expect("a coefficient"), "the value beside it");
        }
        let records = sheet(&bytes, "记录");
        let primary = sheet(&bytes, "小学");
        assert!(primary[3..].iter().all(|row| row[4].1.contains("记录")), "values are formulas over the records");
        assert!(records.iter().any(|row| row[0].0 == "LA-P02"));
        assert!(sheet(&bytes, "定义").len() > 20);

        let school = format!("{home}/schools/LA-P03");
        assert!(pei.get(&school).must(200).text().contains("school.csv"));
        let lines = sheet(&pei.get(&format!("{school}/report.xlsx")).must(200).body, "指标");
        assert!(lines[1][4].1.contains("记录"));
        close(number(&lines[1][4].0), number(&lines[1][5].0), "the school's value");
        let other = signed_in(server, cast::LIN);
        other.get(&format!("{school}/report.xlsx")).must(404);
        let definitions = stranger.get("/supervision/standards/county_quality_balance_2017").must(200).text();
        assert!(definitions.contains("indicator-7") && definitions.contains("教学仪器设备"));
        stranger.get("/supervision/standards/none").must(404);
    });
}

#[test]
fn a_province_sees_its_counties_and_where_the_unevenness_lies() {
    on_both(|server| {
        let (pei, zhang, tang) =
            (signed_in(server, cast::PEI), signed_in(server, cast::ZHANG), signed_in(server, cast::TANG));
        let home = "/supervision/regions/340000";
        let page = pei.get(home).must(200).text();
        for told in ["来安", "肥西", "庐江", "南陵", "全椒", "县内学校之间", "示例", "不排名次"] {
            assert!(page.contains(told), "{told}");
        }
        assert!(pei.get("/supervision/procedure").must(200).text().contains(home));
        for (visitor, code, status) in
            [(&zhang, "340000", 404), (&zhang, "341100", 200), (&tang, "340000", 404), (&pei, "341122", 404)]
        {
            visitor.get(&format!("/supervision/regions/{code}")).must(status);
        }
        assert_ne!(server.stranger().get(home).status, 200);
        pei.get(&format!("{home}?year=1999")).must(404);
        pei.get(&format!("{home}?year=x")).must(404);
        let folder = server.home().path().join("region");
        let table = measured(&folder, &pei, &format!("{home}/figures/junior"), "?year=2025", "decomposition.csv");
        let part = |level: &str| {
            let row = table.iter().find(|row| row[0] == "indicator_6" && row[1] == level && row[2] == "squared_cv");
            let row = row.unwrap_or_else(|| panic!("{level} in {table:?}"));
            (row[4].parse::<f64>().expect("within"), row[5].parse::<f64>().expect("between"))
        };
        let ((within, between), (_, cities)) = (part("county"), part("city"));
        let bytes = pei.get(&format!("{home}/report.xlsx?year=2025")).must(200).body;
        let parts = sheet(&bytes, "初中 分解");
        close(number(&parts[6][5].0), within, "within counties");
        close(number(&parts[6][6].0), between - cities, "between the counties of a city");
        close(number(&parts[6][7].0), cities, "between cities");
        assert!((5..8).all(|column| parts[6][column].1.contains("SUMPRODUCT(")), "{:?}", parts[6]);
        let share = format!("{} %", (within / (within + between) * 1000.0).round() / 10.0);
        let one = pei.get(&format!("{home}/indicators/junior/6?year=2025")).must(200).text();
        assert!(one.contains(&share) && one.contains("夏普利"), "{share}");
        zhang.get(&format!("{home}/indicators/junior/6")).must(404);
    });
}

#[test]
fn a_county_hands_in_its_tables_and_each_fault_is_told_with_its_place() {
    on_both(|server| {
        let tang = signed_in(server, cast::TANG);
        let template = |name: &str| tang.get(&format!("/supervision/figures/templates/{name}")).must(200).body;
        let columns = sheet(&template("schools.xlsx"), "数据");
        assert_eq!(columns[0][0].0.to_string(), "学校代码");
        let head = String::from_utf8(template("schools.csv"))
            .expect("UTF-8")
            .trim_end()
            .trim_start_matches('\u{feff}')
            .to_owned();
        assert_eq!(head.split(',').count(), columns[0].len());
        assert!(!template("county.csv").is_empty() && template("county.xlsx").starts_with(b"PK"));
        assert_ne!(server.stranger().get("/supervision/figures/templates/schools.csv").status, 200);
        let values = |extra: &str| {
            let of = |title: &str| match title {
                "学校代码" => "A".to_owned(),
                "学校名称" => "示例小学".to_owned(),
                "学校类型" => "小学".to_owned(),
                _ if title == extra => "很多".to_owned(),
                _ if title.contains("初中") || title.contains("高中") => "0".to_owned(),
                _ => "1000".to_owned(),
            };
            head.split(',').map(of).collect::<Vec<_>>().join(",")
        };
        let send = |table: &str| {
            let key = tang.get("/supervision/figures").must(200).input("_key").unwrap_or_default();
            let fields = [("_key", key.as_str()), ("region", "310115"), ("year", "2023"), ("example", "yes")];
            tang.upload("/supervision/figures", &fields, "file", &File::csv("学校", table.as_bytes().to_vec()))
        };
        let faulty = send(&format!("{head}\n{}", values("教学仪器设备值"))).must(422).text();
        assert!(faulty.contains("310115") && faulty.contains("2023"), "what was typed stays");
        let told = send(&format!("{head},\n{},7\n", values(""))).must(422).text();
        assert!(told.contains("没有列名"), "nothing is dropped");
        let kept = send(&format!("{head}\n{}\n", values(""))).must(303);
        let place = kept.header("location").expect("the assessment").to_owned();
        assert!(tang.get(&place).must(200).text().contains("示例小学"));
        assert!(tang.get("/supervision/figures").must(200).text().contains("2023"), "what is there is listed");
    });
}

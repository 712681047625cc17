//! Where a number of a county assessment comes from: the province's page over its counties, reports that recompute themselves, files
//! from which the command computes the same number, and the tables a county hands in.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use acceptance::cast;
use acceptance::files::File;
use acceptance::server::{Server, binary};
use acceptance::visitor::Visitor;
use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};
use supervision::rules::inequality::hash;

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

/// Runs a command as a page tells it, in a folder of its own into which its files were downloaded. The folder it wrote into.
fn run(folder: &Path, visitor: &Visitor, command: &str, files: &[String]) -> PathBuf {
    std::fs::create_dir_all(folder).expect("a folder");
    for place in files {
        let name = place.rsplit('/').next().and_then(|name| name.split('?').next()).expect("a name");
        std::fs::write(folder.join(name), visitor.get(place).must(200).body).expect("written");
    }
    let line: Vec<&str> = command.split(' ').collect();
    assert_eq!(line[0], "xueqiao");
    let ran = std::process::Command::new(binary()).args(&line[1..]).current_dir(folder).output().expect("it runs");
    // 1 says that the standard is not reached.
    assert!(matches!(ran.status.code(), Some(0 | 1)), "{command}: {}", String::from_utf8_lossy(&ran.stderr));
    folder.join(line.last().expect("the folder stands last"))
}

/// Runs the command of a stage that a page tells on the files it offers, and reads a table it wrote.
fn measured(folder: &Path, visitor: &Visitor, page: &str, place: &str, query: &str, table: &str) -> Vec<Vec<String>> {
    let stage = place.rsplit('/').next().expect("a stage");
    let commands = commands_on(&visitor.get(page).must(200).text());
    let own = commands.iter().find(|command| command.ends_with(&format!("-{stage}")));
    let files = ["schools.csv", "equity.json"].map(|file| format!("{place}/{file}{query}"));
    let out = run(folder, visitor, own.unwrap_or_else(|| panic!("{stage} in {commands:?}")), &files);
    let text = std::fs::read_to_string(out.join(table)).expect("a table");
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

/// Mean, S and 差异系数 as formulas: what the definitions of the report say.
fn spread_of(pupils: &str, values: &str) -> [String; 3] {
    let counted = format!("SUMPRODUCT(ISNUMBER({values})*{pupils})");
    let mean = format!("SUMPRODUCT(ISNUMBER({values})*{pupils},{values})/{counted}");
    let deviation = format!("SQRT(SUMPRODUCT(ISNUMBER({values})*{pupils}*({values}-{mean})^2)/{counted})");
    [mean.clone(), deviation.clone(), format!("{deviation}/({mean})")]
}

/// The letters of a column from 0.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).expect("a letter"));
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

/// The commands a page tells.
fn commands_on(page: &str) -> Vec<String> {
    let told = page.split("<code class=\"xq-code\">xueqiao ").skip(1);
    told.map(|after| format!("xueqiao {}", after.split_once("</code>").expect("the command ends").0)).collect()
}

/// Hands figures in for a county of Shanghai and gives the address of the assessment.
fn handed_in(visitor: &Visitor, year: i64, standard: &str, schools: &[Value]) -> String {
    let figures = json!({ "schools": schools });
    let body = json!({ "region": "310115", "year": year, "standard": standard, "example": true, "source": "验收", "figures": figures });
    let kept = visitor.json("POST", "/api/supervision/counties", &body, None).must(201).json();
    format!("/supervision/counties/{}", kept["id"].as_str().expect("an id"))
}

/// Every cell of a workbook.
fn cells(bytes: &[u8]) -> Vec<String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let names = book.sheet_names();
    let of = |name: &String| book.worksheet_range(name).expect("a sheet");
    names.iter().map(of).flat_map(|sheet| sheet.rows().flatten().map(Data::to_string).collect::<Vec<_>>()).collect()
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
        let table = measured(
            &folder,
            &pei,
            &format!("{home}/indicators/primary/6"),
            &format!("{home}/figures/primary"),
            "",
            "measures.csv",
        );
        let cv = table.iter().find(|row| row[0] == "indicator_6" && row[1] == "cv").expect("the coefficient");
        assert_eq!(cv[3].parse::<f64>().expect("a number"), of("primary", "6"), "the same bits");

        let bytes = pei.get(&format!("{home}/report.xlsx")).must(200).body;
        stranger.get(&format!("{home}/report.xlsx")).must(303);
        let coefficients = sheet(&bytes, "差异系数");
        assert_eq!(coefficients.len(), 15, "a head and seven indicators of two stages");
        for (row, one) in coefficients[1..].iter().zip(spread) {
            close(number(&row[7].0), one["cv"].as_f64().expect("a coefficient"), "the formula's value");
            close(number(&row[8].0), one["cv"].as_f64().expect("a coefficient"), "the value beside it");
        }
        let records = sheet(&bytes, "记录");
        let primary = sheet(&bytes, "小学");
        assert!(primary[3..].iter().all(|row| row[4].1.contains("记录")), "values are formulas over the records");
        // A cached value comes from the verdict itself, so that each kind of formula is asked for in full.
        let shares = sheet(&bytes, "小学 贡献");
        let last = primary.len();
        let pupils = format!("'小学'!$D$4:$D${last}");
        for (row, column) in [(1, "E"), (7, "K")] {
            let values = format!("'小学'!${column}$4:${column}${last}");
            let [mean, deviation, cv] = spread_of(&pupils, &values);
            let told = &coefficients[row];
            assert_eq!(told[3].1, format!("COUNT({values})"));
            assert_eq!(told[4].1, format!("SUMPRODUCT(ISNUMBER({values})*{pupils})"));
            assert_eq!([&told[5].1, &told[6].1, &told[7].1], [&mean, &deviation, &cv]);
            assert_eq!(told[9].1, format!("STDEVP({values})/AVERAGE({values})"));
            let line = row + 1;
            assert_eq!(told[11].1, format!("IF(H{line}<=K{line}*(1+1E-12),\"达标\",\"未达标\")"));
            let share =
                format!("('小学'!${column}$4-'差异系数'!$F${line})^2/('差异系数'!$E${line}*'差异系数'!$G${line}^2)");
            assert_eq!(shares[1][row + 1].1, format!("'小学'!$D$4*{share}"));
        }
        let place = |element: &str| {
            let found = records[1].iter().position(|(name, _)| *name == *element);
            letters(found.unwrap_or_else(|| panic!("no {element} in {:?}", records[1])))
        };
        let kind = |kind: &str| primary[3..].iter().position(|row| row[2].0 == kind).expect("a school of the kind") + 3;
        let line = |row: &[(Data, String)]| 1 + records.iter().position(|one| one[0].0 == row[0].0).expect("a record");
        let school = &primary[kind("小学")];
        let own = line(school);
        let cell = |element: &str, row: usize| format!("'记录'!${}${row}", place(element));
        assert_eq!(school[3].1, cell("pupils_primary", own));
        let backbone = format!("({})/{}/0.01", cell("teachers_backbone", own), cell("pupils_primary", own));
        assert_eq!(school[5].1, backbone);
        let row = kind("小学") + 1;
        let asked = |sign: &str, limits: u32| {
            let (own, asked) = (format!("E{row}:K{row}"), format!("E${limits}:K${limits}"));
            format!("SUMPRODUCT(ISNUMBER({own})*ISNUMBER({asked})*({own}{sign}{asked}*(1-1E-12)))")
        };
        assert_eq!([&school[11].1, &school[12].1], [&asked(">=", 2), &asked("<", 3)]);
        assert_eq!(school[13].1, format!("IF(AND(L{row}>=6,M{row}=0),\"达标\",\"未达标\")"));
        assert_eq!(primary[2][4].1, "E2*0.85");
        let first: Vec<String> = sheet(&bytes, "说明").iter().map(|row| row[1].0.to_string()).collect();
        let commands = commands_on(&pei.get(&home).must(200).text());
        assert!(commands.len() == 1 && first.contains(&commands[0]), "{first:?}");
        assert!(records.iter().any(|row| row[0].0 == "LA-P02"));
        assert!(sheet(&bytes, "定义").len() > 20);

        let school = format!("{home}/schools/LA-P03");
        assert!(pei.get(&school).must(200).text().contains("school.csv"));
        let report = pei.get(&format!("{school}/report.xlsx")).must(200).body;
        let lines = sheet(&report, "指标");
        // Teachers with more than the degree that is asked for, by the pupils.
        let records = sheet(&report, "记录");
        let at = |element: &str| {
            let found = records[1].iter().position(|(name, _)| *name == *element);
            format!("'记录'!${}$4", letters(found.unwrap_or_else(|| panic!("no {element}"))))
        };
        assert_eq!(lines[2][4].1, format!("({})/{}/0.01", at("teachers_backbone"), at("pupils_primary")));
        close(number(&lines[2][4].0), number(&lines[2][5].0), "the school's value");
        let commands = commands_on(&pei.get(&school).must(200).text());
        let about: Vec<String> = sheet(&report, "说明").iter().map(|row| row[1].0.to_string()).collect();
        assert!(commands.len() == 1 && about.contains(&commands[0]), "{commands:?} in {about:?}");
        let out = run(&folder.join("school"), &pei, &commands[0], &[format!("{school}/figures/school.csv")]);
        let told: Value =
            serde_json::from_slice(&std::fs::read(out.join("verdict.json")).expect("a verdict")).expect("JSON");
        let own = told["stages"].as_array().and_then(|all| all.iter().find(|one| one["stage"] == "primary"));
        let own = own.and_then(|one| one["schools"][0]["values"][1].as_f64()).expect("the school's value");
        assert_eq!(own, number(&lines[2][5].0), "the same bits");
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
        server.stranger().get(home).must(303);
        pei.get(&format!("{home}?year=1999")).must(404);
        pei.get(&format!("{home}?year=x")).must(404);
        let folder = server.home().path().join("region");
        let of = |stage: &str, folder: &Path| {
            let (page, place) = (format!("{home}?year=2025"), format!("{home}/figures/{stage}"));
            measured(folder, &pei, &page, &place, "?year=2025", "decomposition.csv")
        };
        assert!(of("primary", &server.home().path().join("primary")).len() > 7, "each indicator");
        let table = of("junior", &folder);
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
        let (members, counties) = (sheet(&bytes, "初中"), sheet(&bytes, "初中 各县"));
        let last = members.len();
        let pupils = format!("'初中'!$F$2:$F${last}");
        for (row, column, group) in [(1, "G", ["C", "D", "E"]), (6, "L", ["R", "S", "T"])] {
            let values = format!("'初中'!${column}$2:${column}${last}");
            let [mean, _, cv] = spread_of(&pupils, &values);
            let own = format!("('初中'!$B$2:$B${last}=$A2)*{pupils}");
            let [own_mean, _, own_cv] = spread_of(&own, &values);
            let at = 2 + 3 * (row - 1);
            assert_eq!(counties[1][at].1, format!("SUMPRODUCT(ISNUMBER({values})*{own})"));
            assert_eq!([&counties[1][at + 1].1, &counties[1][at + 2].1], [&own_mean, &own_cv]);
            let range = |sheet: &str, last: usize, column: &str| format!("'{sheet}'!${column}$2:${column}${last}");
            let groups = |sheet: &str, last: usize| group.map(|column| range(sheet, last, column));
            let [n, m, v] = groups("初中 各县", counties.len());
            let [city_n, city_m, _] = groups("初中 各市", sheet(&bytes, "初中 各市").len());
            let line = row + 1;
            let between = |n: &str, m: &str| format!("SUMPRODUCT({n}*({m}-B{line})^2)/SUM({n})/B{line}^2");
            let expected = [
                mean,
                cv,
                format!("C{line}^2"),
                format!("SUMPRODUCT({n}*({m}*{v})^2)/SUM({n})/B{line}^2"),
                format!("{}-{}", between(&n, &m), between(&city_n, &city_m)),
                between(&city_n, &city_m),
                format!("SUM(F{line}:H{line})-E{line}"),
            ];
            let told = [1, 2, 4, 5, 6, 7, 9].map(|column: usize| parts[row][column].1.clone());
            assert_eq!(told, expected);
        }
        // The groups' own numbers are the engine's, bit by bit.
        let groups = std::fs::read_to_string(folder.join("out/340000-2025-junior/groups.csv")).expect("the groups");
        for (level, sheet) in [("city", sheet(&bytes, "初中 各市")), ("county", counties)] {
            for row in &sheet[1..] {
                let begins = format!("indicator_6,{level},{},", row[0].0);
                let line = groups.lines().find(|line| line.starts_with(&begins));
                let line: Vec<&str> = line.unwrap_or_else(|| panic!("{begins} in {groups}")).split(',').collect();
                let told: [f64; 3] = [line[4], line[5], line[6]].map(|cell| cell.parse().expect("a number"));
                assert_eq!([17, 18, 19].map(|column: usize| number(&row[column].0)), told, "{begins}");
            }
        }
        let about = sheet(&bytes, "说明");
        for file in ["schools.csv", "equity.json"] {
            let own = hash(&pei.get(&format!("{home}/figures/junior/{file}?year=2025")).must(200).text());
            assert!(about.iter().any(|row| row[1].0 == own.as_str()), "{file}");
        }
        let page = pei.get(&format!("{home}?year=2025")).must(200).text();
        for stage in ["primary", "junior"] {
            let command = format!(
                "xueqiao indicators equity measure schools.csv --spec equity.json --out out/340000-2025-{stage}"
            );
            assert!(page.contains(&command) && about.iter().any(|row| row[1].0 == command.as_str()), "{command}");
        }
        let share = format!("{} %", (within / (within + between) * 1000.0).round() / 10.0);
        let one = pei.get(&format!("{home}/indicators/junior/6?year=2025")).must(200).text();
        assert!(one.contains(&share) && one.contains("夏普利"), "{share}");
        zhang.get(&format!("{home}/indicators/junior/6")).must(404);
    });
}

/// A primary school with a figure for every element the standard of 2017 or that of 2012 asks for.
fn school(code: &str, pupils: Value, share: f64, elements: &[&str]) -> Value {
    let mut figures = json!({ "pupils_primary": pupils });
    for (place, element) in (1..).zip(elements) {
        figures[*element] = json!(f64::from(place) * 10.0 * share);
    }
    json!({ "code": code, "name": format!("示例{code}"), "kind": "primary", "figures": figures })
}

const OF_2017: [&str; 17] = [
    "teachers_primary_associate",
    "teachers_primary_bachelor",
    "teachers_primary_master",
    "teachers_primary_doctor",
    "teachers_junior_bachelor",
    "teachers_junior_master",
    "teachers_junior_doctor",
    "teachers_backbone",
    "teachers_pe",
    "teachers_music",
    "teachers_art",
    "teaching_area",
    "indoor_sports_area",
    "gymnasium_area",
    "playground_area",
    "equipment_value",
    "multimedia_rooms",
];
const OF_2012: [&str; 8] = [
    "teachers",
    "teachers_above_degree",
    "teachers_intermediate",
    "teaching_area",
    "sports_area",
    "equipment_value",
    "computers",
    "books",
];

#[test]
fn pupils_that_are_not_known_are_an_empty_cell_and_never_a_number() {
    on_both(|server| {
        let tang = signed_in(server, cast::TANG);
        let schools = [
            school("A", json!(400), 1.0, &OF_2017),
            school("B", json!(500), 1.5, &OF_2017),
            school("C", Value::Null, 1.0, &OF_2017),
        ];
        let home = handed_in(&tang, 2019, "", &schools);
        let region = "/supervision/regions/310000";
        assert!(!tang.get("/supervision/procedure").must(200).text().contains("310100"), "a municipality has no city");
        tang.get("/supervision/regions/310100?year=2019").must(404);
        let of_region = format!("{region}/indicators/primary/6?year=2019");
        let of_schools: Vec<String> = ["A", "C"].map(|code| format!("{home}/schools/{code}")).into();
        let pages = [home.clone(), format!("{home}/indicators/primary/6"), format!("{region}?year=2019"), of_region];
        for page in pages.iter().chain(&of_schools) {
            let text = tang.get(page).must(200).text();
            assert!(!text.contains("NaN"), "{page}: {:?}", text.split("NaN").next().map(|text| text.len()));
        }
        assert!(tang.get(&of_schools[1]).must(200).text().contains("缺少学生数"));
        assert!(tang.get(&pages[2]).must(200).text().contains("900"), "the pupils that are known");
        for (page, place, query) in [(&pages[1], &home, ""), (&pages[2], &region.to_owned(), "?year=2019")] {
            let name = place.rsplit('/').next().expect("a name");
            let folder = server.home().path().join(format!("unknown-{name}"));
            let table = measured(&folder, &tang, page, &format!("{place}/figures/primary"), query, "measures.csv");
            let cv = table.iter().find(|row| row[0] == "indicator_6" && row[1] == "cv").expect("the coefficient");
            // 150 and 225 × 10,000 yuan ÷ 10 for 400 and 500 pupils: 4,000 and 4,800 yuan each.
            let (mean, own) = ((4_000.0 * 400.0 + 4_800.0 * 500.0) / 900.0, [(400.0, 4_000.0), (500.0, 4_800.0)]);
            let variance = own.map(|(n, x): (f64, f64)| n * (x - mean) * (x - mean)).iter().sum::<f64>() / 900.0;
            close(cv[3].parse().expect("a number"), variance.sqrt() / mean, name);
            let cells = cells(&tang.get(&format!("{place}/report.xlsx{query}")).must(200).body);
            assert!(cells.iter().any(|cell| cell == "C") && !cells.iter().any(|cell| cell.contains("NaN")), "{name}");
        }
        cells(&tang.get(&format!("{}/report.xlsx", of_schools[1])).must(200).body);
    });
}

#[test]
fn a_standard_that_asks_nothing_of_a_single_school_has_no_such_columns_in_its_report() {
    on_both(|server| {
        let tang = signed_in(server, cast::TANG);
        let schools = ["A", "B"].map(|code| school(code, json!(400), 1.0, &OF_2012));
        let home = handed_in(&tang, 2019, "county_basic_balance_2012", &schools);
        let bytes = tang.get(&format!("{home}/report.xlsx")).must(200).body;
        let primary = sheet(&bytes, "小学");
        assert_eq!(primary[0].len(), 12, "code, name, kind, pupils and eight indicators: {:?}", primary[0]);
        assert!(primary[1..3].iter().flatten().all(|cell| cell.0 == Data::Empty), "neither limits nor floors");
        let told = |bytes: &[u8]| cells(bytes).into_iter().filter(|cell| cell.contains("85%")).count();
        let report = tang.get(&format!("{home}/schools/A/report.xlsx")).must(200).body;
        assert_eq!((told(&bytes), told(&report)), (0, 0), "no rule of another standard");
        let lines = sheet(&report, "指标");
        assert!(
            lines[1..].iter().all(|row| row[6].0 == Data::Empty && row.get(7).is_none_or(|cell| cell.0 == Data::Empty))
        );
        // Both are alike: nothing is uneven, and no share of nothing is told.
        let page = tang.get(&format!("{home}/indicators/primary/1")).must(200).text();
        let of_region = tang.get("/supervision/regions/310000/indicators/primary/1?year=2019").must(200).text();
        assert!(!page.contains("NaN") && !of_region.contains("NaN") && of_region.contains("0.000"));
        assert!(tang.get(&format!("{home}/schools/A")).must(200).text().contains("不对单所学校提出要求"));
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
        server.stranger().get("/supervision/figures/templates/schools.csv").must(303);
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

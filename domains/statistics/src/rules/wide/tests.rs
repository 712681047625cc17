//! Tables as officers have them: what is read, and where something is wrong.

use std::collections::BTreeMap;

use super::{Known, Wide, read};
use crate::model::RegionName;
use crate::rules::grid::{self, Grid, letters};
use crate::rules::system::tests::published;

fn region(code: &str) -> Option<RegionName> {
    let name = match code {
        "310000" => "上海市",
        "320000" => "江苏省",
        _ => return None,
    };
    Some(RegionName { code: code.into(), name: name.into(), name_en: String::new(), group: String::new() })
}

fn said(text: &str, year: Option<i64>) -> Result<Wide, Vec<(String, &'static str)>> {
    let by_name = BTreeMap::from([
        ("上海市".to_owned(), vec!["310000".to_owned()]),
        ("朝阳区".to_owned(), vec!["110105".to_owned(), "220104".to_owned()]),
    ]);
    let system = published();
    let known = Known { by_code: &region, by_name: &by_name, system: Some(&system), year };
    let grid = grid::read(text.as_bytes(), &super::is_heading).map_err(|fault| vec![(fault.field, fault.code)])?;
    read(&grid, &known).map_err(|faults| faults.into_iter().map(|fault| (fault.field, fault.code)).collect())
}

#[test]
fn units_in_rows_and_indicators_in_columns_are_figures() {
    let text = "教育统计表（示例）\n\n代码,地区,年份,组别,生均经费（元/人）,小学生师比,合格率(%)\n\
        310000,上海,2024,,\"32,100.5\",14.1,98.5%\n,上海市,2023年,,31000,—,98\n\
        440000,广东省,2024,对比组,21000,17,97\nDEU,德国,2024,经合组织,,13.5,\n";
    let wide = said(text, None).unwrap();
    let elements: Vec<(&str, &str)> = wide.elements.iter().map(|one| (one.code.as_str(), one.unit.as_str())).collect();
    assert_eq!(elements, [("生均经费", "元/人"), ("小学生师比", "1"), ("合格率", "%")]);
    let regions: Vec<(&str, &str, &str)> =
        wide.regions.iter().map(|one| (one.code.as_str(), one.name.as_str(), one.group.as_str())).collect();
    assert_eq!(
        regions,
        [("310000", "上海市", ""), ("440000", "广东省", "对比组"), ("DEU", "德国", "经合组织")],
        "a region of the directory has its official name"
    );
    let of = |element: &str, region: &str, period: i64| {
        let found =
            wide.figures.iter().find(|one| one.element == element && one.region == region && one.period == period);
        found.map(|one| one.value)
    };
    assert_eq!(of("生均经费", "310000", 2024), Some(32_100.5));
    assert_eq!(of("合格率", "310000", 2024), Some(98.5));
    assert_eq!(of("小学生师比", "310000", 2023), None);
    assert_eq!(of("小学生师比", "DEU", 2024), Some(13.5));
    assert_eq!(wide.figures.len(), 9);
}

#[test]
fn the_sample_of_the_page_is_a_table_that_is_taken_in() {
    let wide = said(super::SAMPLE, None).unwrap();
    assert_eq!((wide.regions.len(), wide.elements.len(), wide.figures.len()), (3, 2, 5));
}

#[test]
fn a_column_of_the_system_has_its_code_by_number_or_by_name() {
    let system = published();
    let line = system.lines.iter().find(|line| !system.is_heading(&line.code)).unwrap();
    let code = crate::rules::system::code_of(&line.code);
    for heading in [format!("{} 随便（1）", line.code), line.name.clone()] {
        let wide = said(&format!("代码,{heading}\n310000,1.5\n"), Some(2024)).unwrap();
        assert_eq!((wide.elements[0].code.as_str(), wide.figures[0].period), (code.as_str(), 2024), "{heading}");
    }
}

#[test]
fn what_is_wrong_is_told_by_row_column_and_heading() {
    let head = "代码,地区,年份,组别,师生比\n";
    for (rows, field, code) in [
        ("310000,,2024,,多\n", "2.E.师生比", "statistics.table.number"),
        ("310000,,2024,,NaN\n", "2.E.师生比", "statistics.table.number"),
        ("310000,,24,,1\n", "2.C.年份", "statistics.table.year"),
        ("440000,广东,2024,,1\n", "2.A.代码", "statistics.wide.outside"),
        ("DEU,德国,2024,,1\n", "2.A.代码", "statistics.wide.outside_code"),
        ("440000,,2024,对比组,1\n", "2.A.代码", "statistics.wide.no_name"),
        ("31 0000,,2024,,1\n", "2.A.代码", "statistics.wide.code"),
        (",某地,2024,,1\n", "2.B.地区", "statistics.wide.no_code"),
        (",朝阳区,2024,,1\n", "2.B.地区", "statistics.wide.name_several"),
        ("310000,,2024,,1\n\n310000,,2024,,1\n", "4", "statistics.wide.twice"),
        ("DEU,德国,2024,甲,1\nDEU,德国,2023,乙,1\n", "3", "statistics.wide.differs"),
        ("310000,,2024,,\n", "file", "statistics.figures.none"),
    ] {
        let faults = said(&format!("{head}{rows}"), None).unwrap_err();
        assert_eq!(faults[0], (field.to_owned(), code), "{rows}");
    }
    for (text, field, code) in [
        ("", "file", "statistics.grid.empty"),
        ("甲,乙\n1,2\n", "file", "statistics.wide.no_heading"),
        ("代码,年份,地区\n310000,2024,上海\n", "1", "statistics.wide.no_indicator"),
        ("代码,指标\n310000,1\n", "1", "statistics.wide.no_year"),
        ("代码,年份,甲（光年）\n310000,2024,1\n", "1.C.甲（光年）", "expression.unit_none"),
        ("代码,年份,甲,甲\n310000,2024,1,2\n", "1.D.甲", "statistics.wide.column_twice"),
    ] {
        let faults = said(text, None).unwrap_err();
        assert_eq!(faults[0], (field.to_owned(), code), "{text}");
    }
    assert_eq!(said("PK no workbook", None).unwrap_err()[0].1, "statistics.grid.unreadable");
}

#[test]
fn columns_are_named_as_in_a_workbook_and_a_workbook_says_its_sheet() {
    let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).to_vec();
    assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("说明").unwrap().write(0, 0, "请看下一张").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("数据").unwrap();
    for (column, text) in ["代码", "年份", "师生比"].into_iter().enumerate() {
        sheet.write(1, column as u16, text).unwrap();
    }
    for (column, value) in [310_000.0, 2024.0, 14.25].into_iter().enumerate() {
        sheet.write(2, column as u16, value).unwrap();
    }
    let grid: Grid = grid::read(&book.save_to_buffer().unwrap(), &super::is_heading).unwrap();
    assert_eq!(grid.sheet, "数据");
    let known = Known { by_code: &region, by_name: &BTreeMap::new(), system: None, year: None };
    let wide = read(&grid, &known).unwrap();
    assert_eq!((wide.figures[0].value, wide.figures[0].period), (14.25, 2024));
}

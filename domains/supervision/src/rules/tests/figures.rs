use std::collections::BTreeMap;

use indicators::standard::Standard;

use crate::model::{CountyInput, Figures, SchoolFigures};
use crate::rules::Refused;
use crate::rules::figures::{self, county_csv, faults, hash, judge, read, schools_csv, standard, tidy, verdict_hash};
use units::Day;

pub(crate) fn quality() -> Standard {
    Standard::shipped("county_quality_balance_2017").unwrap()
}

/// A primary school that has what 1,000 pupils are asked to have, times `share`.
pub(crate) fn school(code: &str, share: f64) -> SchoolFigures {
    let figures = [
        ("pupils_primary", 1_000.0),
        ("teachers_primary_associate", 0.0),
        ("teachers_primary_bachelor", 42.0 * share),
        ("teachers_primary_master", 0.0),
        ("teachers_primary_doctor", 0.0),
        ("teachers_junior_bachelor", 0.0),
        ("teachers_junior_master", 0.0),
        ("teachers_junior_doctor", 0.0),
        ("teachers_backbone", 10.0 * share),
        ("teachers_pe", 5.0 * share),
        ("teachers_music", 2.0 * share),
        ("teachers_art", 2.0 * share),
        ("teaching_area", 5_000.0 * share),
        ("indoor_sports_area", 500.0 * share),
        ("gymnasium_area", 1_500.0 * share),
        ("playground_area", 6_000.0 * share),
        ("equipment_value", 200.0 * share),
        ("multimedia_rooms", 23.0 * share),
    ];
    SchoolFigures {
        code: code.to_owned(),
        name: format!("示例{code}"),
        kind: "primary".to_owned(),
        figures: figures.into_iter().map(|(name, value)| (name.to_owned(), Some(value))).collect(),
    }
}

pub(crate) fn input(schools: Vec<SchoolFigures>) -> CountyInput {
    CountyInput {
        region: "341122".to_owned(),
        year: 2025,
        standard: String::new(),
        example: true,
        source: "test".to_owned(),
        small_cell: 0,
        figures: Figures { schools, county: BTreeMap::new() },
    }
}

fn codes(input: &CountyInput) -> Vec<(String, &'static str)> {
    faults(&tidy(input), &quality()).into_iter().map(|fault| (fault.field, fault.code)).collect()
}

#[test]
fn the_standard_of_a_year_is_the_one_that_holds_on_its_last_day() {
    let of = |day: &str| standard("", Day::parse(day).unwrap()).map(|standard| standard.id);
    assert_eq!(of("2025-12-31").as_deref(), Ok("county_quality_balance_2017"));
    assert_eq!(of("2014-12-31").as_deref(), Ok("county_basic_balance_2012"));
    assert!(matches!(of("2001-12-31"), Err(Refused::StandardUnknown(_))));
    let targets = standard("jiangsu_modernisation_2013", Day::parse("2025-12-31").unwrap());
    assert!(matches!(targets, Err(Refused::StandardUnknown(_))), "it judges no schools");
}

#[test]
fn hostile_figures_are_told_by_school_and_column() {
    for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e300] {
        let mut one = school("A", 1.0);
        one.figures.insert("teaching_area".to_owned(), Some(wrong));
        let told = codes(&input(vec![school("B", 1.0), one]));
        assert_eq!(told, [("figures.schools.1.teaching_area".to_owned(), "supervision.figures.number")], "{wrong}");
    }
    let mut one = school("=A", 1.0);
    one.kind = "castle".to_owned();
    one.figures.insert("升学率".to_owned(), Some(1.0));
    let told = codes(&input(vec![one, school("B", 1.0), school("B", 1.0)]));
    let fields: Vec<&str> = told.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(
        fields,
        ["figures.schools.0.code", "figures.schools.0.kind", "figures.schools.0.升学率", "figures.schools.2.code"]
    );
    assert_eq!(codes(&input(Vec::new())), [("figures.schools".to_owned(), "supervision.figures.schools")]);
}

#[test]
fn a_negative_zero_is_kept_as_zero_and_has_the_hash_of_zero() {
    let (mut minus, mut plus) = (school("A", 1.0), school("A", 1.0));
    minus.figures.insert("teachers_primary_master".to_owned(), Some(-0.0));
    plus.figures.insert("teachers_primary_master".to_owned(), Some(0.0));
    let (minus, plus) = (tidy(&input(vec![minus])), tidy(&input(vec![plus])));
    assert_eq!(hash(&minus.figures, &quality()), hash(&plus.figures, &quality()));
    let kept = minus.figures.schools[0].figures["teachers_primary_master"].unwrap();
    assert!(kept.is_sign_positive());
}

#[test]
fn the_hash_changes_with_any_figure_and_with_the_standard() {
    let one = input(vec![school("A", 1.0), school("B", 1.0)]).figures;
    let mut other = one.clone();
    other.schools[1].figures.insert("multimedia_rooms".to_owned(), Some(22.0));
    assert_ne!(hash(&one, &quality()), hash(&other, &quality()));
    let basic = Standard::shipped(figures::BASIC).unwrap();
    assert_ne!(verdict_hash(&one, &quality()), verdict_hash(&one, &basic));
}

#[test]
fn one_school_zero_pupils_ties_and_missing_figures_are_judged_without_a_fall() {
    let resources = |schools: Vec<SchoolFigures>| judge(&input(schools).figures, &quality()).unwrap();
    let one = resources(vec![school("A", 1.0)]);
    assert_eq!(one.stages[0].dispersion[0].cv, Some(0.0));
    let ties = resources(vec![school("A", 1.0), school("B", 1.0)]);
    assert!(ties.stages[0].dispersion.iter().all(|each| each.passed == Some(true)));
    let mut empty = school("C", 1.0);
    empty.figures.insert("pupils_primary".to_owned(), Some(0.0));
    let zero = resources(vec![school("A", 1.0), empty]);
    assert_eq!(zero.excluded[0].why, "no_pupils");
    let mut missing = school("D", 1.0);
    missing.figures.values_mut().for_each(|value| *value = None);
    let none = resources(vec![school("A", 1.0), missing]);
    assert_ne!(none.passed, Some(true));
}

#[test]
fn the_table_that_is_written_is_read_back_as_the_same_figures() {
    let mut named = school("A", 1.1);
    named.name = "示例, “甲”\"乙\"".to_owned();
    let figures = input(vec![named, school("B", 0.3)]).figures;
    let text = schools_csv(&figures, &quality());
    let grid = directory::import::Grid::read_long("schools.csv", text.as_bytes(), 200).unwrap();
    let back = read(grid.rows(), &quality()).unwrap();
    assert!(back.faults.is_empty(), "{:?}", back.faults);
    assert_eq!(back.schools, figures.schools);
    assert_eq!(county_csv(&figures, &quality()), None);
}

fn rows(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn faults_of_a_table_name_row_and_column_and_official_names_are_understood() {
    let good = read(&rows("学校代码,学校名称,学校类型,小学生数\nA,示例,小学,120\n\nB,示例,初中,"), &quality()).unwrap();
    assert!(good.faults.is_empty());
    assert_eq!(good.schools[0].figures["pupils_primary"], Some(120.0));
    assert_eq!((good.schools[1].kind.as_str(), good.schools[1].figures["pupils_primary"]), ("junior", None));
    let bad = read(
        &rows("code,name,kind,pupils_primary\nA,示例,小学,12x\n\nB,示例,城堡,-3\nC,示例,小学,NaN\nD,示例,小学,inf"),
        &quality(),
    );
    let fields: Vec<String> = bad.unwrap().faults.into_iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["2.pupils_primary", "4.kind", "4.pupils_primary", "5.pupils_primary", "6.pupils_primary"]);
}

#[test]
fn a_table_of_a_million_columns_or_with_unknown_twice_or_missing_ones_is_refused_whole() {
    let code = |text: &str| read(&rows(text), &quality()).unwrap_err().code;
    assert_eq!(read(&[], &quality()).unwrap_err().code, "supervision.table.empty");
    assert_eq!(read(&[vec![String::new(); 1_000_000]], &quality()).unwrap_err().code, "supervision.table.columns");
    assert_eq!(code("code,name,kind,升学率\nA,a,小学,1"), "supervision.figures.column");
    assert_eq!(code("code,name,kind,小学生数,pupils_primary\nA,a,小学,1,1"), "supervision.table.twice");
    assert_eq!(code("code,name\nA,a"), "supervision.table.missing");
    assert_eq!(code("code,name,kind"), "supervision.figures.schools");
}

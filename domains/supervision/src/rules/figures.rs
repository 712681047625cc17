//! A county's figures: what is wrong with them, the tables the engine and its command read, and the verdict.

mod table;

use std::collections::{BTreeMap, BTreeSet};

use indicators::expression::Table;
use indicators::standard::{Place, Shipped, Standard, StandardFault, Verdict};
use sha2::{Digest, Sha256};
use units::{Day, Fault};

use super::Refused;
use crate::model::{CountyInput, Figures, SchoolFigures};

pub use table::{COLUMNS_MAX, FIXED, Read, read, read_county};

/// The most schools of a county: the largest counties of the country have some hundreds.
pub const SCHOOLS_MAX: usize = 2_000;
/// The largest absolute figure: a thousand times the yuan of the largest county.
pub const FIGURE_MAX: f64 = 1e13;
/// Counts below this are not published unless the assessment says otherwise. A choice of this house, not an official number.
pub const SMALL_CELL: i64 = 10;
/// The largest threshold of small cells.
pub const SMALL_CELL_MAX: i64 = 100;
/// Years of figures.
pub const YEARS: std::ops::RangeInclusive<i64> = 2000..=2100;
/// The standard that was recognised before: its attainment stands beside the other where there are figures for it.
pub const BASIC: &str = "county_basic_balance_2012";
/// Longest name or code, in characters.
const NAME_CHARS_MAX: usize = 100;
/// Longest code, in characters.
const CODE_CHARS_MAX: usize = 40;

/// The shipped standard of an identifier, or, where it is empty, the one for counties that holds on a day.
///
/// # Errors
/// There is none that judges schools.
pub fn standard(id: &str, on: Day) -> Result<Standard, Refused> {
    let judges = |standard: &Standard| !standard.indicators.is_empty();
    if !id.is_empty() {
        return Standard::shipped(id).filter(judges).ok_or_else(|| Refused::StandardUnknown(id.to_owned()));
    }
    let holds = |standard: &Standard| standard.valid_from <= on && standard.valid_to.is_none_or(|last| last >= on);
    let all = Shipped::ALL.iter().filter_map(|shipped| shipped.read().ok());
    let national = all.filter(|standard| judges(standard) && standard.jurisdiction == "CN" && holds(standard));
    national.max_by_key(|standard| standard.valid_from).ok_or_else(|| Refused::StandardUnknown(on.to_string()))
}

/// Figures as they are kept: trimmed, and without a negative zero.
pub fn tidy(input: &CountyInput) -> CountyInput {
    let number = |value: &Option<f64>| value.map(|value| value + 0.0);
    let all = |figures: &BTreeMap<String, Option<f64>>| {
        figures.iter().map(|(name, value)| (name.trim().to_owned(), number(value))).collect::<BTreeMap<_, _>>()
    };
    let school = |school: &SchoolFigures| SchoolFigures {
        code: school.code.trim().to_owned(),
        name: school.name.trim().to_owned(),
        kind: school.kind.trim().to_owned(),
        figures: all(&school.figures),
    };
    let figures =
        Figures { schools: input.figures.schools.iter().map(school).collect(), county: all(&input.figures.county) };
    let small_cell = if input.small_cell == 0 { SMALL_CELL } else { input.small_cell };
    CountyInput { figures, small_cell, source: input.source.trim().to_owned(), ..input.clone() }
}

/// Everything that is wrong with tidy figures: `figures.schools.<place>.<column>`, places from 0.
pub fn faults(input: &CountyInput, standard: &Standard) -> Vec<Fault> {
    let mut faults: Vec<Fault> = super::text_fault("source", &input.source, 200, false).into_iter().collect();
    if !YEARS.contains(&input.year) {
        faults.push(Fault::new("year", "form.out_of_range").with("min", YEARS.start()).with("max", YEARS.end()));
    }
    if !(1..=SMALL_CELL_MAX).contains(&input.small_cell) {
        faults.push(Fault::new("small_cell", "form.out_of_range").with("min", 1).with("max", SMALL_CELL_MAX));
    }
    let schools = &input.figures.schools;
    if schools.is_empty() || schools.len() > SCHOOLS_MAX {
        faults.push(Fault::new("figures.schools", "supervision.figures.schools").with("max", SCHOOLS_MAX));
        return faults;
    }
    let own = known(standard, Place::School);
    let mut codes = BTreeSet::new();
    for (place, school) in schools.iter().enumerate() {
        let at = |column: &str| format!("figures.schools.{place}.{column}");
        faults.extend(super::text_fault(&at("code"), &school.code, CODE_CHARS_MAX, false));
        faults.extend(super::text_fault(&at("name"), &school.name, NAME_CHARS_MAX, false));
        for (column, text) in [("code", &school.code), ("name", &school.name)] {
            if text.starts_with(['=', '+', '-', '@']) {
                faults.push(Fault::new(at(column), "supervision.figures.formula"));
            }
        }
        if !codes.insert(&school.code) {
            faults.push(Fault::new(at("code"), "supervision.figures.twice").with("code", &school.code));
        }
        if indicators::standard::SchoolKind::parse(&school.kind).is_none() {
            faults.push(Fault::new(at("kind"), "supervision.figures.kind"));
        }
        faults.extend(figure_faults(&school.figures, &own, &at));
    }
    let own = known(standard, Place::County);
    faults.extend(figure_faults(&input.figures.county, &own, &|column| format!("figures.county.{column}")));
    faults
}

fn figure_faults(figures: &BTreeMap<String, Option<f64>>, known: &[String], at: &dyn Fn(&str) -> String) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (name, value) in figures {
        let short: String = name.chars().take(NAME_CHARS_MAX).collect();
        if !known.contains(name) {
            faults.push(Fault::new(at(&short), "supervision.figures.column").with("name", &short));
        } else if value.is_some_and(|value| !value.is_finite() || !(0.0..=FIGURE_MAX).contains(&value)) {
            faults.push(Fault::new(at(&short), "supervision.figures.number"));
        }
    }
    faults
}

/// The elements that may be given: the standard's, and those of the standard of 2012 beside it.
pub fn known(standard: &Standard, of: Place) -> Vec<String> {
    let basic = Standard::shipped(BASIC);
    let elements = standard.elements.iter().chain(basic.iter().flat_map(|basic| &basic.elements));
    let mut names: Vec<String> = elements.filter(|one| one.of == of).map(|one| one.name.clone()).collect();
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

/// The elements of a standard that any of some records has a figure for.
fn given<'a>(standard: &'a Standard, of: Place, records: &[&BTreeMap<String, Option<f64>>]) -> Vec<&'a str> {
    let elements = standard.elements.iter().filter(|one| one.of == of);
    elements.map(|one| one.name.as_str()).filter(|name| records.iter().any(|all| all.contains_key(*name))).collect()
}

fn record(figures: &BTreeMap<String, Option<f64>>, columns: &[&str]) -> Vec<String> {
    columns
        .iter()
        .map(|name| figures.get(*name).copied().flatten().map_or(String::new(), |value| value.to_string()))
        .collect()
}

/// The schools as the table `xueqiao indicators equity standard` reads: the columns of the standard, in its order.
pub fn schools_csv(figures: &Figures, standard: &Standard) -> String {
    csv_of(figures, standard, |_| true)
}

/// One school in the columns that the table of all has, so that what is absent is absent alike.
pub fn school_csv(figures: &Figures, standard: &Standard, school: &str) -> String {
    csv_of(figures, standard, |one| one.code == school)
}

fn csv_of(figures: &Figures, standard: &Standard, chosen: impl Fn(&SchoolFigures) -> bool) -> String {
    let records: Vec<_> = figures.schools.iter().map(|school| &school.figures).collect();
    let columns = given(standard, Place::School, &records);
    let fixed = FIXED.iter().map(|column| &column.name);
    let head = fixed.chain(&columns).map(|name| (*name).to_owned()).collect();
    let rows = figures.schools.iter().filter(|school| chosen(school)).map(|school| row(school, &columns));
    written(std::iter::once(head).chain(rows))
}

fn row(school: &SchoolFigures, columns: &[&str]) -> Vec<String> {
    let mut row = vec![school.code.clone(), school.name.clone(), school.kind.clone()];
    row.extend(record(&school.figures, columns));
    row
}

/// The county's own figures as the same command reads them; none if there are none for this standard.
pub fn county_csv(figures: &Figures, standard: &Standard) -> Option<String> {
    let columns = given(standard, Place::County, &[&figures.county]);
    if columns.is_empty() {
        return None;
    }
    let head = columns.iter().map(|name| (*name).to_owned()).collect();
    Some(written([head, record(&figures.county, &columns)].into_iter()))
}

/// Rows as CSV.
pub(crate) fn written(rows: impl Iterator<Item = Vec<String>>) -> String {
    let quoted = |cell: String| match cell.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    };
    rows.map(|row| row.into_iter().map(quoted).collect::<Vec<_>>().join(",") + "\n").collect()
}

/// SHA-256 of the two tables, the county's after the schools'.
pub fn hash(figures: &Figures, standard: &Standard) -> String {
    let county = county_csv(figures, standard).unwrap_or_default();
    hex::encode(Sha256::digest(format!("{}\n{county}", schools_csv(figures, standard))))
}

/// SHA-256 of a standard as JSON.
pub fn standard_hash(standard: &Standard) -> String {
    hex::encode(Sha256::digest(serde_json::to_string(standard).unwrap_or_default()))
}

/// What a verdict is kept under.
pub fn verdict_hash(figures: &Figures, standard: &Standard) -> String {
    hex::encode(Sha256::digest(format!("{} {}", standard_hash(standard), hash(figures, standard))))
}

/// The verdict of the engine.
///
/// # Errors
/// Why these figures cannot be judged, in the engine's words.
pub fn judge(figures: &Figures, standard: &Standard) -> Result<Verdict, Refused> {
    let told = |why: &dyn std::fmt::Display| Refused::Unjudged(why.to_string());
    let codes = figures.schools.iter().map(|school| school.code.clone()).collect();
    let mut schools = Table::of(codes).map_err(|why| told(&why))?;
    let kinds = figures.schools.iter().map(|school| school.kind.clone()).collect();
    schools.add_text("kind", kinds).map_err(|why| told(&why))?;
    let records: Vec<_> = figures.schools.iter().map(|school| &school.figures).collect();
    fill(&mut schools, standard, Place::School, &records).map_err(|why| told(&why))?;
    let county = match county_csv(figures, standard) {
        None => None,
        Some(_) => {
            let mut county = Table::of(vec!["0".to_owned()]).map_err(|why| told(&why))?;
            fill(&mut county, standard, Place::County, &[&figures.county]).map_err(|why| told(&why))?;
            Some(county)
        }
    };
    standard.judge(schools, county).map_err(|why| match why {
        StandardFault::NoElement { name, title } => Refused::ElementMissing(name, title),
        StandardFault::Mixed { school, stage } => Refused::Mixed(school, stage),
        why => told(&why),
    })
}

fn fill(
    table: &mut Table,
    standard: &Standard,
    of: Place,
    records: &[&BTreeMap<String, Option<f64>>],
) -> Result<(), indicators::expression::TableFault> {
    for name in given(standard, of, records) {
        let Some(element) = standard.elements.iter().find(|one| one.name == name) else { continue };
        let values = records.iter().map(|all| all.get(name).copied().flatten()).collect();
        table.add(name, element.unit.clone(), values)?;
    }
    Ok(())
}

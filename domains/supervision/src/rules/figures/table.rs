//! A table of schools as somebody hands it in: a head of element names, or of their official names, and a row for each school.

use std::collections::BTreeMap;

use indicators::standard::{Place, SchoolKind, Standard};
use units::Fault;

use super::{BASIC, SCHOOLS_MAX, SchoolFigures};

/// The most columns that are looked at.
pub const COLUMNS_MAX: usize = 400;
/// The most faults that are told.
const FAULTS_MAX: usize = 100;

/// A column that every table of schools has, whatever the standard.
pub struct Fixed {
    /// Its identifier.
    pub name: &'static str,
    /// Its official name.
    pub title: &'static str,
    /// What pages call it: a word.
    pub word: &'static str,
}

/// The columns before the standard's elements, in the order in which they are written.
pub const FIXED: [Fixed; 3] = [
    Fixed { name: "code", title: "学校代码", word: "supervision-school-code" },
    Fixed { name: "name", title: "学校名称", word: "supervision-school" },
    Fixed { name: "kind", title: "学校类型", word: "supervision-kind" },
];

/// What a table says.
#[derive(Debug, PartialEq)]
pub struct Read {
    /// Its schools.
    pub schools: Vec<SchoolFigures>,
    /// What is wrong: `<row>.<column>`, rows as a spreadsheet counts them.
    pub faults: Vec<Fault>,
}

/// Reads a table of schools. It is read whole or not at all: with faults nobody uses the schools.
///
/// # Errors
/// No head, too many rows or columns, a column that is unknown, twice there or missing.
pub fn read(rows: &[Vec<String>], standard: &Standard) -> Result<Read, Fault> {
    let (head, body) = rows.split_first().ok_or_else(|| Fault::new("file", "supervision.table.empty"))?;
    if head.len() > COLUMNS_MAX {
        return Err(Fault::new("file", "supervision.table.columns").with("max", COLUMNS_MAX));
    }
    let body: Vec<(usize, &Vec<String>)> =
        body.iter().enumerate().filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty())).collect();
    if body.is_empty() || body.len() > SCHOOLS_MAX {
        return Err(Fault::new("file", "supervision.figures.schools").with("max", SCHOOLS_MAX));
    }
    let columns = columns(head, standard)?;
    let (mut schools, mut faults) = (Vec::with_capacity(body.len()), Vec::new());
    for (place, row) in body {
        let mut school =
            SchoolFigures { code: String::new(), name: String::new(), kind: String::new(), figures: BTreeMap::new() };
        for (at, column) in columns.iter().enumerate() {
            let text = row.get(at).map_or("", |cell| cell.trim());
            // The head is row 1.
            let field = format!("{}.{column}", place + 2);
            match column.as_str() {
                "" => {}
                "code" => school.code = text.to_owned(),
                "name" => school.name = text.to_owned(),
                "kind" => match SchoolKind::parse(text) {
                    Some(kind) => school.kind = kind.name().to_owned(),
                    None => faults.push(Fault::new(field, "supervision.figures.kind")),
                },
                _ => match number(text) {
                    Ok(value) => drop(school.figures.insert(column.clone(), value)),
                    Err(()) => faults.push(Fault::new(field, "supervision.figures.number")),
                },
            }
        }
        faults.extend(
            headless(head, row).map(|at| Fault::new(format!("{}.{at}", place + 2), "supervision.table.headless")),
        );
        schools.push(school);
    }
    faults.truncate(FAULTS_MAX);
    Ok(Read { schools, faults })
}

/// The cells of a row, counted from 1, that have a content under a head that has none: the first beyond the head stands for all.
fn headless<'a>(head: &'a [String], row: &'a [String]) -> impl Iterator<Item = usize> + 'a {
    let filled = |at: &usize| !row[*at].trim().is_empty();
    let named = |at: usize| !named(&head[at]).is_empty();
    let within = (0..head.len().min(row.len())).filter(move |at| !named(*at));
    within.filter(filled).chain((head.len()..row.len()).find(filled)).map(|at| at + 1)
}

/// A head without blanks and without the mark that a file may begin with.
fn named(text: &str) -> &str {
    text.trim().trim_start_matches('\u{feff}')
}

/// A county's own figures by their elements, and what does not fit beside them.
pub type ReadCounty = (BTreeMap<String, Option<f64>>, Vec<Fault>);

/// Reads the county's own figures: a head, and one row. Faults are at `county.<row>.<column>`.
///
/// # Errors
/// No head, not one row, a column that is unknown or twice there.
pub fn read_county(rows: &[Vec<String>], standard: &Standard) -> Result<ReadCounty, Fault> {
    let (head, body) = rows.split_first().ok_or_else(|| Fault::new("county_file", "supervision.table.empty"))?;
    let body: Vec<(usize, &Vec<String>)> =
        body.iter().enumerate().filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty())).collect();
    let [(place, row)] = body[..] else { return Err(Fault::new("county_file", "supervision.table.one_row")) };
    if head.len() > COLUMNS_MAX {
        return Err(Fault::new("county_file", "supervision.table.columns").with("max", COLUMNS_MAX));
    }
    let (mut figures, mut faults) = (BTreeMap::new(), Vec::new());
    for (at, text) in head.iter().enumerate() {
        let text = named(text);
        if text.is_empty() {
            continue;
        }
        let known = standard.elements.iter().filter(|one| one.of == Place::County);
        let Some(element) = known.into_iter().find(|one| one.name == text || one.title == text) else {
            let name = text.chars().take(40).collect::<String>();
            return Err(Fault::new("county_file", "supervision.figures.column").with("name", name));
        };
        match number(row.get(at).map_or("", |cell| cell.trim())) {
            Ok(value) if !figures.contains_key(&element.name) => drop(figures.insert(element.name.clone(), value)),
            Ok(_) => return Err(Fault::new("county_file", "supervision.table.twice").with("name", &element.name)),
            Err(()) => {
                faults.push(Fault::new(format!("county.{}.{}", place + 2, element.name), "supervision.figures.number"))
            }
        }
    }
    let lost = |at: usize| Fault::new(format!("county.{}.{at}", place + 2), "supervision.table.headless");
    faults.extend(headless(head, row).map(lost));
    faults.truncate(FAULTS_MAX);
    Ok((figures, faults))
}

/// The identifier of each column; empty for one without a head.
fn columns(head: &[String], standard: &Standard) -> Result<Vec<String>, Fault> {
    let basic = Standard::shipped(BASIC);
    let elements: Vec<_> = standard
        .elements
        .iter()
        .chain(basic.iter().flat_map(|basic| &basic.elements))
        .filter(|one| one.of == Place::School)
        .collect();
    let mut columns: Vec<String> = Vec::with_capacity(head.len());
    for text in head {
        let text = named(text);
        let own = FIXED.iter().find(|one| text == one.name || text == one.title).map(|one| one.name.to_owned());
        let element = || elements.iter().find(|one| one.name == text || one.title == text).map(|one| one.name.clone());
        let unknown =
            || Fault::new("file", "supervision.figures.column").with("name", text.chars().take(40).collect::<String>());
        let name = if text.is_empty() { String::new() } else { own.or_else(element).ok_or_else(unknown)? };
        if !name.is_empty() && columns.contains(&name) {
            return Err(Fault::new("file", "supervision.table.twice").with("name", &name));
        }
        columns.push(name);
    }
    match FIXED.iter().find(|one| !columns.iter().any(|column| column == one.name)) {
        Some(Fixed { name, title, .. }) => {
            Err(Fault::new("file", "supervision.table.missing").with("name", name).with("title", title))
        }
        None => Ok(columns),
    }
}

/// A finite number that is not negative, or nothing.
fn number(text: &str) -> Result<Option<f64>, ()> {
    match text {
        "" | "NA" => Ok(None),
        "是" | "true" => Ok(Some(1.0)),
        "否" | "false" => Ok(Some(0.0)),
        _ => match text.parse::<f64>() {
            Ok(value) if value.is_finite() && (0.0..=super::FIGURE_MAX).contains(&value) => Ok(Some(value + 0.0)),
            _ => Err(()),
        },
    }
}

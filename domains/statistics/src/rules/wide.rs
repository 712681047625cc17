//! 宽表: units in rows, indicators in columns, as an officer has them in a workbook; and the figures of a data set they are.

use std::collections::{BTreeMap, BTreeSet};

use units::Fault;

use super::data_set::{ELEMENTS_MAX, FAULTS_MAX, FIGURES_MAX, PERIODS, shown};
use super::grid::{Grid, letters};
use super::system::code_of;
use super::{is_region, is_unit};
use crate::model::{Element, Figure, IndicatorSystem, RegionName};

/// What the columns beside the indicators may be called.
const COLUMNS: [(Column, &[&str]); 4] = [
    (Column::Code, &["code", "region", "ucode", "代码", "编码", "地区代码", "行政区划代码", "区划代码"]),
    (Column::Name, &["name", "region name", "uname", "地区", "地区名称", "名称", "单位名称"]),
    (Column::Year, &["year", "period", "time", "年份", "年度", "年"]),
    (Column::Group, &["group", "组别", "对比组", "分组"]),
];
/// A table as the page shows how one looks; its figures are invented.
pub const SAMPLE: &str = "代码,地区,年份,组别,生均经费（元/人）,小学生师比
310000,上海市,2024,,32100,14.1
440000,广东省,2024,对比组,21000,17.0
DEU,德国,2024,经合组织,,13.5";
/// Cells that say that there is no figure.
const NONE: [&str; 8] = ["", "NA", "N/A", "-", "—", "–", "…", "--"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Code,
    Name,
    Year,
    Group,
}

/// What the directory knows of regions.
pub struct Known<'k> {
    /// A region by its code.
    pub by_code: &'k dyn Fn(&str) -> Option<RegionName>,
    /// Codes of the regions of a name.
    pub by_name: &'k BTreeMap<String, Vec<String>>,
    /// The system whose indicators columns may be.
    pub system: Option<&'k IndicatorSystem>,
    /// The year of a table that has no column of years.
    pub year: Option<i64>,
}

/// What a table says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wide {
    /// Regions, in the order of their rows.
    pub regions: Vec<RegionName>,
    /// Elements, in the order of their columns.
    pub elements: Vec<Element>,
    /// Figures.
    pub figures: Vec<Figure>,
}

fn column_of(heading: &str) -> Option<Column> {
    let heading = heading.trim().to_lowercase();
    COLUMNS.iter().find(|(_, names)| names.contains(&heading.as_str())).map(|(column, _)| *column)
}

/// Whether a row is that of the headings: it names regions, and something else.
pub fn is_heading(cells: &[String]) -> bool {
    let named = |cell: &String| matches!(column_of(cell), Some(Column::Code | Column::Name));
    cells.iter().any(named) && cells.iter().filter(|cell| !cell.trim().is_empty()).count() > 1
}

/// A heading taken apart: a leading number of the system, the name, and the unit in brackets at its end.
fn parted<'h>(heading: &'h str, system: Option<&IndicatorSystem>) -> (Option<&'h str>, &'h str, &'h str) {
    let heading = heading.trim();
    let opens = |letter: char| matches!(letter, '(' | '（' | '[' | '［');
    let (rest, unit) = match heading.char_indices().rev().find(|(_, letter)| opens(*letter)) {
        Some((at, open)) if heading.ends_with([')', '）', ']', '］']) && at > 0 => {
            let inside = &heading[at + open.len_utf8()..];
            (heading[..at].trim(), inside.trim_end_matches([')', '）', ']', '］']).trim())
        }
        _ => (heading, ""),
    };
    let is_number = |first: &&str| {
        let plain = first.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '.');
        let numbered = plain && first.contains(|letter: char| letter.is_ascii_digit());
        numbered && first.len() < rest.len() || system.is_some_and(|system| system.line(first).is_some())
    };
    let number = rest.split_whitespace().next().filter(is_number);
    let name = number.map_or(rest, |number| rest[number.len()..].trim());
    (number, name, unit)
}

/// The columns of a table.
struct Columns {
    places: BTreeMap<Column, usize>,
    elements: Vec<(usize, Element)>,
}

fn cell(row: &[String], column: usize) -> &str {
    row.get(column).map_or("", |cell| cell.trim())
}

/// Where something stands: row, column letter and heading.
fn at(row: u32, column: usize, heading: &str, code: &'static str) -> Fault {
    Fault::new(format!("{row}.{}.{}", letters(column), shown(heading)), code)
}

fn columns(row: u32, headings: &[String], known: &Known) -> Result<Columns, Vec<Fault>> {
    let (mut places, mut elements, mut faults) = (BTreeMap::new(), Vec::new(), Vec::new());
    let mut codes: BTreeSet<String> = BTreeSet::new();
    for (column, heading) in headings.iter().enumerate().filter(|(_, heading)| !heading.trim().is_empty()) {
        if let Some(kind) = column_of(heading) {
            if places.insert(kind, column).is_some() {
                faults.push(at(row, column, heading, "statistics.wide.column_twice"));
            }
            continue;
        }
        let (number, name, unit) = parted(heading, known.system);
        let of_system = known.system.and_then(|system| {
            let line = |line: &&crate::model::SystemLine| number == Some(line.code.as_str()) || line.name == name;
            system.lines.iter().find(line)
        });
        let code = match (of_system, number) {
            (Some(line), _) => code_of(&line.code),
            (None, Some(number)) if name.is_empty() => code_of(number),
            _ => code_of(name),
        };
        let unit = if unit.is_empty() { "1" } else { unit };
        if let Err(unknown) = unit.parse::<indicators::expression::Unit>() {
            faults.push(Fault::said(at(row, column, heading, "").field, &unknown));
        }
        if !super::is_code(&code) {
            faults.push(at(row, column, heading, "statistics.wide.heading"));
        }
        if !codes.insert(code.clone()) {
            faults.push(at(row, column, heading, "statistics.wide.column_twice"));
        }
        let named = |text: &str| text.chars().take(100).collect::<String>();
        elements.push((
            column,
            Element {
                code,
                name: named(if name.is_empty() { heading } else { name }),
                name_en: of_system.map(|line| line.name_en.clone()).unwrap_or_default(),
                unit: unit.to_owned(),
                group: String::new(),
                direction: of_system.map_or(0, |line| line.direction),
            },
        ));
    }
    if elements.is_empty() {
        faults.push(Fault::new(row.to_string(), "statistics.wide.no_indicator"));
    }
    if elements.len() > ELEMENTS_MAX {
        faults.push(Fault::new(row.to_string(), "form.too_many").with("max", ELEMENTS_MAX));
    }
    if !places.contains_key(&Column::Year) && known.year.is_none() {
        faults.push(Fault::new(row.to_string(), "statistics.wide.no_year"));
    }
    if faults.is_empty() { Ok(Columns { places, elements }) } else { Err(faults) }
}

/// Which region a row is of, and whether that is told.
fn region(
    columns: &Columns,
    headings: &[String],
    (row, cells): (u32, &[String]),
    known: &Known,
) -> Result<RegionName, Fault> {
    let said = |kind: Column| columns.places.get(&kind).map_or("", |column| cell(cells, *column));
    let (code, name, group) = (said(Column::Code), said(Column::Name), said(Column::Group));
    let column = |kind: Column| columns.places.get(&kind).copied();
    let place = column(if code.is_empty() { Column::Name } else { Column::Code }).or(column(Column::Name)).unwrap_or(0);
    let fault = |code: &'static str| at(row, place, headings.get(place).map_or("", String::as_str), code);
    let code = match (code, known.by_name.get(name).map(Vec::as_slice)) {
        ("", Some([one])) => one.clone(),
        ("", Some(_)) => return Err(fault("statistics.wide.name_several").with("name", shown(name))),
        ("", None) => return Err(fault("statistics.wide.no_code").with("name", shown(name))),
        (code, _) => code.to_owned(),
    };
    if let Some(found) = (known.by_code)(&code) {
        return Ok(RegionName { group: group.to_owned(), ..found });
    }
    if !is_unit(&code) {
        return Err(fault("statistics.wide.code").with("code", shown(&code)));
    }
    if group.is_empty() {
        let told = if is_region(&code) { "statistics.wide.outside" } else { "statistics.wide.outside_code" };
        return Err(fault(told).with("code", shown(&code)));
    }
    if name.is_empty() {
        return Err(fault("statistics.wide.no_name").with("code", shown(&code)));
    }
    Ok(RegionName { code, name: name.to_owned(), name_en: String::new(), group: group.to_owned() })
}

fn number(text: &str, unit: &str) -> Option<f64> {
    let plain = text.replace([',', '，', ' '], "");
    let plain = if unit == "%" { plain.trim_end_matches('%') } else { &plain };
    plain.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// Reads a table of units in rows and indicators in columns.
///
/// # Errors
/// Each with `<row>.<column letter>.<heading>`, or the row alone, up to [`FAULTS_MAX`].
pub fn read(grid: &Grid, known: &Known) -> Result<Wide, Vec<Fault>> {
    let Some(first) = grid.rows.iter().position(|(_, cells)| is_heading(cells)) else {
        return Err(vec![Fault::new("file", "statistics.wide.no_heading")]);
    };
    let (row, headings) = &grid.rows[first];
    let columns = columns(*row, headings, known)?;
    let (mut wide, mut faults) = (Wide::default(), Vec::new());
    wide.elements = columns.elements.iter().map(|(_, element)| element.clone()).collect();
    let (mut regions, mut seen) = (BTreeMap::new(), BTreeSet::new());
    for (row, cells) in &grid.rows[first + 1..] {
        if faults.len() >= FAULTS_MAX {
            break;
        }
        let found = region(&columns, headings, (*row, cells), known);
        let year = year(&columns, headings, (*row, cells), known);
        let (region, year) = match (found, year) {
            (Ok(region), Ok(year)) => (region, year),
            (found, year) => {
                faults.extend(found.err().into_iter().chain(year.err()));
                continue;
            }
        };
        if !seen.insert((region.code.clone(), year)) {
            let fault = Fault::new(row.to_string(), "statistics.wide.twice");
            faults.push(fault.with("name", &region.name).with("year", year));
            continue;
        }
        let before = regions.entry(region.code.clone()).or_insert_with(|| region.clone());
        if *before != region {
            let fault = Fault::new(row.to_string(), "statistics.wide.differs");
            faults.push(fault.with("code", &region.code));
        }
        figures(&columns, headings, (*row, cells), (&region.code, year), &mut wide.figures, &mut faults);
    }
    wide.regions = regions.into_values().collect();
    if wide.figures.len() > FIGURES_MAX {
        faults.push(Fault::new("file", "form.too_many").with("max", FIGURES_MAX));
    }
    if faults.is_empty() && wide.figures.is_empty() {
        faults.push(Fault::new("file", "statistics.figures.none"));
    }
    faults.truncate(FAULTS_MAX);
    if faults.is_empty() { Ok(wide) } else { Err(faults) }
}

fn year(columns: &Columns, headings: &[String], (row, cells): (u32, &[String]), known: &Known) -> Result<i64, Fault> {
    let Some(column) = columns.places.get(&Column::Year) else { return Ok(known.year.unwrap_or_default()) };
    let text = cell(cells, *column);
    let year = text.trim_end_matches('年').parse::<i64>().ok().filter(|year| PERIODS.contains(year));
    year.ok_or_else(|| at(row, *column, &headings[*column], "statistics.table.year").with("text", shown(text)))
}

fn figures(
    columns: &Columns,
    headings: &[String],
    (row, cells): (u32, &[String]),
    (region, period): (&str, i64),
    figures: &mut Vec<Figure>,
    faults: &mut Vec<Fault>,
) {
    for (column, element) in &columns.elements {
        let text = cell(cells, *column);
        if NONE.contains(&text) {
            continue;
        }
        match number(text, &element.unit) {
            Some(value) => figures.push(Figure {
                element: element.code.clone(),
                region: region.to_owned(),
                period,
                value,
                persons: None,
            }),
            None => {
                faults.push(at(row, *column, &headings[*column], "statistics.table.number").with("text", shown(text)))
            }
        }
    }
}

#[cfg(test)]
mod tests;

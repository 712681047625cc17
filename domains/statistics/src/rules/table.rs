//! Figures and elements read from tables: a row is a figure or an element, faults are told by row and column.

use std::collections::BTreeMap;

use units::Fault;
use units::document::QUOTED;

use super::data_set::{FAULTS_MAX, FIGURES_MAX, shown};
use crate::model::{Element, Figure};

/// Most columns of a table.
pub const COLUMNS_MAX: usize = 50;
/// Longest cell, in characters.
pub const CELL_CHARS_MAX: usize = 400;

/// What a column may be called, by the field it is for.
const FIGURE_COLUMNS: [(&str, &[&str]); 5] = [
    ("element", &["element", "indicator", "要素"]),
    ("region", &["region", "地区"]),
    ("period", &["period", "year", "年份"]),
    ("value", &["value", "数值"]),
    ("persons", &["persons", "人数"]),
];
const ELEMENT_COLUMNS: [(&str, &[&str]); 6] = [
    ("code", &["code", "编码"]),
    ("name", &["name", "name_zh", "名称"]),
    ("name_en", &["name_en", "英文名称"]),
    ("unit", &["unit", "单位"]),
    ("group", &["group", "类别"]),
    ("direction", &["direction", "方向"]),
];

/// Rows of a table by field.
struct Reader {
    rows: Vec<Vec<String>>,
    places: BTreeMap<&'static str, usize>,
}

fn at_row(row: usize, fault: Fault) -> Fault {
    Fault { field: format!("{row}.{}", fault.field), ..fault }
}

impl Reader {
    /// Splits a CSV text and finds its columns. Refused in order: too many columns; a column that is owed is not there;
    /// too many rows; a row that is no CSV.
    fn of(
        text: &str,
        columns: &'static [(&'static str, &'static [&'static str])],
        owed: &[&str],
    ) -> Result<Reader, Vec<Fault>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let one = |fault: Fault| vec![fault];
        let heading = reader.headers().map_err(|fault| one(unreadable(1, &fault)))?.clone();
        if heading.len() > COLUMNS_MAX {
            return Err(one(Fault::new("table", "statistics.table.columns").with("max", COLUMNS_MAX)));
        }
        let mut places = BTreeMap::new();
        for (field, names) in columns {
            let place = heading.iter().position(|cell| names.contains(&cell.trim()));
            match place {
                Some(place) => {
                    places.insert(*field, place);
                }
                None if owed.contains(field) => {
                    return Err(one(Fault::new("table", "statistics.table.missing").with("name", names.join(" / "))));
                }
                None => {}
            }
        }
        let mut rows = Vec::new();
        for (at, record) in reader.records().enumerate() {
            let record = record.map_err(|fault| one(unreadable(at + 2, &fault)))?;
            if rows.len() >= FIGURES_MAX {
                return Err(one(Fault::new("table", "form.too_many").with("max", FIGURES_MAX)));
            }
            rows.push(record.iter().map(|cell| cell.trim().chars().take(CELL_CHARS_MAX).collect()).collect());
        }
        Ok(Reader { rows, places })
    }

    fn cell(&self, row: usize, field: &str) -> &str {
        let place = self.places.get(field).copied().unwrap_or(usize::MAX);
        self.rows[row].get(place).map_or("", String::as_str)
    }
}

fn unreadable(row: usize, fault: &csv::Error) -> Fault {
    Fault::new(format!("{row}.table"), "statistics.table.unreadable").with(QUOTED, fault)
}

/// Figures of a table with the columns element, region, year, value and, if there is one, persons. An empty value is no figure.
///
/// # Errors
/// `table`, or `<row>.<column>` for everything that is wrong, up to [`FAULTS_MAX`].
pub fn figures(text: &str) -> Result<Vec<Figure>, Vec<Fault>> {
    let reader = Reader::of(text, &FIGURE_COLUMNS, &["element", "region", "period", "value"])?;
    let (mut figures, mut faults) = (Vec::with_capacity(reader.rows.len()), Vec::new());
    for row in 0..reader.rows.len() {
        let cell = |field: &str| reader.cell(row, field);
        if cell("value").is_empty() || cell("value") == "NA" {
            continue;
        }
        match figure(&cell) {
            Ok(figure) => figures.push(figure),
            Err(fault) => faults.push(at_row(row + 2, fault)),
        }
        if faults.len() >= FAULTS_MAX {
            break;
        }
    }
    if faults.is_empty() { Ok(figures) } else { Err(faults) }
}

fn figure<'t>(cell: &impl Fn(&str) -> &'t str) -> Result<Figure, Fault> {
    let whole = |field: &str, code: &'static str| {
        cell(field).parse::<i64>().map_err(|_| Fault::new(field, code).with("text", shown(cell(field))))
    };
    let period = whole("period", "statistics.table.year")?;
    let value: f64 = cell("value")
        .parse()
        .ok()
        .filter(|value: &f64| value.is_finite())
        .ok_or_else(|| Fault::new("value", "statistics.table.number").with("text", shown(cell("value"))))?;
    let persons = match cell("persons") {
        "" => None,
        _ => Some(whole("persons", "statistics.table.whole")?),
    };
    Ok(Figure { element: cell("element").to_owned(), region: cell("region").to_owned(), period, value, persons })
}

/// Elements of a table with the columns code, name, unit and, if there are any, name_en, group, direction.
///
/// # Errors
/// As [`figures`].
pub fn elements(text: &str) -> Result<Vec<Element>, Vec<Fault>> {
    let reader = Reader::of(text, &ELEMENT_COLUMNS, &["code", "name", "unit"])?;
    let element = |row: usize| {
        let cell = |field: &str| reader.cell(row, field).to_owned();
        let direction = match reader.cell(row, "direction") {
            "" => 0,
            text => text.parse().map_err(|_| at_row(row + 2, Fault::new("direction", "statistics.direction.range")))?,
        };
        Ok(Element {
            code: cell("code"),
            name: cell("name"),
            name_en: cell("name_en"),
            unit: cell("unit"),
            group: cell("group"),
            direction,
        })
    };
    let read: Vec<Result<Element, Fault>> = (0..reader.rows.len()).map(element).collect();
    let faults: Vec<Fault> = read.iter().filter_map(|one| one.as_ref().err().cloned()).take(FAULTS_MAX).collect();
    if faults.is_empty() { Ok(read.into_iter().flatten().collect()) } else { Err(faults) }
}

/// The fault of a figure of a data set as that of the row it stood in; figures stand in the order of their rows.
pub fn in_rows(fault: Fault, rows: &[usize]) -> Fault {
    let place = fault.field.strip_prefix("figures.").and_then(|rest| {
        let (at, field) = rest.split_once('.')?;
        Some(format!("{}.{field}", rows.get(at.parse::<usize>().ok()?)?))
    });
    match place {
        Some(field) => Fault { field, ..fault },
        None => fault,
    }
}

/// The rows in which figures stand that [`figures`] reads, in their order.
pub fn figure_rows(text: &str) -> Vec<usize> {
    let Ok(reader) = Reader::of(text, &FIGURE_COLUMNS, &["value"]) else { return Vec::new() };
    let there = |row: &usize| !matches!(reader.cell(*row, "value"), "" | "NA");
    (0..reader.rows.len()).filter(there).map(|row| row + 2).collect()
}

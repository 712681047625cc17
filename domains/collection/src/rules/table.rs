//! Returns as tables: one unit's with a field a row, many units' with a unit a row; written as CSV or XLSX, and read back with every
//! fault named by row and column.

use std::collections::{BTreeMap, BTreeSet};

use units::Fault;

use super::figure;
use super::lint::FIELDS_MAX;
use crate::model::form::{Field, Figure, Form, Kind, Values};

mod write;

pub use write::{csv, many, one, xlsx};

/// Rows looked at before the heading must have come: titles may stand above it.
const HEADING_WITHIN_ROWS: usize = 10;
/// Longest cell that is read, in characters: one more than any field holds, so that what is too long is told and not cut.
pub const CELL_CHARS_MAX: usize = figure::TEXT_CHARS_MAX + 1;
/// The most columns of a table: every field, and what stands beside them.
pub const COLUMNS_MAX: usize = FIELDS_MAX + 10;
/// The most units of one table: more than any county has schools.
pub const UNITS_MAX: usize = 5_000;
/// The most faults that are told at once.
const FAULTS_MAX: usize = 200;
/// The longest code of a unit, in characters.
const CODE_CHARS_MAX: usize = 40;

/// A cell that is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

/// What is wrong in a cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// The row as the file numbers it, from 1; 0 for the table as a whole.
    pub row: usize,
    /// The column, from 1; 0 for the row as a whole.
    pub column: usize,
    /// What is wrong; its field is that of the form, where there is one.
    pub fault: Fault,
}

impl CellFault {
    fn of(row: usize, column: usize, fault: Fault) -> CellFault {
        CellFault { row, column, fault }
    }

    /// The column in letters, as a spreadsheet names it: A, B, … Z, AA.
    pub fn column_letters(&self) -> String {
        let (mut left, mut letters) = (self.column, Vec::new());
        while left > 0 {
            letters.push(b'A' + ((left - 1) % 26) as u8);
            left = (left - 1) / 26;
        }
        letters.iter().rev().map(|letter| char::from(*letter)).collect()
    }
}

/// A column that is none of the form's fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Beside {
    Field,
    Label,
    Value,
    Unit,
    Before,
    Help,
    Code,
    Name,
}

/// What the columns beside the fields are called: in Chinese, in English, and what else is understood.
const BESIDE: [(Beside, &str, &str, &[&str]); 8] = [
    (Beside::Field, "字段", "Field", &["字段名", "name of field"]),
    (Beside::Label, "数据项", "Item", &["指标", "项目"]),
    (Beside::Value, "数值", "Value", &["值", "本年", "this year"]),
    (Beside::Unit, "计量单位", "Unit", &["单位"]),
    (Beside::Before, "上年", "Year before", &["上年数"]),
    (Beside::Help, "填报说明", "Notes", &["说明", "备注"]),
    (Beside::Code, "填报单位代码", "Code", &["学校代码", "单位代码", "代码", "区划代码"]),
    (Beside::Name, "填报单位名称", "Name", &["学校名称", "单位名称", "名称", "学校"]),
];

fn beside(cell: &str) -> Option<Beside> {
    let lower = cell.to_lowercase();
    let is =
        |zh: &str, en: &str, more: &[&str]| cell == zh || lower == en.to_lowercase() || more.contains(&lower.as_str());
    BESIDE.iter().find(|(_, zh, en, more)| is(zh, en, more)).map(|(column, ..)| *column)
}

/// The field a heading means: its name, or its label with or without the unit behind it.
fn field_of<'f>(form: &'f Form, heading: &str) -> Option<&'f Field> {
    let called = |field: &&Field| {
        [&field.label.zh, &field.label.en].iter().any(|label| {
            !label.is_empty() && (*label == heading || write::with_unit(label, field.unit.text()) == heading)
        })
    };
    form.field(heading).or_else(|| form.fields.iter().find(called))
}

/// Faults as they are found, up to a limit.
struct Faults(Vec<CellFault>);

impl Faults {
    fn tell(&mut self, row: usize, column: usize, fault: Fault) {
        if self.0.len() < FAULTS_MAX {
            self.0.push(CellFault::of(row, column, fault));
        }
    }

    fn whole(code: &'static str) -> Vec<CellFault> {
        vec![CellFault::of(0, 0, Fault::new("table", code))]
    }
}

/// The text of a cell as it was before a table that we wrote kept it from being read as a formula.
fn cell(row: &[String], column: usize) -> &str {
    let text = row.get(column).map(|text| text.trim()).unwrap_or_default();
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text)
}

fn too_wide(rows: &[Vec<String>]) -> Option<Vec<CellFault>> {
    let row = rows.iter().position(|row| row.iter().skip(COLUMNS_MAX).any(|cell| !cell.trim().is_empty()))?;
    let fault = Fault::new("table", "collection.form.table.too_wide").with("max", COLUMNS_MAX);
    Some(vec![CellFault::of(row + 1, 0, fault)])
}

/// Reads one unit's return, a field a row. A field without a row is missing.
///
/// # Errors
/// No heading, or every cell that cannot be read.
pub fn read_one(form: &Form, rows: &[Vec<String>]) -> Result<Values, Vec<CellFault>> {
    if let Some(faults) = too_wide(rows) {
        return Err(faults);
    }
    let Some((heading, field_at, value_at)) =
        rows.iter().enumerate().take(HEADING_WITHIN_ROWS).find_map(|(at, row)| {
            let place = |wanted: Beside| row.iter().position(|cell| beside(cell.trim()) == Some(wanted));
            Some((at, place(Beside::Field).or_else(|| place(Beside::Label))?, place(Beside::Value)?))
        })
    else {
        return Err(Faults::whole("collection.form.table.heading_one"));
    };
    let (mut values, mut seen, mut faults) = (Values::new(), BTreeSet::new(), Faults(Vec::new()));
    for (at, row) in rows.iter().enumerate().skip(heading + 1) {
        let (named, typed) = (cell(row, field_at), cell(row, value_at));
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some(field) = field_of(form, named) else {
            let fault = Fault::new(named, "collection.form.table.unknown_row").with("value", shortened(named));
            faults.tell(at + 1, field_at + 1, fault);
            continue;
        };
        if !seen.insert(field.name.as_str()) {
            let fault = Fault::new(&field.name, "collection.form.table.row_twice").with("value", shortened(named));
            faults.tell(at + 1, field_at + 1, fault);
            continue;
        }
        match figure::read(field, typed) {
            Ok(Some(figure)) => drop(values.insert(field.name.clone(), figure)),
            Ok(None) => {}
            Err(fault) => faults.tell(at + 1, value_at + 1, fault),
        }
    }
    if seen.is_empty() && faults.0.is_empty() {
        return Err(Faults::whole("collection.form.table.empty"));
    }
    if faults.0.is_empty() { Ok(values) } else { Err(faults.0) }
}

/// One unit's return in a table of many.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitRow {
    /// The unit's code as it stands in the table.
    pub code: String,
    /// Its name as it stands there; empty if there is none.
    pub name: String,
    /// In which row of the file it stands, from 1.
    pub row: usize,
    /// What it reports.
    pub values: Values,
}

/// Reads the returns of many units, a unit a row.
///
/// # Errors
/// No heading, unknown columns or one twice, units twice, or every cell that cannot be read.
pub fn read_many(form: &Form, rows: &[Vec<String>]) -> Result<Vec<UnitRow>, Vec<CellFault>> {
    if let Some(faults) = too_wide(rows) {
        return Err(faults);
    }
    let columns = Columns::of(form, rows)?;
    let (mut units, mut seen, mut faults) = (Vec::new(), BTreeMap::new(), Faults(Vec::new()));
    for (at, row) in rows.iter().enumerate().skip(columns.heading + 1) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if units.len() == UNITS_MAX {
            let fault = Fault::new("table", "collection.form.table.too_many").with("max", UNITS_MAX);
            faults.tell(at + 1, 0, fault);
            break;
        }
        let code = cell(row, columns.code);
        if code.is_empty() || code.chars().count() > CODE_CHARS_MAX {
            faults.tell(at + 1, columns.code + 1, Fault::new("code", "collection.form.table.no_code"));
            continue;
        }
        if let Some(first) = seen.insert(code.to_owned(), at + 1) {
            let fault = Fault::new("code", "collection.form.table.unit_twice").with("value", code).with("first", first);
            faults.tell(at + 1, columns.code + 1, fault);
            continue;
        }
        let mut values = Values::new();
        for (column, field) in &columns.fields {
            match figure::read(field, cell(row, *column)) {
                Ok(Some(figure)) => drop(values.insert(field.name.clone(), figure)),
                Ok(None) => {}
                Err(fault) => faults.tell(at + 1, column + 1, fault),
            }
        }
        let name = columns.name.map(|column| cell(row, column).to_owned()).unwrap_or_default();
        units.push(UnitRow { code: code.to_owned(), name, row: at + 1, values });
    }
    if units.is_empty() && faults.0.is_empty() {
        return Err(Faults::whole("collection.form.table.empty"));
    }
    if faults.0.is_empty() { Ok(units) } else { Err(faults.0) }
}

/// Where the columns of a table of many units stand.
struct Columns<'f> {
    heading: usize,
    code: usize,
    name: Option<usize>,
    fields: Vec<(usize, &'f Field)>,
}

impl<'f> Columns<'f> {
    fn of(form: &'f Form, rows: &[Vec<String>]) -> Result<Columns<'f>, Vec<CellFault>> {
        let is_heading = |row: &[String]| {
            row.iter().any(|cell| beside(cell.trim()) == Some(Beside::Code))
                && row.iter().any(|cell| field_of(form, cell.trim()).is_some())
        };
        let first = rows.iter().take(HEADING_WITHIN_ROWS).position(|row| is_heading(row));
        let Some(first) = first else { return Err(Faults::whole("collection.form.table.heading_many")) };
        // Below the labels our own tables have the fields' names.
        let heading = if rows.get(first + 1).is_some_and(|row| is_heading(row)) { first + 1 } else { first };
        let mut columns = Columns { heading, code: 0, name: None, fields: Vec::new() };
        let (mut taken, mut faults) = (BTreeSet::new(), Faults(Vec::new()));
        for (column, text) in rows[heading].iter().map(|text| text.trim()).enumerate() {
            let twice = |taken: bool, faults: &mut Faults| {
                if !taken {
                    let fault =
                        Fault::new("table", "collection.form.table.column_twice").with("value", shortened(text));
                    faults.tell(heading + 1, column + 1, fault);
                }
            };
            match (beside(text), field_of(form, text)) {
                (Some(Beside::Code), _) => {
                    twice(taken.insert("code"), &mut faults);
                    columns.code = column;
                }
                (Some(Beside::Name), _) => {
                    twice(taken.insert("name"), &mut faults);
                    columns.name = Some(column);
                }
                (_, Some(field)) => {
                    twice(taken.insert(field.name.as_str()), &mut faults);
                    columns.fields.push((column, field));
                }
                _ if text.is_empty() && column_is_blank(rows, heading, column) => {}
                _ => {
                    let fault =
                        Fault::new("table", "collection.form.table.unknown_column").with("value", shortened(text));
                    faults.tell(heading + 1, column + 1, fault);
                }
            }
        }
        if faults.0.is_empty() { Ok(columns) } else { Err(faults.0) }
    }
}

fn column_is_blank(rows: &[Vec<String>], heading: usize, column: usize) -> bool {
    rows.iter().skip(heading + 1).all(|row| row.get(column).is_none_or(|cell| cell.trim().is_empty()))
}

fn shortened(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(40).collect()
}

/// An entry as a cell: numbers as numbers, choices and yes or no as words that are read back.
fn written(field: &Field, figure: Option<&Figure>, english: bool) -> Cell {
    match (field.kind, figure) {
        (_, None) => Cell::Empty,
        (Kind::YesNo, Some(Figure::Number(number))) => {
            let words = if english { ["no", "yes"] } else { ["否", "是"] };
            Cell::Text(words[usize::from(*number == 1.0)].to_owned())
        }
        (_, Some(Figure::Number(number))) => Cell::Number(*number),
        (_, Some(text)) => Cell::Text(super::sentence::entry(field, text, english).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests;

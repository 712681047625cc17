//! Tables that are read.

use std::collections::{BTreeMap, BTreeSet};

use units::Fault;

use super::{Beside, CODE_CHARS_MAX, COLUMNS_MAX, CellFault, Faults, HEADING_WITHIN_ROWS, UNITS_MAX, beside, field_of};
use crate::model::form::{Field, Form, Values};
use crate::rules::figure;

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

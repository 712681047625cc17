//! Returns as tables: one unit's with a field a row, many units' with a unit a row; written as CSV or XLSX, and read back with every
//! fault named by row and column.

use rust_xlsxwriter::utility::column_number_to_name;
use units::Fault;

use super::figure;
use super::lint::FIELDS_MAX;
use crate::model::form::{Field, Figure, Form, Kind};

mod read;
mod write;

pub use read::{UnitRow, read_many, read_one};
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
        let column = self.column.checked_sub(1).and_then(|column| u16::try_from(column).ok());
        column.map(column_number_to_name).unwrap_or_default()
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

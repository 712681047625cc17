//! Tables that are written.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use super::{BESIDE, Beside, Cell, written};
use crate::model::form::{Field, Form, Values};

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// Widths of columns, in characters.
const WIDTH_LABEL: f64 = 34.0;
const WIDTH_VALUE: f64 = 14.0;
/// Letters of a sheet's name. Excel allows no more.
const SHEET_CHARS_MAX: usize = 31;

fn called(column: Beside, english: bool) -> Cell {
    let found = BESIDE.iter().find(|(one, ..)| *one == column);
    Cell::Text(found.map_or("", |(_, zh, en, _)| if english { en } else { zh }).to_owned())
}

/// A label with its unit behind it, as a heading has it.
pub(super) fn with_unit(label: &str, unit: &str) -> String {
    match (unit.is_empty(), label.is_ascii()) {
        (true, _) => label.to_owned(),
        (false, true) => format!("{label} ({unit})"),
        (false, false) => format!("{label}（{unit}）"),
    }
}

/// One unit's return: a field a row, the year before beside it.
pub fn one(form: &Form, values: &Values, before: Option<&Values>, english: bool) -> Vec<Vec<Cell>> {
    use Beside::{Before, Field, Help, Label, Unit, Value};
    let mut rows = vec![[Field, Label, Value, Unit, Before, Help].map(|column| called(column, english)).to_vec()];
    for field in in_order(form) {
        rows.push(vec![
            Cell::Text(field.name.clone()),
            Cell::Text(field.label.said(english).to_owned()),
            written(field, values.get(&field.name), english),
            Cell::Text(field.unit.text().to_owned()),
            written(field, before.and_then(|before| before.get(&field.name)), english),
            Cell::Text(field.help.said(english).to_owned()),
        ]);
    }
    rows
}

/// The returns of many units, each by its code and name: the labels, below them the names of the fields, then a unit a row.
pub fn many(form: &Form, units: &[(&str, &str, &Values)], english: bool) -> Vec<Vec<Cell>> {
    let fields: Vec<&Field> = in_order(form).collect();
    let beside = [Beside::Code, Beside::Name];
    let labels = fields.iter().map(|field| Cell::Text(with_unit(field.label.said(english), field.unit.text())));
    let names = fields.iter().map(|field| Cell::Text(field.name.clone()));
    let mut rows = vec![
        beside.map(|column| called(column, english)).into_iter().chain(labels).collect::<Vec<_>>(),
        beside.map(|column| called(column, true)).into_iter().chain(names).collect(),
    ];
    for (code, name, values) in units {
        let own = [code, name].map(|text| Cell::Text((*text).to_owned()));
        let entries = fields.iter().map(|field| written(field, values.get(&field.name), english));
        rows.push(own.into_iter().chain(entries).collect());
    }
    rows
}

/// The fields in the order of the sheet.
fn in_order(form: &Form) -> impl Iterator<Item = &Field> {
    form.sections.iter().flat_map(|section| section.names()).filter_map(|name| form.field(name))
}

/// Rows as CSV: UTF-8 with its mark, without which Excel takes it for the old national encoding.
///
/// # Errors
/// None that a table in memory can have.
pub fn csv(rows: &[Vec<Cell>]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Number(number) => number.to_string(),
            // A spreadsheet takes a text that begins like a formula for one; an apostrophe keeps it a text.
            Cell::Text(text) if text.starts_with(FORMULA) => format!("'{text}"),
            Cell::Text(text) => text.clone(),
        }))?;
    }
    writer.into_inner().map_err(|fault| fault.into_error().into())
}

/// Rows as a workbook of one sheet; the first `heads` rows stay in view.
///
/// # Errors
/// More rows or columns than a sheet holds.
pub fn xlsx(name: &str, rows: &[Vec<Cell>], heads: u32) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (bold, right) = (Format::new().set_bold().set_text_wrap(), Format::new().set_align(FormatAlign::Right));
    let sheet = book.add_worksheet();
    let fits =
        |letter: &char| !matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !letter.is_control();
    let title: String = name.chars().filter(fits).take(SHEET_CHARS_MAX).collect();
    if !title.is_empty() {
        sheet.set_name(title)?;
    }
    for (line, row) in (0..).zip(rows) {
        for (place, cell) in (0..).zip(row) {
            match cell {
                Cell::Empty => {}
                Cell::Number(number) => drop(sheet.write_number_with_format(line, place, *number, &right)?),
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) if line < heads => drop(sheet.write_string_with_format(line, place, text, &bold)?),
                Cell::Text(text) => drop(sheet.write_string(line, place, text)?),
            }
        }
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    for column in 0..u16::try_from(columns).unwrap_or(u16::MAX) {
        sheet.set_column_width(column, if column < 2 { WIDTH_LABEL } else { WIDTH_VALUE })?;
    }
    sheet.set_freeze_panes(heads, 2)?;
    book.save_to_buffer()
}

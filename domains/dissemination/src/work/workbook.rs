//! A release as a workbook: the observations, the codes, and what is to be cited.

use std::fs::File;

use op::{Actor, App, Error, Result};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::file::about;
use super::plain::{self, Names, Part, Wanted};
use crate::model::Release;

/// Rows a sheet holds, its heading included.
pub const ROWS_MAX: i64 = 1_048_576;
/// Longest text of a cell, in characters.
const CELL_CHARS_MAX: usize = 32_767;

/// Writes the workbook, one row in memory at a time.
///
/// Errors: of the database, or of the file.
pub fn write(app: &App, actor: &Actor, release: &Release, wanted: &Wanted, out: File) -> Result<()> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet_with_constant_memory().map_err(Error::bug)?;
    sheet.set_name("data").map_err(Error::bug)?;
    let columns = plain::columns(&release.structure);
    for (at, (heading, _)) in columns.iter().enumerate() {
        text(sheet, 0, at, heading, Some(&bold)).map_err(Error::bug)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(Error::bug)?;
    let names = Names::of(&release.structure);
    let mut row = 0;
    plain::each(
        release,
        wanted,
        |page| app.read(actor, |op| page(op)),
        |one| {
            row += 1;
            for (at, (_, part)) in columns.iter().enumerate() {
                let cell = names.cell(*part, &one);
                let number = (*part == Part::Value && !release.structure.textual).then(|| cell.parse::<f64>().ok());
                let written = match number.flatten() {
                    Some(value) => sheet.write_number(row, column(at), value).map(drop),
                    None => text(sheet, row, at, cell, None),
                };
                written.map_err(Error::bug)?;
            }
            Ok(())
        },
    )?;
    let sheet = book.add_worksheet_with_constant_memory().map_err(Error::bug)?;
    sheet.set_name("codes").map_err(Error::bug)?;
    codes(sheet, release, &bold).map_err(Error::bug)?;
    let sheet = book.add_worksheet_with_constant_memory().map_err(Error::bug)?;
    sheet.set_name("about").map_err(Error::bug)?;
    for (row, (name, value)) in (0..).zip(about(release)) {
        text(sheet, row, 0, name, Some(&bold)).map_err(Error::bug)?;
        text(sheet, row, 1, &value, None).map_err(Error::bug)?;
    }
    book.save_to_writer(out).map_err(Error::bug)
}

fn codes(sheet: &mut Worksheet, release: &Release, bold: &Format) -> std::result::Result<(), XlsxError> {
    for (at, heading) in ["component", "code", "parent", "name", "name_en"].into_iter().enumerate() {
        text(sheet, 0, at, heading, Some(bold))?;
    }
    let dimensions = release.structure.dimensions.iter().map(|one| (&one.id, &one.codes));
    let attributes = release.structure.attributes.iter().map(|one| (&one.id, &one.codes));
    let all = dimensions.chain(attributes).flat_map(|(id, codes)| codes.iter().map(move |code| (id, code)));
    for (row, (id, code)) in (1..).zip(all) {
        for (at, cell) in [id, &code.id, &code.parent, &code.name, &code.name_en].into_iter().enumerate() {
            text(sheet, row, at, cell, None)?;
        }
    }
    Ok(())
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// Text is written as text, so that nothing in it is a formula.
fn text(
    sheet: &mut Worksheet,
    row: u32,
    at: usize,
    cell: &str,
    look: Option<&Format>,
) -> std::result::Result<(), XlsxError> {
    let cut: String = cell.chars().take(CELL_CHARS_MAX).collect();
    match look {
        Some(look) => sheet.write_string_with_format(row, column(at), &cut, look).map(drop),
        None => sheet.write_string(row, column(at), &cut).map(drop),
    }
}

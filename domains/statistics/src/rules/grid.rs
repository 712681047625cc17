//! A table somebody uploaded, CSV or XLSX, as rows of text with the numbers they have in the file.

use std::io::Cursor;
use std::ops::ControlFlow;

use rust_xlsxwriter::utility::column_number_to_name;
use sheets::{Cell, Header, Limits, Refusal, Stop};
use units::Fault;

use super::table::CELL_CHARS_MAX;

/// Most columns: the widest yearbook table has half as many.
pub const COLUMNS_MAX: usize = 250;
/// Most rows: twelve years of every county of the country.
pub const ROWS_MAX: usize = 40_000;
/// Rows among which the headings may stand, below a title.
const HEADING_ROWS_MAX: u32 = 10;
/// Bytes of text held at once.
const TEXT_BYTES_MAX: usize = 48 * 1024 * 1024;

const LIMITS: Limits = Limits {
    unpacked_bytes: 256 * 1024 * 1024,
    shared_strings_bytes: 32 * 1024 * 1024,
    rows: ROWS_MAX as u32,
    columns: COLUMNS_MAX,
    cell_chars: CELL_CHARS_MAX,
};

/// Rows of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The sheet they stand in; empty for a CSV.
    pub sheet: String,
    /// Each row that is not blank with its number in the file, from 1.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// A column as programs for tables name it: A, B, … Z, AA.
pub fn letters(column: usize) -> String {
    column_number_to_name(u16::try_from(column).unwrap_or(u16::MAX))
}

/// Reads a file: a workbook where it begins like one, else a CSV in UTF-8. `heading` knows the row of headings.
///
/// # Errors
/// What is wrong with the file as a whole, or with a row of a CSV: field `file` or the row's number.
pub fn read(bytes: &[u8], heading: &dyn Fn(&[String]) -> bool) -> Result<Grid, Fault> {
    let grid = if bytes.starts_with(b"PK") { workbook(bytes, heading)? } else { csv(bytes)? };
    match grid.rows.is_empty() {
        true => Err(Fault::new("file", "statistics.grid.empty")),
        false => Ok(grid),
    }
}

fn workbook(bytes: &[u8], heading: &dyn Fn(&[String]) -> bool) -> Result<Grid, Fault> {
    let is = |cells: &[Cell]| heading(&cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>());
    let header = Some(Header { rows: HEADING_ROWS_MAX, is: &is });
    let sheet = sheets::sheet_name(&mut Cursor::new(bytes), &LIMITS, header).map_err(refused)?;
    let mut grid = Grid { sheet, rows: Vec::new() };
    let mut held = 0;
    let read = sheets::rows(&mut Cursor::new(bytes), &LIMITS, header, &mut |row, cells| {
        held += cells.iter().map(|cell| cell.text.len()).sum::<usize>();
        if held > TEXT_BYTES_MAX {
            return ControlFlow::Break(());
        }
        grid.rows.push((row, cells.iter().map(|cell| cell.text.clone()).collect()));
        ControlFlow::Continue(())
    });
    read.map_err(refused)?;
    Ok(grid)
}

fn refused(stop: Stop) -> Fault {
    match stop {
        Stop::Refused(Refusal::Empty) => Fault::new("file", "statistics.grid.empty"),
        Stop::Refused(Refusal::Corrupt) => Fault::new("file", "statistics.grid.unreadable"),
        Stop::Refused(Refusal::TooManyRows) => Fault::new("file", "form.too_many").with("max", ROWS_MAX),
        Stop::Refused(Refusal::MoreSheets(name)) => Fault::new("file", "statistics.grid.sheets").with("name", name),
        Stop::Refused(Refusal::Bomb) | Stop::Caller => Fault::new("file", "statistics.grid.too_large"),
    }
}

/// The line a record begins in, from 1: its position is that of the blank lines before it.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
    position.line() + blank.count() as u64
}

fn csv(bytes: &[u8]) -> Result<Grid, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::new("file", "statistics.table.not_utf8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut grid = Grid::default();
    for record in reader.records() {
        let record = record.map_err(|fault| {
            let line = fault.position().map_or(0, csv::Position::line);
            Fault::new(line.to_string(), "statistics.table.unreadable").with(units::document::QUOTED, fault)
        })?;
        let line = record.position().map_or(0, |position| line_of(text, position));
        if grid.rows.len() >= ROWS_MAX {
            return Err(Fault::new("file", "form.too_many").with("max", ROWS_MAX));
        }
        if record.len() > COLUMNS_MAX {
            return Err(Fault::new(line.to_string(), "statistics.table.columns").with("max", COLUMNS_MAX));
        }
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().chars().take(CELL_CHARS_MAX).collect()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            grid.rows.push((u32::try_from(line).unwrap_or(u32::MAX), cells));
        }
    }
    Ok(grid)
}

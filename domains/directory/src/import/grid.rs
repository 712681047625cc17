//! A file as a grid of texts, whatever its format.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use encoding_rs::GB18030;

use super::RowFault;

/// Largest file read: the national list has about 300 kB.
pub const FILE_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Most rows: the national list has about 3,300.
const ROWS_MAX: usize = 50_000;
/// Most columns looked at.
const COLUMNS_MAX: usize = 50;
/// Longest cell, in characters: longer ones are cut, no field of a list is near it.
const CELL_CHARS_MAX: usize = 400;
/// The first bytes of a workbook: ZIP for XLSX, compound file for XLS.
const WORKBOOK_STARTS: [&[u8]; 2] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0"];

/// Rows of trimmed texts. Row 1 of the file is at index 0.
pub struct Grid(pub(super) Vec<Vec<String>>);

impl Grid {
    /// Reads a file by its content; the name only tells an empty file from a strange one.
    ///
    /// # Errors
    /// Too large, not readable, too many rows.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Grid, RowFault> {
        if bytes.len() > FILE_BYTES_MAX {
            return Err(RowFault::file("directory.import.too_large").with("max", FILE_BYTES_MAX / 1024 / 1024));
        }
        let rows = if WORKBOOK_STARTS.iter().any(|start| bytes.starts_with(start)) {
            workbook(bytes)
        } else if bytes.contains(&0) && !bytes.starts_with(b"\xFF\xFE") {
            Err(RowFault::file("directory.import.unreadable").with("name", name))
        } else {
            csv(bytes)
        }?;
        Ok(Grid(rows))
    }
}

fn workbook(bytes: &[u8]) -> Result<Vec<Vec<String>>, RowFault> {
    let unreadable = || RowFault::file("directory.import.workbook");
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let sheet = book.worksheet_range_at(0).ok_or_else(unreadable)?.map_err(|_| unreadable())?;
    // Ranges begin at the first cell that is filled; rows are counted from the top of the sheet.
    let top = sheet.start().map_or(0, |(row, _)| row as usize);
    if top + sheet.height() > ROWS_MAX {
        return Err(RowFault::file("directory.import.too_many_rows").with("max", ROWS_MAX));
    }
    let mut rows = vec![Vec::new(); top];
    rows.extend(sheet.rows().map(|row| row.iter().take(COLUMNS_MAX).map(cell).collect()));
    Ok(rows)
}

/// A cell as text. Codes that a spreadsheet took for numbers come back without a decimal point.
fn cell(data: &Data) -> String {
    match data {
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Empty | Data::Error(_) => String::new(),
        other => trimmed(&other.to_string()),
    }
}

fn csv(bytes: &[u8]) -> Result<Vec<Vec<String>>, RowFault> {
    let text = decode(bytes).ok_or_else(|| RowFault::file("directory.import.encoding"))?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|fault| {
            let row = fault.position().map_or(0, |position| position.line());
            RowFault::at(u32::try_from(row).unwrap_or(u32::MAX), "directory.import.csv")
        })?;
        // Rows are counted by lines of the file, which blank lines and quoted line breaks shift.
        let line = record.position().map_or(rows.len(), |position| line_of(&text, position));
        if line.max(rows.len()) >= ROWS_MAX {
            return Err(RowFault::file("directory.import.too_many_rows").with("max", ROWS_MAX));
        }
        rows.resize(line.max(rows.len()), Vec::new());
        rows.push(record.iter().take(COLUMNS_MAX).map(trimmed).collect());
    }
    Ok(rows)
}

/// The line a record stands in, from 0. The reader's own count is that of the blank lines it skipped before the record.
fn line_of(text: &str, position: &csv::Position) -> usize {
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let skipped =
        text.as_bytes().get(from..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let line = usize::try_from(position.line()).unwrap_or(usize::MAX).saturating_sub(1);
    line + skipped.filter(|byte| **byte == b'\n').count()
}

/// UTF-8 with or without its mark, UTF-16 with its mark, else GB 18030 (of which GBK and GB 2312 are parts).
fn decode(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, faulty) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return (!faulty).then(|| text.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

fn trimmed(text: &str) -> String {
    text.trim().chars().take(CELL_CHARS_MAX).collect()
}

//! A file as a grid of texts, whatever its format.

use std::io::Cursor;
use std::ops::ControlFlow;

use encoding_rs::GB18030;
use sheets::{Limits, Refusal, Stop};

use super::RowFault;

/// Largest file read: the national list has about 300 kB.
pub const FILE_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Most rows: the national list has about 3,300.
const ROWS_MAX: usize = 50_000;
/// Most columns looked at.
const COLUMNS_MAX: usize = 50;
/// Longest cell, in characters: longer ones are cut, no field of a list is near it.
const CELL_CHARS_MAX: usize = 400;
/// Most bytes of text held: many cells may share one long text, so the size of the file does not tell.
const TEXT_BYTES_MAX: usize = 64 * 1024 * 1024;
/// The first bytes of an XLSX, which is a ZIP archive.
const WORKBOOK_START: &[u8] = b"PK\x03\x04";
/// The first bytes of the binary .xls of Excel before 2007. It cannot be read as a stream, and a few kilobytes of it may
/// claim a sheet of millions of cells.
const OLD_WORKBOOK_START: &[u8] = b"\xD0\xCF\x11\xE0";

/// Rows of trimmed texts. Row 1 of the file is at index 0.
pub struct Grid(pub(super) Vec<Vec<String>>);

impl Grid {
    /// Reads a file by its content; the name only tells an empty file from a strange one.
    ///
    /// # Errors
    /// Too large, not readable, too many rows.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Grid, RowFault> {
        Grid::read_long(name, bytes, CELL_CHARS_MAX)
    }

    /// As [`Grid::read`], with cells of up to so many characters.
    ///
    /// # Errors
    /// As [`Grid::read`].
    pub fn read_long(name: &str, bytes: &[u8], cell_chars: usize) -> Result<Grid, RowFault> {
        Grid::read_wide(name, bytes, cell_chars, COLUMNS_MAX)
    }

    /// As [`Grid::read_long`], with rows of up to so many columns.
    ///
    /// # Errors
    /// As [`Grid::read`].
    pub fn read_wide(name: &str, bytes: &[u8], cell_chars: usize, columns: usize) -> Result<Grid, RowFault> {
        if bytes.len() > FILE_BYTES_MAX {
            return Err(RowFault::file("directory.import.too_large").with("max", FILE_BYTES_MAX / 1024 / 1024));
        }
        let rows = if bytes.starts_with(WORKBOOK_START) {
            workbook(bytes, cell_chars, columns)
        } else if bytes.starts_with(OLD_WORKBOOK_START) {
            Err(RowFault::file("directory.import.old_workbook"))
        } else if bytes.contains(&0) && !bytes.starts_with(b"\xFF\xFE") {
            Err(RowFault::file("directory.import.unreadable").with("name", name))
        } else {
            csv(bytes, cell_chars, columns)
        }?;
        Ok(Grid(rows))
    }

    /// The rows. Row 1 of the file is at index 0.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.0
    }
}

/// What of a workbook is looked at: the national list unpacks to about two megabytes.
const LIMITS: Limits = Limits {
    unpacked_bytes: 64 * 1024 * 1024,
    shared_strings_bytes: 16 * 1024 * 1024,
    rows: ROWS_MAX as u32,
    columns: COLUMNS_MAX,
    cell_chars: CELL_CHARS_MAX,
};

fn workbook(bytes: &[u8], cell_chars: usize, columns: usize) -> Result<Vec<Vec<String>>, RowFault> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut held = 0;
    let limits = Limits { cell_chars, columns, ..LIMITS };
    let read = sheets::rows(&mut Cursor::new(bytes), &limits, None, &mut |row, cells| {
        held += cells.iter().map(|cell| cell.text.len()).sum::<usize>();
        if held > TEXT_BYTES_MAX {
            return ControlFlow::Break(());
        }
        // Rows are counted from the top of the sheet; blank ones are not handed over.
        rows.resize(row as usize - 1, Vec::new());
        rows.push(cells.iter().map(|cell| cell.text.clone()).collect());
        ControlFlow::Continue(())
    });
    let fault = match read {
        Ok(()) => return Ok(rows),
        Err(Stop::Refused(Refusal::Empty)) => return Ok(Vec::new()),
        Err(Stop::Refused(Refusal::Corrupt)) => RowFault::file("directory.import.workbook"),
        Err(Stop::Refused(Refusal::TooManyRows)) => {
            RowFault::file("directory.import.too_many_rows").with("max", ROWS_MAX)
        }
        Err(Stop::Refused(Refusal::Bomb | Refusal::MoreSheets(_)) | Stop::Caller) => {
            RowFault::file("directory.import.bomb")
        }
    };
    Err(fault)
}

fn csv(bytes: &[u8], cell_chars: usize, columns: usize) -> Result<Vec<Vec<String>>, RowFault> {
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
        rows.push(record.iter().take(columns).map(|text| trimmed(text, cell_chars)).collect());
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

fn trimmed(text: &str, cell_chars: usize) -> String {
    text.trim().chars().take(cell_chars).collect()
}

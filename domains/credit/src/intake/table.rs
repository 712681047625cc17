//! CSV as rows of cells.

use std::cell::Cell as Counter;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use super::bytes::{AsUtf8, TextEncoding};
use super::{COLUMNS_MAX, Cell, EachRow, FileRefusal, RECORD_BYTES_MAX, RECORD_LINES_MAX, ROWS_MAX, Stop, plain};

/// Bytes in front of the record reader.
const BUFFER_BYTES: usize = 64 * 1024;

/// Calls `each` for every record that is not blank. Records are numbered as Excel numbers them, from 1.
pub(super) fn rows(path: &Path, encoding: TextEncoding, each: EachRow) -> Result<(), Stop> {
    let mut text = BufReader::with_capacity(BUFFER_BYTES, AsUtf8::open(path, encoding)?);
    let delimiter = delimiter(text.fill_buf()?);
    let since_record = Rc::new(Counter::new(0));
    let bounded = Bounded { inner: text, since_record: since_record.clone() };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(BUFFER_BYTES)
        .from_reader(bounded);
    let mut record = csv::StringRecord::new();
    let mut cells = Vec::new();
    let mut row: u32 = 0;
    loop {
        let line_before = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => since_record.set(0),
            Err(error) => return Err(stop(error, row + 1)),
        }
        let lines = reader.position().line().saturating_sub(line_before);
        let own = own_lines(lines, &record);
        row = row.saturating_add(1).saturating_add(u32::try_from(lines.saturating_sub(own)).unwrap_or(u32::MAX));
        if own > RECORD_LINES_MAX {
            return Err(FileRefusal::RecordTooLong(row).into());
        }
        take(&record, &mut cells);
        if cells.iter().all(|cell: &Cell| cell.text.is_empty()) {
            continue;
        }
        if row > ROWS_MAX + super::HEADER_ROW_MAX {
            return Err(FileRefusal::RowsMax.into());
        }
        each(row, &cells)?;
    }
}

/// Of the lines passed, those of the record itself. Empty lines before it give no record of their own; counting them keeps
/// the numbering that Excel shows.
fn own_lines(lines: u64, record: &csv::StringRecord) -> u64 {
    match lines {
        0 | 1 => lines,
        _ => 1 + record.iter().map(|text| text.matches('\n').count() as u64).sum::<u64>(),
    }
}

fn take(record: &csv::StringRecord, cells: &mut Vec<Cell>) {
    cells.resize_with(record.len().min(COLUMNS_MAX), Cell::default);
    for (cell, text) in cells.iter_mut().zip(record) {
        cell.text.clear();
        cell.text.push_str(plain(text));
        cell.number = false;
    }
}

/// Comma, unless the first line has only tabs.
fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    match line.contains(&b'\t') && !line.contains(&b',') {
        true => b'\t',
        false => b',',
    }
}

fn stop(error: csv::Error, row: u32) -> Stop {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            FileRefusal::RecordTooLong(row).into()
        }
        csv::ErrorKind::Io(error) => Stop::Io(error),
        _ => FileRefusal::Encoding.into(),
    }
}

/// Refuses to go on when one record takes more than [`RECORD_BYTES_MAX`].
struct Bounded<R> {
    inner: R,
    since_record: Rc<Counter<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.since_record.get() > RECORD_BYTES_MAX {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let read = self.inner.read(out)?;
        self.since_record.set(self.since_record.get() + read as u64);
        Ok(read)
    }
}

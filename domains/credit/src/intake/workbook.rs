//! XLSX as rows of cells: the visible sheet that has a template's header, read as a stream.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

use sheets::{Header, Limits, Refusal};

use super::{
    CELL_CHARS_MAX, COLUMNS_MAX, Cell, EachRow, FileRefusal, HEADER_ROW_MAX, ROWS_MAX, Stop, plain, recognise,
};

/// A million rows of the widest template unpack to about one gigabyte. One character more than a cell may have is read, so
/// that too long a cell is seen.
const LIMITS: Limits = Limits {
    unpacked_bytes: 2 * 1024 * 1024 * 1024,
    shared_strings_bytes: 64 * 1024 * 1024,
    rows: ROWS_MAX + HEADER_ROW_MAX,
    columns: COLUMNS_MAX,
    cell_chars: CELL_CHARS_MAX + 1,
};

/// Calls `each` for every row that is not blank, numbered as in the workbook.
pub(super) fn rows(path: &Path, each: EachRow) -> Result<(), Stop> {
    let mut stopped = Stop::Caller;
    let is_header = |cells: &[Cell]| matches!(recognise(cells), Ok(Some(_)) | Err(_));
    let header = Header { rows: HEADER_ROW_MAX, is: &is_header };
    let mut unmarked = Vec::new();
    let read = sheets::rows(&mut File::open(path)?, &LIMITS, Some(header), &mut |row, cells| {
        let marked = cells.iter().any(|cell| plain(&cell.text).len() < cell.text.len());
        if marked {
            unmarked.clear();
            unmarked.extend(cells.iter().map(|cell| Cell { text: plain(&cell.text).to_owned(), number: cell.number }));
        }
        match each(row, if marked { &unmarked } else { cells }) {
            Ok(()) => ControlFlow::Continue(()),
            Err(stop) => {
                stopped = stop;
                ControlFlow::Break(())
            }
        }
    });
    read.map_err(|stop| match stop {
        sheets::Stop::Caller => stopped,
        sheets::Stop::Refused(refusal) => Stop::Refused(match refusal {
            Refusal::Corrupt => FileRefusal::Corrupt,
            Refusal::Bomb => FileRefusal::Bomb,
            Refusal::Empty => FileRefusal::Empty,
            Refusal::TooManyRows => FileRefusal::RowsMax,
            Refusal::MoreSheets(name) => FileRefusal::MoreSheets(name),
        }),
    })
}

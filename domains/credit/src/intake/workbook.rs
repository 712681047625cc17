//! XLSX as rows of cells: the first sheet that has cells, read as a stream.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

use sheets::{Limits, Refusal};

use super::{CELL_CHARS_MAX, COLUMNS_MAX, EachRow, FileRefusal, HEADER_ROW_MAX, ROWS_MAX, Stop};

/// A million rows of the widest template unpack to about one gigabyte. One character more than a cell may have is read, so
/// that too long a cell is seen.
const LIMITS: Limits = Limits {
    unpacked_bytes: 2 * 1024 * 1024 * 1024,
    shared_strings_bytes: 192 * 1024 * 1024,
    rows: ROWS_MAX + HEADER_ROW_MAX,
    columns: COLUMNS_MAX,
    cell_chars: CELL_CHARS_MAX + 1,
};

/// Calls `each` for every row that is not blank, numbered as in the workbook.
pub(super) fn rows(path: &Path, each: EachRow) -> Result<(), Stop> {
    let mut stopped = Stop::Caller;
    let read = sheets::rows(&mut File::open(path)?, &LIMITS, &mut |row, cells| match each(row, cells) {
        Ok(()) => ControlFlow::Continue(()),
        Err(stop) => {
            stopped = stop;
            ControlFlow::Break(())
        }
    });
    read.map_err(|stop| match stop {
        sheets::Stop::Caller => stopped,
        sheets::Stop::Refused(refusal) => Stop::Refused(match refusal {
            Refusal::Corrupt => FileRefusal::Corrupt,
            Refusal::Bomb => FileRefusal::Bomb,
            Refusal::Empty => FileRefusal::Empty,
            Refusal::TooManyRows => FileRefusal::RowsMax,
        }),
    })
}

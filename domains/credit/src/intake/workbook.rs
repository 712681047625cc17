//! XLSX as rows of cells: the first sheet that has cells, read as a stream.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{DataRef, Reader, Xlsx};

use super::{COLUMNS_MAX, Cell, EachRow, FileRefusal, ROWS_MAX, Stop, zip_guard};

/// Sheets looked at for one that has cells.
const SHEETS_MAX: usize = 16;

/// Calls `each` for every row that is not blank, numbered as in the workbook. Formulas are not computed: the text or number
/// the workbook keeps beside them is taken.
pub(super) fn rows(path: &Path, each: EachRow) -> Result<(), Stop> {
    zip_guard::check(path)?;
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(File::open(path)?)).map_err(|_| FileRefusal::Corrupt)?;
    let names: Vec<String> = book.sheet_names().into_iter().take(SHEETS_MAX).collect();
    for name in names {
        if sheet(&mut book, &name, each)? {
            return Ok(());
        }
    }
    Err(FileRefusal::Empty.into())
}

/// Reads one sheet; answers whether it had a row.
fn sheet(book: &mut Xlsx<BufReader<File>>, name: &str, each: EachRow) -> Result<bool, Stop> {
    let Ok(mut reader) = book.worksheet_cells_reader(name) else {
        // A chart sheet has no cells to read.
        return Ok(false);
    };
    let mut cells: Vec<Cell> = Vec::new();
    let mut current: Option<u32> = None;
    let mut any = false;
    loop {
        let next = reader.next_cell().map_err(|_| FileRefusal::Corrupt)?;
        let place = next.as_ref().map(calamine::Cell::get_position);
        let row = place.map(|(row, _)| row);
        if row != current {
            if let Some(done) = current {
                // Rows of a sheet come in order; one that goes back would be read twice.
                if row.is_some_and(|row| row < done) {
                    return Err(FileRefusal::Corrupt.into());
                }
                any |= finish(done, &mut cells, each)?;
            }
            current = row;
        }
        let (Some(cell), Some((_, column))) = (next, place) else { return Ok(any) };
        put(&mut cells, column as usize, cell.get_value());
    }
}

fn finish(row: u32, cells: &mut Vec<Cell>, each: EachRow) -> Result<bool, Stop> {
    let blank = cells.iter().all(|cell| cell.text.is_empty());
    if !blank {
        if row >= ROWS_MAX + super::HEADER_ROW_MAX {
            return Err(FileRefusal::RowsMax.into());
        }
        each(row + 1, cells)?;
    }
    cells.clear();
    Ok(!blank)
}

fn put(cells: &mut Vec<Cell>, column: usize, value: &DataRef) {
    if column >= COLUMNS_MAX {
        return;
    }
    let (text, number) = match value {
        DataRef::Empty => return,
        DataRef::Int(number) => (number.to_string(), true),
        DataRef::Float(number) => (number.to_string(), true),
        DataRef::String(text) => (text.trim().to_owned(), false),
        DataRef::SharedString(text) => (text.trim().to_owned(), false),
        DataRef::Bool(flag) => (flag.to_string(), false),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            (format!("{year:04}-{month:02}-{day:02}"), false)
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), false),
        DataRef::Error(error) => (error.to_string(), false),
    };
    if cells.len() <= column {
        cells.resize_with(column + 1, Cell::default);
    }
    cells[column] = Cell { text, number };
}

//! The first sheet that has cells, read as a stream.

use std::io::BufReader;

use calamine::{DataRef, Reader, Xlsx};

use crate::{Cell, EachRow, Limits, Refusal, Source, Stop, guard};

/// Sheets looked at for one that has cells.
const SHEETS_MAX: usize = 16;

type Book<'s> = Xlsx<BufReader<&'s mut dyn Source>>;

/// Calls `each` for every row that is not blank, numbered as in the workbook. Formulas are not computed: the text or number
/// the workbook keeps beside them is taken.
///
/// # Errors
/// The workbook is refused, or `each` stopped it.
pub fn rows(source: &mut dyn Source, limits: &Limits, each: EachRow) -> Result<(), Stop> {
    guard::check(source, limits)?;
    let mut book: Book = Xlsx::new(BufReader::new(source)).map_err(|_| Refusal::Corrupt)?;
    let names: Vec<String> = book.sheet_names().into_iter().take(SHEETS_MAX).collect();
    for name in names {
        if sheet(&mut book, &name, limits, each)? {
            return Ok(());
        }
    }
    Err(Refusal::Empty.into())
}

/// Reads one sheet; answers whether it had a row.
fn sheet(book: &mut Book, name: &str, limits: &Limits, each: EachRow) -> Result<bool, Stop> {
    let Ok(mut reader) = book.worksheet_cells_reader(name) else {
        // A chart sheet has no cells to read.
        return Ok(false);
    };
    let mut cells: Vec<Cell> = Vec::new();
    let mut current: Option<u32> = None;
    let mut any = false;
    loop {
        let next = reader.next_cell().map_err(|_| Refusal::Corrupt)?;
        let place = next.as_ref().map(calamine::Cell::get_position);
        let row = place.map(|(row, _)| row);
        if row != current {
            if let Some(done) = current {
                // Rows of a sheet come in order; one that goes back would be read twice.
                if row.is_some_and(|row| row < done) {
                    return Err(Refusal::Corrupt.into());
                }
                any |= finish(done, &mut cells, limits, each)?;
            }
            current = row;
        }
        let (Some(cell), Some((_, column))) = (next, place) else { return Ok(any) };
        put(&mut cells, column as usize, cell.get_value(), limits);
    }
}

fn finish(row: u32, cells: &mut Vec<Cell>, limits: &Limits, each: EachRow) -> Result<bool, Stop> {
    let blank = cells.iter().all(|cell| cell.text.is_empty());
    if !blank {
        if row >= limits.rows {
            return Err(Refusal::TooManyRows.into());
        }
        if each(row + 1, cells).is_break() {
            return Err(Stop::Caller);
        }
    }
    cells.clear();
    Ok(!blank)
}

fn put(cells: &mut Vec<Cell>, column: usize, value: &DataRef, limits: &Limits) {
    if column >= limits.columns {
        return;
    }
    // A string is cut as it is copied: a thousand cells may share one that is very long.
    let cut = |text: &str| text.trim().chars().take(limits.cell_chars).collect::<String>();
    let (text, number) = match value {
        DataRef::Empty => return,
        DataRef::Int(number) => (number.to_string(), true),
        DataRef::Float(number) => (number.to_string(), true),
        DataRef::String(text) => (cut(text), false),
        DataRef::SharedString(text) => (cut(text), false),
        DataRef::Bool(flag) => (flag.to_string(), false),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            (format!("{year:04}-{month:02}-{day:02}"), false)
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (cut(text), false),
        DataRef::Error(error) => (error.to_string(), false),
    };
    if cells.len() <= column {
        cells.resize_with(column + 1, Cell::default);
    }
    cells[column] = Cell { text, number };
}

//! XLSX as rows of cells: the visible sheet that has a template's header, read as a stream.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{DataRef, Reader, SheetVisible, Xlsx};

use super::{COLUMNS_MAX, Cell, EachRow, FileRefusal, HEADER_ROW_MAX, ROWS_MAX, Stop, plain, recognise, zip_guard};

type Book = Xlsx<BufReader<File>>;

/// What stands in the first rows of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    /// No cell.
    Blank,
    /// Something, but no header of a template.
    Other,
    /// A header of a template, complete or not.
    Template,
}

/// Calls `each` for every row that is not blank, numbered as in the workbook. Formulas are not computed: the text or number
/// the workbook keeps beside them is taken.
pub(super) fn rows(path: &Path, each: EachRow) -> Result<(), Stop> {
    zip_guard::check(path)?;
    let mut book: Book = Xlsx::new(BufReader::new(File::open(path)?)).map_err(|_| FileRefusal::Corrupt)?;
    let name = chosen(&mut book)?;
    match sheet(&mut book, &name, each)? {
        true => Ok(()),
        false => Err(FileRefusal::Empty.into()),
    }
}

/// The sheet to read: the one with a template's header, else the first with anything. What a person does not see is not
/// looked at, and of two sheets with a header neither is passed over silently.
fn chosen(book: &mut Book) -> Result<String, Stop> {
    let visible = book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    let (mut with_header, mut with_cells) = (None, None);
    for name in names {
        match head(book, &name)? {
            Head::Template if with_header.is_some() => return Err(FileRefusal::MoreSheets(shown(&name)).into()),
            Head::Template => with_header = Some(name),
            Head::Other => with_cells = with_cells.or(Some(name)),
            Head::Blank => {}
        }
    }
    with_header.or(with_cells).ok_or(Stop::Refused(FileRefusal::Empty))
}

/// The name of a sheet as a refusal repeats it. Excel allows 31 characters.
fn shown(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control()).take(31).collect()
}

/// Looks at the rows of a sheet among which a header may stand.
fn head(book: &mut Book, name: &str) -> Result<Head, Stop> {
    let mut head = Head::Blank;
    let read = sheet(book, name, &mut |row, cells| {
        let template = row <= HEADER_ROW_MAX && matches!(recognise(cells), Ok(Some(_)) | Err(_));
        head = if template { Head::Template } else { Head::Other };
        if template || row >= HEADER_ROW_MAX { Err(Stop::Caller) } else { Ok(()) }
    });
    match read {
        Ok(_) | Err(Stop::Caller) => Ok(head),
        Err(stop) => Err(stop),
    }
}

/// Reads one sheet; answers whether it had a row.
fn sheet(book: &mut Book, name: &str, each: EachRow) -> Result<bool, Stop> {
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
        DataRef::Float(number) => (as_shown(*number).to_string(), true),
        DataRef::String(text) => (plain(text).to_owned(), false),
        DataRef::SharedString(text) => (plain(text).to_owned(), false),
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

/// A number with the fifteen digits that Excel keeps and shows: what was computed as 89.6 lies in the workbook as
/// 89.60000000000001.
fn as_shown(number: f64) -> f64 {
    if number.fract() == 0.0 { number } else { format!("{number:.14e}").parse().unwrap_or(number) }
}

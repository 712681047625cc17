//! The visible sheet that has what is looked for, read as a stream.

use std::io::BufReader;
use std::ops::ControlFlow;

use calamine::{DataRef, Reader, SheetVisible, Xlsx};

use crate::{Cell, EachRow, Limits, Refusal, Source, Stop, guard};

/// Sheets looked at for one that has cells.
const SHEETS_MAX: usize = 16;

/// Letters of a sheet's name that a refusal repeats. Excel allows no more.
const NAME_CHARS_MAX: usize = 31;

/// How the sheet that is meant is known.
#[derive(Clone, Copy)]
pub struct Header<'a> {
    /// The last row it may stand in, from 1.
    pub rows: u32,
    /// Whether a row is it.
    pub is: &'a dyn Fn(&[Cell]) -> bool,
}

/// What stands in the first rows of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    Blank,
    Other,
    Header,
}

type Book<'s> = Xlsx<BufReader<&'s mut dyn Source>>;

/// Calls `each` for every row that is not blank, numbered as in the workbook: of the sheet with the header, else of the first
/// that has cells. Sheets a person does not see are not looked at. Formulas are not computed: the text or number the workbook
/// keeps beside them is taken.
///
/// # Errors
/// The workbook is refused, or `each` stopped it.
pub fn rows(source: &mut dyn Source, limits: &Limits, header: Option<Header>, each: EachRow) -> Result<(), Stop> {
    guard::check(source, limits)?;
    let mut book: Book = Xlsx::new(BufReader::new(source)).map_err(|_| Refusal::Corrupt)?;
    let name = chosen(&mut book, limits, header)?;
    match sheet(&mut book, &name, limits, each)? {
        true => Ok(()),
        false => Err(Refusal::Empty.into()),
    }
}

/// The name of the sheet that [`rows`] reads with the same arguments, for a sentence about it.
///
/// # Errors
/// The workbook is refused.
pub fn sheet_name(source: &mut dyn Source, limits: &Limits, header: Option<Header>) -> Result<String, Stop> {
    guard::check(source, limits)?;
    let mut book: Book = Xlsx::new(BufReader::new(source)).map_err(|_| Refusal::Corrupt)?;
    let name = chosen(&mut book, limits, header)?;
    Ok(name.chars().filter(|letter| !letter.is_control()).take(NAME_CHARS_MAX).collect())
}

fn chosen(book: &mut Book, limits: &Limits, header: Option<Header>) -> Result<String, Stop> {
    let visible = book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).take(SHEETS_MAX).collect();
    let (mut with_header, mut with_cells) = (None, None);
    for name in names {
        match head(book, &name, limits, header)? {
            Head::Header if with_header.is_some() => {
                let shown = name.chars().filter(|letter| !letter.is_control()).take(NAME_CHARS_MAX).collect();
                return Err(Refusal::MoreSheets(shown).into());
            }
            Head::Header => with_header = Some(name),
            Head::Other => with_cells = with_cells.or(Some(name)),
            Head::Blank => {}
        }
    }
    with_header.or(with_cells).ok_or(Stop::Refused(Refusal::Empty))
}

/// Looks at the rows of a sheet among which the header may stand.
fn head(book: &mut Book, name: &str, limits: &Limits, header: Option<Header>) -> Result<Head, Stop> {
    let mut head = Head::Blank;
    let read = sheet(book, name, limits, &mut |row, cells| {
        let Some(header) = header else {
            head = Head::Other;
            return ControlFlow::Break(());
        };
        let found = row <= header.rows && (header.is)(cells);
        head = if found { Head::Header } else { Head::Other };
        if found || row >= header.rows { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    match read {
        Ok(_) | Err(Stop::Caller) => Ok(head),
        Err(stop) => Err(stop),
    }
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
        DataRef::Float(number) => (as_shown(*number).to_string(), true),
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

/// A number with the fifteen digits that Excel keeps and shows: what was computed as 89.6 lies in the workbook as
/// 89.60000000000001.
fn as_shown(number: f64) -> f64 {
    if number.fract() == 0.0 { number } else { format!("{number:.14e}").parse().unwrap_or(number) }
}

//! Reading a deposited file: from bytes of unknown kind to good rows and faults, in one pass and flat memory.
//!
//! `bytes` tells what kind of file it is and in which encoding, `table` and `workbook` turn it into rows of cells, `header`
//! recognises the template, `row` reads one row, and `check` holds what concerns the file as a whole: the generation of code
//! tables and the best of repeated attempts. Nothing here knows the database or who uploads.

mod attempts;
mod bytes;
mod check;
mod header;
mod oneroster;
mod row;
mod row_set;
mod table;
mod workbook;

use std::cell::Cell as Flag;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

use units::{Args, Day, Refuse};

pub use check::{Checked, Checker};
pub use header::{Layout, REJECT_HEADERS, recognise};
pub use row_set::RowSet;
pub use sheets::Cell;

use crate::model::{Column, Entry, FileFacts, RosterMapping, RowFault, Template};

/// Rows under the header a file may have. A year of the largest member school stays well below; Excel itself ends at
/// 1,048,576.
pub const ROWS_MAX: u32 = 1_000_000;
/// Bytes of an upload: a million rows of template B in UTF-8 need about half of it.
pub const FILE_BYTES_MAX: u64 = 512 * 1024 * 1024;
/// Characters of one cell. The longest official field, 备注, is far shorter.
pub const CELL_CHARS_MAX: usize = 2_000;
/// Bytes of one CSV record: an unclosed quotation mark would otherwise swallow the file into memory.
pub const RECORD_BYTES_MAX: u64 = 1024 * 1024;
/// Lines one CSV record may span. A remark may hold a line break or two; an unclosed quotation mark swallows the good rows
/// behind it.
pub const RECORD_LINES_MAX: u64 = 10;
/// Cells of one row that are looked at; the widest template has 24.
pub const COLUMNS_MAX: usize = 64;
/// Faults that are kept. A file with more was made with the wrong settings, and its faults would say the same thing again.
pub const FAULTS_MAX: u64 = 200_000;
/// Signs with which a spreadsheet lets a formula begin.
pub const FORMULA_SIGNS: [char; 4] = ['=', '+', '-', '@'];
/// Rows above the header, such as a title, that are passed over.
pub const HEADER_ROW_MAX: u32 = 5;
/// Version of the reading rules: a file that was checked under another version is checked again before it is deposited.
pub const VERSION: i64 = 4;

/// Why a file as a whole cannot be read as a deposit, in the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    /// No bytes.
    Empty,
    /// More than [`FILE_BYTES_MAX`].
    TooLarge,
    /// Neither CSV nor XLSX.
    UnknownFormat,
    /// The binary .xls of Excel before 2007.
    OldExcel,
    /// Neither UTF-8 nor GB 18030.
    Encoding,
    /// The workbook would unpack to far more than it is, or more than is allowed.
    Bomb,
    /// The workbook is damaged.
    Corrupt,
    /// A quotation mark is opened in this row and never closed, or a row is longer than [`RECORD_BYTES_MAX`] or spans more
    /// than [`RECORD_LINES_MAX`] lines.
    RecordTooLong(u32),
    /// A second visible sheet of the workbook, by its name, has the header of a template.
    MoreSheets(String),
    /// No row among the first looks like the header of a template.
    HeaderUnknown,
    /// The header lacks these columns of the template.
    ColumnsMissing(&'static str, String),
    /// The header has columns the template does not know.
    ColumnsUnknown(&'static str, String),
    /// The header names a column twice.
    ColumnsRepeated(String),
    /// An export of OneRoster, and nobody has said yet how the institution's are read.
    RosterUnmapped,
    /// An export of another version of OneRoster than 1.2.
    RosterVersion(String),
    /// An export lacks this file, or its manifest does not say that it is there whole.
    RosterMissing(&'static str),
    /// An export holds only what changed in this file.
    RosterDelta(&'static str),
    /// No result of an export belongs to the line items that hold the grades of courses.
    RosterNoResults,
    /// A file of an export lacks these columns.
    RosterColumns(&'static str, String),
    /// Nothing under the header.
    NoRows,
    /// More than [`ROWS_MAX`] rows.
    RowsMax,
    /// More than [`FAULTS_MAX`] faults.
    FaultsMax,
}

impl Refuse for FileRefusal {
    fn code(&self) -> &'static str {
        match self {
            FileRefusal::Empty => "credit.file.empty",
            FileRefusal::TooLarge => "credit.file.too_large",
            FileRefusal::UnknownFormat => "credit.file.unknown_format",
            FileRefusal::OldExcel => "credit.file.old_excel",
            FileRefusal::Encoding => "credit.file.encoding",
            FileRefusal::Bomb => "credit.file.bomb",
            FileRefusal::Corrupt => "credit.file.corrupt",
            FileRefusal::RecordTooLong(_) => "credit.file.record_too_long",
            FileRefusal::MoreSheets(_) => "credit.file.more_sheets",
            FileRefusal::HeaderUnknown => "credit.file.header_unknown",
            FileRefusal::ColumnsMissing(..) => "credit.file.columns_missing",
            FileRefusal::ColumnsUnknown(..) => "credit.file.columns_unknown",
            FileRefusal::ColumnsRepeated(_) => "credit.file.columns_repeated",
            FileRefusal::RosterUnmapped => "credit.file.roster_unmapped",
            FileRefusal::RosterVersion(_) => "credit.file.roster_version",
            FileRefusal::RosterMissing(_) => "credit.file.roster_missing",
            FileRefusal::RosterDelta(_) => "credit.file.roster_delta",
            FileRefusal::RosterNoResults => "credit.file.roster_no_results",
            FileRefusal::RosterColumns(..) => "credit.file.roster_columns",
            FileRefusal::NoRows => "credit.file.no_rows",
            FileRefusal::RowsMax => "credit.file.rows_max",
            FileRefusal::FaultsMax => "credit.file.faults_max",
        }
    }

    fn args(&self) -> Args {
        match self {
            FileRefusal::TooLarge => Args::one("max_megabytes", FILE_BYTES_MAX / 1024 / 1024),
            FileRefusal::RecordTooLong(row) => Args::one("row", row),
            FileRefusal::MoreSheets(name) => Args::one("name", name),
            FileRefusal::ColumnsMissing(template, columns) | FileRefusal::ColumnsUnknown(template, columns) => {
                Args::one("template", template).and("columns", columns)
            }
            FileRefusal::RosterVersion(version) => Args::one("value", version),
            FileRefusal::RosterMissing(file) | FileRefusal::RosterDelta(file) => Args::one("name", file),
            FileRefusal::RosterColumns(file, columns) => Args::one("name", file).and("columns", columns),
            FileRefusal::ColumnsRepeated(columns) => Args::one("columns", columns),
            FileRefusal::RowsMax => Args::one("max", ROWS_MAX),
            FileRefusal::FaultsMax => Args::one("max", FAULTS_MAX),
            _ => Args::none(),
        }
    }
}

/// Why reading stopped before the end.
#[derive(Debug)]
pub enum Stop {
    /// The file is refused.
    Refused(FileRefusal),
    /// The file could not be read from where it lies.
    Io(std::io::Error),
    /// The caller wanted no more.
    Caller,
}

impl From<FileRefusal> for Stop {
    fn from(refusal: FileRefusal) -> Stop {
        Stop::Refused(refusal)
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Stop {
        Stop::Io(error)
    }
}

/// Takes the rows of a file one by one: row number and cells. Blank rows are left out.
pub type EachRow<'a> = &'a mut dyn FnMut(u32, &[Cell]) -> Result<(), Stop>;

/// How the OneRoster exports of the institution are read; none where nobody has said it.
pub type Mapping<'a> = Option<&'a RosterMapping>;

/// What the whole reading of a file tells as it goes.
pub enum Found<'a> {
    /// A good row; a later row may still prove to be the better attempt.
    Good(Box<Entry>),
    /// Something wrong, in any row read so far.
    Fault(RowFault),
    /// The cells of a row as they stand, before they are read.
    Row(u32, &'a [Cell]),
}

/// Every row of a CSV or XLSX file as cells, or of a OneRoster export as the general form. Answers the encoding: `utf-8`,
/// `gb18030`, `xlsx` or `oneroster`.
///
/// # Errors
/// The file is refused, cannot be read, or `each` stopped it.
pub fn rows(path: &Path, mapping: Mapping, each: EachRow) -> Result<&'static str, Stop> {
    if oneroster::is_roster(path) {
        return oneroster::rows(path, mapping, &mut |row, cells, _| each(row, cells)).map(|()| "oneroster");
    }
    match bytes::kind(path)? {
        bytes::FileKind::Workbook => workbook::rows(path, each).map(|()| "xlsx"),
        bytes::FileKind::Text(encoding) => table::rows(path, encoding, each).map(|()| encoding.name()),
    }
}

/// Reads a whole file as a deposit. `today` decides what lies in the future. A reader that gives out over a damaged file has
/// found it damaged.
///
/// # Errors
/// The file is refused, cannot be read, or `found` broke off.
pub fn read(path: &Path, today: Day, mapping: Mapping, found: Told) -> Result<FileFacts, Stop> {
    run(path, Checker::new(today, true, beside(path)), mapping, found)
}

/// Reads a file again whose faults are known: every row for itself, without comparing attempts and generations.
///
/// # Errors
/// As [`read`].
pub fn read_again(path: &Path, today: Day, mapping: Mapping, found: Told) -> Result<FileFacts, Stop> {
    run(path, Checker::new(today, false, beside(path)), mapping, found)
}

/// Where a file lies, what is noted while reading it may lie too.
fn beside(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Takes what a reading finds, and says whether to go on.
pub type Told<'a> = &'a mut dyn FnMut(Found) -> ControlFlow<()>;

fn run(path: &Path, checker: Checker, mapping: Mapping, found: Told) -> Result<FileFacts, Stop> {
    let outside = Flag::new(false);
    let mut told = |what: Found| {
        outside.set(true);
        let flow = found(what);
        outside.set(false);
        flow
    };
    match catch_unwind(AssertUnwindSafe(|| check_rows(path, checker, mapping, &mut told))) {
        Ok(read) => read,
        // What happens in the hands of the caller is the caller's.
        Err(panic) if outside.get() => resume_unwind(panic),
        Err(_) => Err(FileRefusal::Corrupt.into()),
    }
}

fn check_rows(path: &Path, mut checker: Checker, mapping: Mapping, found: Told) -> Result<FileFacts, Stop> {
    if oneroster::is_roster(path) {
        return check_roster(path, checker, mapping, found);
    }
    let mut tell = |what: Found| match found(what) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Stop::Caller),
    };
    let encoding = rows(path, mapping, &mut |row, cells| {
        tell(Found::Row(row, cells))?;
        match checker.row(row, cells, &mut |fault| tell(Found::Fault(fault)))? {
            Checked::Good(entry) => tell(Found::Good(entry)),
            Checked::Nothing => Ok(()),
        }
    })?;
    checker.finish(encoding, &mut |fault| tell(Found::Fault(fault)))
}

/// As [`check_rows`], of an export: what is wrong is told by its own files and columns.
fn check_roster(path: &Path, mut checker: Checker, mapping: Mapping, found: Told) -> Result<FileFacts, Stop> {
    let mut tell = |what: Found| match found(what) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Stop::Caller),
    };
    let placed = |mut fault: RowFault| {
        fault.column = mapping.map_or(String::new(), |mapping| oneroster::place(&fault.column, mapping));
        Found::Fault(fault)
    };
    oneroster::rows(path, mapping, &mut |row, cells, fault| {
        tell(Found::Row(row, cells))?;
        if let Some(fault) = fault {
            return checker.reject(fault, &mut |fault| tell(Found::Fault(fault)));
        }
        match checker.row(row, cells, &mut |fault| tell(placed(fault)))? {
            Checked::Good(entry) => tell(Found::Good(entry)),
            Checked::Nothing => Ok(()),
        }
    })?;
    checker.finish("oneroster", &mut |fault| tell(placed(fault)))
}

/// Reads what a learner says of an outcome of their own, by the rules of the general form without name and number. A cell for
/// each of its columns, in their order.
///
/// # Errors
/// What is wrong, each with the official header of its column.
pub fn read_own(texts: impl IntoIterator<Item = String>, today: Day) -> Result<Entry, Vec<RowFault>> {
    let places = Template::General.every_column().zip(0..).map(|((_, column), place)| (*column, place));
    let places: Vec<(Column, usize)> = places.collect();
    let width = places.len();
    let layout = Layout { template: Template::General, places, added: Vec::new(), width };
    let cells: Vec<Cell> =
        texts.into_iter().map(|text| Cell { text: plain(&text).to_owned(), number: false }).collect();
    let mut faults = Vec::new();
    row::read_own(&layout, &cells, today, &mut faults).ok_or(faults)
}

/// The text without outer blanks, and without the apostrophe by which people keep a spreadsheet from eating a number, or a
/// rejects file keeps it from computing a formula.
fn plain(text: &str) -> &str {
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|letter: char| letter.is_ascii_digit() || FORMULA_SIGNS.contains(&letter)) => {
            rest
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests;

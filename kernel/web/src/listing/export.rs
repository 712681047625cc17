//! Exports: the whole list as CSV or XLSX, page after page, so that memory stays flat however long it is.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use op::{Actor, App, Error, Op};
use rust_xlsxwriter::{Format as Look, Workbook, XlsxError};
use tempfile::NamedTempFile;
use tokio::sync::OwnedSemaphorePermit;
use units::Fault;

use super::{Cell, Format, ListQuery, Listing, Page};
use crate::{Response, Voice};

/// Rows read at once: each page is a read of its own, so that a long export keeps no snapshot open.
const ROWS_AT_ONCE: usize = 1_000;

/// Most rows of a worksheet beside its heading (a limit of the format).
const XLSX_ROWS_MAX: u32 = 1_048_575;

/// Most characters of a cell in a worksheet (a limit of the format).
const XLSX_CHARS_MAX: usize = 32_767;

const XLSX_MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Reads one page of a list.
pub(crate) type Fetch = Box<dyn Fn(&Op, &ListQuery) -> op::Result<Page> + Send>;

/// Waits for the place of a long read, where there is none yet.
pub(crate) type Turn<'t> = &'t mut dyn FnMut() -> op::Result<Option<OwnedSemaphorePermit>>;

/// An export that was asked for.
pub(crate) struct Export {
    pub(crate) listing: &'static Listing,
    pub(crate) query: ListQuery,
    pub(crate) voice: Voice,
    /// Where a workbook is put together.
    pub(crate) folder: PathBuf,
    pub(crate) fetch: Fetch,
}

impl Export {
    /// Reads the first page, so that a refusal is still a proper answer, and answers with the stream or the file.
    pub(crate) fn begin(mut self, app: &App, actor: &Actor) -> op::Result<Response> {
        self.query.limit = ROWS_AT_ONCE;
        self.query.after = None;
        let name = self.listing.name;
        if self.query.format == Format::Xlsx {
            let file = NamedTempFile::new_in(&self.folder).map_err(Error::bug)?;
            self.write_xlsx(app, actor, file.as_file())?;
            let size = file.as_file().metadata().map_err(Error::bug)?.len();
            return Ok(Response::file(file.into_temp_path(), size, XLSX_MEDIA, &format!("{name}.xlsx")).exported());
        }
        let (query, fetch) = (&self.query, &self.fetch);
        app.read(actor, |op| fetch(op, query).map(drop))?;
        Ok(Response::export(self, &format!("{name}.csv")).exported())
    }

    /// Writes the whole list as CSV, heading first. Each page is read in a `turn` of its own, which is over before anything is
    /// sent: a slow client holds no place that others wait for.
    pub(crate) fn write_csv(&self, app: &App, actor: &Actor, turn: Turn<'_>, out: &mut dyn Write) -> op::Result<()> {
        // Without the mark Excel takes UTF-8 for the old national encoding.
        out.write_all("\u{feff}".as_bytes()).map_err(Error::bug)?;
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let heading = self.listing.columns.iter().map(|column| guarded(self.voice.word(column.word)));
        csv.write_record(heading).map_err(Error::bug)?;
        self.each_row(app, actor, turn, |row| {
            csv.write_record(row.iter().map(|cell| csv_cell(cell, &self.voice))).map_err(Error::bug)
        })?;
        csv.flush().map_err(Error::bug)
    }

    fn write_xlsx(&self, app: &App, actor: &Actor, file: &File) -> op::Result<()> {
        let mut book = Workbook::new();
        book.set_tempdir(&self.folder).map_err(Error::bug)?;
        let sheet = book.add_worksheet_with_constant_memory().map_err(Error::bug)?;
        let bold = Look::new().set_bold();
        for (place, column) in (0_u16..).zip(self.listing.columns) {
            sheet.write_string_with_format(0, place, self.voice.word(column.word), &bold).map_err(Error::bug)?;
        }
        let mut line = 0;
        // Whoever runs this has a turn for the whole of it.
        self.each_row(app, actor, &mut || Ok(None), |row| {
            if line == XLSX_ROWS_MAX {
                return Err(Error::Invalid(vec![Fault::new("format", "form.too_many").with("max", XLSX_ROWS_MAX)]));
            }
            line += 1;
            (0_u16..)
                .zip(row)
                .try_for_each(|(place, cell)| write_cell(sheet, line, place, cell, &self.voice))
                .map_err(Error::bug)
        })?;
        book.save_to_writer(BufWriter::new(file)).map_err(Error::bug)
    }

    /// Hands over every row of the list, page after page.
    fn each_row(
        &self,
        app: &App,
        actor: &Actor,
        turn: Turn<'_>,
        mut take: impl FnMut(&[Cell]) -> op::Result<()>,
    ) -> op::Result<()> {
        let mut query = self.query.clone();
        loop {
            let permit = turn()?;
            let page = app.read(actor, |op| (self.fetch)(op, &query))?;
            drop(permit);
            page.rows.iter().try_for_each(|row| take(row))?;
            match page.next {
                None => return Ok(()),
                next if next == query.after => {
                    return Err(Error::bug(format!("the cursor of {} stands still", self.listing.name)));
                }
                next => query.after = next,
            }
        }
    }
}

fn csv_cell(cell: &Cell, voice: &Voice) -> String {
    let text = cell.plain(voice);
    if cell.number().is_some() { text } else { guarded(text) }
}

/// What a spreadsheet takes for the beginning of a formula, in full width too, or passes over on the way to one.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text for a cell of a CSV file. A spreadsheet takes a text that begins like a formula for a formula; an apostrophe keeps it a
/// text.
pub fn guarded(text: impl Into<String>) -> String {
    let text = text.into();
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

/// Numbers as numbers, everything else as text: a worksheet has types, so nothing needs an apostrophe here.
fn write_cell(
    sheet: &mut rust_xlsxwriter::Worksheet,
    line: u32,
    place: u16,
    cell: &Cell,
    voice: &Voice,
) -> Result<(), XlsxError> {
    match cell.number() {
        Some(number) => sheet.write_number(line, place, number)?,
        None => {
            let text: String = cell.plain(voice).chars().take(XLSX_CHARS_MAX).collect();
            if text.is_empty() {
                return Ok(());
            }
            sheet.write_string(line, place, text)?
        }
    };
    Ok(())
}

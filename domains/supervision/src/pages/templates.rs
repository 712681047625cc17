//! Empty tables to fill in: the schools', and the county's own.

use indicators::standard::{Element, Place, Standard};
use op::{Error, Op};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use web::{Answer, Reply, Request, Response, Voice};

use super::reports::WORKBOOK;
use crate::access::receiver;
use crate::rules::figures::{FIXED, YEARS, written};
use crate::work::county as work;

/// The columns of a table: the official name and, below the table or on its second sheet, the identifier and unit.
struct Blank {
    columns: Vec<[String; 3]>,
}

fn blank(op: &Op, of: Place) -> op::Result<Blank> {
    receiver(op.actor())?;
    let standard: Standard = work::standard_of("", *YEARS.end())?;
    let fixed = FIXED.iter().filter(|_| of == Place::School).map(|one| [one.title, one.name, ""].map(str::to_owned));
    let column = |one: &Element| [one.title.clone(), one.name.clone(), one.unit.to_string()];
    let elements = standard.elements.iter().filter(|one| one.of == of).map(column);
    Ok(Blank { columns: fixed.chain(elements).collect() })
}

impl Blank {
    /// One row of official names, with the mark spreadsheets know UTF-8 by.
    fn csv(&self) -> Vec<u8> {
        let head: Vec<String> = self.columns.iter().map(|[title, ..]| title.clone()).collect();
        format!("\u{feff}{}", written(std::iter::once(head))).into_bytes()
    }

    fn xlsx(&self, voice: &Voice) -> op::Result<Vec<u8>> {
        let bug = |fault: XlsxError| Error::bug(fault);
        let mut workbook = Workbook::new();
        let bold = Format::new().set_bold();
        let table = workbook.add_worksheet();
        table.set_name(voice.word("supervision-sheet-table")).map_err(bug)?;
        for (column, [title, ..]) in (0..).zip(&self.columns) {
            table.write_string_with_format(0, column, title, &bold).map_err(bug)?;
            table.set_column_width(column, 16).map_err(bug)?;
        }
        table.set_freeze_panes(1, 2).map_err(bug)?;
        let columns = workbook.add_worksheet();
        columns.set_name(voice.word("supervision-sheet-columns")).map_err(bug)?;
        for (column, key) in (0..).zip(["element", "identifier", "unit"]) {
            columns
                .write_string_with_format(0, column, voice.word(&format!("supervision-{key}")), &bold)
                .map_err(bug)?;
        }
        for (row, texts) in (1..).zip(&self.columns) {
            for (column, text) in (0..).zip(texts) {
                columns.write_string(row, column, text).map_err(bug)?;
            }
        }
        columns
            .write_string(row_after(self.columns.len()), 0, voice.word("supervision-receive-columns"))
            .map_err(bug)?;
        columns.set_autofit_max_width(400);
        columns.autofit();
        workbook.save_to_buffer().map_err(bug)
    }
}

/// The row below a head, so many rows and an empty one.
fn row_after(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX - 2) + 2
}

fn csv(of: Place, name: &'static str) -> Answer {
    Ok(Reply::read(move |op| Ok(Response::bytes(blank(op, of)?.csv(), "text/csv; charset=utf-8", name))))
}

fn xlsx(request: &Request, of: Place, name: &'static str) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| Ok(Response::bytes(blank(op, of)?.xlsx(&voice)?, WORKBOOK, name))))
}

/// `GET /supervision/figures/templates/schools.csv`
pub(crate) fn schools_csv(_: Request) -> Answer {
    csv(Place::School, "schools.csv")
}

/// `GET /supervision/figures/templates/schools.xlsx`
pub(crate) fn schools_xlsx(request: Request) -> Answer {
    xlsx(&request, Place::School, "schools.xlsx")
}

/// `GET /supervision/figures/templates/county.csv`
pub(crate) fn county_csv(_: Request) -> Answer {
    csv(Place::County, "county.csv")
}

/// `GET /supervision/figures/templates/county.xlsx`
pub(crate) fn county_xlsx(request: Request) -> Answer {
    xlsx(&request, Place::County, "county.xlsx")
}

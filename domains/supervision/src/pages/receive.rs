//! Handing in a county's figures as a table.

use op::{Error, Op};
use web::{Answer, FormView, Reply, Request, Response, Voice, context};

use super::counties::home;
use crate::access::{MONITOR_OFFICER, PROVINCE_OFFICER};
use crate::model::{CountyInput, Figures};
use crate::rules::figures::{self, SCHOOLS_MAX, SMALL_CELL, YEARS};
use crate::work::county as work;

/// The largest table.
pub(crate) const TABLE_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// Longest cell, in characters.
const CELL_CHARS_MAX: usize = 200;

/// A fault of a table as a page shows it.
#[derive(serde::Serialize)]
struct CellFault {
    row: String,
    column: String,
    text: String,
}

/// The faults of a table, each with its row and column; those that are no cell's have neither.
fn cell_faults(voice: &Voice, error: &Error) -> Vec<CellFault> {
    let Error::Invalid(faults) = error else { return Vec::new() };
    let shown = |fault: &units::Fault| {
        let (row, column) = place(&fault.field);
        CellFault { row, column, text: voice.fault(fault) }
    };
    faults.iter().map(shown).collect()
}

/// Row and column of a cell: of the table as it was read, or of a school at a place from 0 under a head.
fn place(field: &str) -> (String, String) {
    let cell = |text: &str| text.split_once('.').map(|(row, column)| (row.to_owned(), column.to_owned()));
    match field.strip_prefix("figures.schools.").map(cell) {
        Some(Some((row, column))) => {
            (row.parse::<usize>().map(|row| (row + 2).to_string()).unwrap_or_default(), column)
        }
        _ => cell(field).filter(|(row, _)| row.bytes().all(|digit| digit.is_ascii_digit())).unwrap_or_default(),
    }
}

fn form_page(op: &Op, form: FormView, faults: Vec<CellFault>) -> op::Result<Response> {
    let actor = op.actor();
    if ![MONITOR_OFFICER, PROVINCE_OFFICER].iter().any(|role| actor.holds_anywhere(*role)) {
        return Err(if actor.person().is_some() { Error::Missing } else { Error::Unknown });
    }
    Ok(Response::page(
        "supervision/receive.html",
        context! { form, faults, schools_max => SCHOOLS_MAX, small_cell => SMALL_CELL },
    ))
}

/// `GET /supervision/figures`
pub(crate) fn new(_: Request) -> Answer {
    Ok(Reply::read(|op| form_page(op, FormView::blank(), Vec::new())))
}

/// `POST /supervision/figures`
pub(crate) fn receive(request: Request) -> Answer {
    let voice = request.voice();
    let mut form = request.fields()?;
    let region = form.text("region", 6..=6);
    let year = form.int("year", YEARS);
    let small_cell = form.opt_int("small_cell", 1..=figures::SMALL_CELL_MAX).unwrap_or(0);
    let example = form.flag("example");
    if !request.has_upload("file") {
        form.fault("file", "form.missing_file", units::Args::none());
    }
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(form_page(op, form.view(), Vec::new())?.status(422))));
    }
    let upload = request.upload("file")?;
    Ok(Reply::work(move |app, actor| {
        let bytes =
            std::fs::read(&upload.path).map_err(|fault| Error::bug(format!("an upload cannot be read: {fault}")))?;
        let grid = directory::import::Grid::read_long(&upload.filename, &bytes, CELL_CHARS_MAX).map_err(unreadable)?;
        let source: String = upload.filename.chars().take(200).collect();
        let county = app.write(actor, None, move |op| {
            op.check(&crate::access::Action::Receive(&region))?;
            let standard = work::standard_of("", year)?;
            let read = figures::read(grid.rows(), &standard).map_err(|fault| Error::Invalid(vec![fault]))?;
            if !read.faults.is_empty() {
                return Err(Error::Invalid(read.faults));
            }
            let figures = Figures { schools: read.schools, county: Default::default() };
            let (region, source) = (region.clone(), source.clone());
            work::receive(
                op,
                &CountyInput { region, year, standard: String::new(), example, source, small_cell, figures },
            )
        })?;
        Ok(Response::see_other(home(&county.id)).notice("supervision-notice-received"))
    })
    .or(move |op, error| {
        let faults = cell_faults(&voice, error);
        form_page(op, form.view_of(error), faults)
    }))
}

/// A file that is no table, as a fault of the form.
fn unreadable(fault: directory::import::RowFault) -> Error {
    Error::Invalid(vec![units::Fault { field: "file".to_owned(), code: fault.code, args: fault.args }])
}

//! Handing in a county's figures as a table.

use indicators::standard::Standard;
use op::{Error, Op};
use serde_json::{Value, json};
use web::{Answer, FormView, Reply, Request, Response, Voice, context};

use crate::access::{prefix, receiver};
use crate::model::{CountyInput, Figures};
use crate::rules::figures::{self, COLUMNS_MAX, FIXED, SCHOOLS_MAX, SMALL_CELL, YEARS};
use crate::shown::home;
use crate::shown::{self, Grid};
use crate::store;
use crate::work::county as work;

/// The largest upload: both tables.
pub(crate) const UPLOAD_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// The most versions that are listed beside the form.
const LISTED_MAX: i64 = 20;
/// Longest cell, in characters.
const CELL_CHARS_MAX: usize = 200;

/// A fault of a table as a page shows it.
#[derive(serde::Serialize)]
struct CellFault {
    table: String,
    row: String,
    column: String,
    text: String,
}

/// The faults of the tables of a year, each with its table, row and column; those that are no cell's have neither.
fn cell_faults(voice: &Voice, error: &Error, year: i64) -> Vec<CellFault> {
    let Error::Invalid(faults) = error else { return Vec::new() };
    // Without a standard there are no official names of elements, and the fault tells that itself.
    let standard = work::standard_of("", year).ok();
    let shown = |fault: &units::Fault| {
        let county = fault.field.starts_with("county.") || fault.field.starts_with("figures.county.");
        let (row, column) = place(&fault.field);
        let table = voice.word(if county { "supervision-table-county" } else { "supervision-table-file" });
        CellFault { table, row, column: titled(voice, standard.as_ref(), &column), text: voice.fault(fault) }
    };
    faults.iter().map(shown).collect()
}

/// A column by its identifier and its official name.
fn titled(voice: &Voice, standard: Option<&Standard>, column: &str) -> String {
    let fixed = FIXED.iter().find(|one| one.name == column);
    let element = standard.and_then(|one| one.elements.iter().find(|element| element.name == column));
    match (fixed, element) {
        (Some(one), _) => format!("{} ({column})", voice.word(one.word)),
        (None, Some(element)) => format!("{} ({column})", element.title),
        (None, None) => column.to_owned(),
    }
}

/// Row and column of a cell: of a table as it was read, or of a school at a place from 0 under a head.
fn place(field: &str) -> (String, String) {
    let cell = |text: &str| text.split_once('.').map(|(row, column)| (row.to_owned(), column.to_owned()));
    if let Some(column) = field.strip_prefix("figures.county.") {
        return ("2".to_owned(), column.to_owned());
    }
    match field.strip_prefix("figures.schools.").map(cell) {
        Some(Some((row, column))) => {
            (row.parse::<usize>().map(|row| (row + 2).to_string()).unwrap_or_default(), column)
        }
        _ => cell(field.strip_prefix("county.").unwrap_or(field))
            .filter(|(row, _)| row.bytes().all(|digit| digit.is_ascii_digit()))
            .unwrap_or_default(),
    }
}

fn form_page(op: &Op, voice: &Voice, form: FormView, faults: Vec<CellFault>) -> op::Result<Response> {
    let actor = op.actor();
    receiver(actor)?;
    let prefix = prefix(actor).ok_or(Error::Missing)?;
    let versions = versions(op, voice, &prefix)?;
    Ok(Response::page(
        "supervision/receive.html",
        context! { form, faults, versions, schools_max => SCHOOLS_MAX, small_cell => SMALL_CELL },
    ))
}

/// What is there already, from collections and from tables, the latest first.
fn versions(op: &Op, voice: &Voice, prefix: &str) -> op::Result<Grid> {
    let found = store::county::list(op.conn(), Some(prefix), None, true, LISTED_MAX)?;
    let row = |one: &crate::model::County| -> op::Result<Vec<Value>> {
        Ok(vec![
            json!({ "text": shown::region(op, &one.region, voice.locale())?, "href": home(&one.id) }),
            json!(one.year.to_string()),
            json!(one.version),
            json!(one.source),
            json!({ "status": shown::look(one.state), "text": voice.word(&format!("supervision-state-{}", one.state.name())) }),
            json!(one.received_at.day_in_shanghai().to_string()),
        ])
    };
    let keys = ["county", "year", "version", "figures-source", "state", "received"];
    Ok(Grid {
        caption: voice.word("supervision-versions-caption"),
        columns: keys.iter().map(|key| json!(voice.word(&format!("supervision-{key}")))).collect(),
        rows: found.iter().map(row).collect::<op::Result<_>>()?,
    })
}

/// `GET /supervision/figures`
pub(crate) fn new(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| form_page(op, &voice, FormView::blank(), Vec::new())))
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
        return Ok(Reply::read(move |op| Ok(form_page(op, &voice, form.view(), Vec::new())?.status(422))));
    }
    let upload = request.upload("file")?;
    let own = if request.has_upload("county_file") { Some(request.upload("county_file")?) } else { None };
    Ok(Reply::work(move |app, actor| {
        let grid = grid(&upload.filename, &upload.path, "file")?;
        let own = own.as_ref().map(|own| self::grid(&own.filename, &own.path, "county_file")).transpose()?;
        let source: String = upload.filename.chars().take(200).collect();
        let county = app.write(actor, None, move |op| {
            op.check(&crate::access::Action::Receive(&region))?;
            let figures = both(&grid, own.as_ref(), &work::standard_of("", year)?)?;
            let (region, source) = (region.clone(), source.clone());
            work::receive(
                op,
                &CountyInput { region, year, standard: String::new(), example, source, small_cell, figures },
            )
        })?;
        Ok(Response::see_other(home(&county.id)).notice("supervision-notice-received"))
    })
    .or(move |op, error| {
        let faults = cell_faults(&voice, error, year);
        form_page(op, &voice, form.view_of(error), faults)
    }))
}

/// A table as it was uploaded. Columns beyond the most that are read are told, not cut off.
fn grid(name: &str, path: &std::path::Path, field: &'static str) -> op::Result<directory::import::Grid> {
    let bytes = std::fs::read(path).map_err(|fault| Error::bug(format!("an upload cannot be read: {fault}")))?;
    directory::import::Grid::read_wide(name, &bytes, CELL_CHARS_MAX, COLUMNS_MAX + 1)
        .map_err(|fault| unreadable(fault, field))
}

/// The figures of both tables; every fault of both at once.
fn both(
    schools: &directory::import::Grid,
    county: Option<&directory::import::Grid>,
    standard: &Standard,
) -> op::Result<Figures> {
    let invalid = |fault: units::Fault| Error::Invalid(vec![fault]);
    let mut read = figures::read(schools.rows(), standard).map_err(invalid)?;
    let mut own = Default::default();
    if let Some(county) = county {
        let (figures, faults) = figures::read_county(county.rows(), standard).map_err(invalid)?;
        own = figures;
        read.faults.extend(faults);
    }
    if read.faults.is_empty() {
        Ok(Figures { schools: read.schools, county: own })
    } else {
        Err(Error::Invalid(read.faults))
    }
}

/// A file that is no table, as a fault of the form.
fn unreadable(fault: directory::import::RowFault, field: &str) -> Error {
    Error::Invalid(vec![units::Fault { field: field.to_owned(), code: fault.code, args: fault.args }])
}

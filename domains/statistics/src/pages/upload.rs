//! Taking in a data set from two tables: figures, and what their elements are.

use op::{Error, Op};
use units::Fault;
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use crate::access::Action;
use crate::model::{About, DataSetInput};
use crate::rules::table::in_rows;
use crate::work::data_set as work;

/// Bytes of both tables, with the form around them: three hundred thousand figures are half of it.
pub(crate) const TABLES_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// A fault of a table as a page shows it.
#[derive(serde::Serialize)]
pub(super) struct CellFault {
    table: String,
    row: String,
    column: String,
    text: String,
    /// What a foreign program said, in English; else empty.
    quoted: String,
}

impl CellFault {
    /// The fault in a table; the row and column may be empty.
    pub(super) fn of(voice: &Voice, fault: &Fault, table: String, row: &str, column: &str) -> CellFault {
        let quoted = fault.quoted().unwrap_or_default().to_owned();
        CellFault { table, row: row.to_owned(), column: column.to_owned(), text: voice.fault(fault), quoted }
    }
}

fn form_page(op: &Op, form: FormView, faults: Vec<CellFault>) -> op::Result<Response> {
    op.check(&Action::Receive(""))?;
    Ok(Response::page("statistics/upload.html", context! { form, faults }))
}

/// `GET /statistics/upload`
pub(crate) fn new(request: Request) -> Answer {
    drop(request);
    Ok(Reply::read(|op| form_page(op, FormView::blank(), Vec::new())))
}

/// What a form says of the figures.
fn input(form: &mut Form) -> DataSetInput {
    DataSetInput {
        key: form.text("key", 1..=100),
        about: About {
            title: form.text("title", 1..=100),
            title_en: form.opt_text("title_en", 200).unwrap_or_default(),
            origin: form.long_text("origin", 1..=500),
            licence: form.text("licence", 1..=200),
            example: form.flag("example"),
            regions: Vec::new(),
            elements: Vec::new(),
        },
        figures: Vec::new(),
    }
}

/// The faults of the tables, each with its table, row and column.
fn cell_faults(voice: &Voice, error: &Error) -> Vec<CellFault> {
    let Error::Invalid(faults) = error else { return Vec::new() };
    let shown = |fault: &Fault| {
        let mut parts = fault.field.splitn(3, '.');
        let table = parts.next().filter(|table| matches!(*table, "figures" | "elements"))?;
        let (row, column) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let (row, column) = if column.is_empty() { ("", row) } else { (row, column) };
        let column = if column == "table" { "" } else { column };
        Some(CellFault::of(voice, fault, voice.word(&format!("statistics-table-{table}")), row, column))
    };
    faults.iter().filter_map(shown).collect()
}

/// `POST /statistics/upload`
pub(crate) fn receive(request: Request) -> Answer {
    let words = request.voice();
    let mut form = request.fields()?;
    let input = input(&mut form);
    for field in ["figures", "elements"] {
        if !request.has_upload(field) {
            form.fault(field, "form.missing_file", units::Args::none());
        }
    }
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(form_page(op, form.view(), Vec::new())?.status(422))));
    }
    let (figures, elements) = (request.upload("figures")?, request.upload("elements")?);
    Ok(Reply::work(move |app, actor| {
        app.read(actor, |op| op.check(&Action::Receive("")))?;
        let (figures, elements) = (text("figures", &figures)?, text("elements", &elements)?);
        let (input, rows) = app.read(actor, |op| work::from_tables(op, input, &figures, &elements))?;
        let set = app.write(actor, None, move |op| work::receive(op, &input).map_err(|error| placed(error, &rows)))?;
        let target = format!("/statistics/data-sets/{}?version={}", set.id, set.version);
        Ok(Response::see_other(target).notice("statistics-notice-received"))
    })
    .or(move |op, error| {
        let faults = cell_faults(&words, error);
        form_page(op, form.view_of(error), faults)
    }))
}

/// Faults of figures as faults of the rows they stood in.
fn placed(error: Error, rows: &[usize]) -> Error {
    match error {
        Error::Invalid(faults) => Error::Invalid(
            faults
                .into_iter()
                .map(|fault| match fault.field.starts_with("figures.") {
                    true => {
                        let fault = in_rows(fault, rows);
                        Fault { field: format!("figures.{}", fault.field), ..fault }
                    }
                    false => fault,
                })
                .collect(),
        ),
        other => other,
    }
}

/// An uploaded table as text.
fn text(field: &str, upload: &web::Upload) -> op::Result<String> {
    let bytes =
        std::fs::read(&upload.path).map_err(|fault| Error::bug(format!("an upload cannot be read: {fault}")))?;
    String::from_utf8(bytes)
        .map_err(|_| Error::Invalid(vec![Fault::new(format!("{field}.table"), "statistics.table.not_utf8")]))
}

//! Filling a return in: the sheet, the check while somebody types, and the table that goes out and comes back.

use std::collections::BTreeMap;

use op::{Error, Op};
use web::{Answer, Form, FormView, Locale, Reply, Request, Response, Voice, context};

use super::campaign_form::{CellFault, cell_faults, grid};
use super::returns::{answers_of, no_before};
use crate::access::{Action, ReturnVerb, Spot};
use crate::model::form::{Field, Form as FormDocument};
use crate::model::{Return, SaveInput};
use crate::rules::form::{self as entries, Entered};
use crate::rules::table;
use crate::sheet::{ADOPT, CHECK, Frame, Sheet, adopted, page as sheet_page, verdict};
use crate::shown::Shower;
use crate::work::known::{Known, known};
use crate::work::{returns as work, table as tables};

/// Largest table of one return, in bytes.
pub(crate) const TABLE_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// Longest cell of a table, in characters.
const CELL_CHARS_MAX: usize = 2_000;

/// A return that the actor may fill in now.
fn to_fill(op: &Op, id: &str) -> op::Result<(Return, Known)> {
    let found = work::seen(op, id)?;
    op.check(&Action::Return(ReturnVerb::Save, Spot::from(&found.head)))?;
    let known = known(op, &found.head)?;
    Ok((found, known))
}

/// What is filled in stands in the boxes as it was typed.
fn show_sheet(
    op: &Op,
    found: &Return,
    known: &Known,
    entered: &Entered,
    revision: i64,
    voice: &Voice,
    refused: String,
) -> op::Result<Response> {
    let answers = answers_of(known);
    let sheet = sheet_of(found, known, entered, &answers);
    let mut shower = Shower::new(voice.clone());
    let head = shower.head(op, &found.head)?;
    let frame = Frame {
        action: format!("/collection/returns/{}/sheet", head.id),
        check: format!("/collection/returns/{}/check", head.id),
        back: format!("/collection/returns/{}", head.id),
        back_text: head.name.clone(),
        unit: head.name,
        campaign: head.campaign.name,
        due: head.due_on,
        revision,
        no_before: no_before(voice, known.before.origin),
        refused,
    };
    sheet_page(&sheet, frame, voice)
}

fn sheet_of<'a>(
    found: &'a Return,
    known: &'a Known,
    entered: &'a Entered,
    answers: &'a BTreeMap<String, String>,
) -> Sheet<'a> {
    Sheet {
        form: &known.form,
        entered,
        unit: &found.head.unit,
        before: known.before.values.as_ref(),
        peers: &known.peers,
        answers,
    }
}

/// `GET /collection/returns/{id}/sheet`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice): (String, _) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| {
        let (found, known) = to_fill(op, &id)?;
        if !found.head.state.with_unit() {
            return Ok(Response::see_other(format!("/collection/returns/{id}")));
        }
        let entered =
            Entered { typed: entries::typed(&found.values), values: found.values.clone(), faults: Vec::new() };
        show_sheet(op, &found, &known, &entered, found.head.revision, &voice, String::new())
    }))
}

/// What was posted into the boxes of a form.
fn posted(form: &mut Form, document: &FormDocument) -> BTreeMap<String, String> {
    let text = |field: &Field| Some((field.name.clone(), form.opt_text(&field.name, CELL_CHARS_MAX)?));
    document.fields.iter().filter_map(text).collect()
}

/// What was typed, read by the return's form; with a suggestion taken over where one was chosen.
fn entered(found: &Return, known: &Known, form: &mut Form, adopt: Option<i64>) -> op::Result<Entered> {
    let entered = entries::read(&known.form, &posted(form, &known.form));
    form.check()?;
    match adopt {
        None => Ok(entered),
        Some(place) => {
            let answers = answers_of(known);
            adopted(&sheet_of(found, known, &entered, &answers), usize::try_from(place).unwrap_or(usize::MAX))
        }
    }
}

/// `POST /collection/returns/{id}/sheet`: saves, or checks, or takes a suggestion over.
pub(crate) fn save(request: Request) -> Answer {
    let (id, again): (String, String) = (request.path("id")?, request.path("id")?);
    let (voice, words) = (request.voice(), request.voice());
    let mut form = request.fields()?;
    let revision = form.int("revision", 0..=i64::MAX);
    let adopt = form.opt_int(ADOPT, 0..=100);
    let looks = adopt.is_some() || form.opt_text(CHECK, 1).is_some();
    let (mut typed, key) = (form.clone(), request.key());
    Ok(Reply::work(move |app, actor| {
        let asked = id.clone();
        let (entered, shown) = app.read(actor, move |op| {
            let (found, known) = to_fill(op, &asked)?;
            let entered = entered(&found, &known, &mut form, adopt)?;
            let shows = looks || !entered.faults.is_empty();
            let shown = shows.then(|| show_sheet(op, &found, &known, &entered, revision, &voice, String::new()));
            Ok((entered, shown.transpose()?))
        })?;
        if let Some(shown) = shown {
            return Ok(shown);
        }
        let input = SaveInput { revision, values: entered.values };
        let saved = app.write(actor, key, move |op| work::save(op, &id, &input))?;
        Ok(Response::see_other(format!("/collection/returns/{}", saved.head.id)).notice("collection-notice-saved"))
    })
    // What was typed is not lost when somebody else was faster: it stands in the boxes, and why it was not kept above them.
    .or(move |op, error| {
        let (found, known) = to_fill(op, &again)?;
        let entered = entries::read(&known.form, &posted(&mut typed, &known.form));
        show_sheet(op, &found, &known, &entered, found.head.revision, &words, words.error(error))
    }))
}

/// `POST /collection/returns/{id}/check`: what the checks say of what was typed so far. Nothing is kept.
pub(crate) fn check(request: Request) -> Answer {
    let (id, voice): (String, _) = (request.path("id")?, request.voice());
    let mut form = request.fields()?;
    Ok(Reply::read(move |op| {
        let (found, known) = to_fill(op, &id)?;
        let entered = entries::read(&known.form, &posted(&mut form, &known.form));
        let answers = answers_of(&known);
        Ok(Response::json(200, &verdict(&sheet_of(&found, &known, &entered, &answers), &voice)?))
    }))
}

/// `GET /collection/returns/{id}/table?format=xlsx|csv`
pub(crate) fn download(request: Request) -> Answer {
    let (id, voice): (String, _) = (request.path("id")?, request.voice());
    let csv = request.query_value("format").as_deref() == Some("csv");
    Ok(Reply::read(move |op| {
        let found = work::seen(op, &id)?;
        let known = known(op, &found.head)?;
        let english = voice.locale() == Locale::En;
        let rows = table::one(&known.form, &found.values, known.before.values.as_ref(), english);
        let name = format!("{}-{}-{}", known.form.id, found.head.unit, known.campaign.year);
        Ok(match csv {
            true => Response::bytes(
                table::csv(&rows).map_err(Error::bug)?,
                "text/csv; charset=utf-8",
                &format!("{name}.csv"),
            ),
            false => {
                let bytes = table::xlsx(&found.head.name, &rows, 1).map_err(Error::bug)?;
                Response::bytes(bytes, XLSX, &format!("{name}.xlsx"))
            }
        })
    }))
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /collection/returns/{id}/upload`
pub(crate) fn upload_form(request: Request) -> Answer {
    let (id, voice): (String, _) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| upload_page(op, &id, voice, FormView::blank(), Vec::new())))
}

fn upload_page(op: &Op, id: &str, voice: Voice, form: FormView, faults: Vec<CellFault>) -> op::Result<Response> {
    let (found, _) = to_fill(op, id)?;
    let head = Shower::new(voice).head(op, &found.head)?;
    Ok(Response::page("collection/upload.html", context! { ret => head, form, faults }))
}

/// `POST /collection/returns/{id}/upload`
pub(crate) fn upload(request: Request) -> Answer {
    let (id, again): (String, String) = (request.path("id")?, request.path("id")?);
    let (voice, words) = (request.voice(), request.voice());
    let mut form = request.fields()?;
    let revision = form.int("revision", 0..=i64::MAX);
    form.check()?;
    if !request.has_upload("file") {
        form.fault("file", "form.missing_file", units::Args::none());
        return Ok(Reply::read(move |op| Ok(upload_page(op, &id, voice, form.view(), Vec::new())?.status(422))));
    }
    let upload = request.upload("file")?;
    Ok(Reply::work(move |app, actor| {
        let grid = grid(&upload.path, &upload.filename, CELL_CHARS_MAX)?;
        let saved = app.write(actor, None, move |op| tables::read(op, &id, revision, &grid))?;
        Ok(Response::see_other(format!("/collection/returns/{}", saved.head.id)).notice("collection-notice-read"))
    })
    .or(move |op, error| {
        let faults = cell_faults(&words, error);
        upload_page(op, &again, voice, form.view_of(error), faults)
    }))
}

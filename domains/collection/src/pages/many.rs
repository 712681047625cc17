//! The returns of a region's units as one table: taken out, filled in elsewhere, brought back.

use op::{Error, Op};
use serde::Serialize;
use web::{Answer, FormView, Locale, Reply, Request, Response, Voice, context};

use super::campaign_form::{CellFault, cell_faults, grid};
use crate::lists::returns::region;
use crate::model::Outcome;
use crate::rules::table;
use crate::shown::Shower;
use crate::work::{campaign, many as work};

/// Largest table of many returns, in bytes.
pub(crate) const TABLE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// What became of a unit's row.
#[derive(Serialize)]
struct RowShown {
    unit: String,
    name: String,
    href: String,
    outcome: String,
    /// Why it was refused, or how many flags are open.
    why: String,
}

fn asked(op: &Op, id: &str, wanted: Option<&str>) -> op::Result<String> {
    region(op, &campaign::seen(op, id)?, wanted)
}

fn page(
    op: &Op,
    (id, form, wanted): (&str, &str, Option<&str>),
    voice: &Voice,
    view: FormView,
    faults: Vec<CellFault>,
    outcomes: &[Outcome],
) -> op::Result<Response> {
    let region = asked(op, id, wanted)?;
    let many = work::many(op, id, form, &region)?;
    let english = voice.locale() == Locale::En;
    let rows: Vec<RowShown> = outcomes.iter().map(|one| row_shown(&many, one, voice)).collect();
    let count = |name: &str| outcomes.iter().filter(|one| one.outcome == name).count();
    let counts = [count("submitted"), count("saved"), count("refused")];
    let title = many.form.title.said(english).to_owned();
    let mut shower = Shower::new(voice.clone());
    let (shown, place) = (shower.campaign(op, &many.campaign)?, shower.region(op, &region)?);
    Ok(Response::page(
        "collection/many.html",
        context! {
            campaign => shown, region => place, title, document => form.to_owned(), units => many.returns.len(),
            form => view, faults, rows, counts,
        },
    ))
}

fn row_shown(many: &work::Many, one: &Outcome, voice: &Voice) -> RowShown {
    let found = many.returns.iter().find(|known| known.head.unit == one.about);
    // Codes of checks hold no dot, codes of refusals do.
    let refusal = one.faults.iter().find(|fault| fault.code.contains('.'));
    let why = match (refusal, one.faults.len()) {
        (Some(fault), _) => {
            voice.code(&fault.code, &units::Args::one("value", &fault.field).and("max", "").and("places", ""))
        }
        (None, 0) => String::new(),
        (None, open) => voice.with("collection-form-many-open", &units::Args::one("count", open)),
    };
    RowShown {
        unit: one.about.clone(),
        name: found.map(|known| known.head.name.clone()).unwrap_or_default(),
        href: found.map(|known| format!("/collection/returns/{}", known.head.id)).unwrap_or_default(),
        outcome: one.outcome.clone(),
        why,
    }
}

/// `GET /collection/campaigns/{id}/forms/{form}/table`
pub(crate) fn show(request: Request) -> Answer {
    let (id, form, voice): (String, String, _) = (request.path("id")?, request.path("form")?, request.voice());
    let wanted = request.query_value("region");
    Ok(Reply::read(move |op| page(op, (&id, &form, wanted.as_deref()), &voice, FormView::blank(), Vec::new(), &[])))
}

/// `GET /collection/campaigns/{id}/forms/{form}/export`
pub(crate) fn export(request: Request) -> Answer {
    let (id, form, voice): (String, String, _) = (request.path("id")?, request.path("form")?, request.voice());
    let (wanted, csv) = (request.query_value("region"), request.query_value("format").as_deref() == Some("csv"));
    Ok(Reply::long(move |op| {
        let region = asked(op, &id, wanted.as_deref())?;
        let many = work::many(op, &id, &form, &region)?;
        let units: Vec<(&str, &str, _)> =
            many.returns.iter().map(|one| (one.head.unit.as_str(), one.head.name.as_str(), &one.values)).collect();
        let rows = table::many(&many.form, &units, voice.locale() == Locale::En);
        let name = format!("{form}-{region}-{}", many.campaign.year);
        Ok(match csv {
            true => Response::bytes(
                table::csv(&rows).map_err(Error::bug)?,
                "text/csv; charset=utf-8",
                &format!("{name}.csv"),
            ),
            false => {
                let book = table::xlsx(&many.form.title.zh, &rows, 2).map_err(Error::bug)?;
                Response::bytes(book, XLSX, &format!("{name}.xlsx"))
            }
        })
    }))
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `POST /collection/campaigns/{id}/forms/{form}/table`
pub(crate) fn upload(request: Request) -> Answer {
    let (id, document): (String, String) = (request.path("id")?, request.path("form")?);
    let (voice, words) = (request.voice(), request.voice());
    let mut form = request.fields()?;
    let (wanted, submit) = (form.opt_text("region", 6), form.flag("submit"));
    if !request.has_upload("file") {
        form.fault("file", "form.missing_file", units::Args::none());
        return Ok(Reply::read(move |op| {
            let at = (id.as_str(), document.as_str(), wanted.as_deref());
            Ok(page(op, at, &voice, form.view(), Vec::new(), &[])?.status(422))
        }));
    }
    let (upload, key) = (request.upload("file")?, request.key());
    let (again, at, region) = (id.clone(), document.clone(), wanted.clone());
    let view = form.clone();
    Ok(Reply::work(move |app, actor| {
        let grid = grid(&upload.path, &upload.filename, table::CELL_CHARS_MAX)?;
        let (to, name) = (id.clone(), document.clone());
        let outcomes = app.write(actor, key, move |op| work::read(op, &to, &name, &grid, submit))?;
        let at = (id.as_str(), document.as_str(), wanted.as_deref());
        app.read(actor, |op| page(op, at, &voice, view.view(), Vec::new(), &outcomes))
    })
    .or(move |op, error| {
        let faults = cell_faults(&words, error);
        page(op, (&again, &at, region.as_deref()), &words, form.view_of(error), faults, &[])
    }))
}

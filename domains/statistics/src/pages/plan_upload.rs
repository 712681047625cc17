//! A table of one's own for a plan: units in rows, indicators in columns, CSV or XLSX.

use op::{Error, Op};
use units::Fault;
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use super::plan_form::to;
use super::upload::CellFault;
use crate::access::Action;
use crate::model::About;
use crate::rules::data_set::PERIODS;
use crate::rules::plan::Step;
use crate::rules::wide::SAMPLE;
use crate::shown::Shower;
use crate::shown::plan::PlanShown;
use crate::work::plan as work;

/// Bytes of a table with the form around it.
pub(crate) const TABLE_BYTES_MAX: u64 = 16 * 1024 * 1024;

fn page(op: &Op, voice: Voice, id: &str, form: FormView, faults: Vec<CellFault>) -> op::Result<Response> {
    let one = work::kept(op, id)?;
    op.check(&Action::Receive(""))?;
    let plan = PlanShown::of(&Shower::new(voice), &one);
    Ok(Response::page("statistics/plan_upload.html", context! { form, faults, plan, sample => SAMPLE }))
}

/// `GET /statistics/plans/{id}/upload`
pub(crate) fn new(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| {
        let one = work::kept(op, &id)?;
        let flag = if one.plan.example { "1" } else { "" };
        let year = match one.plan.years.as_slice() {
            [year] => year.to_string(),
            _ => String::new(),
        };
        let fields = [("title", one.plan.name), ("example", flag.to_owned()), ("year", year)];
        let form = FormView::new(fields.into_iter().map(|(name, value)| (name.to_owned(), value)));
        page(op, voice, &id, form, Vec::new())
    }))
}

/// What the form says of the figures.
fn about(form: &mut Form) -> About {
    About {
        title: form.text("title", 1..=100),
        title_en: form.opt_text("title_en", 200).unwrap_or_default(),
        origin: form.long_text("origin", 1..=500),
        licence: form.text("licence", 1..=200),
        example: form.flag("example"),
        ..About::default()
    }
}

/// The faults of the table: those whose field is no field of the form.
fn cell_faults(voice: &Voice, error: &Error) -> Vec<CellFault> {
    let Error::Invalid(faults) = error else { return Vec::new() };
    let shown = |fault: &Fault| {
        let rest = fault.field.strip_prefix("table.")?;
        let mut parts = rest.splitn(4, '.');
        let sheet = match parts.next().unwrap_or_default() {
            "" => "CSV".to_owned(),
            name => name.replace('\u{1}', "."),
        };
        let row = parts.next().unwrap_or_default();
        let (letters, heading) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let column = format!("{letters} {heading}").trim().to_owned();
        Some(CellFault::of(voice, fault, sheet, row, &column))
    };
    faults.iter().filter_map(shown).collect()
}

/// `POST /statistics/plans/{id}/upload`
pub(crate) fn receive(request: Request) -> Answer {
    let (id, again, voice) = (request.path("id")?, request.path("id")?, request.voice());
    let mut form = request.fields()?;
    let (about, year) = (about(&mut form), form.opt_int("year", PERIODS));
    let revision = form.int("revision", 0..=i64::MAX);
    if !request.has_upload("file") {
        form.fault("file", "form.missing_file", units::Args::none());
    }
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(page(op, voice, &id, form.view(), Vec::new())?.status(422))));
    }
    let file = request.upload("file")?;
    Ok(Reply::work(move |app, actor| {
        let bytes =
            std::fs::read(&file.path).map_err(|fault| Error::bug(format!("an upload cannot be read: {fault}")))?;
        let input = app.read(actor, |op| work::table(op, &id, &bytes, about, year))?;
        let set = app.write(actor, None, move |op| crate::work::data_set::receive(op, &input))?;
        let kept = app.write(actor, None, move |op| work::on(op, &id, revision, &set))?;
        Ok(to(&kept.id, Step::Figures).notice("statistics-notice-received"))
    })
    .or(move |op, error| {
        let faults = cell_faults(&voice, error);
        page(op, voice, &again, form.view_of(error), faults)
    }))
}

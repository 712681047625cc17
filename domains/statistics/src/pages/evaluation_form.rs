//! Writing an evaluation: its document as text.

use op::{Error, Op};
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use super::steps::{at, looked_at};
use crate::access::{Action, Verb, regions};
use crate::model::{Evaluation, EvaluationInput};
use crate::rules::content;
use crate::rules::plan::Unfit;
use crate::shown::Shower;
use crate::store;
use crate::work::evaluation as work;
use crate::work::example;

/// Longest document of the form, in characters: what is longer comes through the interface.
const DOCUMENT_CHARS_MAX: usize = 200_000;

/// A fault of a document as a page shows it.
#[derive(serde::Serialize)]
struct Told {
    place: String,
    text: String,
    /// What a foreign program said, in English; else empty.
    quoted: String,
}

/// The faults of a document, each with its path.
fn told(voice: &Voice, error: &Error) -> Vec<Told> {
    let Error::Invalid(faults) = error else { return Vec::new() };
    let told = |fault: &units::Fault| Told {
        place: fault.args.get("place").unwrap_or(&fault.field).to_owned(),
        text: voice.fault(fault),
        quoted: fault.quoted().unwrap_or_default().to_owned(),
    };
    faults.iter().map(told).collect()
}

/// What a form says; its faults are those of the document.
fn input(form: &mut Form) -> Option<EvaluationInput> {
    let text = form.long_text("document", 1..=DOCUMENT_CHARS_MAX);
    if form.has_faults() {
        return None;
    }
    match content::read(&text) {
        Ok(input) => Some(input),
        Err(fault) => {
            form.fault("document", fault.code, fault.args);
            None
        }
    }
}

fn editor(voice: Voice, op: &Op, form: FormView, one: Option<&Evaluation>, faults: Vec<Told>) -> op::Result<Response> {
    editor_of(voice, op, form, one, faults, None)
}

/// The editor; `unfit` is why the pages cannot say the document.
fn editor_of(
    voice: Voice,
    op: &Op,
    form: FormView,
    one: Option<&Evaluation>,
    faults: Vec<Told>,
    unfit: Option<&'static str>,
) -> op::Result<Response> {
    let evaluation = one.map(|one| Shower::new(voice).evaluation(op, one)).transpose()?;
    Ok(Response::page("statistics/evaluation_form.html", context! { form, evaluation, faults, unfit }))
}

/// `GET /statistics/drafts/new?mode=text`: the editor begins with an example on the latest data set.
pub(crate) fn new(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| {
        let own = regions(op.actor());
        op.check(&Action::Evaluation(Verb::Draft, "", &own))?;
        let set = store::data_set::latest_of_key(op.conn(), crate::work::shipped::KEY)?;
        let start = set.map(|set| example::start(&set, own)).map(|start| content::text(&start)).unwrap_or_default();
        editor(voice, op, FormView::new([("document".to_owned(), start)]), None, Vec::new())
    }))
}

/// `POST /statistics/drafts`
pub(crate) fn draft(request: Request) -> Answer {
    let (voice, words, key) = (request.voice(), request.voice(), request.key());
    let mut form = request.fields()?;
    let Some(input) = input(&mut form) else {
        return Ok(Reply::read(move |op| Ok(editor(voice, op, form.view(), None, Vec::new())?.status(422))));
    };
    let done = |one: Evaluation| Response::see_other(at(&one.id, 1)).notice("statistics-notice-drafted");
    Ok(Reply::write(key, move |op| work::draft(op, &input), done).or(move |op, error| {
        let faults = told(&words, error);
        editor(voice, op, form.view_of(error), None, faults)
    }))
}

/// The draft an editor is about, for whoever may change it.
fn draft_of(op: &Op, id: &str, version: i64) -> op::Result<Evaluation> {
    let one = work::chosen(op, id, Some(&version.to_string()))?;
    op.check(&Action::Evaluation(Verb::Edit, id, &one.content.members))?;
    Ok(one)
}

/// The version in the path.
fn number(request: &Request) -> op::Result<i64> {
    request.path("version")?.parse().map_err(|_| Error::Missing)
}

/// `GET /statistics/evaluations/{id}/versions/{version}/edit`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, version, voice) = (request.path("id")?, number(&request)?, request.voice());
    let asked = request.query_value("unfit").unwrap_or_default();
    let unfit = Unfit::ALL.into_iter().map(Unfit::name).find(|name| *name == asked);
    Ok(Reply::read(move |op| {
        let one = draft_of(op, &id, version)?;
        let form = FormView::new([("document".to_owned(), content::text(&one.content))]);
        editor_of(voice, op, form, Some(&one), Vec::new(), unfit)
    }))
}

/// `POST /statistics/evaluations/{id}/versions/{version}/edit`
pub(crate) fn rewrite(request: Request) -> Answer {
    let (id, again, version) = (request.path("id")?, request.path("id")?, number(&request)?);
    let (voice, words, key) = (request.voice(), request.voice(), request.key());
    let mut form = request.fields()?;
    form.set("version", version.to_string());
    let step = looked_at(&mut form);
    let Some(input) = input(&mut form) else {
        return Ok(Reply::read(move |op| {
            let one = draft_of(op, &id, version)?;
            Ok(editor(voice, op, form.view(), Some(&one), Vec::new())?.status(422))
        }));
    };
    let done = |one: Evaluation| Response::see_other(at(&one.id, one.version)).notice("statistics-notice-edited");
    Ok(Reply::write(key, move |op| work::edit(op, &id, &step, &input), done).or(move |op, error| {
        let one = draft_of(op, &again, version)?;
        let faults = told(&words, error);
        editor(voice, op, form.view_of(error), Some(&one), faults)
    }))
}

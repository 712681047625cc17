//! What waits for somebody: a unit's duties, a reviewer's inbox.

use op::Op;
use serde::Serialize;
use std::collections::BTreeMap;
use web::{Answer, FormView, Locale, Reply, Request, Response, Voice, context};

use crate::access::DATA_OFFICER;
use crate::model::form::{Form, Severity};
use crate::model::{BulkInput, FlagState, LookedAt, Notice, Outcome};
use crate::rules::returns::BULK_MAX;
use crate::rules::sentence::of_flag;
use crate::shown::{HeadShown, Shower};
use crate::store;
use crate::work::{home as work, review};

/// A reminder as a page shows it.
#[derive(Serialize)]
pub(super) struct NoticeShown {
    campaign: String,
    title: String,
    party: String,
    stage: String,
    due_on: String,
    waiting: i64,
}

fn notice_shown(one: Notice) -> NoticeShown {
    let due_on = one.due_on.to_string();
    let Notice { campaign, title, party, stage, waiting, .. } = one;
    NoticeShown { campaign, title, party, stage, due_on, waiting }
}

/// `GET /collection/duties`
pub(crate) fn duties(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| {
        let heads = work::duties(op)?;
        let shown = Shower::new(voice).heads(op, &heads)?;
        let (mine, gone): (Vec<_>, Vec<_>) = shown.into_iter().partition(|head| head.with_unit);
        let notices: Vec<_> = work::notices(op)?.into_iter().map(notice_shown).collect();
        let school = op.actor().holds_anywhere(DATA_OFFICER);
        Ok(Response::page("collection/duties.html", context! { mine, gone, notices, school }))
    }))
}

/// A flag in a sentence, with what was said to it.
#[derive(Serialize)]
pub(super) struct FlagShown {
    pub(super) key: String,
    pub(super) severity: &'static str,
    pub(super) text: String,
    pub(super) answers: Vec<AnswerShown>,
}

/// What was said to a flag.
#[derive(Serialize)]
pub(super) struct AnswerShown {
    pub(super) kind: &'static str,
    pub(super) text: String,
    pub(super) person: String,
}

/// Flags in sentences, with the names of who said something to them.
pub(super) fn flags_shown(op: &Op, voice: &Voice, form: &Form, flags: &[FlagState]) -> op::Result<Vec<FlagShown>> {
    let english = voice.locale() == Locale::En;
    let people: Vec<&str> =
        flags.iter().flat_map(|flag| flag.answers.iter().map(|answer| answer.said_by.as_str())).collect();
    let names = identity::names(op, &people)?;
    let one = |state: &FlagState| {
        let (code, args) = of_flag(form, &state.flag, english);
        let answers = state.answers.iter().map(|answer| AnswerShown {
            kind: answer.kind.name(),
            text: answer.text.clone(),
            person: names.get(&answer.said_by).cloned().unwrap_or_default(),
        });
        FlagShown {
            key: state.key.clone(),
            severity: state.flag.severity.name(),
            text: voice.code(code, &args),
            answers: answers.collect(),
        }
    };
    Ok(flags.iter().map(one).collect())
}

/// A return that waits, with its flags.
#[derive(Serialize)]
struct WaitingShown {
    head: HeadShown,
    flags: Vec<FlagShown>,
    hard: usize,
}

/// `GET /collection/inbox`
pub(crate) fn inbox(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| inbox_page(op, voice, FormView::blank(), &[])))
}

fn inbox_page(op: &Op, voice: Voice, form: FormView, refused: &[Outcome]) -> op::Result<Response> {
    let (waiting, total) = work::inbox(op)?;
    let mut forms: BTreeMap<(String, String), Form> = BTreeMap::new();
    let mut shower = Shower::new(voice.clone());
    let mut shown = Vec::with_capacity(waiting.len());
    for one in &waiting {
        let head = &one.found.head;
        let key = (head.campaign.clone(), head.form.clone());
        if !forms.contains_key(&key) {
            let found = store::campaign::form(op.conn(), &head.campaign, &head.form)?.ok_or(op::Error::Missing)?;
            forms.insert(key.clone(), found);
        }
        let flags = match forms.get(&key) {
            Some(form) => flags_shown(op, &voice, form, &one.flags)?,
            None => Vec::new(),
        };
        let hard = one.flags.iter().filter(|flag| flag.flag.severity == Severity::Hard).count();
        shown.push(WaitingShown { head: shower.head(op, head)?, flags, hard });
    }
    let names: BTreeMap<&str, &str> =
        waiting.iter().map(|one| (one.found.head.id.as_str(), one.found.head.name.as_str())).collect();
    let told = refused.iter().filter(|one| !one.faults.is_empty()).map(|one| {
        let why = one.faults.iter().map(|fault| voice.code(&fault.code, &units::Args::none()));
        let name = names.get(one.about.as_str()).copied().unwrap_or(one.about.as_str());
        serde_json::json!({ "href": format!("/collection/returns/{}", one.about), "name": name, "why": why.collect::<Vec<_>>().join(" ") })
    });
    let refused: Vec<_> = told.collect();
    let notices: Vec<_> = work::notices(op)?.into_iter().map(notice_shown).collect();
    Ok(Response::page(
        "collection/inbox.html",
        context! { waiting => shown, total, notices, refused, form, bulk_max => BULK_MAX },
    ))
}

/// `POST /collection/inbox`: accepts the returns that were ticked, each as it was looked at.
pub(crate) fn accept(request: Request) -> Answer {
    let (voice, again) = (request.voice(), request.voice());
    let mut form = request.fields()?;
    // Each box holds the return with the version and revision that stood beside it.
    let ticked = form.list("returns", BULK_MAX);
    let returns = ticked.iter().filter_map(|text| {
        let mut parts = text.split('.');
        let (id, version, revision) = (parts.next()?, parts.next()?, parts.next()?);
        Some((id.to_owned(), LookedAt { version: version.parse().ok()?, revision: revision.parse().ok()? }))
    });
    let input = BulkInput { returns: returns.collect() };
    let key = request.key();
    Ok(Reply::work(move |app, actor| {
        let outcomes = app.write(actor, key, move |op| review::accept_many(op, &input))?;
        let accepted = outcomes.iter().filter(|one| one.faults.is_empty()).count();
        if accepted == outcomes.len() {
            let args = units::Args::one("count", accepted);
            return Ok(Response::see_other("/collection/inbox").notice_with("collection-notice-accepted_many", args));
        }
        app.read(actor, move |op| Ok(inbox_page(op, voice, FormView::blank(), &outcomes)?.status(409)))
    })
    .or(move |op, error| inbox_page(op, again, form.view_of(error), &[])))
}

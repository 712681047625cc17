//! A learner's applications: evidence, check, file, follow.

use op::Op;
use serde::Serialize;
use web::{Answer, Form, FormView, Reply, Request, Response, Timeline, Voice, context};

use super::appeals::appeal_shown;
use super::evidence::{Evidence, asked};
use super::matches::{best_context, chosen, ticked};
use crate::lists::inbox::look;
use crate::lists::learner;
use crate::model::{Application, Item, WAY_STATES};
use crate::rules::application::CHART;
use crate::rules::choice::uses_of;
use crate::shown::{Named, Shower};
use crate::shown_uses::{lines, value};
use crate::store;
use crate::work::application::{self as work, AtRevision, Details};
use crate::work::book::Book;
use crate::work::{appeal, revocation};

/// Applications on the learner's list.
const LIST_MAX: usize = 100;

/// A revocation that an application was sent back or held for.
#[derive(Serialize)]
struct Behind {
    kind: &'static str,
    state: &'static str,
    depositor: Named,
    reason: String,
}

/// An application in a list.
#[derive(Serialize)]
struct Row {
    id: String,
    /// What it asks for, in a few words.
    subject: String,
    institution: Named,
    programme: String,
    state: &'static str,
    credit: units::Credit,
    drafted_at: String,
    filed_at: String,
    decided_at: String,
    reason: String,
}

fn row(op: &Op, shower: &mut Shower, one: &Application) -> op::Result<Row> {
    let at = |moment: Option<units::Instant>| moment.map(|at| at.to_string()).unwrap_or_default();
    Ok(Row {
        id: one.id.clone(),
        subject: store::application::subject(op.conn(), &one.learner, &one.id)?,
        institution: shower.institution(op, &one.institution)?,
        programme: one.programme.clone(),
        state: look(one.state),
        credit: one.credit,
        drafted_at: one.drafted_at.to_string(),
        filed_at: at(one.filed_at),
        decided_at: at(one.decided_at),
        reason: one.reason.clone(),
    })
}

/// `GET /credit/applications`
pub(crate) fn list(request: Request) -> Answer {
    let (learner, voice) = (learner(&request)?, request.voice());
    Ok(Reply::read(move |op| {
        let mut shower = Shower::new(voice);
        let found = work::own_list(op, &learner, None, LIST_MAX)?;
        let rows = found.iter().map(|one| row(op, &mut shower, one)).collect::<op::Result<Vec<_>>>()?;
        Ok(Response::page("credit/applications.html", context! { rows }))
    }))
}

/// What every page about one application shows.
pub(crate) fn application_context(op: &Op, voice: Voice, details: &Details) -> op::Result<web::Context> {
    let mut shower = Shower::new(voice);
    let lines = lines(op, &mut shower, &details.lines)?;
    let mut behind = Vec::new();
    for (one, revocation) in revocation::behind(op, &details.application)? {
        let depositor = shower.institution(op, &revocation.institution)?;
        behind.push(Behind { kind: one.kind.name(), state: one.state.name(), depositor, reason: revocation.reason });
    }
    let mut appeals = Vec::new();
    for heard in appeal::of_application(op, &details.application)? {
        appeals.push(appeal_shown(op, &mut shower, &heard)?);
    }
    let finding = appeal::finding(op, &details.application)?.map(|found| found.id).unwrap_or_default();
    let application = row(op, &mut shower, &details.application)?;
    let step = WAY_STATES.iter().position(|state| *state == details.application.state);
    Ok(context! {
        application, lines, behind, appeals, finding,
        due_on => details.due.map(|due| due.on.to_string()).unwrap_or_default(),
        overdue => details.due.is_some_and(|due| due.overdue),
        revision => details.application.revision,
        state => details.application.state,
        way => step.unwrap_or(0) + 1,
        attachments => details.attachments.clone(),
        consented => details.consented,
        learner_name => details.learner_name.clone().unwrap_or_default(),
    })
}

/// `GET /credit/applications/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    Ok(Reply::read(move |op| page(op, &id, voice, &timeline, FormView::blank())))
}

fn page(op: &Op, id: &str, voice: Voice, timeline: &Timeline, form: FormView) -> op::Result<Response> {
    let details = work::own(op, id)?;
    let offered: Vec<&str> =
        CHART.offered(details.application.state.name(), &["learner"]).map(|step| step.verb).collect();
    let appealable = appeal::open_ground(op, &details.application)?.map_or("", |ground| ground.name());
    let entries = timeline.rows(op, id, 50)?;
    let context = application_context(op, voice, &details)?;
    Ok(Response::page("credit/application.html", context! { offered, appealable, entries, form, ..context }))
}

/// `GET /credit/applications/{id}/choice`
pub(crate) fn choice(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| choice_page(op, &id, voice, None, FormView::blank())))
}

/// The choice: the best use as it is now, with the boxes of `ticked`, else those the application has.
fn choice_page(op: &Op, id: &str, voice: Voice, ticked: Option<Vec<String>>, form: FormView) -> op::Result<Response> {
    let details = work::own(op, id)?;
    let Application { learner, institution, programme, .. } = &details.application;
    let book = Book::of(op)?;
    let found = book.programme(institution, programme)?;
    let items: Vec<Item> = details.lines.iter().map(|line| line.item.clone()).collect();
    let standing = uses_of(&items);
    let picked = ticked.unwrap_or_else(|| standing.iter().map(|used| value(used, found)).collect());
    let best = best_context(op, learner, institution, programme, voice.clone(), Some(picked))?;
    let context = application_context(op, voice, &details)?;
    Ok(Response::page("credit/application_choice.html", context! { form, best, ..context }))
}

/// `POST /credit/applications/{id}/choice`
pub(crate) fn change(request: Request) -> Answer {
    let (id, again, voice, key) = (request.path("id")?, request.path("id")?, request.voice(), request.key());
    let mut form = request.fields()?;
    let boxes = ticked(&mut form);
    let picked = Some(boxes.clone());
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(choice_page(op, &id, voice, picked, form.view())?.status(422))));
    }
    let verb = move |op: &Op| {
        let application = work::own(op, &id)?.application;
        let chosen = chosen(op, &application.institution, &application.programme, &boxes)?;
        work::change(op, &id, Some(&chosen))
    };
    let done = |changed: Application| Response::see_other(format!("/credit/applications/{}/evidence", changed.id));
    Ok(Reply::write(key, verb, done).or(move |op, error| choice_page(op, &again, voice, picked, form.view_of(error))))
}

/// The step of evidence.
static EVIDENCE: Evidence = Evidence {
    of: "/credit/applications",
    page: evidence_page,
    consent: |op, id, given| work::consent(op, id, given).map(drop),
    attach: |app, actor, id, name, path, hash| work::attach_upload(app, actor, id, name, path, hash).map(drop),
    detach: |op, id, hash| work::detach(op, id, hash).map(drop),
    read: work::evidence,
};

fn evidence_page(op: &Op, id: &str, voice: Voice, form: FormView) -> op::Result<Response> {
    let details = work::own(op, id)?;
    let required = details.lines.iter().any(|line| line.rule.content.evidence_required);
    let waits = details.application.consent.is_some() && !details.consented;
    let context = application_context(op, voice, &details)?;
    Ok(Response::page("credit/application_evidence.html", context! { required, form, ..asked(waits, context) }))
}

/// `GET /credit/applications/{id}/evidence`
pub(crate) fn evidence(request: Request) -> Answer {
    EVIDENCE.show(&request)
}

/// `POST /credit/applications/{id}/consent`
pub(crate) fn consent(request: Request) -> Answer {
    EVIDENCE.allow(&request)
}

/// `POST /credit/applications/{id}/attachments`
pub(crate) fn attach(request: Request) -> Answer {
    EVIDENCE.upload(&request)
}

/// `POST /credit/applications/{id}/attachments/{hash}/removal`
pub(crate) fn detach(request: Request) -> Answer {
    EVIDENCE.remove(&request)
}

/// `GET /credit/applications/{id}/attachments/{hash}`: for the learner, and recorded for the receiving institution.
pub(crate) fn download(request: Request) -> Answer {
    EVIDENCE.download(&request)
}

/// `GET /credit/applications/{id}/check`
pub(crate) fn check(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| check_page(op, &id, voice, FormView::blank())))
}

fn check_page(op: &Op, id: &str, voice: Voice, form: FormView) -> op::Result<Response> {
    let details = work::own(op, id)?;
    let context = application_context(op, voice, &details)?;
    Ok(Response::page("credit/application_check.html", context! { form, ..context }))
}

fn revision(form: &mut Form) -> AtRevision {
    AtRevision { revision: form.int("revision", 0..=i64::MAX) }
}

/// `POST /credit/applications/{id}/filing`
pub(crate) fn file(request: Request) -> Answer {
    let (id, again, voice, key) = (request.path("id")?, request.path("id")?, request.voice(), request.key());
    let mut form = request.fields()?;
    let at = revision(&mut form);
    form.check()?;
    let target = format!("/credit/applications/{id}");
    Ok(Reply::write(
        key,
        move |op| work::file(op, &id, &at),
        move |_| Response::see_other(target).notice("credit-notice-filed"),
    )
    .or(move |op, error| check_page(op, &again, voice, form.view_of(error))))
}

/// `POST /credit/applications/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let mut form = request.fields()?;
    let at = revision(&mut form);
    form.check()?;
    let target = format!("/credit/applications/{id}");
    Ok(Reply::write(
        request.key(),
        move |op| work::withdraw(op, &id, &at),
        move |_| Response::see_other(target).notice("credit-notice-withdrawn"),
    )
    .or(move |op, error| page(op, &again, voice, &timeline, form.view_of(error))))
}

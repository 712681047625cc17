//! 批量决定: choose, decide each, check, and see what became of each.

use op::{Actor, App, Op};
use serde::Serialize;
use web::{Answer, Context, Form, FormView, Reply, Request, Response, Voice, context};

use super::applications::application_context;
use crate::access::REVIEWER;
use crate::lists::{institution, institutions, kept_args};
use crate::model::{BULK_MAX, Bulk, BulkDecision, BulkInput, Decision, LineState};
use crate::rules::application::REASON_CHARS_MAX;
use crate::shown::Shower;
use crate::store;
use crate::work::application::{self as applications, Details};
use crate::work::bulk as work;

/// The decisions a bulk offers.
const OFFERED: &[&str] = &["accept", "reject", "return"];

/// An application that can be chosen.
#[derive(Serialize)]
struct Choice {
    id: String,
    subject: String,
    credit: units::Credit,
    filed_at: String,
}

/// A bulk in a list.
#[derive(Serialize)]
struct Past {
    id: String,
    at: String,
    size: i64,
}

/// `GET /credit/bulks`: which applications.
pub(crate) fn choose(request: Request) -> Answer {
    let (voice, asked) = (request.voice(), request.query_value("institution"));
    Ok(Reply::read(move |op| choose_page(op, voice, asked.as_deref(), FormView::blank())))
}

fn choose_page(op: &Op, voice: Voice, asked: Option<&str>, form: FormView) -> op::Result<Response> {
    let mut shower = Shower::new(voice);
    let code = institution(asked, op, &[REVIEWER])?;
    let offered = work::offered(op, &code)?.into_iter().map(|(one, subject)| Choice {
        id: one.id,
        subject,
        credit: one.credit,
        filed_at: one.filed_at.map(|at| at.to_string()).unwrap_or_default(),
    });
    let offered: Vec<Choice> = offered.collect();
    let past = work::latest(op, &code)?.into_iter().map(|(id, at, size)| Past { id, at: at.to_string(), size });
    let past: Vec<Past> = past.collect();
    let own = institutions(op, &[REVIEWER], &mut shower)?;
    let here = shower.institution(op, &code)?;
    Ok(Response::page(
        "credit/bulk_choice.html",
        context! { offered, past, institution => here, institutions => own, max => BULK_MAX, form },
    ))
}

/// `POST /credit/bulks/draft`: opens every application chosen, which is recorded for each.
pub(crate) fn open(request: Request) -> Answer {
    let voice = request.voice();
    let mut form = request.fields()?;
    let code = form.text("institution", 1..=18);
    let chosen = form.list("application", BULK_MAX);
    if chosen.is_empty() {
        form.fault("application", "credit.bulk.nothing", units::Args::none());
    }
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(choose_page(op, voice, Some(&code), form.view())?.status(422))));
    }
    Ok(Reply::work(move |app, actor| {
        let opened = opened(app, actor, &chosen)?;
        app.read(actor, |op| draft_page(op, voice, &code, &opened, FormView::blank()))
    }))
}

/// Opens applications one by one: each read is an operation of its own.
fn opened(app: &App, actor: &Actor, chosen: &[String]) -> op::Result<Vec<Details>> {
    let open = |id: &String| {
        let id = id.clone();
        app.write(actor, None, move |op| applications::read(op, &id))
    };
    chosen.iter().map(open).collect()
}

/// What each application shows, one after the other.
fn cards(op: &Op, voice: &Voice, opened: &[Details]) -> op::Result<Vec<Context>> {
    let card = |details: &Details| {
        let shown = application_context(op, voice.clone(), details)?;
        let subject = store::application::subject(op.conn(), &details.application.learner, &details.application.id)?;
        Ok(context! { subject, ..shown })
    };
    opened.iter().map(card).collect()
}

fn draft_page(op: &Op, voice: Voice, code: &str, opened: &[Details], form: FormView) -> op::Result<Response> {
    let cards = cards(op, &voice, opened)?;
    let here = Shower::new(voice).institution(op, code)?;
    let context = context! { cards, institution => here, reason_max => REASON_CHARS_MAX, form };
    Ok(Response::page("credit/bulk_draft.html", context))
}

/// Which applications a form is about, and what it says of each; those it says nothing of are left out.
fn input(form: &mut Form) -> (Vec<String>, BulkInput) {
    let chosen = form.list("application", BULK_MAX);
    let mut decisions = Vec::new();
    for id in &chosen {
        let decision = form.opt_choice(&format!("decision-{id}"), OFFERED);
        let Some(decision) = decision.as_deref().and_then(Decision::named) else { continue };
        let reason = form.opt_long_text(&format!("reason-{id}"), REASON_CHARS_MAX).unwrap_or_default();
        if reason.is_empty() && decision != Decision::Accept {
            form.fault(&format!("reason-{id}"), "credit.application.reason_required", units::Args::none());
        }
        let revision = form.int(&format!("revision-{id}"), 0..=i64::MAX);
        decisions.push(BulkDecision { application: id.clone(), decision, reason, revision });
    }
    if decisions.is_empty() {
        form.fault("", "credit.bulk.nothing", units::Args::none());
    }
    let institution = form.text("institution", 1..=18);
    (chosen, BulkInput { institution, decisions })
}

/// `POST /credit/bulks/check`: check your answers; nothing is written.
pub(crate) fn check(request: Request) -> Answer {
    let voice = request.voice();
    let mut form = request.fields()?;
    let (chosen, input) = input(&mut form);
    let change = form.flag("change");
    Ok(Reply::work(move |app, actor| {
        if change || form.has_faults() {
            let opened = opened(app, actor, &chosen)?;
            let page = app.read(actor, |op| draft_page(op, voice, &input.institution, &opened, form.view()))?;
            return Ok(if change { page } else { page.status(422) });
        }
        app.read(actor, |op| check_page(op, voice, &chosen, &input, form.view()))
    }))
}

/// A decision on its way.
#[derive(Serialize)]
struct Given {
    id: String,
    subject: String,
    credit: units::Credit,
    decision: &'static str,
    reason: String,
    revision: i64,
}

fn check_page(op: &Op, voice: Voice, chosen: &[String], input: &BulkInput, form: FormView) -> op::Result<Response> {
    let mut given = Vec::with_capacity(input.decisions.len());
    for one in &input.decisions {
        let application = applications::again(op, &one.application)?.application;
        given.push(Given {
            id: one.application.clone(),
            subject: store::application::subject(op.conn(), &application.learner, &application.id)?,
            credit: application.credit,
            decision: one.decision.name(),
            reason: one.reason.clone(),
            revision: one.revision,
        });
    }
    let here = Shower::new(voice).institution(op, &input.institution)?;
    let skipped = chosen.len() - given.len();
    Ok(Response::page(
        "credit/bulk_check.html",
        context! { given, skipped, chosen => chosen.to_vec(), institution => here, form },
    ))
}

/// `POST /credit/bulks`
pub(crate) fn decide(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    let (chosen, input) = input(&mut form);
    form.check()?;
    let again = input.clone();
    Ok(Reply::work(move |app, actor| {
        let decided = work::decide(app, actor, key, input)?;
        Ok(Response::see_other(format!("/credit/bulks/{}", decided.id)).notice("credit-notice-bulk"))
    })
    .or(move |op, error| check_page(op, voice, &chosen, &again, form.view_of(error))))
}

/// A line of a bulk as it ended.
#[derive(Serialize)]
struct Ended {
    id: String,
    subject: String,
    decision: &'static str,
    reason: String,
    state: &'static str,
    refusal: String,
}

/// `GET /credit/bulks/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| page(op, voice, &work::view(op, &id)?, FormView::blank())))
}

fn page(op: &Op, voice: Voice, bulk: &Bulk, form: FormView) -> op::Result<Response> {
    let mut shower = Shower::new(voice);
    let mut lines = Vec::with_capacity(bulk.lines.len());
    for line in &bulk.lines {
        let refusal = match line.state {
            LineState::Refused => shower.voice.code(&line.refusal, &kept_args(&line.refusal_args)),
            _ => String::new(),
        };
        lines.push(Ended {
            id: line.given.application.clone(),
            subject: store::application::subject(op.conn(), &line.learner, &line.given.application)?,
            decision: line.given.decision.name(),
            reason: line.given.reason.clone(),
            state: line.state.name(),
            refusal,
        });
    }
    let count = |state: LineState| bulk.lines.iter().filter(|line| line.state == state).count();
    let here = shower.institution(op, &bulk.institution)?;
    Ok(Response::page(
        "credit/bulk.html",
        context! {
            id => bulk.id.clone(), at => bulk.at.to_string(), institution => here, lines, form,
            done => count(LineState::Done), refused => count(LineState::Refused), waiting => count(LineState::Waiting),
            own => bulk.decided_by == op.actor().id,
        },
    ))
}

/// `POST /credit/bulks/{id}/resumption`
pub(crate) fn go_on(request: Request) -> Answer {
    let (id, again, voice) = (request.path("id")?, request.path("id")?, request.voice());
    let form = request.fields()?;
    Ok(Reply::work(move |app, actor| {
        let decided = work::go_on(app, actor, &id)?;
        Ok(Response::see_other(format!("/credit/bulks/{}", decided.id)).notice("credit-notice-bulk"))
    })
    .or(move |op, error| page(op, voice, &work::view(op, &again)?, form.view_of(error))))
}

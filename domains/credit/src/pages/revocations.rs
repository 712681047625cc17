//! 撤销: asking, the second person, and settling what leaned on an outcome.

use op::Op;
use serde::Serialize;
use web::{Answer, FormView, Reply, Request, Response, Timeline, Voice, context};

use crate::access::steps::{RevocationVerb, Step};
use crate::access::{REGISTRAR, REVIEWER};
use crate::lists::{institution, institutions};
use crate::model::{Consequence, NewRevocation, Outcome, Settlement, SettlementInput};
use crate::rules::revocation::{CHART, REASON_CHARS_MAX};
use crate::shown::{Named, Shower};
use crate::store;
use crate::work::place;
use crate::work::revocation::{self as work, Found};

/// The states of revocations in the fixed list of states.
fn look(state: &str) -> &'static str {
    match state {
        "asked" => "awaiting_second",
        "confirmed" => "revoked",
        _ => "rejected",
    }
}

/// A revocation in a list.
#[derive(Serialize)]
struct Row {
    id: String,
    /// Name of the outcome.
    outcome: String,
    state: &'static str,
    reason: String,
    asked_at: String,
}

/// `GET /credit/revocations`
pub(crate) fn list(request: Request) -> Answer {
    let (voice, asked) = (request.voice(), request.query_value("institution"));
    Ok(Reply::read(move |op| list_page(op, voice, asked.as_deref(), FormView::blank())))
}

fn list_page(op: &Op, voice: Voice, asked: Option<&str>, form: FormView) -> op::Result<Response> {
    let mut shower = Shower::new(voice);
    let code = institution(asked, op, &[REGISTRAR, REVIEWER])?;
    let mut rows = Vec::new();
    for one in work::list(op, &code)? {
        let outcome = store::outcome::some(op.conn(), &one.learner, std::slice::from_ref(&one.outcome))?.pop();
        rows.push(Row {
            outcome: outcome.map_or_else(|| one.id.clone(), |outcome| outcome.name),
            id: one.id,
            state: look(one.state.name()),
            reason: one.reason,
            asked_at: one.asked_at.to_string(),
        });
    }
    let may_ask = op::Permission::allows(&Step::Revocation(RevocationVerb::Ask, "", &place(op, &code)?), op.actor());
    let own = institutions(op, &[REGISTRAR, REVIEWER], &mut shower)?;
    let here = shower.institution(op, &code)?;
    Ok(Response::page(
        "credit/revocations.html",
        context! { rows, may_ask, institution => here, institutions => own, form },
    ))
}

/// `POST /credit/revocations/search`: whose outcome, by 身份证号, which stays out of the address.
pub(crate) fn search(request: Request) -> Answer {
    let voice = request.voice();
    let mut form = request.fields()?;
    let (code, number) = (form.text("institution", 1..=18), form.secret("id_number", 1..=40));
    Ok(Reply::work(move |app, actor| {
        let person = match form.has_faults() {
            true => None,
            false => identity::cli::find_by_id_number(app, &number).unwrap_or(None),
        };
        let Some(learner) = person else {
            form.fault("id_number", "credit.revocation.nobody", units::Args::none());
            return app.read(actor, |op| Ok(list_page(op, voice, Some(&code), form.view())?.status(422)));
        };
        let (whom, whose) = (code.clone(), learner.clone());
        let outcomes = app.write(actor, None, move |op| work::offered(op, &whom, &whose))?;
        if outcomes.is_empty() {
            form.fault("id_number", "credit.revocation.nobody", units::Args::none());
            return app.read(actor, |op| Ok(list_page(op, voice, Some(&code), form.view())?.status(422)));
        }
        app.read(actor, |op| choice_page(op, voice, &code, &learner, &outcomes, FormView::blank()))
    }))
}

fn choice_page(
    op: &Op,
    voice: Voice,
    code: &str,
    learner: &str,
    outcomes: &[Outcome],
    form: FormView,
) -> op::Result<Response> {
    let mut shower = Shower::new(voice);
    let here = shower.institution(op, code)?;
    let outcomes: Vec<_> = outcomes.iter().map(|one| shower.outcome(op, one)).collect::<op::Result<_>>()?;
    let learner = learner.to_owned();
    Ok(Response::page(
        "credit/revocation_choice.html",
        context! { outcomes, learner, institution => here, reason_max => REASON_CHARS_MAX, form },
    ))
}

/// `POST /credit/revocations`
pub(crate) fn ask(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    let code = form.text("institution", 1..=18);
    let input = NewRevocation {
        learner: form.text("learner", 1..=40),
        outcome: form.text("outcome", 0..=40),
        reason: form.long_text("reason", 0..=REASON_CHARS_MAX),
    };
    if input.outcome.is_empty() {
        form.fault("outcome", "form.required", units::Args::none());
    }
    if input.reason.is_empty() {
        form.fault("reason", "credit.application.reason_required", units::Args::none());
    }
    Ok(Reply::work(move |app, actor| {
        if form.has_faults() {
            let (whom, whose) = (code.clone(), input.learner.clone());
            let outcomes = app.write(actor, None, move |op| work::offered(op, &whom, &whose))?;
            let page = app.read(actor, |op| choice_page(op, voice, &code, &input.learner, &outcomes, form.view()))?;
            return Ok(page.status(422));
        }
        let asked = app.write(actor, key, move |op| work::ask(op, &input))?;
        Ok(Response::see_other(format!("/credit/revocations/{}", asked.id)).notice("credit-notice-revocation_asked"))
    }))
}

/// `GET /credit/revocations/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    Ok(Reply::read(move |op| page(op, &work::view(op, &id)?, voice, &timeline, FormView::blank())))
}

/// Something that leaned on the outcome.
#[derive(Serialize)]
struct ConsequenceShown {
    subject: String,
    /// What the application asks for, or the course, in a few words.
    title: String,
    institution: Named,
    kind: &'static str,
    state: &'static str,
    reason: String,
    here: bool,
}

fn page(op: &Op, found: &Found, voice: Voice, timeline: &Timeline, form: FormView) -> op::Result<Response> {
    let mut shower = Shower::new(voice);
    let was = &found.revocation;
    let place = place(op, &was.institution)?;
    let may = |verb| op::Permission::allows(&Step::Revocation(verb, &was.id, &place), op.actor());
    let second = may(RevocationVerb::Confirm) && was.asked_by != op.actor().id;
    let offered: Vec<&str> =
        CHART.offered(was.state.name(), &["reviewer"]).map(|step| step.verb).filter(|_| second).collect();
    let mut consequences = Vec::with_capacity(found.consequences.len());
    for Consequence { subject, institution, kind, state, reason, .. } in &found.consequences {
        let here = crate::access::organisations(op.actor(), &[REVIEWER, REGISTRAR]).contains(institution);
        consequences.push(ConsequenceShown {
            subject: subject.clone(),
            title: store::application::subject_of(op.conn(), subject)?,
            institution: shower.institution(op, institution)?,
            kind: kind.name(),
            state: state.name(),
            reason: reason.clone(),
            here: here && subject.starts_with("app_"),
        });
    }
    let entries = timeline.rows(op, &was.id, 50)?;
    Ok(Response::page(
        "credit/revocation.html",
        context! {
            id => was.id.clone(), state => was.state, look => look(was.state.name()), reason => was.reason.clone(),
            outcome => shower.outcome(op, &found.outcome)?, institution => shower.institution(op, &was.institution)?,
            own => was.asked_by == op.actor().id, offered, consequences, entries, form,
        },
    ))
}

/// `POST /credit/revocations/{id}/confirmation`
pub(crate) fn confirm(request: Request) -> Answer {
    second(request, work::confirm, "credit-notice-revocation_confirmed")
}

/// `POST /credit/revocations/{id}/refusal`
pub(crate) fn decline(request: Request) -> Answer {
    second(request, work::decline, "credit-notice-revocation_declined")
}

fn second(request: Request, verb: fn(&Op, &str) -> op::Result<Found>, notice: &'static str) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let form = request.fields()?;
    let target = format!("/credit/revocations/{id}");
    Ok(Reply::write(request.key(), move |op| verb(op, &id), move |_| Response::see_other(target).notice(notice))
        .or(move |op, error| page(op, &work::view(op, &again)?, voice, &timeline, form.view_of(error))))
}

/// `POST /credit/inbox/{id}/settlement`
pub(crate) fn settle(request: Request) -> Answer {
    let id = request.path("id")?;
    let mut form = request.fields()?;
    let settlement = form.choice("settlement", &["annul", "uphold"]);
    let input = SettlementInput {
        settlement: Settlement::named(&settlement).unwrap_or(Settlement::Annul),
        reason: form.long_text("settlement_reason", 1..=REASON_CHARS_MAX),
        revision: form.int("revision", 0..=i64::MAX),
    };
    if form.has_faults() {
        return super::inbox::again(request, id, form);
    }
    let target = format!("/credit/inbox/{id}");
    let (voice, timeline, again) = (request.voice(), request.timeline(), id.clone());
    Ok(Reply::write(
        request.key(),
        move |op| work::settle(op, &id, &input),
        move |_| Response::see_other(target).notice("credit-notice-settled"),
    )
    .or(move |op, error| super::inbox::shown_again(op, &again, voice, &timeline, form.view_of(error))))
}

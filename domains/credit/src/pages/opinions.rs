//! 专家评审: the expert's pages, and what the reviewer asks.

use std::collections::BTreeMap;

use op::Op;
use serde::Serialize;
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use super::applications::application_context;
use crate::model::{Opinion, OpinionInput, OpinionRequest, OpinionState, Recommendation};
use crate::rules::opinion::{CHART, REASON_CHARS_MAX};
use crate::shown::{Named, Shower};
use crate::store;
use crate::work::opinion::{self as work, Asked};

/// The state in the fixed list of states.
fn look(state: OpinionState) -> &'static str {
    match state {
        OpinionState::Asked => "pending",
        OpinionState::Given => "done",
        OpinionState::Declined => "rejected",
        OpinionState::Withdrawn => "withdrawn",
    }
}

/// A request or an opinion as it is shown.
#[derive(Serialize)]
pub(crate) struct OpinionShown {
    id: String,
    application: String,
    /// What the application asks for, in a few words.
    subject: String,
    institution: Named,
    expert: String,
    question: String,
    state: &'static str,
    look: &'static str,
    recommendation: &'static str,
    reason: String,
    asked_at: String,
}

/// Requests and opinions with the names of the experts.
pub(crate) fn opinions_shown(op: &Op, shower: &mut Shower, all: &[Opinion]) -> op::Result<Vec<OpinionShown>> {
    let ids: Vec<&str> = all.iter().map(|one| one.expert.as_str()).collect();
    let names: BTreeMap<String, String> = identity::names(op, &ids)?;
    let shown = |one: &Opinion| {
        Ok(OpinionShown {
            id: one.id.clone(),
            application: one.application.clone(),
            subject: store::application::subject_of(op.conn(), &one.application)?,
            institution: shower.institution(op, &one.institution)?,
            expert: names.get(&one.expert).cloned().unwrap_or_else(|| one.expert.clone()),
            question: one.question.clone(),
            state: one.state.name(),
            look: look(one.state),
            recommendation: one.recommendation.map_or("", Recommendation::name),
            reason: one.reason.clone(),
            asked_at: one.asked_at.to_string(),
        })
    };
    all.iter().map(shown).collect()
}

/// `GET /credit/opinions`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| {
        let found = work::own(op)?;
        let waiting = found.iter().filter(|one| one.state == OpinionState::Asked).count();
        let opinions = opinions_shown(op, &mut Shower::new(voice), &found)?;
        Ok(Response::page("credit/opinions.html", context! { opinions, waiting }))
    }))
}

/// `GET /credit/opinions/{id}`: opening the application is a read that is recorded.
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    Ok(Reply::work(move |app, actor| {
        let asked = app.write(actor, None, move |op| work::read(op, &id))?;
        app.read(actor, |op| page(op, &asked, voice, FormView::blank()))
    }))
}

fn page(op: &Op, asked: &Asked, voice: Voice, form: FormView) -> op::Result<Response> {
    let shown = opinions_shown(op, &mut Shower::new(voice.clone()), std::slice::from_ref(&asked.opinion))?;
    let filed = asked.details.application.state == crate::model::ApplicationState::Filed;
    let offered: Vec<&str> =
        CHART.offered(asked.opinion.state.name(), &["expert"]).map(|step| step.verb).filter(|_| filed).collect();
    let context = application_context(op, voice, &asked.details)?;
    Ok(Response::page(
        "credit/opinion.html",
        context! { opinion => shown, offered, max => REASON_CHARS_MAX, form, ..context },
    ))
}

/// `POST /credit/opinions/{id}/answer`
pub(crate) fn answer(request: Request) -> Answer {
    let (id, voice, key) = (request.path("id")?, request.voice(), request.key());
    let mut form: Form = request.fields()?;
    let said = form.choice("recommendation", &["recognise", "refuse", "undecided", "decline"]);
    let input = OpinionInput {
        recommendation: Recommendation::named(&said),
        reason: form.long_text("reason", 1..=REASON_CHARS_MAX),
    };
    Ok(Reply::work(move |app, actor| {
        let again = |form: FormView, status: u16| {
            let opened = id.clone();
            let asked = app.write(actor, None, move |op| work::read(op, &opened))?;
            Ok(app.read(actor, |op| page(op, &asked, voice, form))?.status(status))
        };
        if form.has_faults() {
            return again(form.view(), 422);
        }
        let answered = id.clone();
        match app.write(actor, key, move |op| work::answer(op, &answered, &input)) {
            Ok(_) => Ok(Response::see_other("/credit/opinions".to_owned()).notice("credit-notice-opinion_given")),
            Err(error @ op::Error::Conflict(_)) => again(form.view_of(&error), 409),
            Err(error) => Err(error),
        }
    }))
}

/// `POST /credit/inbox/{id}/opinions`
pub(crate) fn ask(request: Request) -> Answer {
    let id = request.path("id")?;
    let mut form: Form = request.fields()?;
    let input = OpinionRequest {
        expert: form.text("expert", 1..=40),
        question: form.long_text("question", 1..=REASON_CHARS_MAX),
    };
    if form.has_faults() {
        return super::inbox::again(request, id, form);
    }
    let target = format!("/credit/inbox/{id}");
    let (again, voice, timeline) = (id.clone(), request.voice(), request.timeline());
    Ok(Reply::write(
        request.key(),
        move |op| work::ask(op, &id, &input),
        move |_| Response::see_other(target).notice("credit-notice-opinion_asked"),
    )
    .or(move |op, error| super::inbox::shown_again(op, &again, voice, &timeline, form.view_of(error))))
}

/// `POST /credit/opinions/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    let id = request.path("id")?;
    let done = |one: Opinion| {
        Response::see_other(format!("/credit/inbox/{}", one.application)).notice("credit-notice-opinion_withdrawn")
    };
    Ok(Reply::write(request.key(), move |op| work::withdraw(op, &id), done))
}

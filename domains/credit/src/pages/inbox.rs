//! A reviewer's inbox, and deciding.

use op::{Op, Permission};
use web::{Answer, Form, FormView, Reply, Request, Response, Timeline, Voice, context};

use super::applications::application_context;
use super::opinions::opinions_shown;
use crate::access::steps::{RevocationVerb, Step};
use crate::access::{Action, REGISTRAR, REVIEWER};
use crate::lists::inbox::{INBOX, fetch};
use crate::lists::{institution, institutions};
use crate::model::{Application, ApplicationState, Decision, ReviewInput};
use crate::rules::application::{CHART, REASON_CHARS_MAX};
use crate::rules::opinion::REASON_CHARS_MAX as QUESTION_MAX;
use crate::shown::Shower;
use crate::work::application::{self as work, Details};
use crate::work::{opinion, place};

/// `GET /credit/inbox`
pub(crate) fn list(request: Request) -> Answer {
    let (voice, asked) = (request.voice(), request.query_value("institution"));
    INBOX.respond_with(&request, "credit/inbox.html", fetch, move |op| {
        let mut shower = Shower::new(voice);
        let code = institution(asked.as_deref(), op, &[REVIEWER, REGISTRAR])?;
        let own = institutions(op, &[REVIEWER, REGISTRAR], &mut shower)?;
        let here = shower.institution(op, &code)?;
        let waiting = work::inbox_counts(op, &code)?
            .into_iter()
            .find(|(state, _)| *state == ApplicationState::Filed)
            .map_or(0, |(_, count)| count);
        let decides = Step::Bulk("", &place(op, &code)?).allows(op.actor());
        Ok(context! { institution => here, institutions => own, waiting, decides })
    })
}

/// `GET /credit/inbox/{id}`: opening an application with its evidence is a read that is recorded.
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    Ok(Reply::work(move |app, actor| {
        let opened = id.clone();
        let details = app.write(actor, None, move |op| work::read(op, &opened))?;
        app.read(actor, |op| page(op, &details, voice, &timeline, FormView::blank()))
    }))
}

fn page(op: &Op, details: &Details, voice: Voice, timeline: &Timeline, form: FormView) -> op::Result<Response> {
    let id = details.application.id.as_str();
    let place = place(op, &details.application.institution)?;
    let may = |verb: &'static str| Action::Decide(verb, id, &place).allows(op.actor());
    let offered: Vec<&str> = CHART
        .offered(details.application.state.name(), &["reviewer"])
        .map(|step| step.verb)
        .filter(|verb| Decision::named(verb).is_some())
        .filter(|verb| may(verb) && (details.consented || *verb != "accept"))
        .collect();
    let settles = Step::Revocation(RevocationVerb::Settle, id, &place);
    let settlable = details.application.state == ApplicationState::Suspended && settles.allows(op.actor());
    let opinions =
        opinions_shown(op, &mut Shower::new(voice.clone()), &opinion::of_application(op, &details.application)?)?;
    let asks = Step::AskOpinion(id, &place).allows(op.actor()) && details.application.state == ApplicationState::Filed;
    let experts = if asks { opinion::experts(op, &details.application.institution)? } else { Default::default() };
    let experts: Vec<_> = experts.into_iter().collect();
    let entries = timeline.rows(op, id, 50)?;
    let context = application_context(op, voice, details)?;
    Ok(Response::page(
        "credit/review.html",
        context! { offered, settlable, opinions, asks, experts, question_max => QUESTION_MAX, entries, reason_max => REASON_CHARS_MAX, learner => details.application.learner.clone(), form, ..context },
    ))
}

/// The page with a form that was filled in wrongly.
pub(crate) fn again(request: Request, id: String, form: Form) -> Answer {
    let (voice, timeline) = (request.voice(), request.timeline());
    Ok(Reply::read(move |op| Ok(shown_again(op, &id, voice, &timeline, form.view())?.status(422))))
}

/// The page once more; the read was recorded when it was opened.
pub(crate) fn shown_again(
    op: &Op,
    id: &str,
    voice: Voice,
    timeline: &Timeline,
    form: FormView,
) -> op::Result<Response> {
    let details = work::again(op, id)?;
    page(op, &details, voice, timeline, form)
}

/// `POST /credit/inbox/{id}/decision`
pub(crate) fn decide(request: Request) -> Answer {
    let id = request.path("id")?;
    let mut form: Form = request.fields()?;
    let decision = form.choice("decision", &["accept", "reject", "return", "reverse"]);
    let input = ReviewInput {
        decision: Decision::named(&decision).unwrap_or(Decision::Return),
        reason: form.opt_long_text("reason", REASON_CHARS_MAX).unwrap_or_default(),
        revision: form.int("revision", 0..=i64::MAX),
        finding: form.opt_text("finding", 40),
    };
    if form.has_faults() {
        return again(request, id, form);
    }
    let done = |decided: Application| {
        let notice = match decided.state {
            ApplicationState::Accepted => "credit-notice-accepted",
            ApplicationState::Rejected => "credit-notice-rejected",
            ApplicationState::Reversed => "credit-notice-reversed",
            _ => "credit-notice-returned",
        };
        Response::see_other(format!("/credit/inbox?institution={}", decided.institution)).notice(notice)
    };
    let (again, voice, timeline) = (id.clone(), request.voice(), request.timeline());
    Ok(Reply::write(request.key(), move |op| work::decide(op, &id, &input), done)
        .or(move |op, error| shown_again(op, &again, voice, &timeline, form.view_of(error))))
}

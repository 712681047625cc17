//! A registrar verifies what learners declared.

use op::Op;
use web::{Answer, Form, FormView, Reply, Request, Response, Timeline, Voice, context};

use super::declarations::declaration_context;
use crate::access::{Action, REGISTRAR};
use crate::lists::verifications::{VERIFICATIONS, fetch};
use crate::lists::{institution, institutions};
use crate::model::{Declaration, DeclarationState, Verdict, VerdictInput};
use crate::rules::application::REASON_CHARS_MAX;
use crate::rules::declaration::CHART;
use crate::shown::Shower;
use crate::work::declaration::DeclarationDetails;
use crate::work::place;
use crate::work::verification as work;

/// `GET /credit/verifications`
pub(crate) fn list(request: Request) -> Answer {
    let (voice, shown, asked) = (request.voice(), request.voice(), request.query_value("institution"));
    let page_of = move |op: &Op, query: &web::ListQuery| fetch(op, query, &shown);
    VERIFICATIONS.respond_with(&request, "credit/verifications.html", page_of, move |op| {
        let mut shower = Shower::new(voice);
        let code = institution(asked.as_deref(), op, &[REGISTRAR])?;
        let own = institutions(op, &[REGISTRAR], &mut shower)?;
        let here = shower.institution(op, &code)?;
        let counts = work::counts(op, &code)?;
        let waiting = counts.iter().find(|(state, _)| *state == DeclarationState::Unverified);
        Ok(context! { institution => here, institutions => own, waiting => waiting.map_or(0, |(_, count)| *count) })
    })
}

/// `GET /credit/verifications/{id}`: opening a declaration with its evidence is a read that is recorded.
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    Ok(Reply::work(move |app, actor| {
        let details = app.write(actor, None, move |op| work::read(op, &id))?;
        app.read(actor, |op| page(op, &details, voice, &timeline, FormView::blank()))
    }))
}

fn page(
    op: &Op,
    details: &DeclarationDetails,
    voice: Voice,
    timeline: &Timeline,
    form: FormView,
) -> op::Result<Response> {
    let id = details.declaration.id.as_str();
    let place = place(op, &details.declaration.content.institution)?;
    let may = |verdict: Verdict| op::Permission::allows(&Action::Verify(verdict, id, &place), op.actor());
    let fits = |verdict: Verdict| details.consented && details.deposited_by.is_none() || verdict == Verdict::Refuse;
    let offered: Vec<&str> = CHART
        .offered(details.declaration.state.name(), &["registrar"])
        .filter_map(|step| Verdict::named(step.verb))
        .filter(|verdict| may(*verdict) && fits(*verdict))
        .map(Verdict::name)
        .collect();
    let entries = timeline.rows(op, id, 50)?;
    let context = declaration_context(op, voice, details)?;
    Ok(Response::page(
        "credit/verification.html",
        context! { offered, entries, reason_max => REASON_CHARS_MAX, form, ..context },
    ))
}

/// `POST /credit/verifications/{id}/decision`
pub(crate) fn decide(request: Request) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let mut form: Form = request.fields()?;
    let verdict = form.choice("verdict", &["verify", "refuse"]);
    let input = VerdictInput {
        verdict: Verdict::named(&verdict).unwrap_or(Verdict::Refuse),
        reason: form.opt_long_text("reason", REASON_CHARS_MAX).unwrap_or_default(),
        revision: form.int("revision", 0..=i64::MAX),
    };
    if form.has_faults() {
        return Ok(Reply::read(move |op| {
            let details = work::again(op, &id)?;
            Ok(page(op, &details, voice, &timeline, form.view())?.status(422))
        }));
    }
    let done = |decided: Declaration| {
        let verified = decided.state == DeclarationState::Verified;
        let notice = if verified { "credit-notice-verified" } else { "credit-notice-not_verified" };
        Response::see_other(format!("/credit/verifications?institution={}", decided.content.institution)).notice(notice)
    };
    Ok(Reply::write(request.key(), move |op| work::decide(op, &id, &input), done).or(move |op, error| {
        let details = work::again(op, &again)?;
        page(op, &details, voice, &timeline, form.view_of(error))
    }))
}

//! The learner's consents and who read what.

use op::{Op, Result};
use serde::Serialize;
use units::Instant;
use web::{Answer, FormView, ListQuery, Reply, Request, Response, context};

use crate::asked::learner;
use crate::lists::{self, CONSENTS, READS};
use crate::model::{Consent, ConsentInput, PURPOSES, WHATS};
use crate::rules::consent as rules;
use crate::shown;
use crate::work::{consents, guardians, people};

/// The latest consents on the page, whatever became of them; those that hold or wait are all there.
const LATEST: i64 = 20;

/// A consent with its reader's name.
#[derive(Serialize)]
struct ConsentView {
    consent: String,
    organisation: String,
    organisation_name: String,
    purpose: String,
    what: Vec<String>,
    given_at: Instant,
    until_at: Instant,
    guardian_needed: bool,
    state: &'static str,
    word: &'static str,
    withdrawable: bool,
    answerable: bool,
}

/// GET /identity/consents
pub(crate) fn page(request: Request) -> Answer {
    let learner = learner(&request)?;
    let organisation = request.query_value("organisation").unwrap_or_default();
    let form = FormView::new([("organisation".to_owned(), organisation)]);
    Ok(Reply::read(move |op| shown_page(op, &learner, form)))
}

fn shown_page(op: &Op, learner: &str, form: FormView) -> Result<Response> {
    let rows = consents::standing(op, learner, LATEST)?;
    let names = shown::organisation_names(op, rows.iter().map(|row| row.organisation.as_str()))?;
    let guardian = guardians::confirmed(op, learner)?.contains(&op.actor().id);
    let views: Vec<ConsentView> = rows.into_iter().map(|row| view(op, row, &names, guardian)).collect();
    let own = op.actor().id == learner;
    let context = context! {
        name => if own { None } else { people::names(op, &[learner])?.remove(learner) },
        learner => learner.to_owned(),
        own,
        consents => views,
        purposes => PURPOSES,
        whats => WHATS,
        latest => op.today().plus_days(rules::CONSENT_DAYS_MAX),
        form,
    };
    Ok(Response::page("identity/consents.html", context))
}

fn view(op: &Op, row: Consent, names: &std::collections::BTreeMap<String, String>, guardian: bool) -> ConsentView {
    let (state, word) = shown::consent(rules::state(&row, op.now()));
    ConsentView {
        withdrawable: rules::withdrawable(&row, op.now()).is_ok(),
        answerable: guardian && rules::answerable(&row, op.now()).is_ok(),
        organisation_name: names.get(&row.organisation).cloned().unwrap_or_default(),
        consent: row.consent,
        organisation: row.organisation,
        purpose: row.purpose,
        what: row.what,
        given_at: row.given_at,
        until_at: row.until_at,
        guardian_needed: row.guardian_needed,
        state,
        word,
    }
}

/// POST /identity/consents
pub(crate) fn give(request: Request) -> Answer {
    let mut form = request.fields()?;
    let learner = match form.opt_text("learner", 60) {
        Some(learner) => learner,
        None => learner(&request)?,
    };
    let input = ConsentInput {
        organisation: form.text("organisation", 1..=100),
        purpose: form.choice("purpose", PURPOSES),
        what: form.list("what", WHATS.len()),
        until: form.day("until"),
    };
    let checked = form.check();
    let (subject, back) = (learner.clone(), here(&learner));
    let verb = move |op: &Op| {
        checked.clone()?;
        let organisation = shown::organisation_code(op, &input.organisation)?;
        consents::give(op, &subject, &ConsentInput { organisation, ..input.clone() })
    };
    let reply = Reply::write(request.key(), verb, move |given| {
        let notice =
            if given.waits_for_guardian { "identity-notice-consent_waits" } else { "identity-notice-consent_given" };
        Response::see_other(back).notice(notice)
    });
    Ok(reply.or(move |op, error| shown_page(op, &learner, form.view_of(error))))
}

/// POST /identity/consents/{learner}/{consent}/withdrawal
pub(crate) fn withdraw(request: Request) -> Answer {
    let (learner, consent) = (request.path("learner")?, request.path("consent")?);
    let back = here(&learner);
    Ok(Reply::write(
        request.key(),
        move |op| consents::withdraw(op, &learner, &consent),
        move |()| Response::see_other(back).notice("identity-notice-consent_withdrawn"),
    ))
}

/// POST /identity/consents/{learner}/{consent}/agreement
pub(crate) fn agree(request: Request) -> Answer {
    answer(request, true, "identity-notice-consent_agreed")
}

/// POST /identity/consents/{learner}/{consent}/refusal
pub(crate) fn refuse(request: Request) -> Answer {
    answer(request, false, "identity-notice-consent_refused")
}

fn answer(request: Request, agreed: bool, notice: &'static str) -> Answer {
    let (learner, consent) = (request.path("learner")?, request.path("consent")?);
    let back = here(&learner);
    Ok(Reply::write(
        request.key(),
        move |op| consents::answer(op, &learner, &consent, agreed),
        move |()| Response::see_other(back).notice(notice),
    ))
}

fn here(learner: &str) -> String {
    format!("/identity/consents?learner={learner}")
}

/// GET /identity/consents/all
pub(crate) fn all(request: Request) -> Answer {
    let learner = learner(&request)?;
    let shown = learner.clone();
    let fetch = move |op: &Op, query: &ListQuery| lists::consents(op, &learner, query);
    CONSENTS.respond_with(&request, "identity/consents_all.html", fetch, move |_| Ok(context! { learner => shown }))
}

/// GET /identity/reads
pub(crate) fn reads(request: Request) -> Answer {
    let learner = learner(&request)?;
    let shown = learner.clone();
    let fetch = move |op: &Op, query: &ListQuery| lists::reads(op, &learner, query);
    READS.respond_with(&request, "identity/reads.html", fetch, move |_| Ok(context! { learner => shown }))
}

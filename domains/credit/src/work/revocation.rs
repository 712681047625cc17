//! 撤销: the depositor takes an outcome back. One person asks, another confirms; then everything that leaned on it is found in
//! the same transaction: open applications go back to the learner, recognitions are held until their institution settles
//! them, conversions the depositor had reported itself are struck, and the ledger follows exactly.

mod settle;

pub use settle::{Decided, behind, settle};

use std::collections::BTreeSet;

use op::{Error, Op, Pen, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use units::{Credit, Fault};

use super::ledger::{Subject, post};
use super::notice::{Told, tell};
use super::{application, place};
use crate::access::steps::{RevocationVerb, Step};
use crate::model::{
    Application, Consequence, ConsequenceKind, ConsequenceState, NewRevocation, Outcome, PostingKind, Revocation,
    RevocationKind, RevocationState,
};
use crate::rules::revocation::{CONSEQUENCES_MAX, REASON_CHARS_MAX, consequence, moved, second};
use crate::rules::{Objection, Refused, ledger};
use crate::store;
use crate::store::revocation::Leaning;

/// Revocations listed.
const LISTED: i64 = 100;
/// Outcomes of one learner offered for a revocation.
const OFFERED: i64 = 500;

/// A revocation with its outcome and everything that leaned on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Found {
    /// The revocation.
    pub revocation: Revocation,
    /// The outcome.
    pub outcome: Outcome,
    /// What leaned on it; empty until it is confirmed.
    pub consequences: Vec<Consequence>,
}

fn load(op: &Op, id: &str) -> Result<Revocation> {
    store::revocation::get(op.conn(), id)?.ok_or(Error::Missing)
}

fn outcome_of(op: &Op, learner: &str, outcome: &str) -> Result<Outcome> {
    let found = store::outcome::some(op.conn(), learner, &[outcome.to_owned()])?;
    found.into_iter().next().ok_or(Error::Missing)
}

fn found(op: &Op, revocation: Revocation) -> Result<Found> {
    let outcome = outcome_of(op, &revocation.learner, &revocation.outcome)?;
    let consequences = store::revocation::consequences(op.conn(), &revocation.learner, &revocation.id)?;
    Ok(Found { revocation, outcome, consequences })
}

/// Revocations of an institution's outcomes, the latest first.
pub fn list(op: &Op, institution: &str) -> Result<Vec<Revocation>> {
    let place = place(op, institution)?;
    op.check(&Step::ViewRevocation("", &place))?;
    Ok(store::revocation::latest(op.conn(), institution, LISTED)?)
}

/// A revocation, for the institution that deposited. Where it was used, the application says what is to be known there.
pub fn view(op: &Op, id: &str) -> Result<Found> {
    let revocation = load(op, id)?;
    op.check(&Step::ViewRevocation(id, &place(op, &revocation.institution)?))?;
    found(op, revocation)
}

/// The outcomes an institution deposited for somebody, to choose one to revoke; the look is recorded for the learner.
pub fn offered(op: &Op, institution: &str, learner: &str) -> Result<Vec<Outcome>> {
    let place = place(op, institution)?;
    let pen = op.may(&Step::Revocation(RevocationVerb::Ask, "", &place))?;
    let mut outcomes = store::outcome::of_learner(op.conn(), learner, Some(institution), None, OFFERED)?;
    outcomes.retain(|outcome| outcome.revoked_at.is_none());
    pen.about(&institution);
    pen.tell(json!({ "looked": true, "count": outcomes.len() }));
    if !outcomes.is_empty() {
        let (purpose, what) = (identity::consent::CONVERSION, identity::consent::OUTCOMES);
        identity::consent::record_own(op, &pen, learner, institution, purpose, what)?;
    }
    Ok(outcomes)
}

/// A reason without outer blanks.
///
/// Errors: `Invalid` if there is none or it is too long.
fn reason_of(reason: &str) -> Result<String> {
    let reason = reason.trim();
    match reason.chars().count() {
        0 => Err(Error::Invalid(vec![Fault::new("reason", "credit.application.reason_required")])),
        count if count > REASON_CHARS_MAX => {
            Err(Error::Invalid(vec![Fault::new("reason", "form.too_long").with("max", REASON_CHARS_MAX)]))
        }
        _ => Ok(reason.to_owned()),
    }
}

/// Nobody has a hand in what concerns their own outcomes, nor does whoever was lent their office.
fn not_own(op: &Op, learner: &str) -> Result<()> {
    match op.actor().id == learner || op.actor().acts_for() == Some(learner) {
        true => Err(Error::conflict(Objection::RevocationOwn)),
        false => Ok(()),
    }
}

/// Asks for the revocation of an outcome that one's institution deposited.
///
/// Errors: `Missing` for an outcome that is not there; `Invalid` without a reason; `Conflict` for one's own outcome, or one
/// whose revocation was asked for or confirmed before.
pub fn ask(op: &Op, input: &NewRevocation) -> Result<Revocation> {
    let outcome = outcome_of(op, &input.learner, &input.outcome)?;
    let place = place(op, &outcome.institution)?;
    let pen = op.may(&Step::Revocation(RevocationVerb::Ask, "", &place))?;
    let reason = reason_of(&input.reason)?;
    not_own(op, &outcome.learner)?;
    if outcome.revoked_at.is_some() {
        return Err(Error::conflict(Objection::RevocationStanding));
    }
    let asked = Revocation {
        id: op.id::<RevocationKind>().to_string(),
        learner: outcome.learner,
        outcome: outcome.id,
        institution: outcome.institution,
        state: RevocationState::Asked,
        reason,
        asked_by: op.actor().id.clone(),
        asked_at: op.now(),
        decided_by: None,
        decided_at: None,
    };
    store::revocation::insert(&pen, &asked)?;
    pen.subject(&asked.id);
    pen.about(&asked.institution);
    pen.tell(json!({ "looked": false, "outcome": asked.outcome }));
    let told = Told {
        learner: &asked.learner,
        about: &asked.id,
        stage: "asked",
        code: "credit.told.revocation_asked",
        args: &[],
    };
    tell(op, &pen, &asked.institution, &page(&asked.id), &told)?;
    Ok(asked)
}

fn page(revocation: &str) -> String {
    format!("/credit/revocations/{revocation}")
}

/// Declines a revocation; the outcome stays.
///
/// Errors: see [`second`].
pub fn decline(op: &Op, id: &str) -> Result<Found> {
    let was = load(op, id)?;
    let place = place(op, &was.institution)?;
    let pen = op.may(&Step::Revocation(RevocationVerb::Decline, id, &place))?;
    second(&was, "decline", &op.actor().id).map_err(Error::conflict)?;
    not_own(op, &was.learner)?;
    store::revocation::decide(&pen, &was, RevocationState::Declined, &op.actor().id, op.now())?;
    pen.about(&was.institution);
    found(op, load(op, id)?)
}

/// Confirms a revocation: the outcome counts nowhere any more, and whatever leaned on it is returned, held or struck.
///
/// Errors: see [`second`]; `Conflict` while a file of the institution is being deposited, or for one's own outcome; `Refused`
/// if more leans on the outcome than one operation settles.
pub fn confirm(op: &Op, id: &str) -> Result<Found> {
    let was = load(op, id)?;
    let place = place(op, &was.institution)?;
    let pen = op.may(&Step::Revocation(RevocationVerb::Confirm, id, &place))?;
    second(&was, "confirm", &op.actor().id).map_err(Error::conflict)?;
    not_own(op, &was.learner)?;
    if store::revocation::depositing(op.conn(), &was.institution)? {
        return Err(Error::conflict(Refused::DepositTurn));
    }
    store::revocation::decide(&pen, &was, RevocationState::Confirmed, &op.actor().id, op.now())?;
    // From here on nobody binds the outcome; whoever is binding it is done first and is found below.
    store::revocation::revoke(&pen, &was.learner, &was.outcome, op.now())?;
    let outcome = outcome_of(op, &was.learner, &was.outcome)?;
    let leaning = store::revocation::leaning(op.conn(), &was.learner, &was.outcome, CONSEQUENCES_MAX as i64 + 1)?;
    if leaning.len() > CONSEQUENCES_MAX {
        return Err(Error::refused(Objection::RevocationTooMuch(CONSEQUENCES_MAX)));
    }
    strike(op, &pen, &was, &outcome, &leaning)?;
    let applications: BTreeSet<&str> =
        leaning.iter().map(|one| one.application.as_str()).filter(|id| !id.is_empty()).collect();
    for application in &applications {
        fall(op, &pen, &was, application)?;
    }
    pen.about(&was.learner);
    pen.about(&was.institution);
    pen.tell(json!({ "outcome": was.outcome, "count": leaning.len(), "applications": applications.len() }));
    let args = [("outcome", outcome.name.as_str()), ("institution", was.institution.as_str())];
    let told =
        Told { learner: &was.learner, about: id, stage: "confirmed", code: "credit.told.outcome_revoked", args: &args };
    tell(op, &pen, &was.learner, &format!("/credit/passbook/{}", was.outcome), &told)?;
    pen.event("credit.outcome.revoked", &json!({ "learner": was.learner, "outcome": was.outcome }))?;
    found(op, load(op, id)?)
}

/// Reverses the deposit, and the conversions that the depositor had reported from the outcome. A target that another reported
/// outcome also led to stays recognised, from that one.
fn strike(op: &Op, pen: &Pen, was: &Revocation, outcome: &Outcome, leaning: &[Leaning]) -> Result<()> {
    let (learner, party) = (was.learner.as_str(), was.institution.as_str());
    let mut movements = ledger::revoke(outcome.credit);
    let (used, recognised) = store::revocation::reported(op.conn(), learner, &was.outcome, party)?;
    movements.extend(ledger::reverse(used, recognised));
    let subject = Subject { learner, party, id: &was.outcome };
    if !movements.is_empty() {
        post(op, pen, &subject, PostingKind::Revocation, &movements, None)?;
    }
    for one in leaning.iter().filter(|one| one.application.is_empty()) {
        let other = store::revocation::strike(pen, learner, &was.outcome, one)?;
        // A target that was counted with another conversion from the first is counted there still.
        if let Some((heir, credit)) = other.filter(|_| one.counted > Credit::ZERO) {
            store::revocation::count(pen, learner, &heir, one, credit)?;
            let subject = Subject { learner, party, id: &heir };
            let movements = ledger::conversion(Credit::ZERO, credit);
            post(op, pen, &subject, PostingKind::Conversion, &movements, None)?;
        }
        note(pen, was, &one.target, &one.institution, ConsequenceKind::Struck, ConsequenceState::Done)?;
    }
    Ok(())
}

fn note(
    pen: &Pen,
    was: &Revocation,
    subject: &str,
    institution: &str,
    kind: ConsequenceKind,
    state: ConsequenceState,
) -> Result<()> {
    let new = Consequence {
        revocation: was.id.clone(),
        learner: was.learner.clone(),
        subject: subject.to_owned(),
        institution: institution.to_owned(),
        kind,
        state,
        reason: String::new(),
        settled_by: None,
        settled_at: None,
    };
    store::revocation::note(pen, &new)
}

/// What the revocation does to one application that leaned on the outcome.
fn fall(op: &Op, pen: &Pen, was: &Revocation, id: &str) -> Result<()> {
    // Whoever decides on it at this moment is done first, and what they decided is what is found here.
    store::application::lock(pen, &was.learner, id)?;
    let application = application::load(op, id)?;
    let Some(kind) = consequence(application.state) else { return Ok(()) };
    let state = match kind {
        ConsequenceKind::Returned => {
            recall(op, pen, was, &application)?;
            ConsequenceState::Done
        }
        _ => {
            suspend(op, pen, &application)?;
            ConsequenceState::Open
        }
    };
    note(pen, was, id, &application.institution, kind, state)?;
    pen.about(&application.id);
    pen.about(&application.institution);
    let code = match kind {
        ConsequenceKind::Returned => "credit.told.application_recalled",
        _ => "credit.told.recognition_held",
    };
    let args = [("institution", was.institution.as_str()), ("name", id)];
    let told = Told { learner: &was.learner, about: &was.id, stage: id, code, args: &args };
    tell(op, pen, &was.learner, &format!("/credit/applications/{id}"), &told)?;
    tell(op, pen, &application.institution, &format!("/credit/inbox/{id}"), &told)
}

/// An open application goes back to the learner with the reason of the revocation.
fn recall(op: &Op, pen: &Pen, was: &Revocation, application: &Application) -> Result<()> {
    let state = moved(application.state, "recall", &["system"]).map_err(Error::conflict)?;
    let now = Application {
        state,
        decided_at: Some(op.now()),
        decided_by: Some(op.actor().id.clone()),
        reason: was.reason.clone(),
        ..application.clone()
    };
    store::application::update(pen, application, &now)?;
    application::release(op, pen, application)
}

/// A recognition is held: nothing of it counts as recognised until its institution has settled it.
fn suspend(op: &Op, pen: &Pen, application: &Application) -> Result<()> {
    // One that an earlier revocation holds already waits for both.
    let Ok(state) = moved(application.state, "suspend", &["system"]) else { return Ok(()) };
    store::application::update(pen, application, &Application { state, ..application.clone() })?;
    let items = store::application::items(op.conn(), &application.learner, &application.id)?;
    let (source, target) = application::totals(&items)?;
    store::revocation::unspend(pen, &application.learner, &application.id)?;
    let subject = Subject { learner: &application.learner, party: &application.institution, id: &application.id };
    post(op, pen, &subject, PostingKind::Suspension, &ledger::suspend(source, target), None)?;
    Ok(())
}

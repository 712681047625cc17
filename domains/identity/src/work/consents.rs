//! Giving, answering and withdrawing consents; seeing them and the reads they allowed.

use op::{Error, Op, Pen, Result};
use serde_json::json;
use units::Fault;

use super::{guardians, people};
use crate::access::{Action, LearnerVerb};
use crate::model::{Consent, ConsentId, ConsentInput, ReadEntry, Refused};
use crate::rules::consent::{self as rules, CONSENTS_MAX};
use crate::rules::{age, grant};
use crate::store::consents as store;

/// What giving a consent led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Given {
    /// The consent.
    pub consent: ConsentId,
    /// Whether it waits for a guardian.
    pub waits_for_guardian: bool,
}

/// Gives a consent for a learner: by the learner, or by a confirmed guardian, whose giving is the guardian's consent too.
///
/// Errors: `Invalid` for the fields, `Refused` (full, born.unknown).
pub fn give(op: &Op, learner: &str, input: &ConsentInput) -> Result<Given> {
    let guardians = guardians::confirmed(op, learner)?;
    let pen = op.may(&Action::Learner(LearnerVerb::GiveConsent, learner, &guardians))?;
    let given = record(op, &pen, learner, input)?;
    pen.tell(json!({ "consent": given.consent, "organisation": input.organisation, "purpose": input.purpose,
        "what": input.what.join(" "), "until": input.until }));
    pen.about(&input.organisation);
    Ok(given)
}

/// Records a consent under a permission already given.
pub(crate) fn record(op: &Op, pen: &Pen, learner: &str, input: &ConsentInput) -> Result<Given> {
    let mut faults = rules::check(input, op.today());
    if directory::store::institution(op.conn(), &input.organisation)?.is_none() {
        faults.insert(0, Fault::new("organisation", "identity.consent.organisation_unknown"));
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    if store::count(op.conn(), learner, op.now())? >= CONSENTS_MAX {
        return Err(Error::refused(Refused::ConsentsFull { max: CONSENTS_MAX }));
    }
    // Of somebody whose age nobody knows it is not known whether a guardian must agree: first the day of birth is given.
    let born = people::born(op, learner)?.ok_or_else(|| Error::refused(Refused::BornUnknown))?;
    let guardian_needed = age::guardian_needed(Some(born), op.today());
    let id: ConsentId = op.id();
    let mut what = input.what.clone();
    what.sort_unstable();
    what.dedup();
    let consent = Consent {
        consent: id.to_string(),
        learner: learner.to_owned(),
        organisation: input.organisation.clone(),
        purpose: input.purpose.clone(),
        what,
        given_at: op.now(),
        until_at: grant::after(input.until),
        guardian_needed,
        guardian_at: None,
        refused_at: None,
        withdrawn_at: None,
    };
    store::insert(pen, &consent, &op.actor().id)?;
    let by_guardian = guardian_needed && guardians::confirmed(op, learner)?.contains(&op.actor().id);
    if by_guardian {
        store::answer(pen, learner, &consent.consent, &op.actor().id, true, op.now())?;
    }
    Ok(Given { consent: id, waits_for_guardian: guardian_needed && !by_guardian })
}

/// A guardian agrees to a consent a child gave, or refuses it.
///
/// Errors: `Missing`, `Refused(not_waiting)`.
pub fn answer(op: &Op, learner: &str, consent: &str, agreed: bool) -> Result<()> {
    let guardian = op.actor().id.clone();
    if !guardians::confirmed(op, learner)?.contains(&guardian) {
        return Err(if op.actor().person().is_some() { Error::Missing } else { Error::Unknown });
    }
    let verb = if agreed { LearnerVerb::AgreeConsent } else { LearnerVerb::RefuseConsent };
    let pen = op.may(&Action::Guardian(verb, learner, &guardian))?;
    let found = store::consent(op.conn(), learner, consent)?.ok_or(Error::Missing)?;
    rules::answerable(&found, op.now()).map_err(Error::refused)?;
    store::answer(&pen, learner, consent, &guardian, agreed, op.now())?;
    pen.about(&found.organisation);
    pen.tell(json!({ "consent": consent, "organisation": found.organisation, "purpose": found.purpose }));
    Ok(())
}

/// Withdraws a consent; the next read under it is refused.
///
/// Errors: `Missing`, `Refused(over)`.
pub fn withdraw(op: &Op, learner: &str, consent: &str) -> Result<()> {
    let guardians = guardians::confirmed(op, learner)?;
    let pen = op.may(&Action::Learner(LearnerVerb::WithdrawConsent, learner, &guardians))?;
    let found = store::consent(op.conn(), learner, consent)?.ok_or(Error::Missing)?;
    rules::withdrawable(&found, op.now()).map_err(Error::refused)?;
    store::withdraw(&pen, learner, consent, &op.actor().id, op.now())?;
    pen.about(&found.organisation);
    pen.tell(json!({ "consent": consent, "organisation": found.organisation, "purpose": found.purpose }));
    Ok(())
}

/// A learner's consents, the latest first.
pub fn list(op: &Op, learner: &str, before: Option<&str>, limit: i64) -> Result<Vec<Consent>> {
    part(op, learner, before, true, limit)
}

/// A learner's consents by when they were given, after the one named.
pub fn part(op: &Op, learner: &str, after: Option<&str>, descending: bool, limit: i64) -> Result<Vec<Consent>> {
    may_view(op, learner)?;
    store::of_learner(op.conn(), learner, after, descending, limit)
}

/// What a learner looks at first: every consent that holds or waits, and the latest of the others.
pub fn standing(op: &Op, learner: &str, latest: i64) -> Result<Vec<Consent>> {
    may_view(op, learner)?;
    let mut rows = store::of_learner(op.conn(), learner, None, true, latest)?;
    let open = store::open(op.conn(), learner, op.now(), CONSENTS_MAX)?;
    rows.extend(open.into_iter().filter(|open| rows.iter().all(|row| row.consent != open.consent)).collect::<Vec<_>>());
    Ok(rows)
}

/// Who read a learner's data, the latest first.
pub fn reads(op: &Op, learner: &str, before: Option<&str>, limit: i64) -> Result<Vec<ReadEntry>> {
    part_of_reads(op, learner, before, true, limit)
}

/// Who read a learner's data, by time, after the read named.
pub fn part_of_reads(
    op: &Op,
    learner: &str,
    after: Option<&str>,
    descending: bool,
    limit: i64,
) -> Result<Vec<ReadEntry>> {
    may_view(op, learner)?;
    store::reads(op.conn(), learner, after, descending, limit)
}

fn may_view(op: &Op, learner: &str) -> Result<()> {
    let guardians = guardians::confirmed(op, learner)?;
    op.check(&Action::Learner(LearnerVerb::View, learner, &guardians))
}

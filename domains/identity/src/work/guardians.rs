//! Guardians (监护人): named by the learner, confirmed by themselves, and attested by a school that has the learner's record or
//! an officer above it. Only all three make a guardian: a child could name any grown-up friend.

use op::{Error, Op, Result};
use serde_json::json;
use units::Fault;

use super::lookup;
use super::people::born;
use crate::access::{Action, LearnerVerb};
use crate::model::{Guardian, RELATIONS, Refused};
use crate::rules::age::{AgeGroup, group, has_guardian};
use crate::store::{guardians as store, holders, people};

/// Links shown as waiting to be attested.
const LISTED: i64 = 100;

/// Names a guardian by sign-in name.
///
/// Errors: `Invalid` (guardian, relation), `Refused` (self, born.unknown, not_needed, not_adult), `Conflict(exists)`.
pub fn name(op: &Op, learner: &str, sign_in_name: &str, relation: &str) -> Result<()> {
    let guardians = confirmed(op, learner)?;
    let pen = op.may(&Action::Learner(LearnerVerb::NameGuardian, learner, &guardians))?;
    if !RELATIONS.contains(&relation) {
        return Err(Error::Invalid(vec![Fault::new("relation", "identity.guardian.relation_unknown")]));
    }
    let found = people::by_sign_in_name(op.conn(), &sign_in_name.trim().to_ascii_lowercase())?;
    let guardian =
        found.ok_or_else(|| Error::Invalid(vec![Fault::new("guardian", "identity.field.sign_in_name_unknown")]))?;
    if guardian == learner {
        return Err(Error::refused(Refused::GuardianSelf));
    }
    match age(op, learner)? {
        None => return Err(Error::refused(Refused::BornUnknown)),
        known if !has_guardian(known) => return Err(Error::refused(Refused::GuardianNotNeeded)),
        Some(_) => {}
    }
    if age(op, &guardian)? != Some(AgeGroup::Adult) {
        return Err(Error::refused(Refused::GuardianNotAdult));
    }
    if store::name(&pen, learner, &guardian, relation, &op.actor().id, op.now())? == 0 {
        return Err(Error::conflict(Refused::GuardianExists));
    }
    pen.about(&guardian);
    pen.tell(json!({ "guardian": guardian, "relation": relation }));
    Ok(())
}

/// The guardian confirms to be one.
///
/// Errors: `Missing` if one was not named, `Refused(ended)`.
pub fn confirm(op: &Op, learner: &str) -> Result<()> {
    let guardian = op.actor().id.clone();
    let pen = op.may(&Action::Guardian(LearnerVerb::ConfirmGuardian, learner, &guardian))?;
    store::link(op.conn(), learner, &guardian)?.ok_or(Error::Missing)?;
    if store::confirm(&pen, learner, &guardian, op.now())? == 0 {
        return Err(Error::refused(Refused::GuardianEnded));
    }
    pen.about(&guardian);
    pen.tell(json!({ "guardian": guardian }));
    Ok(())
}

/// A school that has the learner's record, or an officer above it, attests that somebody who confirmed to be a guardian is
/// one, or declines to, which ends the link.
///
/// Errors: `Missing`, `Refused` (attest_self, ended).
pub fn answer(op: &Op, learner: &str, guardian: &str, attested: bool) -> Result<()> {
    store::link(op.conn(), learner, guardian)?.ok_or(Error::Missing)?;
    let holders = holders::of(op.conn(), learner)?;
    let pen = op.may(&Action::Attest(attested, learner, &holders))?;
    let actors = [Some(op.actor().id.as_str()), op.actor().acts_for()];
    if actors.iter().flatten().any(|actor| [learner, guardian].contains(actor)) {
        return Err(Error::refused(Refused::GuardianAttestSelf));
    }
    let changed = match attested {
        true => store::attest(&pen, learner, guardian, &op.actor().id, op.now())?,
        false => store::decline(&pen, learner, guardian, op.now())?,
    };
    if changed == 0 {
        return Err(Error::refused(Refused::GuardianEnded));
    }
    pen.about(&guardian);
    pen.tell(json!({ "guardian": guardian }));
    Ok(())
}

/// The links that wait for the actor, or a colleague, to attest them.
pub fn waiting(op: &Op) -> Result<Vec<Guardian>> {
    op.check(&Action::ViewLearners)?;
    store::waiting(op.conn(), &lookup::within(op), LISTED)
}

/// Ends the link, from either side. A child alone cannot: the consents would lose who answers for them.
///
/// Errors: `Missing`, `Forbidden`, `Refused(ended)`.
pub fn end(op: &Op, learner: &str, guardian: &str) -> Result<()> {
    let link = store::link(op.conn(), learner, guardian)?.ok_or(Error::Missing)?;
    let child = age(op, learner)? == Some(AgeGroup::Child);
    let pen = match child && link.confirmed_at.is_some() {
        true => op.may(&Action::Guardian(LearnerVerb::EndGuardian, learner, guardian))?,
        false => op.may(&Action::Learner(LearnerVerb::EndGuardian, learner, &[guardian.to_owned()]))?,
    };
    if store::end(&pen, learner, guardian, op.now())? == 0 {
        return Err(Error::refused(Refused::GuardianEnded));
    }
    pen.about(&guardian);
    pen.tell(json!({ "guardian": guardian }));
    Ok(())
}

/// A learner's guardians, and the learners the actor is or is named to be guardian of.
pub fn list(op: &Op, learner: &str) -> Result<(Vec<Guardian>, Vec<Guardian>)> {
    let guardians = confirmed(op, learner)?;
    op.check(&Action::Learner(LearnerVerb::View, learner, &guardians))?;
    Ok((store::of_learner(op.conn(), learner)?, store::wards(op.conn(), &op.actor().id)?))
}

/// The people who are a learner's guardians: named, confirmed and attested. Nobody, once the learner is of age.
pub(crate) fn confirmed(op: &Op, learner: &str) -> Result<Vec<String>> {
    let links = store::of_learner(op.conn(), learner)?;
    if links.is_empty() || !has_guardian(age(op, learner)?) {
        return Ok(Vec::new());
    }
    let counts = |link: &Guardian| link.confirmed_at.is_some() && link.attested_at.is_some();
    Ok(links.into_iter().filter(counts).map(|link| link.guardian).collect())
}

/// The learners a person may stand for now.
pub(crate) fn wards(op: &Op, guardian: &str) -> Result<Vec<String>> {
    let mut wards = Vec::new();
    for link in store::wards(op.conn(), guardian)? {
        if confirmed(op, &link.learner)?.iter().any(|one| one == guardian) {
            wards.push(link.learner);
        }
    }
    Ok(wards)
}

/// The age group of a person today; `None` where the day of birth is unknown.
pub(crate) fn age(op: &Op, person: &str) -> Result<Option<AgeGroup>> {
    Ok(born(op, person)?.map(|born| group(born, op.today())))
}

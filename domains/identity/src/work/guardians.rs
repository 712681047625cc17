//! Guardians (监护人): named by the learner, confirmed by themselves.

use op::{Error, Op, Result};
use serde_json::json;
use units::Fault;

use super::people::born;
use crate::access::{Action, LearnerVerb};
use crate::model::{Guardian, RELATIONS, Refused};
use crate::rules::age::{AgeGroup, group};
use crate::store::{guardians as store, people};

/// Names a guardian by sign-in name.
///
/// Errors: `Invalid` (guardian, relation), `Refused` (self, not_needed, not_adult), `Conflict(exists)`.
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
    if !matches!(age(op, learner)?, Some(AgeGroup::Child | AgeGroup::Youth)) {
        return Err(Error::refused(Refused::GuardianNotNeeded));
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

/// The people who confirmed to be a learner's guardians and are. Nobody's, once the learner is of age.
pub(crate) fn confirmed(op: &Op, learner: &str) -> Result<Vec<String>> {
    let links = store::of_learner(op.conn(), learner)?;
    if links.is_empty() || !matches!(age(op, learner)?, Some(AgeGroup::Child | AgeGroup::Youth)) {
        return Ok(Vec::new());
    }
    Ok(links.into_iter().filter(|link| link.confirmed_at.is_some()).map(|link| link.guardian).collect())
}

/// The age group of a person today; `None` where the day of birth is unknown.
pub(crate) fn age(op: &Op, person: &str) -> Result<Option<AgeGroup>> {
    Ok(born(op, person)?.map(|born| group(born, op.today())))
}

//! 存折: what a learner has, by whom it was deposited, and what it was used for.

use std::collections::BTreeMap;

use op::{Error, Op, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use units::Credit;

use super::place;
use crate::access::{Action, LearnerVerb};
use crate::model::{Account, Outcome, Use};
use crate::store;

/// Outcomes on one page of a passbook.
pub const PAGE: usize = 50;
/// Outcomes of a passbook that is shown whole, to be printed: more than anybody's studies, and a page a printer still takes.
pub const WHOLE_MAX: usize = 2_000;
/// The purpose under which another organisation reads, see the consents of the learner.
pub const PURPOSE: &str = "conversion";
/// What it reads.
pub const WHAT: &str = "passbook";

/// An outcome with its uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PassbookLine {
    /// The outcome.
    pub outcome: Outcome,
    /// What it is held or used for.
    pub uses: Vec<Use>,
    /// Why its depositor revoked it, if it did.
    pub revoked: Option<String>,
}

/// What stands with one institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Recognised {
    /// Code of the receiving institution.
    pub institution: String,
    /// Credit of target courses in open applications.
    pub reserved: Credit,
    /// Credit of target courses recognised.
    pub recognised: Credit,
}

/// Which part of a passbook is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A page of [`PAGE`] outcomes, behind the one given by month and id.
    Page(Option<(String, String)>),
    /// Everything, up to [`WHOLE_MAX`] outcomes.
    Whole,
}

impl Part {
    /// The first page.
    pub const FIRST: Part = Part::Page(None);

    fn after(&self) -> Option<(&str, &str)> {
        match self {
            Part::Page(after) => after.as_ref().map(|(month, id)| (month.as_str(), id.as_str())),
            Part::Whole => None,
        }
    }

    const fn length(&self) -> usize {
        match self {
            Part::Page(_) => PAGE,
            Part::Whole => WHOLE_MAX,
        }
    }
}

/// A page of a passbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Passbook {
    /// Whose, `prs_…`.
    pub learner: String,
    /// The learner's name, where the reader may know it.
    pub name: Option<String>,
    /// How many outcomes there are in all.
    pub outcome_count: i64,
    /// Their credit.
    pub credit: Credit,
    /// Credit recognised everywhere.
    pub recognised: Credit,
    /// What stands with which institution.
    pub institutions: Vec<Recognised>,
    /// The outcomes of this page, the latest obtained first.
    pub lines: Vec<PassbookLine>,
    /// Month and id of the last line, if there are more.
    pub next: Option<(String, String)>,
}

/// One's own passbook.
pub fn own(op: &Op, learner: &str, part: &Part) -> Result<Passbook> {
    op.check(&Action::Learner(LearnerVerb::ViewPassbook, learner, learner))?;
    read(op, learner, None, part, true)
}

/// One outcome of one's own with its uses.
pub fn own_outcome(op: &Op, learner: &str, outcome: &str) -> Result<PassbookLine> {
    op.check(&Action::Learner(LearnerVerb::ViewPassbook, learner, learner))?;
    let found = store::outcome::some(op.conn(), learner, &[outcome.to_owned()])?;
    let outcome = found.into_iter().next().ok_or(Error::Missing)?;
    let uses = store::outcome::uses(op.conn(), learner, None, std::slice::from_ref(&outcome.id))?;
    Ok(line(outcome, &uses, &store::revocation::reasons(op.conn(), learner)?))
}

/// Another's passbook, read for an institution. The institution that deposited sees what it deposited; everything else takes
/// the learner's consent to reading the passbook, and the name another to reading that. Every item read is recorded and shown
/// to the learner, a refused read too: then the answer is none, because for the institution there is nothing to be seen.
pub fn read_for(op: &Op, institution: &str, learner: &str, part: &Part) -> Result<Option<Passbook>> {
    let place = place(op, institution)?;
    let pen = op.may(&Action::ReadPassbook(learner, &place))?;
    let consented = identity::consent::allows(op.conn(), learner, institution, PURPOSE, WHAT, op.now())?.is_some();
    let own = !consented && store::outcome::deposited_by(op.conn(), learner, institution)?;
    match own {
        // What an institution deposited is its own to see, so nothing is refused.
        true => identity::consent::record_own(op, &pen, learner, institution, PURPOSE, identity::consent::OUTCOMES)?,
        false => drop(identity::consent::record_read(op, &pen, learner, institution, PURPOSE, WHAT)?),
    }
    pen.about(&institution);
    pen.tell(json!({ "institution": institution, "what": WHAT, "allowed": consented }));
    if !consented && !own {
        return Ok(None);
    }
    let item = identity::consent::IDENTITY;
    let named = identity::consent::record_read_if_allowed(op, &pen, learner, institution, PURPOSE, item)?;
    read(op, learner, own.then_some(institution), part, named).map(Some)
}

/// A part of a passbook: all of it, or what one institution deposited and what it was used for there; with the learner's name
/// if `named`.
fn read(op: &Op, learner: &str, only: Option<&str>, part: &Part, named: bool) -> Result<Passbook> {
    let mut outcomes = store::outcome::of_learner(op.conn(), learner, only, part.after(), part.length() as i64 + 1)?;
    let more = outcomes.len() > part.length();
    outcomes.truncate(part.length());
    let next = outcomes.last().filter(|_| more).map(|last| (last.obtained.to_string(), last.id.clone()));
    // Of what is shown only: an account may hold more uses than a page could ever name.
    let shown: Vec<String> = outcomes.iter().map(|outcome| outcome.id.clone()).collect();
    let uses = store::outcome::uses(op.conn(), learner, only, &shown)?;
    let (outcome_count, credit) = store::outcome::total(op.conn(), learner, only)?;
    let mut institutions = standings(op, learner)?;
    if let Some(only) = only {
        institutions.retain(|standing| standing.institution == only);
    }
    // The sum of balances of one learner fits: each of them and their sum come from the same entries.
    let recognised = Credit::total(institutions.iter().map(|standing| standing.recognised))
        .ok_or_else(|| Error::bug("recognised credit does not fit"))?;
    let revoked = store::revocation::reasons(op.conn(), learner)?;
    let lines = outcomes.into_iter().map(|outcome| line(outcome, &uses, &revoked)).collect();
    let name = if named { identity::names(op, &[learner])?.remove(learner) } else { None };
    Ok(Passbook { learner: learner.to_owned(), name, outcome_count, credit, recognised, institutions, lines, next })
}

fn line(outcome: Outcome, uses: &[Use], revoked: &BTreeMap<String, String>) -> PassbookLine {
    let revoked = outcome.revoked_at.and(revoked.get(&outcome.id).cloned());
    let uses = uses.iter().filter(|used| used.outcome == outcome.id).cloned().collect();
    PassbookLine { outcome, uses, revoked }
}

fn standings(op: &Op, learner: &str) -> Result<Vec<Recognised>> {
    let mut standings: Vec<Recognised> = Vec::new();
    for (account, party, amount) in store::ledger::balances(op.conn(), learner)? {
        if !matches!(account, Account::Reserved | Account::Recognised) || amount == Credit::ZERO {
            continue;
        }
        let place = match standings.iter().position(|known| known.institution == party) {
            Some(place) => place,
            None => {
                standings.push(Recognised { institution: party, reserved: Credit::ZERO, recognised: Credit::ZERO });
                standings.len() - 1
            }
        };
        match account {
            Account::Reserved => standings[place].reserved = amount,
            _ => standings[place].recognised = amount,
        }
    }
    standings.sort_by(|one, two| one.institution.cmp(&two.institution));
    Ok(standings)
}

/// One's own balances: account, institution and amount.
pub fn own_balances(op: &Op, learner: &str) -> Result<Vec<(Account, String, Credit)>> {
    op.check(&Action::Learner(LearnerVerb::ViewPassbook, learner, learner))?;
    Ok(store::ledger::balances(op.conn(), learner)?)
}

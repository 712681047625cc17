//! Points for outcomes that were deposited: a batch at a time, as the credit bank tells of it.

use std::collections::{BTreeMap, BTreeSet};

use op::{Error, Op, Pen, Result};
use serde_json::json;

use super::ledger::expire_on;
use crate::access::{Action, PlatformVerb};
use crate::model::{Account, Achieved, Lot, LotKind, PostingIdKind, PostingKind, Scheme};
use crate::rules::earning::{Earned, Facts, earn as decide};
use crate::rules::scheme::authorities;
use crate::store::ledger::Posted;
use crate::{rules, store};

/// Kind of the job that gives points for deposited outcomes; its body is [`Achieved`].
pub const EARN_JOB: &str = "incentive.points.earn";

/// Gives points for a batch of outcomes under the schemes in force where they were deposited. What earned before earns
/// nothing, so a batch may come twice. Answers how many lots were new.
///
/// Errors: `Busy` when another batch of the same learners was faster; the same batch is then decided anew.
pub fn earn(op: &Op, achieved: &Achieved) -> Result<u64> {
    let schemes = schemes(op, achieved)?;
    if schemes.is_empty() {
        return Ok(0);
    }
    let pen = op.may(&Action::Platform(PlatformVerb::Earn, ""))?;
    let mut facts = facts(op, &schemes, achieved)?;
    let earned = decide(&schemes, achieved, &mut facts);
    let lots: Vec<Lot> = earned.iter().map(|one| lot(op, achieved, one)).collect();
    let new = store::points::insert(&pen, &lots)?;
    if new != lots.len() as u64 {
        return Err(Error::Busy);
    }
    post(op, &pen, &earned, &lots)?;
    count_years(op, &pen, &earned)?;
    let days: BTreeSet<_> = lots.iter().filter_map(|lot| lot.expires_on).collect();
    for day in days {
        expire_on(op, &pen, day)?;
    }
    let points: i64 = lots.iter().map(|lot| lot.amount).sum();
    pen.subject(&achieved.institution);
    pen.tell(json!({ "outcomes": achieved.outcomes.len(), "lots": new, "points": points }));
    Ok(new)
}

/// The schemes that reach what an institution deposited, as they stood when it did.
fn schemes(op: &Op, achieved: &Achieved) -> Result<Vec<Scheme>> {
    let Some(place) = directory::place(op.conn(), &achieved.institution)? else { return Ok(Vec::new()) };
    Ok(store::scheme::in_force(op.conn(), &authorities(&achieved.institution, &place.region), achieved.at)?)
}

fn facts(op: &Op, schemes: &[Scheme], achieved: &Achieved) -> Result<Facts> {
    let learners: BTreeSet<String> = achieved.outcomes.iter().map(|one| one.learner.clone()).collect();
    let learners: Vec<String> = learners.into_iter().collect();
    let ids: Vec<String> = schemes.iter().map(|scheme| scheme.id.clone()).collect();
    let year = i64::from(achieved.at.day_in_shanghai().year());
    Ok(Facts {
        earned: store::points::earned(op.conn(), &ids, &learners)?,
        years: store::points::years(op.conn(), &ids, &learners, year)?,
        owed: store::ledger::owed(op.conn(), &learners)?,
        revoked: store::points::revoked(op.conn(), &learners)?,
    })
}

fn lot(op: &Op, achieved: &Achieved, one: &Earned) -> Lot {
    Lot {
        id: op.id::<LotKind>().to_string(),
        learner: one.of.learner.clone(),
        scheme: one.under.id.clone(),
        version: one.under.version,
        source: one.source.to_owned(),
        outcome: one.of.outcome.clone(),
        outcome_name: one.of.name.clone(),
        institution: achieved.institution.clone(),
        year: one.year,
        amount: one.amount,
        available: one.amount - one.settled,
        reserved: 0,
        spent: 0,
        expired: 0,
        reversed: 0,
        settled: one.settled,
        earned_at: achieved.at,
        expires_on: one.expires_on,
    }
}

/// Lines and balances of the whole batch at once.
fn post(op: &Op, pen: &Pen, earned: &[Earned], lots: &[Lot]) -> Result<()> {
    let mut postings = Vec::with_capacity(lots.len());
    let mut added: BTreeMap<(&str, Account), i64> = BTreeMap::new();
    let mut paid: BTreeMap<&str, i64> = BTreeMap::new();
    for (one, lot) in earned.iter().zip(lots) {
        let movements = rules::ledger::earn(one.amount, one.settled);
        for (account, change) in rules::ledger::changes(&movements) {
            match change > 0 {
                true => *added.entry((lot.learner.as_str(), account)).or_default() += change,
                false => *paid.entry(lot.learner.as_str()).or_default() -= change,
            }
        }
        let id = op.id::<PostingIdKind>().to_string();
        postings.push(Posted { id, learner: &lot.learner, kind: PostingKind::Earning, movements, subject: &lot.id });
    }
    for (learner, amount) in paid {
        if !store::ledger::take(pen, learner, Account::Owed, amount)? {
            return Err(Error::Busy);
        }
    }
    store::ledger::add(pen, &added)?;
    store::ledger::insert(pen, &postings, op.now())?;
    Ok(())
}

/// Counts what was earned against the ceilings of the year, and looks whether they hold.
fn count_years(op: &Op, pen: &Pen, earned: &[Earned]) -> Result<()> {
    let mut years: BTreeMap<(&str, &str, i64), i64> = BTreeMap::new();
    for one in earned {
        *years.entry((one.of.learner.as_str(), one.under.id.as_str(), one.year)).or_default() += one.amount;
    }
    store::points::add_years(pen, &years)?;
    for one in earned {
        let Some(most) = one.under.content.year_max else { continue };
        if store::points::above(op.conn(), &one.of.learner, &one.under.id, one.year, most)? {
            // Another batch of this learner was faster: what is left under the ceiling is looked at again.
            return Err(Error::Busy);
        }
    }
    Ok(())
}

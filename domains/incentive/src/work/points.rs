//! A learner's own points.

use op::{Op, Result};

use crate::access::{Action, LearnerVerb};
use crate::model::{Account, Points};
use crate::store;
use crate::store::ledger::Change;

/// Days of expiry shown at a glance.
const EXPIRING_MAX: i64 = 12;

/// One's own points at a glance. Points whose day has come count as expired, whether or not their job has run.
pub fn own(op: &Op, learner: &str) -> Result<Points> {
    op.check(&Action::Learner(LearnerVerb::ViewPoints, learner, learner))?;
    let balances = store::ledger::balances(op.conn(), learner)?;
    let of = |account: Account| balances.get(&account).copied().unwrap_or(0);
    let overdue = store::points::overdue(op.conn(), learner, op.today())?;
    Ok(Points {
        learner: learner.to_owned(),
        available: of(Account::Available) - overdue,
        reserved: of(Account::Reserved),
        spent: of(Account::Spent),
        expired: of(Account::Expired) + overdue,
        reversed: of(Account::Reversed),
        owed: of(Account::Owed),
        expiring: store::points::expiring(op.conn(), learner, op.today(), EXPIRING_MAX)?,
    })
}

/// What changed one's own points, by the moment, behind the line given.
pub fn history(
    op: &Op,
    learner: &str,
    after: Option<(&str, i64)>,
    descending: bool,
    limit: i64,
) -> Result<Vec<Change>> {
    op.check(&Action::Learner(LearnerVerb::ViewPoints, learner, learner))?;
    Ok(store::ledger::history(op.conn(), learner, after, descending, limit)?)
}

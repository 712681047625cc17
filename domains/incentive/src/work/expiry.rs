//! Points whose day has come.

use std::collections::BTreeMap;

use op::{Error, Op, Result};
use serde_json::json;

use super::ledger::{post, shift};
use crate::access::{Action, PlatformVerb};
use crate::model::PostingKind;
use crate::store::points::Shift;
use crate::{rules, store};

/// Kind of the job that lets the points of a day expire.
pub const EXPIRE_JOB: &str = "incentive.points.expire";

/// Lots that expire in one transaction.
const BATCH_LOTS: i64 = 500;

/// Lets points expire whose day has come, a batch of them. Answers whether there may be more.
///
/// Errors: `Busy` when an order was faster with some of them.
pub fn expire(op: &Op) -> Result<bool> {
    let due = store::points::due(op.conn(), op.today(), BATCH_LOTS)?;
    if due.is_empty() {
        return Ok(false);
    }
    let pen = op.may(&Action::Platform(PlatformVerb::Expire, ""))?;
    let mut by_learner: BTreeMap<&str, Vec<(&str, i64)>> = BTreeMap::new();
    for (learner, lot, available) in &due {
        by_learner.entry(learner).or_default().push((lot, *available));
    }
    let mut points = 0;
    for (learner, lots) in by_learner {
        for (lot, available) in lots {
            let movements = rules::ledger::expire(available);
            if !post(op, &pen, learner, lot, PostingKind::Expiry, movements)? {
                return Err(Error::Busy);
            }
            shift(&pen, learner, lot, Shift::Expire, available)?;
            points += available;
        }
    }
    pen.tell(json!({ "lots": due.len(), "points": points }));
    Ok(due.len() as i64 == BATCH_LOTS)
}

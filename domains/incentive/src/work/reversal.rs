//! Taking back what leaned on an outcome that was revoked.

use op::{Error, Op, Pen, Result};
use serde_json::json;

use super::ledger::{post, shift};
use crate::access::{Action, PlatformVerb};
use crate::model::{Lot, PostingKind, Revoked};
use crate::rules::order::draw;
use crate::store::points::Shift;
use crate::{rules, store};

/// Kind of the job that takes points back; its body is [`Revoked`].
pub const REVERSE_JOB: &str = "incentive.points.reverse";

/// When a revoked outcome is looked for again: no transaction takes so long.
const AGAIN_SECONDS: i64 = 15 * 60;

/// Takes back the points of every lot that leans on an outcome: from the lot itself, else from the learner's other points,
/// and what was spent before is owed. Points that expired are gone already; points held by an order stay with it. May come
/// twice. Answers how many points were taken back and how many are owed for it.
pub fn reverse(op: &Op, revoked: &Revoked) -> Result<(i64, i64)> {
    let pen = op.may(&Action::Platform(PlatformVerb::Reverse, &revoked.learner))?;
    if store::points::note_revoked(&pen, &revoked.learner, &revoked.outcome)? {
        // A batch that was being decided at this moment did not see the note: it is looked for once more.
        let again = op.now().plus_seconds(AGAIN_SECONDS);
        pen.job(REVERSE_JOB, &json!({ "learner": revoked.learner, "outcome": revoked.outcome }), again)?;
    }
    let (mut taken, mut owed) = (0, 0);
    for lot in store::points::leaning_on(op.conn(), &revoked.learner, &revoked.outcome)? {
        if !store::points::mark_reversed(&pen, &lot.learner, &lot.id, op.now())? {
            return Err(Error::Busy);
        }
        let (took, owes) = take_back(op, &pen, &lot)?;
        store::points::take_year(&pen, &lot)?;
        taken += took;
        owed += owes;
    }
    pen.about(&revoked.outcome);
    pen.tell(json!({ "outcome": revoked.outcome, "taken": taken, "owed": owed }));
    Ok((taken, owed))
}

fn take_back(op: &Op, pen: &Pen, lot: &Lot) -> Result<(i64, i64)> {
    // Each lot has a point at least, so as many lots as points are due suffice.
    let due = lot.amount - lot.expired;
    let others = store::points::usable(op.conn(), &lot.learner, op.today(), due)?;
    let own = (lot.id.clone(), lot.available);
    let lots: Vec<(String, i64)> =
        std::iter::once(own).chain(others.into_iter().filter(|(id, _)| *id != lot.id)).collect();
    let taken = due.min(lots.iter().map(|(_, available)| available).sum());
    let movements = rules::ledger::reverse(taken, due - taken);
    if !post(op, pen, &lot.learner, &lot.id, PostingKind::Reversal, movements)? {
        return Err(Error::Busy);
    }
    for (id, part) in draw(&lots, taken).ok_or_else(|| Error::bug("lots do not hold their own sum"))? {
        shift(pen, &lot.learner, &id, Shift::Reverse, part)?;
    }
    Ok((taken, due - taken))
}

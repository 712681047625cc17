//! Posting, and proving what was posted.

use std::collections::BTreeMap;

use op::{Error, Op, Pen, Result};
use units::Day;

use super::expiry;
use crate::access::Action;
use crate::model::{Account, Movement, PostingIdKind, PostingKind, Proof};
use crate::rules::ledger::LearnerProof;
use crate::store::ledger::Posted;
use crate::store::points::Shift;
use crate::{rules, store};

/// Balances read for one part of a proof: some thousand learners.
const PART_BALANCES: i64 = 20_000;
/// Things of one kind that a proof spells out.
const WRONG_MAX: i64 = 100;

/// Posts movements of one learner: balances and lines. Answers `false`, with nothing that may be kept, when a balance does
/// not hold what is taken from it.
pub(super) fn post(
    op: &Op,
    pen: &Pen,
    learner: &str,
    subject: &str,
    kind: PostingKind,
    movements: Vec<Movement>,
) -> Result<bool> {
    let changes = rules::ledger::changes(&movements);
    // What is taken comes first: of two operations on one learner the second waits here and then sees the first's work.
    for (account, change) in changes.iter().filter(|(_, change)| **change < 0) {
        if !store::ledger::take(pen, learner, *account, -change)? {
            return Ok(false);
        }
    }
    let added = changes.into_iter().filter(|(_, change)| *change > 0);
    let added: BTreeMap<(&str, Account), i64> = added.map(|(account, change)| ((learner, account), change)).collect();
    store::ledger::add(pen, &added)?;
    let id = op.id::<PostingIdKind>().to_string();
    store::ledger::insert(pen, &[Posted { id, learner, kind, movements, subject }], op.now())?;
    Ok(true)
}

/// Pays what a learner owes from points that came back to these lots.
pub(super) fn settle(op: &Op, pen: &Pen, learner: &str, subject: &str, lots: &[(String, i64)]) -> Result<()> {
    let owed = store::ledger::balances(op.conn(), learner)?.get(&Account::Owed).copied().unwrap_or(0);
    let mut left = owed;
    for (lot, amount) in lots {
        let part = left.min(*amount);
        if part > 0 {
            shift(pen, learner, lot, Shift::Settle, part)?;
            left -= part;
        }
    }
    let paid = owed - left;
    if paid == 0 {
        return Ok(());
    }
    match post(op, pen, learner, subject, PostingKind::Settlement, rules::ledger::settle(paid))? {
        true => Ok(()),
        // Another operation paid meanwhile: this one looks again.
        false => Err(Error::Busy),
    }
}

/// Moves points of a lot.
///
/// Errors: `Busy` when they are no longer there; the whole operation is then tried again and sees what is.
pub(super) fn shift(pen: &Pen, learner: &str, lot: &str, to: Shift, amount: i64) -> Result<()> {
    match store::points::shift(pen, learner, lot, to, amount)? {
        true => Ok(()),
        false => Err(Error::Busy),
    }
}

/// Has points expire on a day: by the one job of that day, or at once if it has come.
pub(super) fn expire_on(op: &Op, pen: &Pen, day: Day) -> Result<()> {
    if day > op.today() && !store::points::note_due(pen, day)? {
        return Ok(());
    }
    let body = serde_json::json!({ "day": day.to_string() });
    pen.job(expiry::EXPIRE_JOB, &body, day.start_in_shanghai().max(op.now()))
}

/// Proves that debits equal credits in every posting and in all, that every balance follows from its lines, that lots stand
/// where balances say, that ceilings are the sums of their lots, and that stock and orders say the same of every item. Reads
/// in parts, so memory stays flat; `progress` is told the lines read so far.
pub fn verify(op: &Op, mut progress: impl FnMut(u64)) -> Result<Proof> {
    op.check(&Action::Verify)?;
    let mut proof = Proof::default();
    let mut after = String::new();
    loop {
        let to = store::proof::part_end(op.conn(), &after, PART_BALANCES)?;
        part(op, &after, to.as_deref(), &mut proof)?;
        progress(proof.lines);
        match to {
            Some(to) => after = to,
            None => break,
        }
    }
    if proof.debit_total != proof.credit_total {
        let (debits, credits) = (proof.debit_total, proof.credit_total);
        proof.fault(format!("debits are {debits} and credits are {credits} in all"));
    }
    stocks(op, &mut proof)?;
    for (learner, item, counted, orders) in store::proof::takes(op.conn(), WRONG_MAX)? {
        proof.fault(format!("{learner}: {counted} of {item} are counted, {orders} orders say so"));
    }
    for (learner, scheme, year, stands, lots) in store::proof::years(op.conn(), WRONG_MAX)? {
        proof.fault(format!("{learner}: {scheme} gave {stands} in {year}, its lots say {lots}"));
    }
    Ok(proof)
}

/// Proves the learners behind `after` up to and with `to`.
fn part(op: &Op, after: &str, to: Option<&str>, proof: &mut Proof) -> Result<()> {
    let mut balances = store::proof::balances(op.conn(), after, to)?;
    let mut lots = store::proof::lots(op.conn(), after, to)?;
    let mut current: Option<LearnerProof> = None;
    let mut end = |ended: LearnerProof, proof: &mut Proof| {
        let (stand, sums) = (balances.remove(ended.learner()), lots.remove(ended.learner()));
        ended.end(&stand.unwrap_or_default(), sums.unwrap_or_default(), proof);
    };
    store::proof::lines(op.conn(), after, to, |learner, posting, account, debit, credit| {
        if current.as_ref().is_none_or(|running| running.learner() != learner) {
            if let Some(ended) = current.take() {
                end(ended, proof);
            }
            current = Some(LearnerProof::begin(learner, proof));
        }
        if let Some(running) = &mut current {
            running.line(posting, account, debit, credit, proof);
        }
    })?;
    if let Some(ended) = current {
        end(ended, proof);
    }
    // A balance of nought needs no lines; any other does, and so do lots.
    for (learner, stand) in balances.into_iter().filter(|(_, stand)| stand.values().any(|amount| *amount != 0)) {
        proof.fault(format!("{learner}: balances {stand:?} without any line"));
    }
    for learner in lots.into_keys() {
        proof.fault(format!("{learner}: lots without any line"));
    }
    Ok(())
}

/// What was ever supplied is free, held or collected, and every piece held or collected has its order.
fn stocks(op: &Op, proof: &mut Proof) -> Result<()> {
    for (item, stock, held, collected) in store::proof::stocks(op.conn())? {
        proof.items += 1;
        let sum = stock.free + stock.held + stock.collected;
        if stock.free < 0 || stock.supplied != sum {
            proof.fault(format!("{item}: {} supplied, {sum} free, held and collected", stock.supplied));
        }
        if (stock.held, stock.collected) != (held, collected) {
            let (stands, collects) = (stock.held, stock.collected);
            proof.fault(format!("{item}: {stands} held and {collects} collected, orders say {held} and {collected}"));
        }
    }
    Ok(())
}

//! Posting, and proving what was posted.

use op::{Error, Op, Pen, Result};
use units::{Credit, Id};

use crate::access::Action;
use crate::model::{Account, Movement, PostingIdKind, PostingKind, Proof};
use crate::rules::ledger::LearnerProof;
use crate::{rules, store};

/// Balances read for one part of a proof: some thousand learners.
const PART_BALANCES: i64 = 20_000;

/// What a posting is about.
pub struct Subject<'a> {
    /// Whose accounts.
    pub learner: &'a str,
    /// The institution the accounts are kept with.
    pub party: &'a str,
    /// The application it is posted for.
    pub id: &'a str,
}

/// Posts movements of one learner with one institution, and changes the balances. Answers `false`, with nothing that may be kept,
/// when the granted account would pass `ceiling`.
///
/// Errors: a defect when a balance does not hold what is taken from it.
pub fn post(
    op: &Op,
    pen: &Pen,
    subject: &Subject,
    kind: PostingKind,
    movements: &[Movement],
    ceiling: Option<Credit>,
) -> Result<bool> {
    let changes = rules::ledger::changes(movements).ok_or_else(|| Error::bug("a posting does not fit"))?;
    for (account, change) in changes {
        let ceiling = ceiling.filter(|_| account == Account::Granted).map(Credit::hundredths);
        if change > 0 && !store::ledger::add_within(pen, subject.learner, account, subject.party, change, ceiling)? {
            return Ok(false);
        }
        if change < 0 && !store::ledger::take(pen, subject.learner, account, subject.party, -change)? {
            return Err(Error::bug(format!("{} with {} does not hold {}", account.name(), subject.party, -change)));
        }
    }
    let last = store::ledger::last_posting(op.conn(), subject.learner)?;
    let posting = number(op, last.as_deref())?;
    let (learner, party) = (subject.learner, subject.party);
    let posted =
        store::ledger::Posted { learner, posting, kind, party, movements: movements.to_vec(), subject: subject.id };
    store::ledger::insert(pen, &[posted], op.now())?;
    Ok(true)
}

/// The number of a learner's next posting, behind the last one, also where the clock was set back.
pub fn number(op: &Op, last: Option<&str>) -> Result<String> {
    let last = last.map(|last| last.parse().map_err(|_| Error::bug("a posting's number is none"))).transpose()?;
    Ok(Id::<PostingIdKind>::from_parts(rules::ledger::numbered_at(op.now(), last), op.random()).to_string())
}

/// Learners that are proved together: those behind one up to and with another; without it, to the end.
pub struct Part {
    after: String,
    to: Option<String>,
}

impl Part {
    /// The part that begins behind the part before it, or the first.
    pub fn next(op: &Op, before: Option<&Part>) -> Result<Option<Part>> {
        op.check(&Action::VerifyLedger)?;
        let after = match before {
            None => String::new(),
            Some(Part { to: Some(to), .. }) => to.clone(),
            Some(Part { to: None, .. }) => return Ok(None),
        };
        let to = store::proof::part_end(op.conn(), &after, PART_BALANCES)?;
        Ok(Some(Part { after, to }))
    }

    /// Proves by sums made where the rows are that every balance follows from its movements. `None` when that is not so, or
    /// where movements are as near as their sums: then [`Part::verify`] tells.
    ///
    /// Errors: besides those of reading, when a sum does not fit its number.
    pub fn holds(&self, op: &Op) -> Result<Option<Proof>> {
        op.check(&Action::VerifyLedger)?;
        match op.conn().rows_come_from_afar() {
            true => Ok(store::proof::holds_between(op.conn(), &self.after, self.to.as_deref())?),
            false => Ok(None),
        }
    }

    /// Proves movement by movement that every balance follows from them.
    pub fn verify(&self, op: &Op, proof: &mut Proof) -> Result<()> {
        op.check(&Action::VerifyLedger)?;
        part(op, &self.after, self.to.as_deref(), proof)
    }
}

/// Proves the learners behind `after` up to and with `to`.
fn part(op: &Op, after: &str, to: Option<&str>, proof: &mut Proof) -> Result<()> {
    let balances = store::proof::balances_between(op.conn(), after, to)?;
    let mut rest = balances.as_slice();
    let mut current: Option<LearnerProof> = None;
    store::proof::movements_between(op.conn(), after, to, |learner, moved| {
        let running = current.get_or_insert_default();
        if running.learner() != learner {
            if !running.learner().is_empty() {
                let own = take_own(&mut rest, running.learner(), proof);
                running.end(own, proof);
            }
            running.begin(learner, proof);
        }
        running.movement(moved, proof);
    })?;
    if let Some(mut running) = current {
        let own = take_own(&mut rest, running.learner(), proof);
        running.end(own, proof);
    }
    without_movements(rest, proof);
    Ok(())
}

/// The balances of a learner; those of learners before it have no movements.
fn take_own<'a>(
    rest: &mut &'a [rules::ledger::Balance],
    learner: &str,
    proof: &mut Proof,
) -> &'a [rules::ledger::Balance] {
    let before = rest.partition_point(|(whose, ..)| whose.as_str() < learner);
    without_movements(&rest[..before], proof);
    let own = rest[before..].partition_point(|(whose, ..)| whose == learner);
    let found = &rest[before..before + own];
    *rest = &rest[before + own..];
    found
}

/// A balance of nought needs no movements; any other does.
fn without_movements(balances: &[rules::ledger::Balance], proof: &mut Proof) {
    for (learner, account, party, amount) in balances.iter().filter(|(.., amount)| *amount != 0) {
        proof.fault(format!("{learner}: {account} with {party} stands at {amount} without any movement"));
    }
}

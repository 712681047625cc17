//! The ledger of points: which accounts each event moves, and the proof that all of it adds up.

use std::collections::BTreeMap;

use crate::model::{Account, Movement, Proof};

/// A scheme gives points; what is settled goes against a debt instead of into the learner's hands.
pub fn earn(amount: i64, settled: i64) -> Vec<Movement> {
    moves(&[(Account::Issued, Account::Available, amount - settled), (Account::Issued, Account::Owed, settled)])
}

/// Points that can be spent go against a debt.
pub fn settle(amount: i64) -> Vec<Movement> {
    moves(&[(Account::Available, Account::Owed, amount)])
}

/// An order holds points.
pub fn reserve(amount: i64) -> Vec<Movement> {
    moves(&[(Account::Available, Account::Reserved, amount)])
}

/// 核销: what was held is spent.
pub fn spend(amount: i64) -> Vec<Movement> {
    moves(&[(Account::Reserved, Account::Spent, amount)])
}

/// An order came to nothing: everything back.
pub fn release(amount: i64) -> Vec<Movement> {
    moves(&[(Account::Reserved, Account::Available, amount)])
}

/// Points expire.
pub fn expire(amount: i64) -> Vec<Movement> {
    moves(&[(Account::Available, Account::Expired, amount)])
}

/// Points are taken back; those that were spent before are owed.
pub fn reverse(taken: i64, owed: i64) -> Vec<Movement> {
    moves(&[(Account::Available, Account::Reversed, taken), (Account::Owed, Account::Reversed, owed)])
}

/// Nothing is posted for nothing.
fn moves(all: &[(Account, Account, i64)]) -> Vec<Movement> {
    all.iter()
        .filter(|(_, _, amount)| *amount > 0)
        .map(|&(debit, credit, amount)| Movement { debit, credit, amount })
        .collect()
}

/// How each balance changes, in the order in which rows are locked.
pub fn changes(movements: &[Movement]) -> BTreeMap<Account, i64> {
    let mut changes = BTreeMap::new();
    for movement in movements {
        for (account, debited) in [(movement.debit, true), (movement.credit, false)] {
            let signed = if account.is_contra() == debited { movement.amount } else { -movement.amount };
            *changes.entry(account).or_default() += signed;
        }
    }
    changes.retain(|_, change| *change != 0);
    changes
}

/// A learner's lots, summed place by place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LotSums {
    /// Everything earned.
    pub amount: i64,
    /// To be spent.
    pub available: i64,
    /// Held by orders.
    pub reserved: i64,
    /// Spent.
    pub spent: i64,
    /// Expired.
    pub expired: i64,
    /// Taken back from a lot.
    pub reversed: i64,
    /// Gone against a debt.
    pub settled: i64,
    /// What open orders say they hold.
    pub holds: i64,
}

/// One learner's part of a proof: lines in the order of postings, then balances, lots and holds beside them.
#[derive(Debug, Default)]
pub struct LearnerProof {
    learner: String,
    posting: String,
    posting_sum: i128,
    sums: BTreeMap<Account, i128>,
}

impl LearnerProof {
    /// Begins a learner.
    pub fn begin(learner: &str, proof: &mut Proof) -> LearnerProof {
        proof.learners += 1;
        LearnerProof { learner: learner.to_owned(), ..LearnerProof::default() }
    }

    /// The learner being proved.
    pub fn learner(&self) -> &str {
        &self.learner
    }

    /// Takes one line.
    pub fn line(&mut self, posting: &str, account: Account, debit: i64, credit: i64, proof: &mut Proof) {
        if posting != self.posting {
            self.end_posting(proof);
            self.posting.clear();
            self.posting.push_str(posting);
            proof.postings += 1;
        }
        let (debit, credit) = (i128::from(debit), i128::from(credit));
        proof.lines += 1;
        proof.debit_total += debit;
        proof.credit_total += credit;
        self.posting_sum += debit - credit;
        *self.sums.entry(account).or_default() += if account.is_contra() { debit - credit } else { credit - debit };
    }

    /// Ends the learner: every balance follows from the lines, lots stand where the balances say, orders hold what is held.
    pub fn end(mut self, balances: &BTreeMap<Account, i64>, lots: LotSums, proof: &mut Proof) {
        self.end_posting(proof);
        let stands = |account: Account| balances.get(&account).copied().unwrap_or(0);
        for account in Account::ALL {
            let said = self.sums.get(account).copied().unwrap_or(0);
            if i128::from(stands(*account)) != said {
                let (name, stands) = (account.name(), stands(*account));
                proof.fault(format!("{}: {name} stands at {stands}, its lines say {said}", self.learner));
            }
        }
        // What was taken back went from a lot, or became a debt: paid by a later lot, or still owed.
        let reversed = lots.reversed + lots.settled + stands(Account::Owed);
        for (account, said) in [
            (Account::Issued, lots.amount),
            (Account::Available, lots.available),
            (Account::Reserved, lots.reserved),
            (Account::Reserved, lots.holds),
            (Account::Spent, lots.spent),
            (Account::Expired, lots.expired),
            (Account::Reversed, reversed),
        ] {
            if stands(account) != said {
                let (name, stands) = (account.name(), stands(account));
                proof.fault(format!("{}: {name} stands at {stands}, lots and orders say {said}", self.learner));
            }
        }
    }

    fn end_posting(&mut self, proof: &mut Proof) {
        if self.posting_sum != 0 {
            proof
                .fault(format!("{}: posting {} is out of balance by {}", self.learner, self.posting, self.posting_sum));
        }
        self.posting_sum = 0;
    }
}

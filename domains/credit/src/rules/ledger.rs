//! The ledger: which accounts each event moves, and the proof that all of it adds up.

use std::collections::BTreeMap;

use units::{Credit, Id, Instant};

use crate::model::{Account, Movement, PostingIdKind, Proof};

/// 存入: the institution answers for what the learner now has.
pub fn deposit(credit: Credit) -> Vec<Movement> {
    moves(&[(Account::Issuer, Account::Deposited, credit)])
}

/// A conversion reported by a deposited file: used and recognised at once.
pub fn conversion(source: Credit, target: Credit) -> Vec<Movement> {
    moves(&[(Account::Presented, Account::Used, source), (Account::Granted, Account::Recognised, target)])
}

/// An application is filed: the sources are held, the targets reserved.
pub fn hold(source: Credit, target: Credit) -> Vec<Movement> {
    moves(&[(Account::Presented, Account::Held, source), (Account::Granted, Account::Reserved, target)])
}

/// It came to nothing: everything back.
pub fn release(source: Credit, target: Credit) -> Vec<Movement> {
    moves(&[(Account::Held, Account::Presented, source), (Account::Reserved, Account::Granted, target)])
}

/// 认定: what was held is used, what was reserved is recognised.
pub fn recognise(source: Credit, target: Credit) -> Vec<Movement> {
    moves(&[(Account::Held, Account::Used, source), (Account::Reserved, Account::Recognised, target)])
}

/// A recognition is reversed.
pub fn reverse(source: Credit, target: Credit) -> Vec<Movement> {
    moves(&[(Account::Used, Account::Presented, source), (Account::Recognised, Account::Granted, target)])
}

/// 撤销: the institution no longer answers for a deposit.
pub fn revoke(credit: Credit) -> Vec<Movement> {
    moves(&[(Account::Deposited, Account::Issuer, credit)])
}

/// A recognition is in doubt: what was used is held again, what was recognised is reserved.
pub fn suspend(source: Credit, target: Credit) -> Vec<Movement> {
    moves(&[(Account::Used, Account::Held, source), (Account::Recognised, Account::Reserved, target)])
}

/// Certificates carry no credit of their own; nothing is posted for nothing.
fn moves(all: &[(Account, Account, Credit)]) -> Vec<Movement> {
    all.iter()
        .filter(|(_, _, amount)| *amount > Credit::ZERO)
        .map(|&(debit, credit, amount)| Movement { debit, credit, amount })
        .collect()
}

/// The moment a learner's next posting is numbered by. Postings are read in the order of their numbers, which begin with the
/// moment, so one that is made while the clock stands at or before the last one's is numbered a millisecond after that.
pub fn numbered_at(now: Instant, last: Option<Id<PostingIdKind>>) -> Instant {
    match last.map(|last| Instant::from_micros(last.made_at().micros() + 1_000)) {
        Some(next) if next > now => next,
        _ => now,
    }
}

/// How each balance changes, in hundredths, in the order in which rows are locked. `None` when it does not fit.
pub fn changes(movements: &[Movement]) -> Option<BTreeMap<Account, i64>> {
    let mut changes = BTreeMap::new();
    for movement in movements {
        for (account, debited) in [(movement.debit, true), (movement.credit, false)] {
            let amount = movement.amount.hundredths();
            let signed = if account.is_contra() == debited { amount } else { -amount };
            let change: &mut i64 = changes.entry(account).or_default();
            *change = change.checked_add(signed)?;
        }
    }
    Some(changes)
}

/// A balance: learner, account, party and hundredths.
pub type Balance = (String, String, String, i64);

/// One learner's part of a proof: movements in the order of postings, then the balances beside them.
#[derive(Debug, Default)]
pub struct LearnerProof {
    learner: String,
    posting: String,
    sums: Vec<Sum>,
}

/// What the movements of one account with one party come to.
#[derive(Debug)]
struct Sum {
    account: String,
    party: String,
    /// 1 where credits add to the balance, -1 where debits do.
    sign: i128,
    amount: i128,
}

/// One movement as a proof reads it.
#[derive(Clone, Copy, Debug)]
pub struct Moved<'a> {
    /// `pst_…`
    pub posting: &'a str,
    /// The account that is debited.
    pub debit: &'a str,
    /// The account that is credited.
    pub credit: &'a str,
    /// The institution both are kept with.
    pub party: &'a str,
    /// Hundredths.
    pub amount: i64,
}

impl LearnerProof {
    /// Begins a learner.
    pub fn begin(&mut self, learner: &str, proof: &mut Proof) {
        self.learner.clear();
        self.learner.push_str(learner);
        self.posting.clear();
        self.sums.clear();
        proof.learners += 1;
    }

    /// The learner being proved.
    pub fn learner(&self) -> &str {
        &self.learner
    }

    /// Takes one movement.
    pub fn movement(&mut self, moved: &Moved, proof: &mut Proof) {
        if moved.posting != self.posting {
            self.posting.clear();
            self.posting.push_str(moved.posting);
            proof.postings += 1;
        }
        let amount = i128::from(moved.amount);
        proof.movements += 1;
        proof.total += amount;
        self.side(moved.debit, moved.party, -amount);
        self.side(moved.credit, moved.party, amount);
    }

    /// Adds what was credited, less what was debited, to one account.
    fn side(&mut self, account: &str, party: &str, credited: i128) {
        // A learner has a handful of accounts, so looking through them is cheaper than making a key for each movement.
        match self.sums.iter_mut().find(|sum| sum.account == account && sum.party == party) {
            Some(sum) => sum.amount += sum.sign * credited,
            None => {
                let contra = Account::named(account).is_some_and(Account::is_contra);
                let sign = if contra { -1 } else { 1 };
                let (account, party) = (account.to_owned(), party.to_owned());
                self.sums.push(Sum { account, party, sign, amount: sign * credited });
            }
        }
    }

    /// Ends the learner: every balance follows from the movements, and no movement is without its balance.
    pub fn end(&mut self, balances: &[Balance], proof: &mut Proof) {
        for (_, account, party, amount) in balances {
            let found = self.sums.iter().position(|sum| sum.account == *account && sum.party == *party);
            let sum = found.map_or(0, |place| self.sums.swap_remove(place).amount);
            if sum != i128::from(*amount) {
                let learner = &self.learner;
                proof.fault(format!("{learner}: {account} with {party} stands at {amount}, its movements say {sum}"));
            }
        }
        self.sums.sort_by(|one, two| (&one.account, &one.party).cmp(&(&two.account, &two.party)));
        for Sum { account, party, amount, .. } in self.sums.drain(..).filter(|sum| sum.amount != 0) {
            proof.fault(format!("{}: {account} with {party} has no balance, its movements say {amount}", self.learner));
        }
    }
}

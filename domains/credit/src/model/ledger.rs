//! The ledger of credits: accounts, movements and what a proof of it says.

use serde::{Deserialize, Serialize};
use units::Credit;

/// An account of one learner with one party. Contra accounts stand for the other side: what somebody issued, presented or
/// granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// Contra: credit the depositing institution answers for.
    Issuer,
    /// Credit deposited by the institution.
    Deposited,
    /// Contra: deposited credit shown to the receiving institution.
    Presented,
    /// Credit bound by an open application.
    Held,
    /// Credit used up for this receiver's targets.
    Used,
    /// Contra: credit the receiving institution has promised or given.
    Granted,
    /// Credit of target courses in an open application.
    Reserved,
    /// Credit of target courses recognised.
    Recognised,
}

super::names!(Account {
    Issuer => "issuer",
    Deposited => "deposited",
    Presented => "presented",
    Held => "held",
    Used => "used",
    Granted => "granted",
    Reserved => "reserved",
    Recognised => "recognised",
});

impl Account {
    /// Whether the account's balance is what was debited less what was credited.
    pub const fn is_contra(self) -> bool {
        matches!(self, Account::Issuer | Account::Presented | Account::Granted)
    }
}

/// Why credit moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PostingKind {
    /// 存入: an institution deposited an outcome.
    Deposit,
    /// A deposited file reports a conversion made before.
    Conversion,
    /// An application was filed.
    Hold,
    /// An application was rejected, returned or withdrawn.
    Release,
    /// An application was accepted.
    Recognition,
    /// An acceptance was reversed.
    Reversal,
    /// 撤销: a deposited outcome was revoked.
    Revocation,
    /// A recognition is in doubt since an outcome was revoked, and is held.
    Suspension,
}

super::names!(PostingKind {
    Deposit => "deposit",
    Conversion => "conversion",
    Hold => "hold",
    Release => "release",
    Recognition => "recognition",
    Reversal => "reversal",
    Revocation => "revocation",
    Suspension => "suspension",
});

/// An amount that leaves one account and enters another: one debit and one credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The account that is debited.
    pub debit: Account,
    /// The account that is credited.
    pub credit: Account,
    /// How much; positive.
    pub amount: Credit,
}

/// What `ledger verify` found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Movements read.
    pub movements: u64,
    /// Postings read.
    pub postings: u64,
    /// Learners with movements.
    pub learners: u64,
    /// What moved in all, in hundredths: Σ debits, and by the form of a movement Σ credits.
    pub total: i128,
    /// What is wrong, at most [`Proof::FAULTS_MAX`] sentences for the operator.
    pub faults: Vec<String>,
    /// How many things are wrong in all.
    pub fault_count: u64,
}

impl Proof {
    /// How many faults are spelled out; the rest is counted.
    pub const FAULTS_MAX: usize = 100;

    /// Whether every balance follows from its movements.
    pub fn holds(&self) -> bool {
        self.fault_count == 0
    }

    /// Adds what was proved of other learners.
    pub fn add(&mut self, other: Proof) {
        self.movements += other.movements;
        self.postings += other.postings;
        self.learners += other.learners;
        self.total += other.total;
        self.fault_count += other.fault_count;
        let room = Self::FAULTS_MAX - self.faults.len().min(Self::FAULTS_MAX);
        self.faults.extend(other.faults.into_iter().take(room));
    }

    /// Notes a fault.
    pub fn fault(&mut self, text: String) {
        self.fault_count += 1;
        if self.faults.len() < Self::FAULTS_MAX {
            self.faults.push(text);
        }
    }
}

//! The ledger of points: accounts, movements and what a proof of it says.

use serde::{Deserialize, Serialize};

/// An account of one learner. Contra accounts stand for the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// Contra: points that schemes have given.
    Issued,
    /// Contra: points taken back that were spent before.
    Owed,
    /// Points that can be spent.
    Available,
    /// Points held by open orders.
    Reserved,
    /// Points spent.
    Spent,
    /// Points that expired.
    Expired,
    /// Points taken back.
    Reversed,
}

super::names!(Account {
    Issued => "issued",
    Owed => "owed",
    Available => "available",
    Reserved => "reserved",
    Spent => "spent",
    Expired => "expired",
    Reversed => "reversed",
});

impl Account {
    /// Whether the account's balance is what was debited less what was credited.
    pub const fn is_contra(self) -> bool {
        matches!(self, Account::Issued | Account::Owed)
    }
}

/// Why points moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PostingKind {
    /// A scheme gave them.
    Earning,
    /// They went against what was owed.
    Settlement,
    /// An order holds them.
    Reservation,
    /// The item was collected.
    Collection,
    /// The order came to nothing.
    Release,
    /// Their day has come.
    Expiry,
    /// The outcome they leaned on was revoked.
    Reversal,
}

super::names!(PostingKind {
    Earning => "earning",
    Settlement => "settlement",
    Reservation => "reservation",
    Collection => "collection",
    Release => "release",
    Expiry => "expiry",
    Reversal => "reversal",
});

/// Points that leave one account and enter another: one debit and one credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The account that is debited.
    pub debit: Account,
    /// The account that is credited.
    pub credit: Account,
    /// How many; positive.
    pub amount: i64,
}

/// What `incentive verify` found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Lines read.
    pub lines: u64,
    /// Postings read.
    pub postings: u64,
    /// Learners with lines or balances.
    pub learners: u64,
    /// Items with stock.
    pub items: u64,
    /// Σ debits.
    pub debit_total: i128,
    /// Σ credits.
    pub credit_total: i128,
    /// What is wrong, at most [`Proof::FAULTS_MAX`] sentences for the operator.
    pub faults: Vec<String>,
    /// How many things are wrong in all.
    pub fault_count: u64,
}

impl Proof {
    /// How many faults are spelled out; the rest is counted.
    pub const FAULTS_MAX: usize = 100;

    /// Whether everything adds up.
    pub fn holds(&self) -> bool {
        self.fault_count == 0 && self.debit_total == self.credit_total
    }

    /// Notes a fault.
    pub fn fault(&mut self, text: String) {
        self.fault_count += 1;
        if self.faults.len() < Self::FAULTS_MAX {
            self.faults.push(text);
        }
    }
}

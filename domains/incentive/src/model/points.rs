//! Points of a learner: what earned them, where they stand, when they expire.

use serde::{Deserialize, Serialize};
use units::{Credit, Day, Instant};

use super::Class;

/// Outcomes that were deposited together, as the credit bank tells of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Achieved {
    /// Code of the depositing institution.
    pub institution: String,
    /// When they were deposited.
    pub at: Instant,
    /// The outcomes.
    pub outcomes: Vec<Achievement>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Achievement {
    /// Whose, `prs_…`.
    pub learner: String,
    /// `out_…`
    pub outcome: String,
    /// Course or certificate.
    pub class: Class,
    /// Its name.
    pub name: String,
    /// Study hours in hundredths, where the file names them.
    pub hours_hundredths: Option<i64>,
    /// Its credit.
    pub credit: Credit,
}

/// An outcome that no longer stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoked {
    /// Whose, `prs_…`.
    pub learner: String,
    /// `out_…`
    pub outcome: String,
}

/// Points earned at once: `amount` is the sum of the places they can stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    /// `lot_…`
    pub id: String,
    /// Whose, `prs_…`.
    pub learner: String,
    /// The scheme that gave them.
    pub scheme: String,
    /// Its version.
    pub version: i64,
    /// What earned them: the outcome, or `once`.
    pub source: String,
    /// The outcome they lean on.
    pub outcome: String,
    /// Its name.
    pub outcome_name: String,
    /// Who deposited it.
    pub institution: String,
    /// The calendar year whose ceiling they count against.
    pub year: i64,
    /// How many.
    pub amount: i64,
    /// Of these: to be spent.
    pub available: i64,
    /// Of these: held by orders.
    pub reserved: i64,
    /// Of these: spent.
    pub spent: i64,
    /// Of these: expired.
    pub expired: i64,
    /// Of these: taken back.
    pub reversed: i64,
    /// Of these: went against what the learner owed.
    pub settled: i64,
    /// When.
    pub earned_at: Instant,
    /// The first day on which they no longer can be spent.
    pub expires_on: Option<Day>,
}

/// A learner's points at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Points {
    /// Whose, `prs_…`.
    pub learner: String,
    /// Can be spent today.
    pub available: i64,
    /// Held by open orders.
    pub reserved: i64,
    /// Spent so far.
    pub spent: i64,
    /// Expired so far.
    pub expired: i64,
    /// Taken back so far, because an outcome was revoked.
    pub reversed: i64,
    /// Owed: taken back, but spent before. Points earned later go against it first.
    pub owed: i64,
    /// What expires next, the earliest first.
    pub expiring: Vec<Expiring>,
}

/// Points that expire together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Expiring {
    /// The first day on which they no longer can be spent.
    pub on: Day,
    /// How many.
    pub points: i64,
}

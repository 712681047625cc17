//! 批量决定: decisions on many applications, handed in together and made one by one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use units::{Instant, Kind};

use super::Decision;

/// Kind of bulks, `blk_`.
pub enum BulkKind {}
impl Kind for BulkKind {
    const PREFIX: &'static str = "blk";
}

/// Applications of one bulk: as many as a person can answer for with a reason each, and as one form holds.
pub const BULK_MAX: usize = 20;

/// One decision of a bulk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkDecision {
    /// `app_…`
    pub application: String,
    /// Which: accept, reject or return.
    pub decision: Decision,
    /// Why; required except to accept.
    #[serde(default)]
    pub reason: String,
    /// The revision of the application that was looked at.
    pub revision: i64,
}

/// Decisions on applications to one institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkInput {
    /// Code of the receiving institution.
    pub institution: String,
    /// At most 20, each of another application.
    pub decisions: Vec<BulkDecision>,
}

/// How far a line of a bulk has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineState {
    /// Not looked at yet.
    Waiting,
    /// Decided as given.
    Done,
    /// Not decided; the refusal says why.
    Refused,
}

super::names!(LineState { Waiting => "waiting", Done => "done", Refused => "refused" });

/// A line of a bulk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct BulkLine {
    /// What was decided.
    #[serde(flatten)]
    pub given: BulkDecision,
    /// Whose application it is.
    pub learner: String,
    /// How far it has come.
    pub state: LineState,
    /// Code of the refusal; empty unless refused.
    pub refusal: String,
    /// Arguments of its sentence.
    pub refusal_args: BTreeMap<String, String>,
}

/// A bulk with its lines, in the order they were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Bulk {
    /// `blk_…`
    pub id: String,
    /// Code of the receiving institution.
    pub institution: String,
    /// Who decides.
    pub decided_by: String,
    /// When it was handed in.
    pub at: Instant,
    /// Its lines.
    pub lines: Vec<BulkLine>,
}

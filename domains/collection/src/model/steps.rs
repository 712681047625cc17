//! What moves a return on: figures, answers, decisions, one by one and many at once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use units::Day;

use super::form::Values;

/// Figures to save.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionSaveInput")]
#[serde(deny_unknown_fields)]
pub struct SaveInput {
    /// The revision that was looked at.
    pub revision: i64,
    /// Every figure; a field that is left out is missing.
    pub values: Values,
}

/// Something said to a flag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionAnswerInput")]
#[serde(deny_unknown_fields)]
pub struct AnswerInput {
    /// The flag's key.
    pub flag: String,
    /// Why the figures are right.
    pub text: String,
}

/// The revision of a return that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionLookedAt")]
#[serde(deny_unknown_fields)]
pub struct LookedAt {
    /// Its version.
    pub version: i64,
    /// Its revision.
    pub revision: i64,
}

/// To whom a return is sent back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackTo {
    /// To the unit, to be mended.
    Unit,
    /// To the level below, to be looked at again.
    Below,
}

super::names!(BackTo { Unit => "unit", Below => "below" });

/// A return sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionRejectInput")]
#[serde(deny_unknown_fields)]
pub struct RejectInput {
    /// Its version.
    pub version: i64,
    /// Its revision.
    pub revision: i64,
    /// To whom.
    pub to: BackTo,
    /// Why.
    pub reason: String,
    /// By when it should be back.
    pub due_on: Day,
}

/// More time for a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionExtendInput")]
#[serde(deny_unknown_fields)]
pub struct ExtendInput {
    /// Its revision.
    pub revision: i64,
    /// Why.
    pub reason: String,
    /// The new last day.
    pub due_on: Day,
}

/// Returns accepted together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionBulkInput")]
#[serde(deny_unknown_fields)]
pub struct BulkInput {
    /// The returns, by id, with the version and revision that were looked at.
    pub returns: BTreeMap<String, LookedAt>,
}

/// What became of one of many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionOutcome")]
pub struct Outcome {
    /// The return, or the unit where it has none.
    pub about: String,
    /// `accepted`, `submitted`, `saved` or `refused`.
    pub outcome: String,
    /// Codes of what was wrong, each with the field it is about.
    pub faults: Vec<OutcomeFault>,
}

/// Why one of many was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionOutcomeFault")]
pub struct OutcomeFault {
    /// The field or flag it is about, or empty.
    pub field: String,
    /// Its code.
    pub code: String,
}

/// Many units' returns from a system of their authority.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionBatchInput")]
#[serde(deny_unknown_fields)]
pub struct BatchInput {
    /// The form.
    pub form: String,
    /// Whether returns without open flags are submitted at once; else they are only saved.
    #[serde(default)]
    pub submit: bool,
    /// The returns, each unit once.
    pub returns: Vec<BatchReturn>,
}

/// One unit's return of many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionBatchReturn")]
#[serde(deny_unknown_fields)]
pub struct BatchReturn {
    /// The unit's code.
    pub unit: String,
    /// Its figures.
    pub values: Values,
    /// Why figures that raise a flag are right, by the check's code.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
}

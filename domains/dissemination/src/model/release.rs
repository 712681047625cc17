//! 发布版本: one numbered version of a dataflow's structure and observations.

use serde::{Deserialize, Serialize};
use units::{Day, Instant};

use super::{DataflowInput, Structure, Suppression};

/// How far a release has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "DisseminationReleaseState")]
pub enum ReleaseState {
    /// 起草: can still be replaced.
    Draft,
    /// 送审: waits for a second person.
    Proposed,
    /// 发布: public, and never edited.
    Released,
    /// 撤回: taken back, with the reason.
    Withdrawn,
}

impl ReleaseState {
    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            ReleaseState::Draft => "draft",
            ReleaseState::Proposed => "proposed",
            ReleaseState::Released => "released",
            ReleaseState::Withdrawn => "withdrawn",
        }
    }

    /// The state of a stable name.
    pub fn named(name: &str) -> Option<ReleaseState> {
        let all = [ReleaseState::Draft, ReleaseState::Proposed, ReleaseState::Released, ReleaseState::Withdrawn];
        all.into_iter().find(|one| one.name() == name)
    }
}

/// One observation as it is handed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationObservationInput")]
#[serde(deny_unknown_fields)]
pub struct ObservationInput {
    /// A code for each dimension, in their order.
    pub key: Vec<String>,
    /// `2019`, `2019-Q2`, `2019-04`, `2019-04-30`.
    pub period: String,
    /// A number as text, so that no digit is lost; nothing where it is missing.
    #[serde(default)]
    pub value: Option<String>,
    /// A code of `CL_OBS_STATUS`: `A` where nothing is said.
    #[serde(default)]
    pub status: String,
    /// A value for each attribute, in their order, empty where there is none; may be left out as a whole.
    #[serde(default)]
    pub attributes: Vec<String>,
}

/// A release as it is handed over by another domain, by a program or by an upload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationReleaseInput")]
#[serde(deny_unknown_fields)]
pub struct ReleaseInput {
    /// The dataflow.
    pub dataflow: String,
    /// The day it is to be released.
    pub released_on: Day,
    /// What is new or corrected, Chinese: the entry in the change log.
    pub change: String,
    /// The same in English.
    #[serde(default)]
    pub change_en: String,
    /// What the observations look like.
    pub structure: Structure,
    /// The observations, in any order.
    pub observations: Vec<ObservationInput>,
}

/// A release without structure and observations, which an upload brings in files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseHead {
    /// The dataflow.
    pub dataflow: String,
    /// The day it is to be released.
    pub released_on: Day,
    /// What is new or corrected, Chinese.
    pub change: String,
    /// The same in English.
    pub change_en: String,
}

/// What moves a release on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationStepInput")]
#[serde(deny_unknown_fields)]
pub struct StepInput {
    /// The revision that was looked at.
    pub revision: i64,
    /// Why; required to return a proposal and to withdraw a release.
    #[serde(default)]
    pub reason: String,
}

/// A release, without its observations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationRelease")]
pub struct Release {
    /// The dataflow.
    pub dataflow: String,
    /// 1, 2, 3 …; in SDMX `1.0.0`, `2.0.0` …
    pub version: i64,
    /// How far it has come.
    pub state: ReleaseState,
    /// The day it is, or was, to be released.
    pub released_on: Day,
    /// What is new or corrected, Chinese.
    pub change: String,
    /// The same in English.
    pub change_en: String,
    /// What the observations look like.
    pub structure: Structure,
    /// The first version of the dataflow that had this very structure.
    pub structure_version: i64,
    /// SHA-256 of structure and observations.
    pub hash: String,
    /// How many series there are.
    pub series: i64,
    /// How many observations.
    pub observations: i64,
    /// The earliest period.
    pub first_period: String,
    /// The latest period.
    pub last_period: String,
    /// The values of each dimension that occur, in the order of their bytes, and last the periods.
    pub coverage: Vec<Vec<String>>,
    /// The setting of small counts under which its observations were arranged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppression: Option<Suppression>,
    /// Who made it.
    pub drafted_by: String,
    /// When.
    pub drafted_at: Instant,
    /// Who proposed it.
    pub proposed_by: Option<String>,
    /// Who released it: somebody else.
    pub released_by: Option<String>,
    /// When.
    pub released_at: Option<Instant>,
    /// What the dataflow said of itself when this was released.
    pub published: Option<DataflowInput>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Instant>,
    /// Why it was returned or withdrawn, or empty.
    pub reason: String,
    /// Counts changes; a form that saw an older one is refused.
    pub revision: i64,
}

/// One observation as it is kept: the values of the dimensions, then the period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredObservation {
    /// The dimensions' values and the period.
    pub key: Vec<String>,
    /// The value.
    pub value: Option<String>,
    /// The status.
    pub status: String,
    /// A value for each attribute, empty where there is none.
    pub attributes: Vec<String>,
}

/// What happened to an observation between two releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "DisseminationDifferenceKind")]
pub enum DifferenceKind {
    /// Not there before.
    Added,
    /// Not there any more.
    Removed,
    /// Another value, status or attribute.
    Changed,
}

/// An observation that differs between two releases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationDifference")]
pub struct Difference {
    /// The dimensions' values and the period.
    pub key: Vec<String>,
    /// What happened.
    pub kind: DifferenceKind,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
    /// The status before.
    pub status_before: String,
    /// The status after.
    pub status_after: String,
}

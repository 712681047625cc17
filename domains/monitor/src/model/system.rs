//! 指标体系: a document in versions.

use serde::{Deserialize, Serialize};
use units::{Day, Instant, Kind};

use super::Indicator;

/// Kind of indicator systems, `ins_`.
pub enum SystemKind {}
impl Kind for SystemKind {
    const PREFIX: &'static str = "ins";
}

/// How far a version of a system has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemState {
    /// 起草: being written.
    Draft,
    /// 征求意见: the members comment on it.
    Consulting,
    /// 送审: the members say whether they agree.
    Proposed,
    /// 发布: in force.
    Published,
    /// Followed by a later version.
    Superseded,
    /// Taken back.
    Withdrawn,
}

super::names!(SystemState {
    Draft => "draft",
    Consulting => "consulting",
    Proposed => "proposed",
    Published => "published",
    Superseded => "superseded",
    Withdrawn => "withdrawn",
});

/// What a version of a system says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorSystemInput")]
#[serde(deny_unknown_fields)]
pub struct SystemInput {
    /// Name in Chinese.
    pub name: String,
    /// Name in English, or empty.
    #[serde(default)]
    pub name_en: String,
    /// What it is for and on which document it rests.
    #[serde(default)]
    pub basis: String,
    /// Six digits of each region whose authority has to agree: the equals whose system it is.
    pub members: Vec<String>,
    /// 示例: shipped to show how one looks, and not an official table.
    #[serde(default)]
    pub example: bool,
    /// Its lines, each after the heading it stands under.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
}

/// One version of a system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorSystem")]
pub struct System {
    /// `ins_…`; all versions share it.
    pub id: String,
    /// 1, 2, 3 …
    pub version: i64,
    /// What it says.
    pub content: SystemInput,
    /// SHA-256 of the content as canonical JSON.
    pub hash: String,
    /// How far it has come.
    pub state: SystemState,
    /// Who wrote it.
    pub drafted_by: String,
    /// When.
    pub drafted_at: Instant,
    /// The last day to comment, once it was sent round.
    pub consult_until: Option<Day>,
    /// 文号 under which it was published.
    pub number: Option<String>,
    /// Who published it.
    pub published_by: Option<String>,
    /// When.
    pub published_at: Option<Instant>,
    /// Why it was sent back or withdrawn, or empty.
    pub reason: String,
    /// Counts changes of this row; a form that saw an older one is refused.
    pub revision: i64,
}

/// What moves a version on: the version and revision that were looked at, and a reason where one is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorStepInput")]
#[serde(deny_unknown_fields)]
pub struct StepInput {
    /// The version.
    pub version: i64,
    /// Its revision.
    pub revision: i64,
    /// Why; required to return, and to withdraw what is published.
    #[serde(default)]
    pub reason: String,
}

/// A draft that is sent round for comments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorConsultInput")]
#[serde(deny_unknown_fields)]
pub struct ConsultInput {
    /// The version.
    pub version: i64,
    /// Its revision.
    pub revision: i64,
    /// The last day to comment.
    pub until: Day,
}

/// What every member agreed to is published under a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorPublishInput")]
#[serde(deny_unknown_fields)]
pub struct PublishInput {
    /// The version.
    pub version: i64,
    /// Its revision.
    pub revision: i64,
    /// 文号, given once.
    pub number: String,
}

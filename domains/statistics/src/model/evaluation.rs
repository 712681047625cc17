//! 评价: what is computed from a data set, in which steps, for whom.

use serde::{Deserialize, Serialize};
use units::{Instant, Kind};

use super::SystemCited;

/// Kind of evaluations, `evl_`.
pub enum EvaluationKind {}
impl Kind for EvaluationKind {
    const PREFIX: &'static str = "evl";
}

/// How far a version of an evaluation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvaluationState {
    /// 起草: being written.
    Draft,
    /// 送审: waits for a second person.
    Proposed,
    /// 发布: everybody may read it.
    Published,
    /// Followed by a later version.
    Superseded,
    /// Taken back.
    Withdrawn,
}

super::names!(EvaluationState {
    Draft => "draft",
    Proposed => "proposed",
    Published => "published",
    Superseded => "superseded",
    Withdrawn => "withdrawn",
});

/// What a missing element does to an indicator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// One missing element and there is no figure.
    #[default]
    SkipIfAny,
    /// Missing elements count as zero, unless all are missing.
    SkipIfAll,
    /// Missing elements count as zero.
    Never,
}

super::names!(Missing { SkipIfAny => "skip_if_any", SkipIfAll => "skip_if_all", Never => "never" });

/// How the figure of a group of regions comes about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Together {
    /// Σ numerator ÷ Σ denominator.
    #[default]
    Ratio,
    /// The sum of amounts.
    Sum,
    /// The mean over regions, each counted once.
    MeanOfUnits,
}

super::names!(Together { Ratio => "ratio", Sum => "sum", MeanOfUnits => "mean_of_units" });

fn one() -> f64 {
    1.0
}

fn more() -> i8 {
    1
}

/// One line of the tree: an indicator with its expression, or a heading without.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsLine")]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Code: letters, digits, `_`.
    pub code: String,
    /// Code of the heading it stands under; empty at the top.
    #[serde(default)]
    pub parent: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English, or empty.
    #[serde(default)]
    pub name_en: String,
    /// What it is computed from, over the elements of the data set; empty for a heading.
    #[serde(default)]
    pub expression: String,
    /// The unit of its figures.
    #[serde(default)]
    pub unit: String,
    /// What a missing element does.
    #[serde(default)]
    pub missing: Missing,
    /// How a group's figure comes about.
    #[serde(default)]
    pub together: Together,
    /// 1 if more is better, −1 if less is.
    #[serde(default = "more")]
    pub direction: i8,
    /// Weight among its siblings.
    #[serde(default = "one")]
    pub weight: f64,
    /// Target, in its unit.
    #[serde(default)]
    pub target: Option<f64>,
    /// What it means and what it leaves out.
    #[serde(default)]
    pub meaning: String,
    /// 编号 of the line of the indicator system it is; empty where it is none of the system's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub indicator: String,
}

/// 派生要素: a name for an expression that indicators use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsDerived")]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// The name.
    pub name: String,
    /// What it is computed from.
    pub expression: String,
}

/// Regions that are looked at together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsGroup")]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Name in Chinese.
    pub name: String,
    /// Name in English, or empty.
    #[serde(default)]
    pub name_en: String,
    /// Codes of its regions.
    pub regions: Vec<String>,
}

/// What a version of an evaluation says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsEvaluationInput")]
#[serde(deny_unknown_fields)]
pub struct EvaluationInput {
    /// Name in Chinese.
    pub name: String,
    /// Name in English, or empty.
    #[serde(default)]
    pub name_en: String,
    /// What it is for and on which document it rests.
    #[serde(default)]
    pub basis: String,
    /// Six digits of each region whose officers work on it.
    pub members: Vec<String>,
    /// 示例: the specification is ours and no official one.
    #[serde(default)]
    pub example: bool,
    /// The indicator system it is made from; none where its lines are its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemCited>,
    /// The data set.
    pub data_set: String,
    /// Its version.
    pub data_version: i64,
    /// Regions that are compared; empty: all of the data set.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Regions whose figures stand beside without a score or a place: a comparison group; none of `regions`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<String>,
    /// Years, ascending.
    pub years: Vec<i64>,
    /// Groups whose figures stand beside.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// Figures that stand on fewer people are left out; 0: none.
    #[serde(default)]
    pub persons_min: i64,
    /// Derived elements.
    #[serde(default)]
    pub derived: Vec<Derived>,
    /// The tree, a heading before what stands under it.
    pub lines: Vec<Line>,
    /// What is done, as stages of `engines/indicators`; the last one aggregates.
    pub stages: Vec<serde_json::Value>,
}

/// One version of an evaluation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsEvaluation")]
pub struct Evaluation {
    /// `evl_…`; all versions share it.
    pub id: String,
    /// 1, 2, 3 …
    pub version: i64,
    /// What it says.
    pub content: EvaluationInput,
    /// SHA-256 of the content as canonical JSON.
    pub hash: String,
    /// Under which its result is kept: SHA-256 of document and data set.
    pub result: String,
    /// How far it has come.
    pub state: EvaluationState,
    /// Who wrote it.
    pub drafted_by: String,
    /// When.
    pub drafted_at: Instant,
    /// Who published it, another person.
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
#[schemars(rename = "StatisticsStepInput")]
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

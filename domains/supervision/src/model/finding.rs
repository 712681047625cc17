//! What inspectors find: issues that have to be mended, and remarks.

use serde::{Deserialize, Serialize};
use units::{Day, Instant, Kind};

/// Kind of issues, `iss_`.
pub enum IssueKind {}
impl Kind for IssueKind {
    const PREFIX: &'static str = "iss";
}

/// Kind of remarks, `rmk_`.
pub enum RemarkRecord {}
impl Kind for RemarkRecord {
    const PREFIX: &'static str = "rmk";
}

/// How grave an issue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// 一般
    Minor,
    /// 较重
    Serious,
    /// 严重: nothing is published while it is open.
    Critical,
}
super::names!(Severity { Minor => "minor", Serious => "serious", Critical => "critical" });

/// How an issue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssueState {
    /// 待整改
    Open,
    /// 已整改待复查
    Mended,
    /// 已销号
    Closed,
}
super::names!(IssueState { Open => "open", Mended => "mended", Closed => "closed" });

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemarkKind {
    /// 优势
    Strength,
    /// 不足
    Weakness,
    /// 建议
    Suggestion,
    /// 亮点
    Highlight,
}
super::names!(RemarkKind {
    Strength => "strength",
    Weakness => "weakness",
    Suggestion => "suggestion",
    Highlight => "highlight",
});

/// An entry of the ledger of issues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionIssue")]
pub struct Issue {
    /// The assessment.
    pub county: String,
    /// `iss_…`
    pub id: String,
    /// The school's code, or empty for the county.
    pub school: String,
    /// How grave.
    pub severity: Severity,
    /// What was found.
    pub text: String,
    /// The day it has to be mended by.
    pub deadline: Day,
    /// How it stands.
    pub state: IssueState,
    /// What was done, or empty.
    pub remedy: String,
    /// What the re-check found, or empty.
    pub recheck: String,
    /// Who raised it.
    pub raised_by: String,
    /// When.
    pub raised_at: Instant,
}

/// A new issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionIssueInput")]
#[serde(deny_unknown_fields)]
pub struct IssueInput {
    /// The school's code, or empty for the county.
    #[serde(default)]
    pub school: String,
    /// How grave.
    pub severity: Severity,
    /// What was found.
    pub text: String,
    /// The day it has to be mended by, not before today.
    pub deadline: Day,
}

/// What was done about an issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionMendInput")]
#[serde(deny_unknown_fields)]
pub struct MendInput {
    /// The issue.
    pub issue: String,
    /// What was done.
    pub remedy: String,
}

/// What the re-check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionRecheckInput")]
#[serde(deny_unknown_fields)]
pub struct RecheckInput {
    /// The issue.
    pub issue: String,
    /// Whether it is mended; if not it is open again.
    pub mended: bool,
    /// What was seen.
    pub text: String,
}

/// An inspector's remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionRemark")]
pub struct Remark {
    /// The assessment.
    pub county: String,
    /// `rmk_…`
    pub id: String,
    /// The school's code, or empty for the county.
    pub school: String,
    /// What it is.
    pub kind: RemarkKind,
    /// What is said.
    pub text: String,
    /// Who.
    pub said_by: String,
    /// When.
    pub said_at: Instant,
}

/// A new remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionRemarkInput")]
#[serde(deny_unknown_fields)]
pub struct RemarkInput {
    /// The school's code, or empty for the county.
    #[serde(default)]
    pub school: String,
    /// What it is.
    pub kind: RemarkKind,
    /// What is said.
    pub text: String,
}

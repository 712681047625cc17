//! 意见 and 审定: what the members say of a version.

use serde::{Deserialize, Serialize};
use units::{Instant, Kind};

/// Kind of comments, `cmt_`.
pub enum CommentKind {}
impl Kind for CommentKind {
    const PREFIX: &'static str = "cmt";
}

/// What became of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 采纳.
    Adopted,
    /// 部分采纳.
    Partly,
    /// 未采纳.
    Declined,
}

super::names!(Outcome { Adopted => "adopted", Partly => "partly", Declined => "declined" });

/// How a member stands to what was proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// 同意.
    Agree,
    /// 不同意.
    Object,
}

super::names!(Stance { Agree => "agree", Object => "object" });

/// A comment on a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorComment")]
pub struct Comment {
    /// `cmt_…`.
    pub id: String,
    /// The system.
    pub system: String,
    /// The version.
    pub version: i64,
    /// The member for which it is said.
    pub region: String,
    /// Code of the line it is about; empty for the whole.
    pub indicator: String,
    /// What is said.
    pub text: String,
    /// By whom.
    pub said_by: String,
    /// When.
    pub said_at: Instant,
    /// What became of it; none until it is answered.
    pub outcome: Option<Outcome>,
    /// The answer, or empty.
    pub answer: String,
    /// Who answered.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<Instant>,
}

/// A comment to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorCommentInput")]
#[serde(deny_unknown_fields)]
pub struct CommentInput {
    /// The version.
    pub version: i64,
    /// The member for which it is said, six digits.
    pub region: String,
    /// Code of the line it is about; empty for the whole.
    #[serde(default)]
    pub indicator: String,
    /// What is said.
    pub text: String,
}

/// An answer to a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorAnswerInput")]
#[serde(deny_unknown_fields)]
pub struct AnswerInput {
    /// The version.
    pub version: i64,
    /// The comment.
    pub comment: String,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Why; required unless it is adopted.
    #[serde(default)]
    pub answer: String,
}

/// The voice of a member on what was proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorVoice")]
pub struct Voice {
    /// The member.
    pub region: String,
    /// How it stands.
    pub stance: Stance,
    /// Why, or empty.
    pub reason: String,
    /// Who spoke for it.
    pub said_by: String,
    /// When.
    pub said_at: Instant,
}

/// A voice to give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorVoiceInput")]
#[serde(deny_unknown_fields)]
pub struct VoiceInput {
    /// The version.
    pub version: i64,
    /// Its revision: what is agreed to is what was looked at.
    pub revision: i64,
    /// The member, six digits.
    pub region: String,
    /// How it stands.
    pub stance: Stance,
    /// Why; required to object.
    #[serde(default)]
    pub reason: String,
}

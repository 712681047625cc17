//! 自主存入: an outcome that a learner enters with evidence, and that is nothing until an institution has verified it.

use serde::{Deserialize, Serialize};
use units::Instant;

use super::Class;

/// How far a declaration has come. The way is drawn in `rules::declaration::CHART`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeclarationState {
    /// Being prepared; only the learner sees it.
    Draft,
    /// With the verifying institution. It counts nowhere.
    Unverified,
    /// Verified, and deposited by that institution.
    Verified,
    /// Not verified, with a reason.
    Refused,
    /// Taken back by the learner.
    Withdrawn,
}

super::names!(DeclarationState {
    Draft => "draft",
    Unverified => "unverified",
    Verified => "verified",
    Refused => "refused",
    Withdrawn => "withdrawn",
});

/// What a learner says of an outcome; each text is read by the rules of deposited files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclarationInput {
    /// Code of the institution that is to verify it: who issued it, or one that verifies what others issued (受理点).
    pub institution: String,
    /// 成果类别.
    pub class: Class,
    /// 学习成果名称.
    pub title: String,
    /// 课程代码 as its issuer gave it; of courses.
    #[serde(default)]
    pub code: String,
    /// 颁发机构.
    pub issuer: String,
    /// 专业名称, of courses.
    #[serde(default)]
    pub major: String,
    /// 证书类型.
    #[serde(default)]
    pub certificate_kind: String,
    /// 证书等级.
    #[serde(default)]
    pub certificate_level: String,
    /// 教育层次, its key; of courses.
    #[serde(default)]
    pub level: String,
    /// 教育类别, its key; of courses.
    #[serde(default)]
    pub category: String,
    /// 学分, `"2.5"`.
    #[serde(default)]
    pub credit: String,
    /// 学时, `"45"`.
    #[serde(default)]
    pub hours: String,
    /// 成绩: a mark or a word.
    #[serde(default)]
    pub grade: String,
    /// 获得时间, `"202506"`.
    pub obtained: String,
}

/// A declaration and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Declaration {
    /// `dcl_…`
    pub id: String,
    /// Whose, `prs_…`.
    pub learner: String,
    /// How far it has come.
    pub state: DeclarationState,
    /// What the learner says.
    pub content: DeclarationInput,
    /// The consent that lets the institution read it, or none yet.
    pub consent: Option<String>,
    /// When it was begun.
    pub drafted_at: Instant,
    /// When it was handed in.
    pub filed_at: Option<Instant>,
    /// When it was verified or refused.
    pub decided_at: Option<Instant>,
    /// By whom.
    pub decided_by: Option<String>,
    /// Why it was refused, or empty.
    pub reason: String,
    /// The outcome it became, `out_…`.
    pub outcome: Option<String>,
    /// Counts changes.
    pub revision: i64,
}

/// What a registrar decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The evidence bears it out; it is deposited.
    Verify,
    /// It does not; a reason is owed.
    Refuse,
}

super::names!(Verdict { Verify => "verify", Refuse => "refuse" });

/// A registrar's decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VerdictInput {
    /// Which.
    pub verdict: Verdict,
    /// Why; owed when refusing. The learner reads it.
    #[serde(default)]
    pub reason: String,
    /// The revision that was looked at.
    pub revision: i64,
}

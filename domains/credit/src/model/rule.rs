//! 转换规则: which outcome counts as which course of an institution, under which conditions.

use serde::{Deserialize, Serialize};
use units::{Credit, Day, Instant};

use super::{Class, Score};

/// What recognition does for the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// 免修免考: neither study nor examination; the grade recorded is 免考.
    StudyAndExam,
    /// 免修不免考: no study, but the examination is taken.
    StudyOnly,
}

super::names!(Effect { StudyAndExam => "study_and_exam", StudyOnly => "study_only" });

/// How far a version of a rule has come. The way is drawn in `rules::rule::CHART`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleState {
    /// Being written; only its institution sees it.
    Draft,
    /// Waiting for the second person.
    Submitted,
    /// In force within its validity; never edited again.
    Published,
    /// Followed by a later version.
    Superseded,
    /// Taken back; decisions under it stand.
    Withdrawn,
}

super::names!(RuleState {
    Draft => "draft",
    Submitted => "submitted",
    Published => "published",
    Superseded => "superseded",
    Withdrawn => "withdrawn",
});

/// The outcome a rule takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Course or certificate.
    pub class: Class,
    /// For a course, the code of the institution that taught it; for a certificate, the issuer's name.
    pub issuer: String,
    /// Name of the course or certificate.
    pub name: String,
    /// 证书等级; empty when any level counts. Empty for courses.
    #[serde(default)]
    pub level: String,
}

/// The course it counts as. Recorded is its credit, never the source's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Code of the programme (专业代码), or empty for every programme.
    #[serde(default)]
    pub programme: String,
    /// Code of the course at the receiving institution.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its credit.
    pub credit: Credit,
}

/// The least grade, on each scale the rule accepts. With both empty any passed grade counts; with one of them, a grade on
/// the other scale does not, because nothing converts between scales.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Minimum {
    /// Least mark.
    #[serde(default)]
    pub score: Option<Score>,
    /// Least named grade: `excellent`, `good`, `fair`, `pass`.
    #[serde(default)]
    pub named: Option<String>,
}

/// What a registrar writes down; it becomes one version of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleInput {
    /// Code of the receiving institution, which issues the rule.
    pub institution: String,
    /// What is taken.
    pub source: Source,
    /// What it counts as.
    pub target: Target,
    /// Least grade.
    #[serde(default)]
    pub minimum: Minimum,
    /// 免修免考 or 免修不免考.
    pub effect: Effect,
    /// 免修学分合计上限: recognised credit of a learner at this institution may not pass this; none = no ceiling.
    #[serde(default)]
    pub cap: Option<Credit>,
    /// 有效月数: how old an outcome may be; none = no limit.
    #[serde(default)]
    pub months_max: Option<i64>,
    /// Whether the learner must attach evidence beside what was deposited.
    #[serde(default)]
    pub evidence_required: bool,
    /// First day on which applications are taken.
    pub valid_from: Day,
    /// The day after the last; none = until superseded.
    #[serde(default)]
    pub valid_to: Option<Day>,
    /// 备注 shown with the rule.
    #[serde(default)]
    pub note: String,
}

/// One version of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Rule {
    /// `rul_…`; all versions share it.
    pub id: String,
    /// 1, 2, 3 …
    pub version: i64,
    /// What it says.
    pub content: RuleInput,
    /// How far it has come.
    pub state: RuleState,
    /// SHA-256 of the canonical content, 64 hexadecimal digits: what decisions cite.
    pub hash: String,
    /// Who wrote it.
    pub drafted_by: String,
    /// When.
    pub drafted_at: Instant,
    /// Who approved it, once published.
    pub published_by: Option<String>,
    /// When.
    pub published_at: Option<Instant>,
    /// Why it was sent back or withdrawn, or empty.
    pub reason: String,
    /// Counts changes of this row; a form that saw an older one is refused.
    pub revision: i64,
}

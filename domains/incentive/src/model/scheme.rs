//! 积分方案: what earns points, in versions.

use serde::{Deserialize, Serialize};
use units::{Day, Instant};

/// Which outcomes a scheme is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Every outcome.
    Any,
    /// Courses.
    Course,
    /// Certificates.
    Certificate,
    /// 职业培训.
    Training,
    /// 在线学习.
    Online,
    /// 职业经历.
    Work,
    /// 实习实践.
    Practice,
    /// 志愿服务.
    Volunteering,
    /// 创新创业.
    Innovation,
    /// 科学研究.
    Research,
}

super::names!(Class {
    Any => "any",
    Course => "course",
    Certificate => "certificate",
    Training => "training",
    Online => "online",
    Work => "work",
    Practice => "practice",
    Volunteering => "volunteering",
    Innovation => "innovation",
    Research => "research",
});

/// What the points are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// So many points for each study hour.
    Hour,
    /// So many points for each outcome.
    Outcome,
    /// So many points for the first outcome of a learner, and never again.
    Once,
}

super::names!(Basis { Hour => "hour", Outcome => "outcome", Once => "once" });

/// How far a version of a scheme has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeState {
    /// Being written.
    Draft,
    /// Waits for the second person.
    Submitted,
    /// In force.
    Published,
    /// Followed by a later version.
    Superseded,
    /// Taken back.
    Withdrawn,
}

super::names!(SchemeState {
    Draft => "draft",
    Submitted => "submitted",
    Published => "published",
    Superseded => "superseded",
    Withdrawn => "withdrawn",
});

/// What a scheme says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveSchemeInput")]
#[serde(deny_unknown_fields)]
pub struct SchemeInput {
    /// Whose scheme it is: the code of an institution, or six digits of the region of a bank or its branch.
    pub authority: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English, or empty.
    #[serde(default)]
    pub name_en: String,
    /// Which outcomes earn.
    pub class: Class,
    /// What the points are counted by.
    pub basis: Basis,
    /// Points for each hour, for each outcome, or once.
    pub points: i64,
    /// Study hours that a credit stands for, where an outcome names no hours; none = such an outcome earns nothing.
    #[serde(default)]
    pub hours_per_credit: Option<i64>,
    /// Most points of a learner in a calendar year; none = no ceiling.
    #[serde(default)]
    pub year_max: Option<i64>,
    /// Months after which the points expire; none = never.
    #[serde(default)]
    pub months: Option<i64>,
    /// First day on which deposited outcomes earn.
    pub valid_from: Day,
    /// The day after the last; none = until superseded.
    #[serde(default)]
    pub valid_to: Option<Day>,
    /// 备注 shown with the scheme.
    #[serde(default)]
    pub note: String,
}

/// One version of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveScheme")]
pub struct Scheme {
    /// `sch_…`; all versions share it.
    pub id: String,
    /// 1, 2, 3 …
    pub version: i64,
    /// What it says.
    pub content: SchemeInput,
    /// How far it has come.
    pub state: SchemeState,
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

/// What moves a scheme on: the version and revision that were looked at, and a reason where one is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveStepInput")]
#[serde(deny_unknown_fields)]
pub struct StepInput {
    /// The version.
    pub version: i64,
    /// Its revision.
    pub revision: i64,
    /// Why; required to return, or to withdraw what is published.
    #[serde(default)]
    pub reason: String,
}

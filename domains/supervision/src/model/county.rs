//! 县域评估: a county's figures of a year, and how far the procedure has come.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use units::{Instant, Kind};

/// Kind of county assessments, `cea_`.
pub enum CountyKind {}
impl Kind for CountyKind {
    const PREFIX: &'static str = "cea";
}

/// How far an assessment has come: the procedure of 教督〔2017〕6号.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountyState {
    /// 资格审核
    Qualification,
    /// 质量监测
    QualityMonitoring,
    /// 社会认可度调查
    AcceptanceSurvey,
    /// 指标审核
    IndicatorReview,
    /// 实地核查、集中审议
    SiteReview,
    /// 公布
    Published,
    /// Given back: other figures have to be handed in.
    Returned,
    /// Followed by a later version.
    Superseded,
}

super::names!(CountyState {
    Qualification => "qualification",
    QualityMonitoring => "quality_monitoring",
    AcceptanceSurvey => "acceptance_survey",
    IndicatorReview => "indicator_review",
    SiteReview => "site_review",
    Published => "published",
    Returned => "returned",
    Superseded => "superseded",
});

/// A school's figures of a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionSchoolFigures")]
#[serde(deny_unknown_fields)]
pub struct SchoolFigures {
    /// Its code, once in the county.
    pub code: String,
    /// Its name.
    pub name: String,
    /// `primary`, `junior`, `nine_year`, `complete`, `twelve_year`, `teaching_point`, `special_education`, `vocational`.
    pub kind: String,
    /// Elements of the standard, in the units of its entry form; null is missing.
    #[serde(default)]
    pub figures: BTreeMap<String, Option<f64>>,
}

/// The figures of a county: its schools' and its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionFigures")]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// School by school.
    pub schools: Vec<SchoolFigures>,
    /// The county's own; may be empty.
    #[serde(default)]
    pub county: BTreeMap<String, Option<f64>>,
}

impl Figures {
    /// A school by its code.
    pub fn school(&self, code: &str) -> Option<&SchoolFigures> {
        self.schools.iter().find(|school| school.code == code)
    }
}

/// Figures that are handed over for an assessment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionCountyInput")]
#[serde(deny_unknown_fields)]
pub struct CountyInput {
    /// Six digits of the county.
    pub region: String,
    /// The year the figures are of.
    pub year: i64,
    /// Identifier of a shipped standard; empty for the one that holds on the last day of the year.
    #[serde(default)]
    pub standard: String,
    /// 示例: invented figures; every page says so.
    #[serde(default)]
    pub example: bool,
    /// Where the figures come from: the collection and version, or the file.
    pub source: String,
    /// Counts from 1 to one below this are not published; 0 for the house's own.
    #[serde(default)]
    pub small_cell: i64,
    /// The figures.
    pub figures: Figures,
}

/// One version of a county's assessment of a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionCounty")]
pub struct County {
    /// `cea_…`
    pub id: String,
    /// Six digits of the county.
    pub region: String,
    /// The year of the figures.
    pub year: i64,
    /// 1, 2, 3 … within the county and year.
    pub version: i64,
    /// The standard.
    pub standard: String,
    /// 示例.
    pub example: bool,
    /// Where the figures come from.
    pub source: String,
    /// Counts below this are not published.
    pub small_cell: i64,
    /// The figures; left out of answers to those who may not see them.
    #[serde(skip)]
    pub figures: Option<Figures>,
    /// SHA-256 of the tables that were judged.
    pub hash: String,
    /// SHA-256 of standard and figures, under which the verdict is kept.
    pub verdict: String,
    /// How far the procedure has come.
    pub state: CountyState,
    /// 文号 of its publication.
    pub number: Option<String>,
    /// Reason of the last step, or empty.
    pub reason: String,
    /// Who handed the figures in.
    pub received_by: String,
    /// When.
    pub received_at: Instant,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// Counts changes of the state.
    pub revision: i64,
}

/// A step of the procedure: the revision that was looked at, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionStepInput")]
#[serde(deny_unknown_fields)]
pub struct StepInput {
    /// Its revision.
    pub revision: i64,
    /// What the step rests on.
    pub reason: String,
}

/// A publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionPublishInput")]
#[serde(deny_unknown_fields)]
pub struct PublishInput {
    /// Its revision.
    pub revision: i64,
    /// 文号, given once.
    pub number: String,
}

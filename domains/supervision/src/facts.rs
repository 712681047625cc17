//! What others may read of supervision.

use op::{Op, Result};
use serde::Serialize;

use crate::access::Action;
use crate::work::county as work;

/// How evenly an indicator is spread over the schools of a stage.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionSpread")]
pub struct Spread {
    /// The stage.
    pub stage: String,
    /// The indicator's code in the standard.
    pub indicator: String,
    /// Schools that were counted.
    pub schools: usize,
    /// The mean a pupil has.
    pub mean: Option<f64>,
    /// The pupil-weighted 差异系数.
    pub cv: Option<f64>,
    /// Each school counted once; it decides nothing.
    pub plain_cv: Option<f64>,
    /// The most it may be.
    pub limit: Option<f64>,
    /// Whether it is kept.
    pub passed: Option<bool>,
}

/// The verdict on a county.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "SupervisionVerdict")]
pub struct VerdictFacts {
    /// The assessment.
    pub county: String,
    /// Six digits of the county.
    pub region: String,
    /// The year of the figures.
    pub year: i64,
    /// The standard.
    pub standard: String,
    /// SHA-256 of the standard.
    pub standard_hash: String,
    /// SHA-256 of the figures.
    pub figures_hash: String,
    /// Whether everything is reached; none if missing figures could decide.
    pub passed: Option<bool>,
    /// How even each indicator is.
    pub spread: Vec<Spread>,
    /// The whole verdict with every school, for those who may see them.
    pub whole: Option<serde_json::Value>,
}

/// The verdict on a county, for whoever may see the assessment.
///
/// Errors: `Missing`.
pub fn verdict(op: &Op, id: &str) -> Result<VerdictFacts> {
    let county = work::seen(op, id)?;
    let standard = work::own_standard(&county)?;
    let verdict = work::judged(op, &county, &standard)?;
    let insider = op.check(&Action::View(id, &county.region)).is_ok();
    let spread = verdict.stages.iter().flat_map(|stage| {
        stage.dispersion.iter().map(|each| Spread {
            stage: stage.stage.clone(),
            indicator: each.indicator.clone(),
            schools: each.schools,
            mean: each.mean,
            cv: each.cv,
            plain_cv: each.plain_cv,
            limit: each.limit,
            passed: each.passed,
        })
    });
    Ok(VerdictFacts {
        county: county.id.clone(),
        region: county.region.clone(),
        year: county.year,
        standard: county.standard.clone(),
        standard_hash: crate::rules::figures::standard_hash(&standard),
        figures_hash: county.hash.clone(),
        passed: verdict.passed,
        spread: spread.collect(),
        whole: insider.then(|| serde_json::json!(verdict)),
    })
}

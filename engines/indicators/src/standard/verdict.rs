//! What a judgement says.

use serde::Serialize;

use super::change::{Added, Lifted};
use super::model::{Basis, SchoolKind};

/// The judgement of a county's schools under a standard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// The standard.
    pub standard: String,
    /// Whether everything that was judged is reached; none if figures are missing that could decide.
    pub passed: Option<bool>,
    /// Why not, or what is missing, in the order of the document.
    pub reasons: Vec<Reason>,
    /// Stage by stage.
    pub stages: Vec<StageVerdict>,
    /// Schools that are not counted, and why.
    pub excluded: Vec<Excluded>,
    /// Further conditions.
    pub items: Vec<ItemVerdict>,
}

/// A reason.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are what their names say")]
pub enum Reason {
    /// A school does not reach enough indicators, or falls below the floor.
    School { school: String, stage: String, reached: usize, of: usize, below_floor: usize },
    /// Figures of a school are missing that could decide.
    SchoolUnknown { school: String, stage: String, missing: Vec<String> },
    /// An indicator is too uneven.
    Dispersion { stage: String, indicator: String, value: f64, limit: f64 },
    /// The mean over the indicators is too uneven.
    Composite { stage: String, value: f64, limit: f64 },
    /// An indicator cannot be measured: a school that counts has no figure, or there is nothing to measure.
    DispersionUnknown { stage: String, indicator: String, schools: Vec<String> },
    /// A further condition does not hold.
    Item { item: String, school: Option<String> },
    /// A figure of a further condition is missing.
    ItemUnknown { item: String, school: Option<String> },
    /// No school of the stage is counted.
    NoSchools { stage: String },
}

/// A stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StageVerdict {
    /// Its name.
    pub stage: String,
    /// Each school that counts.
    pub schools: Vec<SchoolVerdict>,
    /// Each indicator's dispersion.
    pub dispersion: Vec<DispersionVerdict>,
    /// The mean over the indicators, its limit, and whether it is kept, where the standard asks.
    pub composite: Option<(f64, f64, bool)>,
}

/// A school in one stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SchoolVerdict {
    /// Its code.
    pub school: String,
    /// Its kind.
    pub kind: SchoolKind,
    /// Its pupils in the stage.
    pub pupils: f64,
    /// Each indicator's value, in the order of the standard.
    pub values: Vec<Option<f64>>,
    /// Whether each is reached; none where it is missing or nothing is asked.
    pub reached: Vec<Option<bool>>,
    /// Whether the school passes; none if what is missing could decide.
    pub passed: Option<bool>,
    /// What each indicator that is not reached lacks.
    pub gaps: Vec<Gap>,
    /// The least that would make it pass; none if it does, or figures are missing.
    pub least: Option<Least>,
}

/// What an indicator of a school lacks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gap {
    /// Its code.
    pub indicator: String,
    /// What it is.
    pub value: f64,
    /// What it should be.
    pub limit: f64,
    /// How much of the resource the whole school would need more to reach the limit, in the resource's unit, whole where only
    /// whole ones exist.
    pub lacking: f64,
    /// The same to reach the floor; 0 if it is there.
    pub lacking_to_floor: f64,
    /// The resource's unit.
    pub unit: String,
}

/// The least that makes a school pass. Least is the smallest sum, over the indicators, of what is added as a share of the limit:
/// teachers and square metres have no other common measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Least {
    /// Indicators that may stay below their limit, raised to the floor at most.
    pub excused: Vec<String>,
    /// What is added, by indicator, in the resource's unit.
    pub added: Vec<(String, f64)>,
    /// The sum of shares of the limits, before rounding to whole ones.
    pub share: f64,
}

/// An indicator's dispersion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DispersionVerdict {
    /// Its code.
    pub indicator: String,
    /// Schools that were counted.
    pub schools: usize,
    /// The mean a pupil has.
    pub mean: Option<f64>,
    /// The pupil-weighted 差异系数.
    pub cv: Option<f64>,
    /// Each school counted once: for comparison only, it decides nothing.
    pub plain_cv: Option<f64>,
    /// The most it may be; none where only the mean over indicators is limited.
    pub limit: Option<f64>,
    /// How the limit is known.
    pub basis: Option<Basis>,
    /// Whether it is kept.
    pub passed: Option<bool>,
    /// Each school's share of the squared 差异系数, largest first.
    pub shares: Vec<(String, f64)>,
    /// The least added resource that would keep the limit.
    pub least_added: Option<Added>,
    /// The fewest schools that would have to be lifted to keep it.
    pub fewest_lifted: Option<Lifted>,
}

impl DispersionVerdict {
    /// A school's share as a part of the squared 差异系数; none where the school is not counted or nothing is uneven.
    pub fn share_of(&self, school: &str) -> Option<f64> {
        let whole = self.cv.map(|cv| cv * cv).filter(|whole| *whole > 0.0)?;
        self.shares.iter().find(|(code, _)| code == school).map(|(_, share)| share / whole)
    }
}

/// A school that is not counted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Excluded {
    /// Its code.
    pub school: String,
    /// `kind`, `teaching_point` or `no_pupils`.
    pub why: &'static str,
}

/// A further condition.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemVerdict {
    /// Its code.
    pub item: String,
    /// How it is known.
    pub basis: Basis,
    /// Whether it counts.
    pub decides: bool,
    /// Whether it holds of everybody it is asked of; none if it was not asked, because no such figures were given, or figures
    /// are missing.
    pub holds: Option<bool>,
    /// Schools of which it does not hold.
    pub failing: Vec<String>,
    /// Schools, or elements, without figures.
    pub missing: Vec<String>,
}

//! What is varied, and how the analysis goes: one JSON document beside the specification it looks at.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    design::Sampling,
    estimate::{FirstOrder, TotalOrder},
};
use crate::composite::spec::document;
use crate::composite::{Fault, Specification};

/// Factors of one analysis that is enumerated: with two choices each there are 2²³ combinations.
pub const CHOICES_MAX: usize = 23;
/// Sets of factors whose joint parts are told one by one.
pub const SETS_MAX: usize = 1 << 12;
/// Draws of a factor that stands for chance.
pub const DRAWS_MAX: usize = 100_000;
/// Draws of the bootstrap.
pub const BOOTSTRAP_MAX: usize = 100_000;
/// Bytes of the document: a thousand sets of a thousand weights.
pub const BYTES_MAX: usize = 64 * 1024 * 1024;

/// An analysis of uncertainty and sensitivity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sensitivity {
    /// The specification that is varied.
    pub specification: Base,
    /// What could have been otherwise.
    pub factors: Vec<Factor>,
    /// How the factors are varied together.
    #[serde(default)]
    pub method: Method,
    /// The number whose variance is explained.
    #[serde(default)]
    pub target: Target,
    /// Code of the aggregate that is ranked; left out: the top.
    #[serde(default)]
    pub of: Option<String>,
    /// The period whose units are ranked; left out: the last.
    #[serde(default)]
    pub period: Option<f64>,
    /// Probabilities at which places are told.
    #[serde(default = "quantiles")]
    pub quantiles: Vec<f64>,
    /// Seed of everything that is left to chance.
    #[serde(default)]
    pub seed: u64,
    /// Whether the scores of every replicate are kept, beside their ranks.
    #[serde(default = "yes")]
    pub scores: bool,
    /// Whether each unit's rank gets indices of its own.
    #[serde(default = "yes")]
    pub units: bool,
}

fn quantiles() -> Vec<f64> {
    vec![0.05, 0.5, 0.95]
}

fn yes() -> bool {
    true
}

/// Where the specification stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// In a file, path relative to this document.
    File(String),
    /// Here.
    Inline(Box<Specification>),
}

/// One choice or number that could have been otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    /// What it is called in results.
    pub name: String,
    /// How it varies.
    pub vary: Vary,
}

/// How a factor varies. An address is a JSON pointer (RFC 6901) into the specification with all its defaults filled in,
/// as `/stages/3/treat/each/first/winsorise/points_max`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vary {
    /// One of a list of values of any kind.
    Choices(Choices),
    /// Any number of a range.
    Uniform(Uniform),
    /// A number about a middle.
    Normal(Normal),
    /// Weights, each multiplied by chance.
    Weights(WeightNoise),
    /// Figures, each with its error.
    Errors(Errors),
    /// What an imputation filled in, drawn anew.
    Imputation(Imputation),
}

/// A list of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choices {
    /// The address.
    pub at: String,
    /// What may stand there.
    pub values: Vec<Value>,
    /// How probable each is, with the sum 1; left out: all the same.
    #[serde(default)]
    pub probabilities: Option<Vec<f64>>,
}

/// A range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Uniform {
    /// The address.
    pub at: String,
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

/// A normal distribution, cut off where it is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Normal {
    /// The address.
    pub at: String,
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub deviation: f64,
    /// Nothing below this.
    #[serde(default)]
    pub lower: Option<f64>,
    /// Nothing above this.
    #[serde(default)]
    pub upper: Option<f64>,
}

/// Sets of weights: each weight of a level is multiplied by a number between 1 − noise and 1 + noise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightNoise {
    /// Noise by level, 1 for indicators: from 0 to below 1.
    pub levels: BTreeMap<usize, f64>,
    /// How many sets are drawn.
    pub draws: usize,
}

/// Sets of figures: each figure with an error from a normal distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Errors {
    /// Standard error of every figure as a share of its size.
    #[serde(default)]
    pub relative: f64,
    /// Standard error of every figure of an indicator, in its unit, by code.
    #[serde(default)]
    pub columns: BTreeMap<String, f64>,
    /// A CSV file of standard errors, shaped like the data: figure by figure. Where it has none the others count.
    #[serde(default)]
    pub file: Option<String>,
    /// How many sets are drawn.
    pub draws: usize,
}

/// Sets of imputations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Imputation {
    /// Which stage imputes, from 0 as in addresses.
    pub stage: usize,
    /// What is drawn.
    #[serde(default)]
    pub draw: Draw,
    /// How many sets are drawn.
    pub draws: usize,
}

/// What stands for a missing figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Draw {
    /// What was imputed, with the spread of the indicator's observed figures about it.
    #[default]
    Normal,
    /// The observed figure of another unit.
    Donor,
}

/// How factors are varied together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Every combination, with its probability.
    #[default]
    Exact,
    /// A sample.
    Sampled(Sampled),
    /// Rows that were drawn elsewhere.
    Given(Given),
}

/// A sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sampled {
    /// Rows of A; there are base × (factors + 2) replicates.
    pub base: usize,
    /// Where the points come from.
    #[serde(default)]
    pub sampling: Sampling,
    /// How the indices are estimated.
    #[serde(default)]
    pub estimate: Estimate,
}

/// How indices are estimated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Estimate {
    /// First-order formula.
    pub first: FirstOrder,
    /// Total formula.
    pub total: TotalOrder,
    /// Draws of the bootstrap.
    pub bootstrap: usize,
    /// Share of the draws that an interval holds.
    pub confidence: f64,
}

impl Default for Estimate {
    fn default() -> Self {
        Estimate { first: FirstOrder::default(), total: TotalOrder::default(), bootstrap: 1_000, confidence: 0.9 }
    }
}

/// Rows that were drawn elsewhere, in the order A, B, and for each factor A with that factor's column of B.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// A CSV file, a column a factor by name; relative to this document.
    #[serde(default)]
    pub file: Option<String>,
    /// Or the rows themselves: the number of a choice or draw from 1, or the value.
    #[serde(default)]
    pub rows: Vec<Vec<f64>>,
    /// How the indices are estimated.
    #[serde(default)]
    pub estimate: Estimate,
}

/// The number whose variance is explained.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// How far a unit's rank lies from its nominal rank, on average over the units.
    #[default]
    RankShift,
    /// The rank of a unit, by its code.
    Rank(String),
    /// The score of a unit, by its code.
    Score(String),
}

impl Sensitivity {
    /// Reads a document. Refused in order: too long; not JSON or not of this shape; something after it; numbers out of
    /// range.
    pub fn parse(text: &str) -> Result<Sensitivity, Fault> {
        if text.len() > BYTES_MAX {
            let what = format!("it has {} bytes, more than {BYTES_MAX}", text.len());
            return Err(Fault::new("sensitivity", what, "vary fewer values, or draw them from a seed"));
        }
        let read: Sensitivity = document(text, "sensitivity", "see docs/sensitivity.md for the fields")?;
        read.limited()?;
        Ok(read)
    }

    /// How indices are estimated, where they are.
    pub fn estimate(&self) -> Option<&Estimate> {
        match &self.method {
            Method::Exact => None,
            Method::Sampled(sampled) => Some(&sampled.estimate),
            Method::Given(given) => Some(&given.estimate),
        }
    }

    fn limited(&self) -> Result<(), Fault> {
        if let Some(p) = self.quantiles.iter().find(|p| !(0.0..=1.0).contains(*p)) {
            let what = format!("the probability {p}");
            return Err(Fault::new("sensitivity.quantiles", what, "write numbers from 0 to 1"));
        }
        let Some(estimate) = self.estimate() else { return Ok(()) };
        if estimate.bootstrap > BOOTSTRAP_MAX {
            let what = format!("{} draws, more than {BOOTSTRAP_MAX}", estimate.bootstrap);
            return Err(Fault::new("sensitivity.method.estimate.bootstrap", what, "a thousand are plenty"));
        }
        if !(estimate.confidence > 0.0 && estimate.confidence < 1.0) {
            let what = format!("a confidence of {}", estimate.confidence);
            return Err(Fault::new("sensitivity.method.estimate.confidence", what, "write a share, as 0.9"));
        }
        Ok(())
    }
}

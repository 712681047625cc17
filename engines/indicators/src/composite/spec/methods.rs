//! Methods a stage chooses among, with their parameters.

use serde::{Deserialize, Serialize};

use crate::numeric::rank::Ties;

/// How what is missing is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fill {
    /// The mean.
    Mean,
    /// The median.
    Median,
    /// The same unit's figures of other periods.
    Panel(Panel),
    /// Expectation–maximisation over a joint normal distribution (Dempster, Laird & Rubin 1977).
    ExpectationMaximisation(Maximisation),
}

/// How a series is completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Series {
    /// The latest figure before.
    Latest,
    /// The figure before, and the first one where none is before.
    Constant,
    /// Straight between the figures on both sides, and the outermost beyond; a series of one figure stays as it is.
    Linear,
    /// The same, but a series of one figure is constant.
    LinearConstant,
}

/// Imputation along a panel.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// How.
    pub series: Series,
    /// With `latest`: how many earlier periods of the panel are looked at; left out: all.
    #[serde(default)]
    pub periods_max: Option<usize>,
}

fn tolerance() -> f64 {
    1e-10
}

fn rounds_max() -> usize {
    2_000
}

/// When EM stops, and how it is kept from a singular covariance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maximisation {
    /// Stops once no standardised mean or covariance moves further than this.
    #[serde(default = "tolerance")]
    pub tolerance: f64,
    /// Stops after so many rounds, with a finding.
    #[serde(default = "rounds_max")]
    pub rounds_max: usize,
    /// Added to the diagonal of the standardised covariance; needed where there are fewer units than indicators.
    #[serde(default)]
    pub ridge: f64,
}

/// How one indicator is treated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TreatColumn {
    /// What is done with an indicator that does not pass.
    pub first: Transform,
    /// What is done with one that does not pass after the first either.
    pub second: Transform,
    /// When an indicator passes.
    pub pass: Shape,
}

impl Default for TreatColumn {
    fn default() -> TreatColumn {
        TreatColumn {
            first: Transform::Winsorise(Winsorise::default()),
            second: Transform::LogCt,
            pass: Shape::default(),
        }
    }
}

/// Limits of skewness and kurtosis: passed if |skewness| or kurtosis is below its limit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Shape {
    /// Of |skewness|.
    pub skewness: f64,
    /// Of excess kurtosis.
    pub kurtosis: f64,
}

impl Default for Shape {
    fn default() -> Shape {
        Shape { skewness: 2.0, kurtosis: 3.5 }
    }
}

/// A change of an indicator's distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Transform {
    /// Nothing.
    None,
    /// Brings the outermost figures to the next, one value at a time.
    Winsorise(Winsorise),
    /// ln(x − min + 0.01·(max − min)), the COIN Tool's logarithm.
    #[serde(rename = "log_CT")]
    LogCt,
    /// The same for skewness above zero, its mirror image otherwise.
    #[serde(rename = "log_CT_plus")]
    LogCtPlus,
    /// ln((max − 1)·(x − min)/(max − min) + 1), the Global Innovation Index's logarithm; the maximum must exceed 1.
    #[serde(rename = "log_GII")]
    LogGii,
    /// ln(x − min + 1).
    #[serde(rename = "log_CT_orig")]
    LogCtOrig,
    /// (y^λ − 1)/λ with y = x − min + 1, and ln y at λ = 0.
    #[serde(rename = "boxcox")]
    BoxCox {
        /// λ.
        lambda: f64,
        /// Whether figures are moved so that the least becomes 1; otherwise they must be above zero.
        #[serde(default = "yes")]
        shift: bool,
    },
}

fn yes() -> bool {
    true
}

/// How far winsorising goes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Winsorise {
    /// It stops once so many figures are changed; null: never.
    pub points_max: Option<usize>,
    /// It stops once the shape is within these limits.
    pub until: Shape,
    /// It goes on until `points_max` whatever the shape.
    pub force: bool,
}

impl Default for Winsorise {
    fn default() -> Winsorise {
        Winsorise { points_max: Some(5), until: Shape::default(), force: false }
    }
}

/// How an indicator is brought to the common scale, after it was turned into its direction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Normaliser {
    /// Only turned into its direction.
    None,
    /// Minimum and maximum become these.
    Minmax {
        /// What the minimum becomes.
        lower: f64,
        /// What the maximum becomes.
        upper: f64,
    },
    /// Mean and standard deviation (n − 1) become these.
    Zscore {
        /// What the mean becomes.
        mean: f64,
        /// What the standard deviation becomes.
        deviation: f64,
    },
    /// (x − lower)/(upper − lower)·factor with fixed parameters, in the turned direction.
    Scaled {
        /// What becomes 0.
        lower: f64,
        /// What becomes the factor.
        upper: f64,
        /// The factor.
        factor: f64,
    },
    /// Places, 1 for the worst.
    Rank {
        /// What equals get.
        #[serde(default)]
        ties: Ties,
    },
    /// Places from 0 to 1.
    PercentileRank {
        /// What equals get.
        #[serde(default)]
        ties: Ties,
    },
    /// Places, 0 for the worst.
    Borda {
        /// What equals get.
        #[serde(default)]
        ties: Ties,
    },
    /// 1 − (max − x)/(max − min).
    DistanceToMaximum,
    /// 1 − (ref − x)/(ref − min), ref being a unit's figure.
    DistanceToReference {
        /// Code of the unit.
        unit: String,
        /// Whether what lies beyond counts no more.
        #[serde(default)]
        cap: bool,
    },
    /// (x − min)/(target − min) after turning both; without a target here the metadata's counts.
    DistanceToTarget {
        /// Target in the indicator's own unit.
        #[serde(default)]
        target: Option<f64>,
        /// Whether what lies beyond counts no more.
        #[serde(default)]
        cap: bool,
    },
    /// x/max.
    FractionOfMaximum,
    /// (x − lower)/(upper − lower)·scale between goalposts in the indicator's own unit.
    Goalposts {
        /// Lower goalpost.
        lower: f64,
        /// Upper goalpost.
        upper: f64,
        /// What the upper goalpost becomes.
        scale: f64,
        /// Whether figures beyond are cut.
        #[serde(default = "yes")]
        truncate: bool,
    },
    /// The adjusted Mazziotta–Pareto scale: minimum and maximum become 70 and 130, or, with a reference, the reference
    /// becomes 100 in a range of 60 for max − min (Mazziotta & Pareto 2016).
    Ampi {
        /// Reference in the indicator's own unit.
        #[serde(default)]
        reference: Option<f64>,
    },
}

/// How an aggregate is made of its children.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Aggregator {
    /// Weighted arithmetic mean.
    Arithmetic,
    /// Weighted geometric mean; children must be above zero.
    Geometric,
    /// Weighted harmonic mean; children must not be zero.
    Harmonic,
    /// Weighted mean of powers; 0 is the geometric mean.
    Power {
        /// The power.
        p: f64,
    },
    /// Ordered weighted average: weights by place, the best child first (Yager 1988).
    Owa(OrderedWeights),
    /// Mazziotta–Pareto: mean ∓ spread·(spread/mean), a penalty for children out of balance.
    MazziottaPareto {
        /// Which way the penalty goes.
        penalty: Penalty,
    },
    /// Pairs won less pairs lost, over the indicators both units have (Copeland 1951).
    Copeland,
    /// The order that agrees with the children's orders most (Kemeny 1959, Young & Levenglick 1978), proved; the score is
    /// the number of units placed after.
    Kemeny {
        /// How many branches may be looked at before the search ends without proof.
        #[serde(default = "branches_max")]
        branches_max: u64,
    },
    /// Benefit of the doubt: the weights that favour a unit most, within bounds on each child's share (Cherchye et al. 2007).
    BenefitOfTheDoubt {
        /// The least share of a child in the score.
        #[serde(default)]
        share_min: f64,
        /// The most.
        #[serde(default = "whole")]
        share_max: f64,
    },
}

fn branches_max() -> u64 {
    20_000_000
}

fn whole() -> f64 {
    1.0
}

/// Which way a penalty goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Penalty {
    /// Downward: more is better.
    Downward,
    /// Upward: more is worse.
    Upward,
}

/// Weights by place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderedWeights {
    /// One for each place, the best first; brought to the sum 1. Every aggregate they are used for has so many children.
    Weights(Vec<f64>),
    /// The quantifier Q(r) = r^α over the places that are there: α < 1 looks at the best, α > 1 at the worst.
    Quantifier(f64),
}

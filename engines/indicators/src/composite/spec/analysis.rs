//! What is looked at after the stages.

use serde::{Deserialize, Serialize};

use crate::numeric::correlation::Coefficient;

/// A look at the data set of a stage (`raw`, `denominated`, `imputed`, `screened`, `treated`, `normalised`,
/// `aggregated`; the last of that name).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Analysis {
    /// Correlations between two levels.
    Correlations(Correlations),
    /// Pairs inside a group that correlate too much or too little.
    CorrelationFlags(CorrelationFlags),
    /// Indicators that follow a denominator.
    DenominatorCorrelations(DenominatorCorrelations),
    /// Cronbach's α of each group and of all.
    Reliability(OfLevel),
    /// Principal components of each group, or of all.
    PrincipalComponents(PrincipalComponents),
    /// Least, most, mean, median, spread, shape, ties and flags of each column.
    Statistics(Statistics),
    /// Shares of figures that are there, by unit and group.
    Availability(OfData),
    /// The top without each element of a level.
    LeaveOneOut(LeaveOneOut),
    /// Change over the periods of a panel.
    Trends(Trends),
}

/// A data set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfData {
    /// Its name.
    pub data: String,
}

/// A level of a data set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfLevel {
    /// The data set.
    pub data: String,
    /// The level, from 1.
    #[serde(default = "first")]
    pub level: usize,
}

fn first() -> usize {
    1
}

fn second() -> usize {
    2
}

fn yes() -> bool {
    true
}

/// Correlations between two levels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correlations {
    /// The data set.
    pub data: String,
    /// The two levels.
    pub levels: [usize; 2],
    /// The coefficient.
    #[serde(default)]
    pub coefficient: Coefficient,
    /// Only of elements with what they are part of.
    #[serde(default)]
    pub with_parent: bool,
    /// Correlations less certain than this are left out; null: none is.
    #[serde(default)]
    pub p_below: Option<f64>,
}

/// Pairs inside a group that correlate too much or too little.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrelationFlags {
    /// The data set.
    pub data: String,
    /// The limit.
    pub threshold: f64,
    /// Flags what lies above the limit; otherwise below.
    #[serde(default = "yes")]
    pub above: bool,
    /// The coefficient.
    #[serde(default)]
    pub coefficient: Coefficient,
    /// The level of the groups.
    #[serde(default = "second")]
    pub level: usize,
}

/// Indicators that follow a denominator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DenominatorCorrelations {
    /// The data set.
    pub data: String,
    /// Flags what lies beyond this in either direction.
    pub threshold: f64,
    /// The coefficient.
    #[serde(default)]
    pub coefficient: Coefficient,
}

/// Principal components.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrincipalComponents {
    /// The data set.
    pub data: String,
    /// The level, from 1.
    #[serde(default = "first")]
    pub level: usize,
    /// Group by group; otherwise all of the level at once.
    #[serde(default = "yes")]
    pub by_groups: bool,
}

/// Statistics with the limits of their flags.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statistics {
    /// The data set.
    pub data: String,
    /// |Skewness| and kurtosis beyond both of these are flagged.
    #[serde(default)]
    pub shape: super::methods::Shape,
    /// The least share of figures that are there.
    #[serde(default = "available")]
    pub available: f64,
    /// The least share of figures that are not zero.
    #[serde(default = "half")]
    pub nonzero: f64,
    /// The least share of different figures.
    #[serde(default = "half")]
    pub unique: f64,
}

fn available() -> f64 {
    0.65
}

fn half() -> f64 {
    0.5
}

/// The top without each element of a level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaveOneOut {
    /// The level whose elements are left out one by one.
    pub level: usize,
    /// The aggregate that is looked at; left out: the top.
    #[serde(default)]
    pub of: Option<String>,
}

/// How change is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Compound annual growth rate between the first and the last figure.
    Cagr,
    /// Percent change a period: of the fitted line's first value, or between two figures.
    PercentChange,
}

/// Change over the periods of a panel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trends {
    /// The data set.
    pub data: String,
    /// How.
    pub change: Change,
    /// Codes; empty: all.
    #[serde(default)]
    pub codes: Vec<String>,
    /// Only the last so many periods up to the latest figure; left out: all.
    #[serde(default)]
    pub latest: Option<usize>,
}

//! The stages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::methods::{Aggregator, Fill, Normaliser, TreatColumn};
use super::weighting::Weigh;

/// A step of the pipeline; the key is its name: `{"treat": {…}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageSpec {
    /// Divides indicators by what they depend on.
    Denominate(Denominate),
    /// Fills in what is missing.
    Impute(Impute),
    /// Leaves out units with too little data.
    Screen(Screen),
    /// Treats outliers.
    Treat(Treat),
    /// Brings indicators to one scale and direction.
    Normalise(Normalise),
    /// Changes the weights that aggregation uses.
    Weigh(Weigh),
    /// Aggregates upward through the tree.
    Aggregate(Aggregate),
}

impl StageSpec {
    /// The stage's name.
    pub fn name(&self) -> &'static str {
        match self {
            StageSpec::Denominate(_) => "denominate",
            StageSpec::Impute(_) => "impute",
            StageSpec::Screen(_) => "screen",
            StageSpec::Treat(_) => "treat",
            StageSpec::Normalise(_) => "normalise",
            StageSpec::Weigh(_) => "weigh",
            StageSpec::Aggregate(_) => "aggregate",
        }
    }

    /// The name of the data set it gives.
    pub fn result(&self) -> &'static str {
        match self {
            StageSpec::Denominate(_) => "denominated",
            StageSpec::Impute(_) => "imputed",
            StageSpec::Screen(_) => "screened",
            StageSpec::Treat(_) => "treated",
            StageSpec::Normalise(_) => "normalised",
            StageSpec::Weigh(_) => "weighed",
            StageSpec::Aggregate(_) => "aggregated",
        }
    }
}

/// Divides indicators by denominators: figure ÷ (denominator ÷ scale).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Denominate {
    /// Denominator of an indicator, by codes; left out: as the metadata say.
    pub by: Option<BTreeMap<String, String>>,
    /// Scale of an indicator's denominator; else the metadata's, else 1.
    pub scale: BTreeMap<String, f64>,
}

/// Fills in what is missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Impute {
    /// How.
    pub method: Fill,
    /// Units of one group only look at each other: the code of a group column (mean and median by column).
    #[serde(default)]
    pub group: Option<String>,
    /// Along what mean and median go.
    #[serde(default)]
    pub along: Along,
    /// Rows (and EM) look only at the indicators below the same aggregate of this level; left out: at all.
    #[serde(default)]
    pub level: Option<usize>,
    /// Before rows are averaged, each indicator is brought to 0…1 in its direction, and back afterwards; left out: yes.
    #[serde(default)]
    pub normalise_first: Option<bool>,
}

/// The direction of an imputation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Along {
    /// Other units of the same indicator.
    #[default]
    Column,
    /// Other indicators of the same unit.
    Row,
}

/// What a unit is screened by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreenBy {
    /// The share of figures that are there.
    Missing,
    /// The share of figures that are there and not zero.
    Zeros,
    /// Both.
    MissingAndZeros,
}

fn two_thirds() -> f64 {
    2.0 / 3.0
}

fn one_twentieth() -> f64 {
    0.05
}

/// Leaves out units with too little data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screen {
    /// By what.
    pub by: ScreenBy,
    /// The least share of figures that are there.
    #[serde(default = "two_thirds")]
    pub data_at_least: f64,
    /// The least share of figures that are not zero among those that are there.
    #[serde(default = "one_twentieth")]
    pub nonzero_at_least: f64,
    /// Units that stay (true) or go (false) whatever their figures.
    #[serde(default)]
    pub force: BTreeMap<String, bool>,
}

/// Treats outliers, indicator by indicator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Treat {
    /// How every indicator is treated.
    pub each: TreatColumn,
    /// How single indicators are treated instead, by code.
    pub overrides: BTreeMap<String, TreatColumn>,
    /// Whether the second transform takes up what the first gave, instead of the figures before it.
    pub combine: bool,
}

/// Whether a panel is looked at as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// One set of parameters over all periods: scores can be compared in time.
    #[default]
    Panel,
    /// Each period by itself.
    Period,
}

/// Brings indicators to one scale and direction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Normalise {
    /// How every indicator is normalised.
    pub method: Normaliser,
    /// How single indicators are normalised instead, by code.
    #[serde(default)]
    pub overrides: BTreeMap<String, Normaliser>,
    /// Parameters come from the metadata of each indicator (min–max, z, scaled, target, goalposts).
    #[serde(default)]
    pub from_metadata: bool,
    /// Directions that differ from the metadata, by code.
    #[serde(default)]
    pub directions: BTreeMap<String, f64>,
    /// What the parameters are taken over.
    #[serde(default)]
    pub over: Over,
}

/// Aggregates upward through the tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aggregate {
    /// One method for all levels, or one for each from level 2 up.
    pub methods: Vec<Aggregator>,
    /// How single aggregates are made instead, by code.
    #[serde(default)]
    pub overrides: BTreeMap<String, Aggregator>,
    /// The least share of children that must be there: none, one for all levels, or one for each from level 2 up.
    #[serde(default)]
    pub available_at_least: Vec<f64>,
    /// Weights instead of those the stages before gave, by code.
    #[serde(default)]
    pub weights: BTreeMap<String, f64>,
}

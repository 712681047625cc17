//! Where figures and what is said about them are read from.

use serde::{Deserialize, Serialize};

fn unit_column() -> String {
    "uCode".to_owned()
}

fn name_column() -> String {
    "uName".to_owned()
}

fn time_column() -> String {
    "Time".to_owned()
}

/// A CSV file with a row for each unit, or for each unit and period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSource {
    /// Path, relative to the specification.
    pub file: String,
    /// Column of the units' codes.
    #[serde(default = "unit_column")]
    pub unit: String,
    /// Column of the units' names, if there is one.
    #[serde(default = "name_column")]
    pub name: String,
    /// Column of the periods, if there is one; numbers.
    #[serde(default = "time_column")]
    pub time: String,
    /// Only rows of these periods; empty: all.
    #[serde(default)]
    pub periods: Vec<f64>,
}

/// The metadata of the columns: a file in the columns COINr names, or entries in the specification itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MetaSource {
    /// A CSV file, path relative to the specification, with the columns iCode, Type, Parent, Level, Direction, Weight,
    /// and where there are any iName, Unit, Target, Denominator, ScaleFactor, minmax_lower, minmax_upper, zscore_mean,
    /// zscore_sd, scaled_lower, scaled_upper, scale_factor, dist2targ_cap_max, goalpost_lower, goalpost_upper,
    /// goalpost_scale, goalpost_trunc2posts.
    File(String),
    /// Entries.
    Entries(Vec<Entry>),
}

/// What a column of the data, or an aggregate, is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Figures of the index.
    #[default]
    Indicator,
    /// Made of others.
    Aggregate,
    /// What indicators are divided by.
    Denominator,
    /// A word that units share.
    Group,
    /// Carried along.
    Other,
}

fn one() -> f64 {
    1.0
}

/// One column or aggregate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Code; for a column of the data, its header.
    pub code: String,
    /// Name for people.
    #[serde(default)]
    pub name: String,
    /// What it is.
    #[serde(default)]
    pub kind: Kind,
    /// Code of the aggregate it is part of; none at the top.
    #[serde(default)]
    pub parent: Option<String>,
    /// Level, 1 for indicators; left out: one above its highest child.
    #[serde(default)]
    pub level: Option<usize>,
    /// 1 if more is better, −1 if less is.
    #[serde(default = "one")]
    pub direction: f64,
    /// Weight among its siblings.
    #[serde(default = "one")]
    pub weight: f64,
    /// Unit of measurement.
    #[serde(default)]
    pub unit: String,
    /// Code of the column it is divided by.
    #[serde(default)]
    pub denominator: Option<String>,
    /// The denominator is divided by this before it divides.
    #[serde(default)]
    pub scale: Option<f64>,
    /// Parameters of normalisation that belong to the indicator, in its own unit and direction.
    #[serde(default)]
    pub norms: Norms,
}

impl Default for Entry {
    fn default() -> Entry {
        Entry {
            code: String::new(),
            name: String::new(),
            kind: Kind::Indicator,
            parent: None,
            level: None,
            direction: 1.0,
            weight: 1.0,
            unit: String::new(),
            denominator: None,
            scale: None,
            norms: Norms::default(),
        }
    }
}

/// Parameters of normalisation from the metadata.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Norms {
    /// Target.
    pub target: Option<f64>,
    /// Whether what lies beyond the target counts no more than the target.
    pub target_cap: Option<bool>,
    /// Lower goalpost.
    pub goalpost_lower: Option<f64>,
    /// Upper goalpost.
    pub goalpost_upper: Option<f64>,
    /// What the upper goalpost becomes.
    pub goalpost_scale: Option<f64>,
    /// Whether figures beyond the goalposts are cut.
    pub goalpost_truncate: Option<bool>,
    /// What the minimum becomes.
    pub minmax_lower: Option<f64>,
    /// What the maximum becomes.
    pub minmax_upper: Option<f64>,
    /// What the mean becomes.
    pub zscore_mean: Option<f64>,
    /// What the standard deviation becomes.
    pub zscore_deviation: Option<f64>,
    /// What becomes 0.
    pub scaled_lower: Option<f64>,
    /// What becomes the factor.
    pub scaled_upper: Option<f64>,
    /// The factor.
    pub scaled_factor: Option<f64>,
}

/// A CSV file of denominators by unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DenominatorSource {
    /// Path, relative to the specification.
    pub file: String,
    /// Column of the units' codes.
    #[serde(default = "unit_column")]
    pub unit: String,
}

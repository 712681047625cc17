//! What an evaluation came to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A line of the tree as it was computed: indicators first, then headings by level, the top last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsNode")]
pub struct NodeFacts {
    /// Code.
    pub code: String,
    /// Level, 1 for indicators.
    pub level: usize,
    /// Code of the heading it stands under; empty at the top.
    pub parent: String,
    /// Weight among its siblings.
    pub weight: f64,
    /// Its share in the top.
    pub share: f64,
}

/// A region in a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsRow")]
pub struct Row {
    /// Code of the region.
    pub region: String,
    /// The year.
    pub year: i64,
    /// Figures by indicator, in their units.
    pub figures: Vec<Option<f64>>,
    /// Scores by node: normalised figures of indicators, then headings.
    pub scores: Vec<Option<f64>>,
    /// Place in its year; 0 without a score.
    pub rank: u16,
    /// The places within which it lies in nine of ten combinations of choices; 0 where that was not asked.
    pub low: u16,
    /// The other end.
    pub high: u16,
}

/// A group of regions in a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsGroupFigures")]
pub struct GroupFigures {
    /// Number of the group in the document, from 0.
    pub group: usize,
    /// The year.
    pub year: i64,
    /// Σ numerator ÷ Σ denominator by indicator.
    pub figures: Vec<Option<f64>>,
}

/// A region that stands beside, in a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsBeside")]
pub struct Beside {
    /// Code of the region.
    pub region: String,
    /// The year.
    pub year: i64,
    /// Figures by indicator, in their units.
    pub figures: Vec<Option<f64>>,
}

/// What the order of the last year owes to a choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsSureness")]
pub struct Sureness {
    /// `normalisation`, `aggregation` or `weights`.
    pub choice: String,
    /// Its Shapley share of the variance of the mean shift of places; nothing where the order never changes.
    pub share: Option<f64>,
}

/// What somebody should know about a result that was computed all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsRemark")]
#[serde(untagged)]
pub enum Remark {
    /// By name, with the arguments of its sentence.
    Named {
        /// The indicator, aggregate or region it is about; empty if it is the whole.
        about: String,
        /// The stable code.
        code: String,
        /// The arguments of its sentence.
        args: BTreeMap<String, String>,
        /// In English, as the command line says it.
        text: String,
    },
    /// In English, as results that were kept before remarks had names have it.
    Text(String),
}

/// What an evaluation came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsComputed")]
pub struct Computed {
    /// Hash of the specification's canonical form, as `xueqiao indicators run` prints it.
    pub specification: String,
    /// Hash of figures and tree, as the same command prints it.
    pub data: String,
    /// The tree.
    pub nodes: Vec<NodeFacts>,
    /// How many of the nodes are indicators.
    pub indicators: usize,
    /// Regions by years, by year and code.
    pub rows: Vec<Row>,
    /// Groups by years.
    pub groups: Vec<GroupFigures>,
    /// Regions beside, by years.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
    /// What the order of the last year depends on.
    pub sureness: Vec<Sureness>,
    /// How many combinations of choices were computed for a year.
    pub combinations: usize,
    /// How many figures were left out because they stand on too few people.
    pub suppressed: usize,
    /// What somebody should know although it was computed.
    pub findings: Vec<Remark>,
}

impl Computed {
    /// The rows of a year.
    pub fn year(&self, year: i64) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.year == year)
    }

    /// The last year.
    pub fn last_year(&self) -> i64 {
        self.rows.last().map_or(0, |row| row.year)
    }

    /// The composite of a row, which is its last node.
    pub fn composite(&self, row: &Row) -> Option<f64> {
        row.scores.last().copied().flatten()
    }
}

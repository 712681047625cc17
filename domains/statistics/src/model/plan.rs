//! 评价方案: what the pages of an evaluation's form say so far, kept from the first page on, before anything can be computed.

use serde::{Deserialize, Serialize};
use units::{Instant, Kind};

use super::{Derived, Group, Line, SystemCited};

/// Kind of plans, `spl_`.
pub enum PlanKind {}
impl Kind for PlanKind {
    const PREFIX: &'static str = "spl";
}

/// Which regions of the data set are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Units {
    /// Every one.
    #[default]
    All,
    /// Provinces.
    Province,
    /// Cities.
    City,
    /// Counties.
    County,
    /// These, by code.
    These(Vec<String>),
}

/// How what is missing is filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filling {
    /// Not at all.
    #[default]
    None,
    /// The region's latest figure before.
    Latest,
    /// Straight between the region's own figures.
    Linear,
    /// The mean of the other regions of the year.
    Mean,
    /// Their median.
    Median,
    /// Expectation–maximisation.
    Em,
}

super::names!(Filling {
    None => "none",
    Latest => "latest",
    Linear => "linear",
    Mean => "mean",
    Median => "median",
    Em => "em",
});

/// What is done with outliers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outliers {
    /// Nothing.
    #[default]
    None,
    /// Winsorised at most five figures, else a logarithm, where skewness and kurtosis are beyond 2 and 3.5.
    Treat,
}

super::names!(Outliers { None => "none", Treat => "treat" });

/// How indicators come to one scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scaling {
    /// Minimum and maximum become 1 and 100.
    #[default]
    Minmax,
    /// Mean and standard deviation become 100 and 10.
    Zscore,
    /// Places from 0 to 1.
    Percentile,
    /// Places.
    Rank,
    /// min(1, actual ÷ target).
    Attainment,
    /// (x − min) ÷ (target − min), cut at 1.
    Distance,
}

super::names!(Scaling {
    Minmax => "minmax",
    Zscore => "zscore",
    Percentile => "percentile",
    Rank => "rank",
    Attainment => "attainment",
    Distance => "distance",
});

/// Where weights come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weighing {
    /// The lines say them.
    #[default]
    Given,
    /// The same for all siblings.
    Equal,
    /// Shannon's entropy, for indicators.
    Entropy,
    /// CRITIC, for indicators.
    Critic,
}

super::names!(Weighing { Given => "given", Equal => "equal", Entropy => "entropy", Critic => "critic" });

/// How a heading is made of what stands under it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mean {
    /// Weighted arithmetic mean.
    #[default]
    Arithmetic,
    /// Weighted geometric mean.
    Geometric,
    /// Weighted harmonic mean.
    Harmonic,
}

super::names!(Mean { Arithmetic => "arithmetic", Geometric => "geometric", Harmonic => "harmonic" });

/// The steps of the computation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// What is missing.
    pub filling: Filling,
    /// Outliers.
    pub outliers: Outliers,
    /// The common scale.
    pub scaling: Scaling,
    /// Whether the scale is that of each year by itself, and not one for all years.
    pub each_year: bool,
    /// Weights.
    pub weighing: Weighing,
    /// Means from level 2 up; the last holds for the levels beyond.
    pub means: Vec<Mean>,
    /// The least share of what stands under a heading that must be there, in percent; none: no limit.
    pub available: Option<u8>,
}

/// A line of the tree, counted or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanLine {
    /// As the document has it.
    pub line: Line,
    /// Something stands under it.
    pub heading: bool,
    /// It is computed.
    pub counted: bool,
}

/// A version of a data set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataCited {
    /// `sds_…`.
    pub id: String,
    /// Its version.
    pub version: i64,
}

/// What the pages say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Name in Chinese.
    pub name: String,
    /// Name in English, or empty.
    pub name_en: String,
    /// What it is for.
    pub basis: String,
    /// Who publishes it first, then who works on it as well.
    pub members: Vec<String>,
    /// 示例.
    pub example: bool,
    /// The indicator system; none: lines of its own.
    pub system: Option<SystemCited>,
    /// Years, ascending.
    pub years: Vec<i64>,
    /// Regions that are compared.
    pub units: Units,
    /// The figures; none while they are not chosen.
    pub data: Option<DataCited>,
    /// Whether regions of a comparison group stand beside without a place.
    pub unranked: bool,
    /// Groups beside.
    pub groups: Vec<Group>,
    /// Figures that stand on fewer people are left out.
    pub persons_min: i64,
    /// Derived elements, which come from the text and are carried along.
    pub derived: Vec<Derived>,
    /// The tree, the top first.
    pub lines: Vec<PlanLine>,
    /// The steps.
    pub method: Method,
}

/// A version of an evaluation that a plan changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// `evl_…`.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// Its revision when the pages were opened.
    pub revision: i64,
}

/// A plan that is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanKept {
    /// `spl_…`.
    pub id: String,
    /// What it says.
    pub plan: Plan,
    /// The draft it changes; none: it becomes a new evaluation.
    pub of: Option<Changed>,
    /// Who kept it last.
    pub kept_by: String,
    /// When.
    pub kept_at: Instant,
    /// Counts changes; a page that saw an older one is refused.
    pub revision: i64,
}

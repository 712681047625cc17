//! 数据集: figures by element, region and period, in versions.

use serde::{Deserialize, Serialize};
use units::{Instant, Kind};

/// Kind of data sets, `sds_`.
pub enum DataSetKind {}
impl Kind for DataSetKind {
    const PREFIX: &'static str = "sds";
}

/// 数据要素: what figures are of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsElement")]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// The name expressions use.
    pub code: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English, or empty.
    #[serde(default)]
    pub name_en: String,
    /// Unit, as 万人 or 元/人; 1 for a plain number.
    pub unit: String,
    /// What it belongs to, or empty.
    #[serde(default)]
    pub group: String,
    /// 1 if more is read as better, −1 if less, 0 if neither.
    #[serde(default)]
    pub direction: i8,
}

/// A region the figures are of, which need not be one of the directory's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsRegion")]
#[serde(deny_unknown_fields)]
pub struct RegionName {
    /// Six digits; of a comparison group also another code: letters first.
    pub code: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English, or empty.
    #[serde(default)]
    pub name_en: String,
    /// 对比组: the label of the comparison group it belongs to; empty for a region that is evaluated.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsFigure")]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Code of the element.
    pub element: String,
    /// Code of the region.
    pub region: String,
    /// The year.
    pub period: i64,
    /// A finite number in the element's unit.
    pub value: f64,
    /// How many people it stands on, where that is known.
    #[serde(default)]
    pub persons: Option<i64>,
}

/// What is said about figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsAbout")]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Title in Chinese.
    pub title: String,
    /// Title in English, or empty.
    #[serde(default)]
    pub title_en: String,
    /// Who published the figures, and where.
    pub origin: String,
    /// Under which licence or terms they may be used.
    pub licence: String,
    /// 示例: invented.
    #[serde(default)]
    pub example: bool,
    /// The regions.
    pub regions: Vec<RegionName>,
    /// The elements.
    pub elements: Vec<Element>,
}

/// Figures as they are handed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsDataSetInput")]
#[serde(deny_unknown_fields)]
pub struct DataSetInput {
    /// What makes it the same data set as an earlier one: `nbs.province.year`.
    pub key: String,
    /// What is said about them.
    pub about: About,
    /// The figures, in any order.
    pub figures: Vec<Figure>,
}

/// One version of a data set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsDataSet")]
pub struct DataSet {
    /// `sds_…`; all versions share it.
    pub id: String,
    /// 1, 2, 3 …
    pub version: i64,
    /// What makes it the same data set.
    pub key: String,
    /// What is said about it.
    pub about: About,
    /// SHA-256 over what is said and every figure.
    pub hash: String,
    /// How many figures it has.
    pub figures: i64,
    /// The earliest period.
    pub first_period: i64,
    /// The latest.
    pub last_period: i64,
    /// Who handed it over.
    pub received_by: String,
    /// When.
    pub received_at: Instant,
}

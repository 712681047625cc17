//! 指标体系 as statistics keeps it: what was published under a number, line by line, so that a figure cites its definition.

use serde::{Deserialize, Serialize};
use units::Day;

/// 指标: a line of a published system, a heading or something that is measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SystemLine {
    /// 编号, as it was published: `1`, `1.2`, `A3`.
    pub code: String,
    /// The line it stands under, which comes before it; empty at the top.
    #[serde(default)]
    pub parent: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English, or empty.
    #[serde(default)]
    pub name_en: String,
    /// 释义: what it means and why it is looked at.
    #[serde(default)]
    pub meaning: String,
    /// 口径: who and what is counted.
    #[serde(default)]
    pub scope: String,
    /// 公式.
    #[serde(default)]
    pub formula: String,
    /// 单位, as it was published, which need not be one that can be computed with.
    #[serde(default)]
    pub unit: String,
    /// 来源.
    #[serde(default)]
    pub source: String,
    /// 1 where a target is a least, −1 where it is a most, 0 where nothing says which way is better.
    #[serde(default)]
    pub direction: i8,
    /// 目标值, in its unit.
    #[serde(default)]
    pub target: Option<f64>,
    /// 权重 among the lines under the same heading; none where the system gives none.
    #[serde(default)]
    pub weight: Option<f64>,
    /// Where its definition is read, or empty.
    #[serde(default)]
    pub page: String,
}

/// A published version of a system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorSystem {
    /// The identifier its publisher gave it.
    pub id: String,
    /// 1, 2, 3 …
    pub version: i64,
    /// 文号 under which it was published.
    pub number: String,
    /// SHA-256 of the document its publisher keeps.
    pub hash: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English, or empty.
    #[serde(default)]
    pub name_en: String,
    /// Who publishes it: regions, six digits each; none where that was not handed over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub publishers: Vec<String>,
    /// The day it was published on; none where that was not handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<Day>,
    /// 示例.
    #[serde(default)]
    pub example: bool,
    /// Where it is read, or empty.
    #[serde(default)]
    pub page: String,
    /// Its lines, each after the heading it stands under.
    pub lines: Vec<SystemLine>,
}

impl IndicatorSystem {
    /// A line by its code.
    pub fn line(&self, code: &str) -> Option<&SystemLine> {
        self.lines.iter().find(|line| line.code == code)
    }

    /// Whether something stands under a line.
    pub fn is_heading(&self, code: &str) -> bool {
        self.lines.iter().any(|line| line.parent == code)
    }
}

/// Which published system an evaluation is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsSystemCited")]
#[serde(deny_unknown_fields)]
pub struct SystemCited {
    /// Its identifier.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// 文号.
    pub number: String,
    /// SHA-256 of what was published.
    pub hash: String,
}

//! 指标: one line of an indicator system, a heading or something that is measured.

use serde::{Deserialize, Serialize};

/// What an indicator asks of those it measures, as planning documents since the 11th five-year plan divide them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// 预期性: hoped for.
    Expected,
    /// 约束性: binding.
    Binding,
    /// 引领性: ahead of what others do.
    Leading,
    /// 基础性: the least there must be.
    Basic,
}

super::names!(Nature { Expected => "expected", Binding => "binding", Leading => "leading", Basic => "basic" });

/// On which side of a target one has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// At least the target.
    AtLeast,
    /// At most the target.
    AtMost,
}

super::names!(Direction { AtLeast => "at_least", AtMost => "at_most" });

/// 目标值.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorTarget")]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// On which side one has to be.
    pub direction: Direction,
    /// A decimal number, in the unit of the indicator.
    pub value: String,
}

/// One line of an indicator system. What has lines below it is a heading of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorIndicator")]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// 编号, such as `1`, `1.2` or `A3`: the same line keeps it through all versions.
    pub code: String,
    /// The line it stands under, which comes before it; empty at the top.
    #[serde(default)]
    pub parent: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English, or empty.
    #[serde(default)]
    pub name_en: String,
    /// 类型; none for a heading, or where the system has no types.
    #[serde(default)]
    pub nature: Option<Nature>,
    /// 指标释义: what it means and why it is looked at.
    #[serde(default)]
    pub meaning: String,
    /// 统计口径: who and what is counted.
    #[serde(default)]
    pub scope: String,
    /// 计算公式.
    #[serde(default)]
    pub formula: String,
    /// 单位, such as `%`.
    #[serde(default)]
    pub unit: String,
    /// 数据来源.
    #[serde(default)]
    pub source: String,
    /// 审核单位: who checks what was reported.
    #[serde(default)]
    pub reviewer: String,
    /// 数据年度: 0 for the year that is monitored, −1 for the year before.
    #[serde(default)]
    pub year_offset: i64,
    /// 目标值.
    #[serde(default)]
    pub target: Option<Target>,
    /// 权重 in hundredths, among the lines under the same heading; none where the system gives no weights.
    #[serde(default)]
    pub weight_hundredths: Option<i64>,
    /// 备注.
    #[serde(default)]
    pub note: String,
}

//! 兑换项目: what can be had for points, and how much of it there is.

use serde::{Deserialize, Serialize};
use units::{Day, Instant};

/// How far an item has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// Being written.
    Draft,
    /// In the catalogue.
    Published,
    /// No longer offered; what is held can still be collected.
    Withdrawn,
}

super::names!(ItemState { Draft => "draft", Published => "published", Withdrawn => "withdrawn" });

/// What an item says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveItemInput")]
#[serde(deny_unknown_fields)]
pub struct ItemInput {
    /// Who offers it: the code of an institution.
    pub provider: String,
    /// `discount`, `book`, `course_place`, `venue`, `goods` or `service`.
    pub kind: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English, or empty.
    #[serde(default)]
    pub name_en: String,
    /// What one gets, in Chinese.
    pub description: String,
    /// The same in English, or empty.
    #[serde(default)]
    pub description_en: String,
    /// Where and when it is collected.
    pub counter: String,
    /// Points for one.
    pub price: i64,
    /// How many a learner may have in all; none = no limit.
    #[serde(default)]
    pub learner_max: Option<i64>,
    /// First day on which it can be ordered.
    pub open_from: Day,
    /// The day after the last; none = while it is offered.
    #[serde(default)]
    pub open_to: Option<Day>,
    /// Where it can be used: six digits of a region, or empty for everywhere.
    #[serde(default)]
    pub region: String,
    /// For how many days after the day of the order it is held.
    pub collect_days: i64,
}

/// An item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveItem")]
pub struct Item {
    /// `itm_…`
    pub id: String,
    /// What it says.
    pub content: ItemInput,
    /// How far it has come.
    pub state: ItemState,
    /// How much of it there is.
    pub stock: Stock,
    /// Who wrote it.
    pub drafted_by: String,
    /// When.
    pub drafted_at: Instant,
    /// Since when it is in the catalogue.
    pub published_at: Option<Instant>,
    /// Why it was withdrawn, or empty.
    pub reason: String,
    /// Counts changes of this row; a form that saw an older one is refused.
    pub revision: i64,
}

/// Pieces of an item: `supplied` = `free` + `held` + `collected`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveStock")]
pub struct Stock {
    /// Ever supplied, less what was taken back.
    pub supplied: i64,
    /// Can be ordered.
    pub free: i64,
    /// Held for an order.
    pub held: i64,
    /// Collected.
    pub collected: i64,
}

/// More pieces, or fewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveStockInput")]
#[serde(deny_unknown_fields)]
pub struct StockInput {
    /// How many are supplied; negative = taken back.
    pub change: i64,
    /// Why.
    pub reason: String,
}

/// The revision that was looked at, and a reason where one is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveAtRevision")]
#[serde(deny_unknown_fields)]
pub struct AtRevision {
    /// The revision.
    pub revision: i64,
    /// Why; required to withdraw what is published.
    #[serde(default)]
    pub reason: String,
}

//! 提醒: what a unit or a reviewing region is told before and after a day.

use serde::{Deserialize, Serialize};
use units::{Day, Instant};

/// A reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionNotice")]
pub struct Notice {
    /// The unit's or the region's code.
    pub reader: String,
    /// The campaign.
    pub campaign: String,
    /// Its title.
    pub title: String,
    /// `unit`, or the level that is reminded.
    pub party: String,
    /// `soon` or `overdue`.
    pub stage: String,
    /// The day it is about.
    pub due_on: Day,
    /// How many returns waited.
    pub waiting: i64,
    /// When it was told.
    pub at: Instant,
}

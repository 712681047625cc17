//! 填报单位: schools and counties that report in a campaign.

use serde::{Deserialize, Serialize};

use super::form::Level;

/// A unit of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionUnit")]
pub struct Unit {
    /// A school's code of ten digits, or a county's of six.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is a school or a county.
    pub level: Level,
    /// The county it lies in, six digits.
    pub county: String,
    /// The city, six digits; empty where a county belongs to the province itself.
    pub city: String,
    /// The province, six digits.
    pub province: String,
}

/// A unit to be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionUnitInput")]
#[serde(deny_unknown_fields)]
pub struct UnitInput {
    /// A school's code of ten digits, or a county's of six.
    pub code: String,
    /// Its name; that of the directory if empty.
    #[serde(default)]
    pub name: String,
    /// The county it lies in, six digits; that of the directory if empty.
    #[serde(default)]
    pub county: String,
}

/// Units to be added to a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionUnitsInput")]
#[serde(deny_unknown_fields)]
pub struct UnitsInput {
    /// Units one by one.
    #[serde(default)]
    pub units: Vec<UnitInput>,
    /// A region whose schools in the directory are added, six digits; empty for none.
    #[serde(default)]
    pub schools_of: String,
    /// A region whose counties are added, six digits; empty for none.
    #[serde(default)]
    pub counties_of: String,
}

/// How many units were added; those that were there already are not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionAdded")]
pub struct Added {
    /// How many.
    pub added: u64,
}

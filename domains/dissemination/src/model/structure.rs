//! The structure of a release: dimensions with their codes, attributes. The period is always the last dimension
//! (`TIME_PERIOD`), the value the one measure (`OBS_VALUE`), the status an attribute of each observation (`OBS_STATUS`).

use serde::{Deserialize, Serialize};

/// A code of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationCode")]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Letters, digits, underscores.
    pub id: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    #[serde(default)]
    pub name_en: String,
    /// The code above it in the list, or empty.
    #[serde(default)]
    pub parent: String,
}

/// A dimension beside the period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationDimension")]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Identifier in SDMX, `REF_AREA`.
    pub id: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    #[serde(default)]
    pub name_en: String,
    /// The values it may have.
    pub codes: Vec<Code>,
}

/// An attribute beside the status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationAttribute")]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Identifier in SDMX, `UNIT_MEASURE`.
    pub id: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    #[serde(default)]
    pub name_en: String,
    /// The values it may have; none means free text.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// The dimensions it depends on; none means each observation has its own.
    #[serde(default)]
    pub on: Vec<String>,
}

/// The structure of a release.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationStructure")]
#[serde(deny_unknown_fields)]
pub struct Structure {
    /// In the order of keys.
    pub dimensions: Vec<Dimension>,
    /// In the order in which observations carry them.
    #[serde(default)]
    pub attributes: Vec<Attribute>,
    /// Values are texts, not numbers.
    #[serde(default)]
    pub textual: bool,
}

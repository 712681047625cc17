//! What one version says otherwise than another.

use serde::Serialize;

/// One field that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorFieldChange")]
pub struct FieldChange {
    /// Name of the field.
    pub field: &'static str,
    /// What it said, as it is written in a table; empty where it said nothing.
    pub from: String,
    /// What it says.
    pub to: String,
}

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorChange")]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// These of its fields are others.
    Changed(Vec<FieldChange>),
}

/// One line that is not the same in both versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorDifference")]
pub struct Difference {
    /// Code of the line; empty for the document itself.
    pub code: String,
    /// Its name in the version where it stands, in Chinese.
    pub name: String,
    /// The same in English, or empty.
    pub name_en: String,
    /// What became of it.
    pub change: Change,
}

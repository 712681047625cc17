//! What a check found in a return.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::form::{Figure, Severity};

/// A flag (疑点): what a check found, in which fields. It holds no sentence, so that it can be told in both languages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionFlag")]
pub struct Flag {
    /// The code of the check; `required:<field>` and `range:<field>` are those every field has.
    pub check: String,
    /// Whether it stops the return.
    pub severity: Severity,
    /// The fields it looks at, the first of which it stands beside.
    pub fields: Vec<String>,
    /// Their entries, in the fields' own units.
    pub values: Vec<Option<Figure>>,
    /// What was found.
    pub found: Found,
}

/// What was found. Figures are in the unit beside them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionFound")]
#[serde(tag = "found", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are what their names say")]
pub enum Found {
    /// Nothing was entered where something must be.
    Missing,
    /// A figure outside its bounds.
    Range { value: f64, low: f64, high: Option<f64>, unit: String },
    /// Two sides that do not stand as they must; a side that is missing counts in pairs only.
    Sides { left: Option<f64>, right: Option<f64>, unit: String },
    /// A figure and the year before's.
    Ratio { now: f64, before: f64, low: f64, high: f64, unit: String },
    /// A figure far from those of others.
    Outlier { value: f64, median: f64, z: f64, limit: f64, unit: String },
    /// Another unit has the same entries.
    Duplicate { other: String },
}

impl Flag {
    /// Names the flag together with the entries it is about: an answer given to it dies when an entry changes.
    pub fn key(&self) -> String {
        let about = serde_json::json!([self.check, self.fields, self.values]);
        hex::encode(&Sha256::digest(about.to_string())[..12])
    }

    /// Whether it only says that something is not filled in yet.
    pub fn is_missing(&self) -> bool {
        self.found == Found::Missing
    }
}

//! A text in both languages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A text in Chinese and in English. Forms are documents of the authorities, so their words stand in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionText")]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// In Chinese, which is the text that counts.
    pub zh: String,
    /// In English.
    #[serde(default)]
    pub en: String,
}

impl Text {
    /// A text in both languages.
    pub fn of(zh: impl Into<String>, en: impl Into<String>) -> Text {
        Text { zh: zh.into(), en: en.into() }
    }

    /// The text in a language; the Chinese one where there is no other.
    pub fn said(&self, english: bool) -> &str {
        if english && !self.en.is_empty() { &self.en } else { &self.zh }
    }
}

//! What somebody should know about a result that was computed all the same.

use serde::Serialize;

/// A remark of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The indicator, aggregate or unit it is about.
    pub about: String,
    /// What was found.
    pub what: String,
}

impl Finding {
    /// A remark.
    pub fn new(about: impl Into<String>, what: impl Into<String>) -> Finding {
        Finding { about: about.into(), what: what.into() }
    }
}

//! 通知: what somebody is told without having asked, and where to look.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use units::Instant;

/// A notice. It names no learner; the page behind it says the rest to whoever may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Notice {
    /// Who is told: a person, the code of an institution, or of a province.
    pub reader: String,
    /// What it is about: an application, a revocation, an appeal.
    pub about: String,
    /// Which stage of it; each is told once.
    pub stage: String,
    /// Code of the sentence.
    pub code: String,
    /// Its arguments.
    pub args: BTreeMap<String, String>,
    /// The page that says more.
    pub href: String,
    /// When it was told.
    pub at: Instant,
    /// When it was read.
    pub read_at: Option<Instant>,
}

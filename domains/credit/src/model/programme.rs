//! 专业培养方案: the courses a programme asks for, as its institution imported them.

use recognition::Change;
use serde::{Deserialize, Serialize};
use units::{Credit, Instant};

/// Whether a version of a programme is in use. A later import takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProgrammeState {
    /// Rules and learners are asked about this version.
    InUse,
    /// Followed by a later version.
    Superseded,
}

super::names!(ProgrammeState { InUse => "in_use", Superseded => "superseded" });

/// One version of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Programme {
    /// Code of the institution.
    pub institution: String,
    /// 专业代码 at the institution.
    pub code: String,
    /// 1, 2, 3 …
    pub version: i64,
    /// Its name.
    pub title: String,
    /// Credit it takes in all.
    pub total: Credit,
    /// How many courses it has.
    pub course_count: i64,
    /// Whether it is in use.
    pub state: ProgrammeState,
    /// SHA-256 of its canonical form.
    pub hash: String,
    /// When it was imported.
    pub imported_at: Instant,
    /// The courses.
    #[schemars(with = "serde_json::Value")]
    pub content: recognition::model::Programme,
}

/// A file of programmes and changes of course codes; the changes wait for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeFile {
    /// Code of the institution, which every programme and change of the file is of.
    pub institution: String,
    /// TOML with `[[programme]]` and `[[change]]`, or CSV of courses with the header
    /// `programme,programme_title,total,code,title,category,credit`.
    pub text: String,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Imported {
    /// Programmes of which a new version was stored.
    pub stored: usize,
    /// Programmes that were there already, word for word.
    pub unchanged: usize,
    /// Changes of codes, which wait for a second person.
    pub changes: usize,
    /// The table they are kept as, `cht_…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
}

/// What a text of programmes holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgrammeText {
    /// Programmes.
    pub programmes: Vec<recognition::model::Programme>,
    /// Changes of codes.
    pub changes: Vec<Change>,
}

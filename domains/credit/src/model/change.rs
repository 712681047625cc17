//! 课程代码沿革: a table of an institution's changed course codes, from its import to its publication.

use serde::{Deserialize, Serialize};
use units::{Instant, Kind};

/// Kind of tables of changes, `cht_`.
pub enum ChangeTableKind {}
impl Kind for ChangeTableKind {
    const PREFIX: &'static str = "cht";
}

/// How far a table has come. The way is drawn in `rules::change::CHART`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeState {
    /// Waits for the second person; no code means another yet.
    Submitted,
    /// Its codes mean the same course, each from its day on.
    Published,
    /// Sent back by the second person, with a reason.
    Returned,
    /// Taken back by whoever works there.
    Withdrawn,
}

super::names!(ChangeState {
    Submitted => "submitted",
    Published => "published",
    Returned => "returned",
    Withdrawn => "withdrawn",
});

/// A file of changed codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeFile {
    /// Code of the institution whose codes these are.
    pub institution: String,
    /// CSV with the header `old_code,new_code,valid_from,valid_to`, the days optional, or TOML with `[[change]]`.
    pub text: String,
}

/// A table and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ChangeTable {
    /// `cht_…`
    pub id: String,
    /// Code of the institution.
    pub institution: String,
    /// How far it has come.
    pub state: ChangeState,
    /// How many changes it holds.
    pub size: i64,
    /// SHA-256 of its canonical form, 64 hexadecimal digits.
    pub hash: String,
    /// Who imported it.
    pub imported_by: String,
    /// When.
    pub imported_at: Instant,
    /// The second person.
    pub decided_by: Option<String>,
    /// When they decided, or when it was taken back.
    pub decided_at: Option<Instant>,
    /// Why it was sent back, or empty.
    pub reason: String,
    /// The changes; left out of lists.
    #[schemars(with = "Vec<serde_json::Value>")]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<recognition::Change>,
}

/// Why a table is sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnInput {
    /// Whoever imported it reads this.
    pub reason: String,
}

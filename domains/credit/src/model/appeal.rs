//! 申诉: a learner asks the joint committee of the four provinces to look at a rejection or at silence.

use serde::{Deserialize, Serialize};
use units::{Instant, Kind};

use super::Application;

/// Kind of appeals, `apl_`.
pub enum AppealKind {}
impl Kind for AppealKind {
    const PREFIX: &'static str = "apl";
}

/// What is appealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// A rejection.
    Rejection,
    /// Nothing was decided until the due day.
    Silence,
}

super::names!(Ground { Rejection => "rejection", Silence => "silence" });

/// How far an appeal has come. The way is drawn in `rules::appeal::CHART`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AppealState {
    /// Before the committee.
    Filed,
    /// What was decided stands.
    Upheld,
    /// It is to be decided again, by somebody else.
    SetAside,
    /// Taken back by the learner.
    Withdrawn,
    /// The application moved on by itself; there is nothing left to find.
    Lapsed,
}

super::names!(AppealState {
    Filed => "filed",
    Upheld => "upheld",
    SetAside => "set_aside",
    Withdrawn => "withdrawn",
    Lapsed => "lapsed",
});

/// What a province's voice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingSaid {
    /// What was decided stands.
    Uphold,
    /// It is to be decided again.
    SetAside,
}

super::names!(FindingSaid { Uphold => "uphold", SetAside => "set_aside" });

/// An appeal to file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAppeal {
    /// Why the learner does not agree.
    pub statement: String,
}

/// A province's voice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoiceInput {
    /// What it says.
    pub finding: FindingSaid,
    /// Why.
    pub reason: String,
    /// The revision of the appeal that was looked at.
    pub revision: i64,
}

/// An appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Appeal {
    /// `apl_…`
    pub id: String,
    /// Whose.
    pub learner: String,
    /// The application.
    pub application: String,
    /// Code of the institution that decided, or was silent.
    pub institution: String,
    /// What is appealed.
    pub ground: Ground,
    /// Why the learner does not agree.
    pub statement: String,
    /// How far it has come.
    pub state: AppealState,
    /// When it was filed.
    pub filed_at: Instant,
    /// The moment from which the majority decides.
    pub due_at: Instant,
    /// When it ended.
    pub decided_at: Option<Instant>,
    /// Who had decided; empty for silence.
    pub first_decider: String,
    /// When; for silence, when the application was filed.
    pub first_decided_at: Instant,
    /// Counts changes; a voice on an older revision is refused.
    pub revision: i64,
}

/// A voice as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Voice {
    /// Code of the province, `310000`.
    pub province: String,
    /// Who spoke for it.
    pub member: String,
    /// What it says.
    pub finding: FindingSaid,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Instant,
}

/// An appeal with the voices given so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Heard {
    /// The appeal.
    pub appeal: Appeal,
    /// The application as it stands.
    pub application: Application,
    /// The voices, in the order of the provinces.
    pub voices: Vec<Voice>,
}

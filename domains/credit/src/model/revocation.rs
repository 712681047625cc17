//! 撤销: an outcome is taken back by its depositor, and everything that leaned on it is found and settled.

use serde::{Deserialize, Serialize};
use units::{Instant, Kind};

/// Kind of revocations, `rev_`.
pub enum RevocationKind {}
impl Kind for RevocationKind {
    const PREFIX: &'static str = "rev";
}

/// How far a revocation has come. The way is drawn in `rules::revocation::CHART`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RevocationState {
    /// Waits for the second person.
    Asked,
    /// The outcome is revoked.
    Confirmed,
    /// The second person said no.
    Declined,
}

super::names!(RevocationState { Asked => "asked", Confirmed => "confirmed", Declined => "declined" });

/// A revocation to ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRevocation {
    /// Whose outcome, `prs_…`.
    pub learner: String,
    /// Which, `out_…`.
    pub outcome: String,
    /// Why; the learner and every institution concerned read it.
    pub reason: String,
}

/// A revocation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Revocation {
    /// `rev_…`
    pub id: String,
    /// Whose outcome.
    pub learner: String,
    /// Which.
    pub outcome: String,
    /// Code of the institution that deposited it.
    pub institution: String,
    /// How far it has come.
    pub state: RevocationState,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Instant,
    /// The second person.
    pub decided_by: Option<String>,
    /// When they decided.
    pub decided_at: Option<Instant>,
}

/// What a revocation did to something that leaned on the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConsequenceKind {
    /// An open application went back to the learner.
    Returned,
    /// A recognition is held until its institution settles it.
    Suspended,
    /// A conversion that the depositor itself had reported was struck.
    Struck,
}

super::names!(ConsequenceKind { Returned => "returned", Suspended => "suspended", Struck => "struck" });

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConsequenceState {
    /// The institution is still to settle it.
    Open,
    /// Nothing is left to be done.
    Done,
    /// The recognition was reversed.
    Reversed,
    /// The recognition was confirmed on other grounds.
    Upheld,
}

super::names!(ConsequenceState { Open => "open", Done => "done", Reversed => "reversed", Upheld => "upheld" });

/// Something that leaned on a revoked outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Consequence {
    /// `rev_…`
    pub revocation: String,
    /// Whose.
    pub learner: String,
    /// The application, or the code of the target course of a reported conversion.
    pub subject: String,
    /// Code of the institution where it was used.
    pub institution: String,
    /// What the revocation did to it.
    pub kind: ConsequenceKind,
    /// What became of it.
    pub state: ConsequenceState,
    /// Why, once settled.
    pub reason: String,
    /// Who settled it.
    pub settled_by: Option<String>,
    /// When.
    pub settled_at: Option<Instant>,
}

/// How a held recognition is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It is reversed.
    Annul,
    /// It stands on other grounds.
    Uphold,
}

super::names!(Settlement { Annul => "annul", Uphold => "uphold" });

/// Settles a held recognition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettlementInput {
    /// How.
    pub settlement: Settlement,
    /// Why; to uphold, the other grounds.
    pub reason: String,
    /// The revision of the application that was looked at.
    pub revision: i64,
}

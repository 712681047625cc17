//! Consent, guardians, and reads.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::{Day, Instant};

/// The purposes for which a learner's data may be read by another organisation (PIPL art. 6: a clear, reasonable purpose).
pub const PURPOSES: &[&str] = &["conversion", "verification", "enrolment", "employment"];

/// What may be read: outcomes deposited, the passbook with balances and use, identity (name, 身份证号), contact.
pub const WHATS: &[&str] = &["outcomes", "passbook", "identity", "contact"];

/// How a guardian stands to a minor (民法典 art. 27: parents, then grandparents, elder siblings, or an appointed guardian).
pub const RELATIONS: &[&str] = &["parent", "grandparent", "sibling", "appointed"];

/// What giving a consent takes.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentInput {
    /// Code of the organisation that may read.
    pub organisation: String,
    /// One of [`PURPOSES`].
    pub purpose: String,
    /// Some of [`WHATS`], at least one.
    pub what: Vec<String>,
    /// Last day on which it may.
    pub until: Day,
}

/// Where a consent stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    /// A guardian must still agree.
    Waiting,
    /// Reads are allowed.
    InForce,
    /// Its time is over.
    Expired,
    /// The learner or the guardian took it back.
    Withdrawn,
    /// The guardian said no.
    Refused,
}

/// A consent as stored.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Consent {
    /// `con_…`
    pub consent: String,
    /// Whose data.
    pub learner: String,
    /// Code of the organisation that may read.
    pub organisation: String,
    /// For which purpose.
    pub purpose: String,
    /// What may be read.
    pub what: Vec<String>,
    /// When it was given.
    pub given_at: Instant,
    /// The first moment at which it no longer holds.
    pub until_at: Instant,
    /// Whether a guardian had to agree.
    pub guardian_needed: bool,
    /// When a guardian agreed.
    pub guardian_at: Option<Instant>,
    /// When a guardian refused.
    pub refused_at: Option<Instant>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Instant>,
}

/// A guardian of a learner, as stored.
#[derive(Clone, Debug, Serialize)]
pub struct Guardian {
    /// The minor.
    pub learner: String,
    /// Who stands for them.
    pub guardian: String,
    /// One of [`RELATIONS`].
    pub relation: String,
    /// When the link was proposed.
    pub named_at: Instant,
    /// When the guardian confirmed it.
    pub confirmed_at: Option<Instant>,
    /// When a school that has the learner's record, or an officer above it, attested it. Before that it counts for nothing.
    pub attested_at: Option<Instant>,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

/// One read of a learner's data by another organisation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReadEntry {
    /// `rea_…`
    pub read_id: String,
    /// When.
    pub at: Instant,
    /// Code of the reading organisation.
    pub organisation: String,
    /// For which purpose.
    pub purpose: String,
    /// What was read, or asked for.
    pub what: String,
    /// The consent that allowed it.
    pub consent: Option<String>,
    /// `read`, `refused`, or `own` for what the organisation had deposited itself.
    pub outcome: String,
}

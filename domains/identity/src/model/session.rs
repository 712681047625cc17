//! Sessions in a browser and tokens for programs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::{Day, Instant};

/// How far a sign-in has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The password was right; the second factor is still to be shown.
    Factor,
    /// The password was right; a role makes a second factor obligatory and none is enrolled.
    Enrolment,
    /// Signed in.
    Complete,
}

/// In whose place a session acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// The person represented.
    pub person: String,
    /// `guardian`, or the delegation's id.
    pub by: String,
}

/// A session as stored.
#[derive(Clone, Debug)]
pub struct Session {
    /// `ses_…`
    pub session: String,
    /// Whose it is.
    pub person: String,
    /// SHA-256 of the cookie's text.
    pub token_hash: String,
    /// What the browser said of itself, in two words.
    pub device: String,
    /// When the password was shown.
    pub started_at: Instant,
    /// Last seen, to within a few minutes.
    pub seen_at: Instant,
    /// When it ends whatever happens.
    pub expires_at: Instant,
    /// When the second factor was shown.
    pub second_factor_at: Option<Instant>,
    /// When it was ended.
    pub ended_at: Option<Instant>,
    /// In whose place it acts.
    pub acting: Option<Acting>,
}

/// A link by which a person sets a new password, as stored.
#[derive(Clone, Debug)]
pub struct Reset {
    /// Whose password.
    pub person: String,
    /// `rst_…`
    pub reset: String,
    /// SHA-256 of the link's secret.
    pub token_hash: String,
    /// Who made it.
    pub made_by: String,
    /// Until when it works.
    pub expires_at: Instant,
    /// When it was used or replaced.
    pub ended_at: Option<Instant>,
}

/// What a new token takes.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenInput {
    /// What the person calls it, 1 to 60 characters.
    pub name: String,
    /// The grants it may use, by id; none means it acts as the person without any role.
    #[serde(default)]
    pub grants: Vec<String>,
    /// Last day on which it works.
    pub valid_until: Day,
}

/// A token as stored, without its secret.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Token {
    /// `tok_…`
    pub token: String,
    /// What the person calls it.
    pub name: String,
    /// The grants it may use, by id.
    pub grants: Vec<String>,
    /// When it was issued.
    pub issued_at: Instant,
    /// When it stops working.
    pub expires_at: Instant,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
    /// SHA-256 of the token's text.
    #[serde(skip)]
    #[schemars(skip)]
    pub token_hash: String,
}

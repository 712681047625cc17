//! JSON over the same verbs and inputs as the pages.

mod authority;
mod learner;
mod own;

pub(crate) use authority::{ATTEST, GRANT, GRANTS, MAKE_RESET, PEOPLE, PRIVACY, REVOKE};
pub(crate) use learner::{AGREE, CONSENTS, GIVE, READS, REFUSE, WITHDRAW};
pub(crate) use own::{END_SESSION, ISSUE_TOKEN, ME, REVOKE_TOKEN, SESSIONS, TOKENS};

use schemars::JsonSchema;
use serde::Serialize;

/// Everything of a list that has a small end of its own.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Items<T> {
    /// The items, the latest first.
    pub(crate) items: Vec<T>,
}

/// What was made.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Made {
    /// Its identifier.
    pub(crate) id: String,
}

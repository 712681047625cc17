//! Identity: who people are, how they sign in, what they may do, and who may read what of a learner.
//!
//! Nouns: person (learner or staff), session, second factor, token, grant, invitation, delegation, guardian, consent, read.
//!
//! Personal data – name, 身份证号, day of birth, contacts – is sealed at rest ([`vault`]), found by keyed hash, and masked
//! wherever it is shown to others ([`mask`]). It never enters a log, the journal or an address.
//!
//! Deliberately unknown here: what an outcome, a rule or an application is. Other domains ask [`consent::allows`] before
//! they read a learner's data for another organisation, and tell with [`consent::record_read`] that they did.

pub mod access;
mod api;
mod asked;
pub mod cli;
pub mod consent;
mod gate;
mod hooks;
mod jobs;
mod lists;
pub mod mask;
pub mod model;
mod pages;
pub mod password;
pub mod privacy;
mod routes;
pub mod rules;
pub mod second_factor;
mod shown;
mod store;
mod ticket;
pub mod vault;
pub mod work;

pub use hooks::{authenticate, bearer, display_name};
pub use model::{ConsentId, PersonId};
pub use routes::DOMAIN;
pub use work::people::names;

use op::{Op, Result};
use units::Day;

/// Who holds a role at an organisation now, for whoever gives them work there.
pub fn holders_at(op: &op::Op, role: op::Role, organisation: &str) -> op::Result<Vec<String>> {
    store::authority::holders_at(op.conn(), role.0, organisation, op.now())
}

/// Whether a guardian must consent for a learner on a day: under 14 (PIPL art. 31).
///
/// Errors: `Missing` if there is no such person.
pub fn guardian_needed(op: &Op, learner: &str, today: Day) -> Result<bool> {
    Ok(rules::age::guardian_needed(work::people::born(op, learner)?, today))
}

#[cfg(test)]
mod tests;

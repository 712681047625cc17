//! Revocations: who may confirm, and what becomes of whatever leaned on the outcome.

use flow::{Chart, Move, State, StateKind};

use super::{No, Objection, Refused};
use crate::model::{ApplicationState, ConsequenceKind, Revocation};

const REVIEWER: &[&str] = &["reviewer"];

/// The way of a revocation: one person asks, another confirms or declines.
pub static CHART: Chart = Chart {
    name: "revocation",
    states: &[
        State { name: "asked", kind: StateKind::Initial },
        State { name: "confirmed", kind: StateKind::Final },
        State { name: "declined", kind: StateKind::Final },
    ],
    moves: &[
        Move { from: "asked", verb: "confirm", to: "confirmed", who: REVIEWER, guard: Some("another_person") },
        Move { from: "asked", verb: "decline", to: "declined", who: REVIEWER, guard: Some("another_person") },
    ],
};

/// Applications and conversions that one revocation finds: far more than an outcome is ever used for.
pub const CONSEQUENCES_MAX: usize = 200;
/// The longest reason, in characters.
pub const REASON_CHARS_MAX: usize = 1_000;

/// Whether the second person may decide on a revocation.
///
/// # Errors
/// In order: not in a state for it; the person who asked.
pub fn second(found: &Revocation, verb: &str, who: &str) -> Result<&'static Move, No> {
    let step = super::step(&CHART, found.state.name(), verb, REVIEWER)?;
    match found.asked_by == who {
        true => Err(Objection::RevocationSamePerson.into()),
        false => Ok(step),
    }
}

/// What a revocation does to an application in a state; nothing to one that holds nothing.
pub fn consequence(state: ApplicationState) -> Option<ConsequenceKind> {
    match state {
        ApplicationState::Filed => Some(ConsequenceKind::Returned),
        // One that an earlier revocation already suspended waits for this one to be settled too.
        ApplicationState::Accepted | ApplicationState::Suspended => Some(ConsequenceKind::Suspended),
        ApplicationState::Draft
        | ApplicationState::Returned
        | ApplicationState::Rejected
        | ApplicationState::Withdrawn
        | ApplicationState::Reversed => None,
    }
}

/// The state an application goes to by a verb of the platform or the settling reviewer.
///
/// # Errors
/// Not in a state for it.
pub fn moved(state: ApplicationState, verb: &str, who: &[&str]) -> Result<ApplicationState, Refused> {
    let step = super::step(&super::application::CHART, state.name(), verb, who)?;
    ApplicationState::named(step.to).ok_or(Refused::NotNow)
}

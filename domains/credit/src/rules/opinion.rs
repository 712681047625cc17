//! Expert review: the way of a request for an opinion.

use flow::{Chart, Move, State, StateKind};

const EXPERT: &[&str] = &["expert"];
const REVIEWER: &[&str] = &["reviewer"];

const fn by(verb: &'static str, to: &'static str, who: &'static [&'static str]) -> Move {
    Move { from: "asked", verb, to, who, guard: Some("application_filed") }
}

/// The way of a request. An opinion that was given is never changed.
pub static CHART: Chart = Chart {
    name: "opinion",
    states: &[
        State { name: "asked", kind: StateKind::Initial },
        State { name: "given", kind: StateKind::Final },
        State { name: "declined", kind: StateKind::Final },
        State { name: "withdrawn", kind: StateKind::Final },
    ],
    moves: &[
        by("give", "given", EXPERT),
        by("decline", "declined", EXPERT),
        Move { from: "asked", verb: "withdraw", to: "withdrawn", who: REVIEWER, guard: None },
    ],
};

/// Experts asked about one application.
pub const OPINIONS_MAX: usize = 10;
/// The longest question and reason, in characters.
pub const REASON_CHARS_MAX: usize = 2_000;

//! The way of an evaluation: drafted, proposed, published by a second person.

use flow::{Chart, FlowFault, Move, State, StateKind};

use super::Refused;
use crate::model::EvaluationState;

/// Who writes for the group: a monitoring or education officer of any member.
const WRITER: &[&str] = &["writer"];

const fn by(from: &'static str, verb: &'static str, to: &'static str) -> Move {
    Move { from, verb, to, who: WRITER, guard: None }
}

/// The way of one version. `supersede` is what publishing the next version does to it.
pub static CHART: Chart = Chart {
    name: "evaluation",
    states: &[
        State { name: "draft", kind: StateKind::Initial },
        State { name: "proposed", kind: StateKind::Open },
        State { name: "published", kind: StateKind::Open },
        State { name: "superseded", kind: StateKind::Final },
        State { name: "withdrawn", kind: StateKind::Final },
    ],
    moves: &[
        by("draft", "edit", "draft"),
        by("draft", "propose", "proposed"),
        by("draft", "withdraw", "withdrawn"),
        by("proposed", "return", "draft"),
        Move { from: "proposed", verb: "publish", to: "published", who: WRITER, guard: Some("second_person") },
        by("proposed", "withdraw", "withdrawn"),
        by("published", "supersede", "superseded"),
        by("published", "withdraw", "withdrawn"),
    ],
};

/// The move a verb makes from the state a version is in.
///
/// # Errors
/// Not from here, or not by these.
pub fn step(state: EvaluationState, verb: &str, who: &[&str]) -> Result<&'static Move, Refused> {
    CHART.next(state.name(), verb, who).map_err(|fault| match fault {
        FlowFault::NotByYou => Refused::NotYours,
        FlowFault::UnknownVerb | FlowFault::NotFromHere => Refused::NotNow,
    })
}

/// Whether a person may publish what another wrote.
///
/// # Errors
/// Whoever wrote it.
pub fn publish(drafted_by: &str, person: &str) -> Result<(), Refused> {
    if drafted_by == person { Err(Refused::SamePerson) } else { Ok(()) }
}

//! The way of a release: drafted, proposed, released by a second person; withdrawn with a reason.

use flow::{Chart, FlowFault, Move, State, StateKind};

use super::Refused;
use crate::model::{DataflowInput, Release, ReleaseState};

/// Who publishes for a region.
const PUBLISHER: &[&str] = &["publisher"];

const fn by(from: &'static str, verb: &'static str, to: &'static str) -> Move {
    Move { from, verb, to, who: PUBLISHER, guard: None }
}

/// The way of one release.
pub static CHART: Chart = Chart {
    name: "release",
    states: &[
        State { name: "draft", kind: StateKind::Initial },
        State { name: "proposed", kind: StateKind::Open },
        State { name: "released", kind: StateKind::Open },
        State { name: "withdrawn", kind: StateKind::Final },
    ],
    moves: &[
        by("draft", "receive", "draft"),
        by("draft", "propose", "proposed"),
        by("draft", "withdraw", "withdrawn"),
        by("proposed", "return", "draft"),
        Move { from: "proposed", verb: "release", to: "released", who: PUBLISHER, guard: Some("second_person") },
        by("proposed", "withdraw", "withdrawn"),
        by("released", "withdraw", "withdrawn"),
    ],
};

/// The move a verb makes from the state a release is in.
///
/// # Errors
/// Not from here, or not by these.
pub fn step(state: ReleaseState, verb: &str, who: &[&str]) -> Result<&'static Move, Refused> {
    CHART.next(state.name(), verb, who).map_err(|fault| match fault {
        FlowFault::NotByYou => Refused::NotYours,
        FlowFault::UnknownVerb | FlowFault::NotFromHere => Refused::NotNow,
    })
}

/// Whether small counts were withheld as the dataflow now says.
///
/// # Errors
/// The setting changed since: what is not published is decided when a draft is taken in.
pub fn same_rule(release: &Release, flow: &DataflowInput) -> Result<(), Refused> {
    if release.suppression == flow.suppression { Ok(()) } else { Err(Refused::RuleChanged) }
}

/// Whether this person may release what others made.
///
/// # Errors
/// Whoever made or proposed it does not.
pub fn second_person(release: &Release, person: &str) -> Result<(), Refused> {
    let same = release.drafted_by == person || release.proposed_by.as_deref() == Some(person);
    if same { Err(Refused::SamePerson) } else { Ok(()) }
}

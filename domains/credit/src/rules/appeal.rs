//! Appeals: what can be appealed and how long, and what the voices of the provinces add up to.

use flow::{Chart, Move, State, StateKind};
use units::Instant;

use super::{No, Objection, Refused};
use crate::model::{Application, ApplicationState, FindingSaid, Ground};

const LEARNER: &[&str] = &["learner"];
const COMMITTEE: &[&str] = &["committee"];
const SYSTEM: &[&str] = &["system"];

/// The provinces of the joint committee, equal parties with one voice each: 沪苏浙皖.
pub const PROVINCES: [&str; 4] = ["310000", "320000", "330000", "340000"];

/// The longest statement and reason, in characters.
pub const STATEMENT_CHARS_MAX: usize = 2_000;

const DAY_SECONDS: i64 = 86_400;

const fn by(verb: &'static str, to: &'static str, who: &'static [&'static str], guard: Option<&'static str>) -> Move {
    Move { from: "filed", verb, to, who, guard }
}

/// The way of an appeal. The finding follows from the voices, whoever spoke last or whenever the time is over.
pub static CHART: Chart = Chart {
    name: "appeal",
    states: &[
        State { name: "filed", kind: StateKind::Initial },
        State { name: "upheld", kind: StateKind::Final },
        State { name: "set_aside", kind: StateKind::Final },
        State { name: "withdrawn", kind: StateKind::Final },
        State { name: "lapsed", kind: StateKind::Final },
    ],
    moves: &[
        by("speak", "filed", COMMITTEE, None),
        by("uphold", "upheld", SYSTEM, Some("voices_agree")),
        by("set_aside", "set_aside", SYSTEM, Some("voices_agree")),
        by("withdraw", "withdrawn", LEARNER, None),
        by("lapse", "lapsed", SYSTEM, Some("application_moved_on")),
    ],
};

/// The province of a region.
pub fn province(region: &str) -> Option<&'static str> {
    PROVINCES.into_iter().find(|province| region.len() == 6 && region[..2] == province[..2])
}

/// On what ground an application can be appealed now. `due_at` is the moment until which it was to be decided.
///
/// # Errors
/// In order: neither rejected nor filed; not overdue yet; the time for an appeal is over.
pub fn ground(of: &Application, due_at: Option<Instant>, now: Instant, appeal_days: i64) -> Result<Ground, No> {
    let (ground, since) = match (of.state, of.decided_at) {
        (ApplicationState::Rejected, Some(decided)) => (Ground::Rejection, decided),
        (ApplicationState::Filed, _) => match due_at.filter(|due| *due <= now) {
            Some(due) => (Ground::Silence, due),
            None => return Err(Objection::AppealNotYet.into()),
        },
        _ => return Err(Refused::NotNow.into()),
    };
    match now < since.plus_seconds((appeal_days + 1) * DAY_SECONDS) {
        true => Ok(ground),
        false => Err(Objection::AppealLate(appeal_days).into()),
    }
}

/// What the voices given so far add up to: the consensus of all four provinces; once the time is over, as many equal voices
/// as `majority` says.
pub fn finding(voices: &[FindingSaid], over: bool, majority: i64) -> Option<FindingSaid> {
    let count = |said: FindingSaid| voices.iter().filter(|voice| **voice == said).count();
    let needed = match over {
        false => PROVINCES.len(),
        true => usize::try_from(majority).unwrap_or(PROVINCES.len()).clamp(2, PROVINCES.len()),
    };
    let enough: Vec<FindingSaid> = FindingSaid::ALL.iter().copied().filter(|said| count(*said) >= needed).collect();
    match enough.as_slice() {
        [one] => Some(*one),
        // Two against two is no majority, whatever number is set.
        _ => None,
    }
}

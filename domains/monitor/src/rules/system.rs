//! The way of a version: drafted, commented on, agreed to by every member, published.

use flow::{Chart, FlowFault, Move, State, StateKind};
use units::Day;

use super::Refused;
use crate::model::{Comment, Stance, System, SystemState, Voice};

/// Who writes for the group: a monitoring or education officer of any member.
const WRITER: &[&str] = &["writer"];

const fn by(from: &'static str, verb: &'static str, to: &'static str) -> Move {
    Move { from, verb, to, who: WRITER, guard: None }
}

/// The way of one version. `supersede` is what publishing the next version does to it.
pub static CHART: Chart = Chart {
    name: "system",
    states: &[
        State { name: "draft", kind: StateKind::Initial },
        State { name: "consulting", kind: StateKind::Open },
        State { name: "proposed", kind: StateKind::Open },
        State { name: "published", kind: StateKind::Open },
        State { name: "superseded", kind: StateKind::Final },
        State { name: "withdrawn", kind: StateKind::Final },
    ],
    moves: &[
        by("draft", "edit", "draft"),
        by("draft", "consult", "consulting"),
        Move { from: "draft", verb: "propose", to: "proposed", who: WRITER, guard: Some("comments_answered") },
        by("draft", "withdraw", "withdrawn"),
        by("consulting", "return", "draft"),
        by("consulting", "withdraw", "withdrawn"),
        by("proposed", "return", "draft"),
        Move { from: "proposed", verb: "publish", to: "published", who: WRITER, guard: Some("every_member_agrees") },
        by("proposed", "withdraw", "withdrawn"),
        by("published", "supersede", "superseded"),
        by("published", "withdraw", "withdrawn"),
    ],
};

/// The move a verb makes from the state a version is in.
///
/// # Errors
/// Not from here, or not by these.
pub fn step(state: SystemState, verb: &str, who: &[&str]) -> Result<&'static Move, Refused> {
    CHART.next(state.name(), verb, who).map_err(|fault| match fault {
        FlowFault::NotByYou => Refused::NotYours,
        FlowFault::UnknownVerb | FlowFault::NotFromHere => Refused::NotNow,
    })
}

/// Whether a draft may be sent round for comments until a day.
///
/// # Errors
/// In order: nothing in it, the day is not ahead.
pub fn consult(system: &System, until: Day, today: Day) -> Result<(), Refused> {
    if system.content.indicators.is_empty() {
        return Err(Refused::Empty);
    }
    if until <= today { Err(Refused::ConsultPast) } else { Ok(()) }
}

/// Whether a member may comment on a version today.
///
/// # Errors
/// In order: it is not sent round, the time is over, no member, no such line, too many comments.
pub fn comment(system: &System, region: &str, indicator: &str, said: usize, today: Day) -> Result<(), Refused> {
    if system.state != SystemState::Consulting {
        return Err(Refused::NotNow);
    }
    if let Some(last) = system.consult_until.filter(|last| *last < today) {
        return Err(Refused::CommentsClosed(last));
    }
    member(system, region)?;
    if !indicator.is_empty() && !system.content.indicators.iter().any(|line| line.code == indicator) {
        return Err(Refused::IndicatorUnknown(indicator.to_owned()));
    }
    if said >= super::COMMENTS_MAX { Err(Refused::CommentsMax(super::COMMENTS_MAX)) } else { Ok(()) }
}

fn member(system: &System, region: &str) -> Result<(), Refused> {
    match system.content.members.iter().any(|member| member == region) {
        true => Ok(()),
        false => Err(Refused::NotAMember(region.to_owned())),
    }
}

/// Whether a draft may be put to the members.
///
/// # Errors
/// In order: nothing in it, comments without an answer.
pub fn propose(system: &System, comments: &[Comment]) -> Result<(), Refused> {
    if system.content.indicators.is_empty() {
        return Err(Refused::Empty);
    }
    match comments.iter().filter(|comment| comment.outcome.is_none()).count() {
        0 => Ok(()),
        open => Err(Refused::Unanswered(open)),
    }
}

/// Whether a person may give the voice of a member now.
///
/// # Errors
/// In order: not proposed, no member, the member spoke already, the person wrote the version.
pub fn speak(system: &System, region: &str, voices: &[Voice], person: &str) -> Result<(), Refused> {
    if system.state != SystemState::Proposed {
        return Err(Refused::NotNow);
    }
    member(system, region)?;
    if voices.iter().any(|voice| voice.region == region) {
        return Err(Refused::Spoken);
    }
    if system.drafted_by == person { Err(Refused::SamePerson) } else { Ok(()) }
}

/// Regions of members that have not agreed, in the order in which the version names them.
pub fn not_agreed<'a>(system: &'a System, voices: &[Voice]) -> Vec<&'a str> {
    let agrees = |region: &&str| voices.iter().any(|voice| voice.region == *region && voice.stance == Stance::Agree);
    system.content.members.iter().map(String::as_str).filter(|region| !agrees(region)).collect()
}

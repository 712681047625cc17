//! Applications: what filing, deciding and reversing ask for.

use flow::{Chart, Move, State, StateKind};
use recognition::answer::Recognised;
use recognition::check::Facts;

use super::Refused;
use super::choice::{self, Filed, Names, USES_MAX};
use crate::model::{ApplicationState, Decision, Effect};

const LEARNER: &[&str] = &["learner"];
const REVIEWER: &[&str] = &["reviewer"];
/// A reviewer, or the platform where the rule says so and every outcome was deposited by an institution.
const ACCEPTS: &[&str] = &["reviewer", "system"];
/// What follows from a revocation or a finding of the committee, whoever spoke last.
const SYSTEM: &[&str] = &["system"];

const fn by(from: &'static str, verb: &'static str, to: &'static str, who: &'static [&'static str]) -> Move {
    Move { from, verb, to, who, guard: None }
}

/// The way of an application. What is accepted is never edited, only reversed.
pub static CHART: Chart = Chart {
    name: "application",
    states: &[
        State { name: "draft", kind: StateKind::Initial },
        State { name: "filed", kind: StateKind::Open },
        State { name: "returned", kind: StateKind::Open },
        State { name: "accepted", kind: StateKind::Open },
        // A rejection is the end unless the joint committee sets it aside.
        State { name: "rejected", kind: StateKind::Open },
        State { name: "withdrawn", kind: StateKind::Final },
        State { name: "suspended", kind: StateKind::Open },
        State { name: "reversed", kind: StateKind::Final },
    ],
    moves: &[
        by("draft", "change", "draft", LEARNER),
        Move { from: "draft", verb: "file", to: "filed", who: LEARNER, guard: Some("everything_counts") },
        by("draft", "withdraw", "withdrawn", LEARNER),
        by("filed", "accept", "accepted", ACCEPTS),
        by("filed", "reject", "rejected", REVIEWER),
        by("filed", "return", "returned", REVIEWER),
        by("filed", "recall", "returned", SYSTEM),
        by("filed", "withdraw", "withdrawn", LEARNER),
        by("returned", "change", "returned", LEARNER),
        Move { from: "returned", verb: "file", to: "filed", who: LEARNER, guard: Some("everything_counts") },
        by("returned", "withdraw", "withdrawn", LEARNER),
        by("rejected", "reopen", "filed", SYSTEM),
        by("rejected", "recall", "returned", SYSTEM),
        by("accepted", "reverse", "reversed", REVIEWER),
        by("accepted", "suspend", "suspended", SYSTEM),
        by("suspended", "uphold", "accepted", REVIEWER),
        by("suspended", "annul", "reversed", REVIEWER),
    ],
};

/// Files of one application.
pub const ATTACHMENTS_MAX: usize = 10;
/// Bytes of one attached file: a scanned transcript of several pages.
pub const ATTACHMENT_BYTES_MAX: u64 = 10 * 1024 * 1024;
/// The longest reason of a decision, in characters.
pub const REASON_CHARS_MAX: usize = 1_000;
/// What is recorded as the grade of the target under 免修免考.
pub const GRADE_EXEMPT: &str = "免考";

/// What is known when an application is filed.
pub struct Filing<'a> {
    /// Where it stands.
    pub state: ApplicationState,
    /// What the learner's outcomes, the programme and the rules in force are.
    pub facts: Facts<'a>,
    /// What was chosen.
    pub uses: &'a [Recognised],
    /// A target whose rule has another version in force than the one that was looked at.
    pub changed: Option<&'a str>,
    /// Whether a guardian is still to consent.
    pub guardian_missing: bool,
    /// Whether the learner allows the institution to read.
    pub consented: bool,
    /// A target whose rule asks for evidence while none is attached.
    pub evidence_missing: Option<String>,
}

/// Decides on filing an application.
///
/// # Errors
/// In order: not in a state to be filed; a rule changed since it was chosen; nothing or too much chosen; guardian; consent;
/// evidence; a use the rule does not allow, something twice, a prerequisite, a cap.
pub fn file(filing: &Filing, names: Names) -> Result<Filed, Refused> {
    super::step(&CHART, filing.state.name(), "file", LEARNER)?;
    if let Some(target) = filing.changed {
        return Err(Refused::RuleChanged(target.to_owned()));
    }
    if filing.uses.is_empty() {
        return Err(Refused::NothingChosen);
    }
    if filing.uses.len() > USES_MAX {
        return Err(Refused::TooManyChosen(USES_MAX));
    }
    if filing.guardian_missing {
        return Err(Refused::GuardianNeeded);
    }
    if !filing.consented {
        return Err(Refused::ConsentMissing);
    }
    if let Some(target) = &filing.evidence_missing {
        return Err(Refused::EvidenceMissing(target.clone()));
    }
    choice::prove(&filing.facts, filing.uses, names)?;
    choice::lines(&filing.facts, filing.uses)
}

/// Decides on a reviewer's decision.
///
/// # Errors
/// In order: not in a state for it, the reviewer's own application.
pub fn decide(
    state: ApplicationState,
    learner: &str,
    reviewer: &str,
    decision: Decision,
) -> Result<ApplicationState, Refused> {
    let step = super::step(&CHART, state.name(), decision.name(), REVIEWER)?;
    if learner == reviewer {
        return Err(Refused::OwnApplication);
    }
    // The chart's states are exactly those of the type, as a test over both lists shows.
    ApplicationState::named(step.to).ok_or(Refused::NotNow)
}

/// The grade recorded for a target: 免考 when neither study nor examination is owed.
pub fn grade_recorded(effect: &str) -> &'static str {
    if effect == Effect::StudyAndExam.name() { GRADE_EXEMPT } else { "" }
}

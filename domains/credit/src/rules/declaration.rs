//! Declarations: their way, and what stands against handing one in or deciding on it.

use flow::{Chart, Move, State, StateKind};

use super::Refused;
use crate::model::{Class, DeclarationState, Outcome, Verdict, name_key};

const LEARNER: &[&str] = &["learner"];
const REGISTRAR: &[&str] = &["registrar"];

const fn by(from: &'static str, verb: &'static str, to: &'static str, who: &'static [&'static str]) -> Move {
    Move { from, verb, to, who, guard: None }
}

/// The way of a declaration. What was decided stays; whoever was refused may declare anew.
pub static CHART: Chart = Chart {
    name: "declaration",
    states: &[
        State { name: "draft", kind: StateKind::Initial },
        State { name: "unverified", kind: StateKind::Open },
        State { name: "verified", kind: StateKind::Final },
        State { name: "refused", kind: StateKind::Final },
        State { name: "withdrawn", kind: StateKind::Final },
    ],
    moves: &[
        by("draft", "change", "draft", LEARNER),
        Move { from: "draft", verb: "file", to: "unverified", who: LEARNER, guard: Some("evidence_and_consent") },
        by("draft", "withdraw", "withdrawn", LEARNER),
        Move { from: "unverified", verb: "verify", to: "verified", who: REGISTRAR, guard: Some("not_deposited_yet") },
        by("unverified", "refuse", "refused", REGISTRAR),
        by("unverified", "withdraw", "withdrawn", LEARNER),
    ],
};

/// Declarations of one learner that are not decided yet; whoever has so many waits for some of them first.
pub const OPEN_MAX: i64 = 20;
/// Declarations of one learner in all: far more than anybody's prior learning.
pub const ALL_MAX: i64 = 500;

/// Whether a learner may begin one more.
///
/// # Errors
/// Too many that are open, too many in all.
pub fn may_begin(open: i64, all: i64) -> Result<(), Refused> {
    match (open >= OPEN_MAX, all >= ALL_MAX) {
        (true, _) => Err(Refused::DeclarationsOpen(OPEN_MAX)),
        (_, true) => Err(Refused::DeclarationsAll(ALL_MAX)),
        _ => Ok(()),
    }
}

/// What handing in is decided by.
#[derive(Clone, Copy, Debug)]
pub struct Filing<'a> {
    /// The state it is in.
    pub state: DeclarationState,
    /// Name of an institution that deposited the same outcome already.
    pub deposited_by: Option<&'a str>,
    /// Files attached.
    pub attachments: usize,
    /// Whether a guardian has still to agree.
    pub guardian_missing: bool,
    /// Whether the institution may read it.
    pub consented: bool,
}

/// Whether a declaration can be handed in.
///
/// # Errors
/// In order: state; deposited already; no evidence; guardian; consent.
pub fn file(filing: &Filing) -> Result<&'static Move, Refused> {
    let step = super::step(&CHART, filing.state.name(), "file", LEARNER)?;
    if let Some(name) = filing.deposited_by {
        return Err(Refused::DeclarationDeposited(name.to_owned()));
    }
    if filing.attachments == 0 {
        return Err(Refused::DeclarationEvidence);
    }
    if filing.guardian_missing {
        return Err(Refused::GuardianNeeded);
    }
    if !filing.consented {
        return Err(Refused::DeclarationConsent);
    }
    Ok(step)
}

/// The state a registrar's verdict leads to.
///
/// # Errors
/// In order: not in a state for it, the registrar's own declaration.
pub fn decide(state: DeclarationState, own: bool, verdict: Verdict) -> Result<DeclarationState, Refused> {
    let step = super::step(&CHART, state.name(), verdict.name(), REGISTRAR)?;
    if own {
        return Err(Refused::OwnApplication);
    }
    // The chart's states are exactly those of the type, as a test over both lists shows.
    DeclarationState::named(step.to).ok_or(Refused::NotNow)
}

/// Whether a deposited outcome is the one declared: same class, name and certificate level, from the same issuer by code or name.
pub fn same(outcome: &Outcome, class: Class, title: &str, level: &str, (issuer, issuer_name): (&str, &str)) -> bool {
    outcome.class == class
        && name_key(&outcome.name) == name_key(title)
        && name_key(&outcome.certificate_level) == name_key(level)
        && (outcome.issuer == issuer || name_key(&outcome.issuer_name) == name_key(issuer_name))
}

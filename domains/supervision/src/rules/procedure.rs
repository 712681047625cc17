//! The way of an assessment: 资格审核 → 质量监测 → 社会认可度调查 → 指标审核 → 实地核查、集中审议 → 公布 (教督〔2017〕6号).

use flow::{Chart, FlowFault, Move, State, StateKind};

use super::Refused;
use crate::model::{CountyState, Issue, IssueState, Severity};

/// Who runs the procedure: monitoring and education officers of the province.
pub const RUNNER: &str = "runner";
/// Who publishes: education officers of the province.
pub const PUBLISHER: &str = "publisher";
/// What receiving or publishing a later version does.
const HOUSE: &[&str] = &["house"];

const fn open(name: &'static str) -> State {
    State { name, kind: StateKind::Open }
}

const fn by(from: &'static str, verb: &'static str, to: &'static str) -> Move {
    Move { from, verb, to, who: &[RUNNER], guard: None }
}

const fn house(from: &'static str) -> Move {
    Move { from, verb: "supersede", to: "superseded", who: HOUSE, guard: None }
}

/// The way of one version. Figures are never edited: an assessment that is given back ends, and the next version begins.
pub static CHART: Chart = Chart {
    name: "county",
    states: &[
        State { name: "qualification", kind: StateKind::Initial },
        open("quality_monitoring"),
        open("acceptance_survey"),
        open("indicator_review"),
        open("site_review"),
        open("published"),
        State { name: "returned", kind: StateKind::Final },
        State { name: "superseded", kind: StateKind::Final },
    ],
    moves: &[
        by("qualification", "advance", "quality_monitoring"),
        by("quality_monitoring", "advance", "acceptance_survey"),
        by("acceptance_survey", "advance", "indicator_review"),
        by("indicator_review", "advance", "site_review"),
        Move {
            from: "site_review",
            verb: "publish",
            to: "published",
            who: &[PUBLISHER],
            guard: Some("no_critical_issue_open"),
        },
        by("qualification", "return", "returned"),
        by("quality_monitoring", "return", "returned"),
        by("acceptance_survey", "return", "returned"),
        by("indicator_review", "return", "returned"),
        by("site_review", "return", "returned"),
        house("qualification"),
        house("quality_monitoring"),
        house("acceptance_survey"),
        house("indicator_review"),
        house("site_review"),
        house("published"),
    ],
};

/// The state a verb leads to.
///
/// # Errors
/// Not from here, or not by these.
pub fn step(state: CountyState, verb: &str, who: &[&str]) -> Result<CountyState, Refused> {
    let found = CHART.next(state.name(), verb, who).map_err(|fault| match fault {
        FlowFault::NotByYou => Refused::NotYours,
        FlowFault::UnknownVerb | FlowFault::NotFromHere => Refused::NotNow,
    })?;
    CountyState::named(found.to).ok_or(Refused::NotNow)
}

/// Whether somebody may move an assessment on: what was handed in is approved by a second person, as it enters the procedure.
///
/// # Errors
/// The same person handed the figures in.
pub fn approve(state: CountyState, received_by: &str, officer: &str) -> Result<(), Refused> {
    if state == CountyState::Qualification && received_by == officer { Err(Refused::OwnFigures) } else { Ok(()) }
}

/// Whether a verdict may be published by somebody.
///
/// # Errors
/// In order: the same person handed the figures in, critical issues are open.
pub fn publish(received_by: &str, publisher: &str, issues: &[Issue]) -> Result<(), Refused> {
    if received_by == publisher {
        return Err(Refused::SamePerson);
    }
    let critical = |issue: &&Issue| issue.severity == Severity::Critical && issue.state != IssueState::Closed;
    match issues.iter().filter(critical).count() {
        0 => Ok(()),
        count => Err(Refused::CriticalOpen(count)),
    }
}

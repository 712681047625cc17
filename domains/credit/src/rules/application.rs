//! Applications: whether an outcome counts under a rule, and what filing, deciding and reversing change.

use std::collections::{BTreeMap, BTreeSet};

use flow::{Chart, Move, State, StateKind};
use units::{Args, Credit, Day};

use super::Refused;
use crate::model::{
    ApplicationState, Class, Decision, Effect, Grade, Item, MatchVerdict, Minimum, NAMED_GRADES, Outcome, Rule,
    RuleState, name_key,
};

const LEARNER: &[&str] = &["learner"];
const REVIEWER: &[&str] = &["reviewer"];
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
        by("filed", "accept", "accepted", REVIEWER),
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

/// Lines of one application; more targets than a programme recognises at once.
pub const CHOSEN_MAX: usize = 40;
/// Files of one application.
pub const ATTACHMENTS_MAX: usize = 10;
/// Bytes of one attached file: a scanned transcript of several pages.
pub const ATTACHMENT_BYTES_MAX: u64 = 10 * 1024 * 1024;
/// The longest reason of a decision, in characters.
pub const REASON_CHARS_MAX: usize = 1_000;
/// What is recorded as the grade of the target under 免修免考.
pub const GRADE_EXEMPT: &str = "免考";

/// An outcome beside a rule, and what already stands in their way.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The outcome.
    pub outcome: Outcome,
    /// The rule's version in force.
    pub rule: Rule,
    /// Whether this outcome is held or used for this target already.
    pub used: bool,
    /// Whether the target is held or recognised already, from whatever outcome.
    pub target_taken: bool,
}

/// Whether a rule speaks of an outcome at all: same class, issuer and name, and level where the rule names one.
pub fn speaks_of(rule: &Rule, outcome: &Outcome) -> bool {
    let source = &rule.content.source;
    let issuer = match source.class {
        Class::Course => source.issuer == outcome.issuer,
        Class::Certificate => name_key(&source.issuer) == outcome.issuer,
    };
    source.class == outcome.class
        && issuer
        && name_key(&source.name) == name_key(&outcome.name)
        && (source.level.is_empty() || name_key(&source.level) == name_key(&outcome.certificate_level))
}

/// Whether an outcome counts under a rule today, and the first reason why not. `standing` is what the learner has reserved
/// and recognised at the rule's institution.
pub fn verdict(candidate: &Candidate, standing: Credit, today: Day) -> MatchVerdict {
    match refusal(candidate, today).or_else(|| over_cap(candidate, standing)) {
        None => MatchVerdict::Counts,
        Some((code, args)) => MatchVerdict::Not(code, args),
    }
}

/// The reasons that concern one line alone, in order.
fn refusal(candidate: &Candidate, today: Day) -> Option<(&'static str, Args)> {
    let Candidate { outcome, rule, used, target_taken } = candidate;
    let content = &rule.content;
    if outcome.revoked_at.is_some() {
        return Some(("credit.match.revoked", Args::none()));
    }
    if rule.state != RuleState::Published || !speaks_of(rule, outcome) {
        return Some(("credit.match.not_in_force", Args::none()));
    }
    if today < content.valid_from {
        return Some(("credit.match.not_yet", Args::one("from", content.valid_from)));
    }
    if let Some(end) = content.valid_to.filter(|end| *end <= today) {
        return Some(("credit.match.over", Args::one("to", end.plus_days(-1))));
    }
    if let Some(months) = content.months_max.filter(|months| age_months(outcome, today) > *months) {
        return Some(("credit.match.outcome_expired", Args::one("months", months)));
    }
    if let Some(refusal) = grade_refusal(&content.minimum, outcome) {
        return Some(refusal);
    }
    if *used {
        return Some(("credit.match.used", Args::none()));
    }
    target_taken.then(|| ("credit.match.target_taken", Args::one("target", &content.target.name)))
}

fn over_cap(candidate: &Candidate, standing: Credit) -> Option<(&'static str, Args)> {
    let content = &candidate.rule.content;
    let cap = content.cap?;
    let after = standing.checked_add(content.target.credit)?;
    (after > cap).then(|| ("credit.match.cap", Args::one("cap", cap).and("standing", standing)))
}

/// Whole months from the month an outcome was obtained to today's.
fn age_months(outcome: &Outcome, today: Day) -> i64 {
    let count = |year: i32, month: u32| i64::from(year) * 12 + i64::from(month);
    count(today.year(), today.month()) - count(outcome.obtained.year(), outcome.obtained.month())
}

/// Grades are compared on their own scale only. A rule without a minimum takes every passed grade.
fn grade_refusal(minimum: &Minimum, outcome: &Outcome) -> Option<(&'static str, Args)> {
    let grade = outcome.read_grade();
    if minimum.score.is_none() && minimum.named.is_none() {
        let passed = outcome.class == Class::Certificate || grade.passed();
        return (!passed)
            .then(|| ("credit.match.grade_below", Args::one("grade", &outcome.grade).and("minimum", "60")));
    }
    let below = |minimum: &dyn std::fmt::Display| {
        let args = Args::one("grade", &outcome.grade).and("minimum", minimum);
        Some(("credit.match.grade_below", args))
    };
    match (grade, minimum.score, &minimum.named) {
        (Grade::Score(score), Some(least), _) if score < least => below(&least),
        (Grade::Score(_), Some(_), _) => None,
        (Grade::Named(named), _, Some(least)) => match NAMED_GRADES.iter().find(|grade| grade.key == least) {
            Some(least) if named.rank < least.rank => below(&Grade::Named(least).text()),
            _ => None,
        },
        _ => Some(("credit.match.grade_scale", Args::one("grade", &outcome.grade))),
    }
}

/// What is known when an application is filed.
#[derive(Clone, Debug)]
pub struct Filing<'a> {
    /// Where it stands.
    pub state: ApplicationState,
    /// Who receives it.
    pub institution: &'a str,
    /// What was chosen, with what stands in its way.
    pub candidates: &'a [Candidate],
    /// What the learner has reserved and recognised there.
    pub standing: Credit,
    /// Whether a guardian is still to consent.
    pub guardian_missing: bool,
    /// Whether the learner allows the institution to read.
    pub consented: bool,
    /// Files attached.
    pub attachments: usize,
    /// A target whose rule has another version in force than the one that was looked at.
    pub changed: Option<&'a str>,
    /// Today.
    pub today: Day,
}

/// What filing changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The lines, each with the version and hash of its rule.
    pub items: Vec<Item>,
    /// Credit of all sources, which is held.
    pub source_total: Credit,
    /// Credit of the distinct targets, which is reserved.
    pub target_total: Credit,
    /// The lowest ceiling of the rules chosen.
    pub cap: Option<Credit>,
}

/// Decides on filing an application.
///
/// # Errors
/// In order: not in a state to be filed; a rule changed since it was chosen; nothing or too much chosen; another
/// institution's rule; chosen twice; guardian; consent; evidence; the first line that does not count; the ceiling over the sum of distinct targets.
pub fn file(filing: &Filing) -> Result<Filed, Refused> {
    super::step(&CHART, filing.state.name(), "file", LEARNER)?;
    if let Some(target) = filing.changed {
        return Err(Refused::RuleChanged(target.to_owned()));
    }
    let filed = choose(filing.institution, filing.candidates)?;
    if filing.guardian_missing {
        return Err(Refused::GuardianNeeded);
    }
    if !filing.consented {
        return Err(Refused::ConsentMissing);
    }
    for candidate in filing.candidates {
        if candidate.rule.content.evidence_required && filing.attachments == 0 {
            return Err(Refused::EvidenceMissing(candidate.rule.content.target.name.clone()));
        }
    }
    for candidate in filing.candidates {
        if let Some((code, args)) = refusal(candidate, filing.today) {
            return Err(Refused::DoesNotCount(code, args.and("name", &candidate.outcome.name)));
        }
    }
    within_cap(&filed, filing.standing)?;
    Ok(filed)
}

/// Decides whether lines can stand together in one application, before anything else is known about it.
///
/// # Errors
/// Nothing or too much chosen, another institution's rule, the same outcome twice for one target.
pub fn choose(institution: &str, candidates: &[Candidate]) -> Result<Filed, Refused> {
    if candidates.is_empty() {
        return Err(Refused::NothingChosen);
    }
    if candidates.len() > CHOSEN_MAX {
        return Err(Refused::TooManyChosen(CHOSEN_MAX));
    }
    let mut pairs = BTreeSet::new();
    let mut targets: BTreeMap<&str, Credit> = BTreeMap::new();
    let mut items = Vec::with_capacity(candidates.len());
    for Candidate { outcome, rule, .. } in candidates {
        let target = &rule.content.target;
        if rule.content.institution != institution {
            return Err(Refused::OtherInstitution);
        }
        if !pairs.insert((outcome.id.as_str(), target.code.as_str())) {
            return Err(Refused::ChosenTwice(outcome.name.clone()));
        }
        // Two rules may know the same course with different credits; the learner is never credited with more than the least.
        let credit = targets.entry(&target.code).or_insert(target.credit);
        *credit = (*credit).min(target.credit);
        items.push(item(outcome, rule));
    }
    // Forty lines of at most a thousand credits each stay far below what fits.
    let source_total =
        Credit::total(items.iter().map(|item| item.source_credit)).ok_or(Refused::TooManyChosen(CHOSEN_MAX))?;
    let target_total = Credit::total(targets.into_values()).ok_or(Refused::TooManyChosen(CHOSEN_MAX))?;
    let cap = candidates.iter().filter_map(|candidate| candidate.rule.content.cap).min();
    Ok(Filed { items, source_total, target_total, cap })
}

/// Whether the sum of distinct targets stays below the lowest ceiling of the rules chosen.
///
/// # Errors
/// The ceiling is reached.
pub fn within_cap(filed: &Filed, standing: Credit) -> Result<(), Refused> {
    let Some(cap) = filed.cap else { return Ok(()) };
    match standing.checked_add(filed.target_total) {
        Some(after) if after <= cap => Ok(()),
        _ => Err(Refused::CapReached(cap, standing, filed.target_total)),
    }
}

fn item(outcome: &Outcome, rule: &Rule) -> Item {
    let target = &rule.content.target;
    Item {
        outcome: outcome.id.clone(),
        rule: rule.id.clone(),
        rule_version: rule.version,
        rule_hash: rule.hash.clone(),
        target_code: target.code.clone(),
        target_name: target.name.clone(),
        target_credit: target.credit,
        source_credit: outcome.credit,
        effect: rule.content.effect.name().to_owned(),
    }
}

/// The credit of the distinct targets of lines already fixed, as [`choose`] reckons it.
pub fn target_total(items: &[Item]) -> Option<Credit> {
    let mut targets: BTreeMap<&str, Credit> = BTreeMap::new();
    for item in items {
        let credit = targets.entry(&item.target_code).or_insert(item.target_credit);
        *credit = (*credit).min(item.target_credit);
    }
    Credit::total(targets.into_values())
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

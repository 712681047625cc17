//! Conversion rules: how one is written, approved by a second person, and told by its hash.

use std::collections::BTreeSet;

use flow::{Chart, Move, State, StateKind};
use recognition::lint::{Finding, Lint};
use recognition::model::{Cap, Condition, Measure, Pattern, Scope, Targets};
use recognition::text::TextRefused;
use sha2::{Digest, Sha256};
use units::{Args, Day, Fault};

use super::Refused;
use crate::model::{Content, Rule, RuleInput, name_key};

const REGISTRAR: &[&str] = &["registrar"];
const REVIEWER: &[&str] = &["reviewer"];
const EITHER: &[&str] = &["registrar", "reviewer"];

const fn by(from: &'static str, verb: &'static str, to: &'static str, who: &'static [&'static str]) -> Move {
    Move { from, verb, to, who, guard: None }
}

/// The way of one version of a rule. `supersede` is what publishing the next version does to it.
pub static CHART: Chart = Chart {
    name: "rule",
    states: &[
        State { name: "draft", kind: StateKind::Initial },
        State { name: "submitted", kind: StateKind::Open },
        State { name: "published", kind: StateKind::Open },
        State { name: "superseded", kind: StateKind::Final },
        State { name: "withdrawn", kind: StateKind::Final },
    ],
    moves: &[
        by("draft", "edit", "draft", REGISTRAR),
        Move { from: "draft", verb: "submit", to: "submitted", who: REGISTRAR, guard: Some("no_contradiction") },
        by("draft", "withdraw", "withdrawn", REGISTRAR),
        Move { from: "submitted", verb: "publish", to: "published", who: REVIEWER, guard: Some("another_person") },
        by("submitted", "return", "draft", REVIEWER),
        by("submitted", "withdraw", "withdrawn", REGISTRAR),
        by("published", "supersede", "superseded", REVIEWER),
        by("published", "withdraw", "withdrawn", EITHER),
    ],
};

/// The longest canonical form of a rule, in bytes: room for a table of every course of a university, and a page still shows it.
pub const RULE_BYTES_MAX: usize = 256 * 1024;
/// The longest remark beside a rule, in characters.
pub const NOTE_CHARS_MAX: usize = 500;

/// What is wrong with the content of a rule; empty when it may be kept. A contradiction is told by the lint, later.
pub fn faults(input: &RuleInput) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Err(fault) = recognition::text::within_limits(&whole(&input.rule)) {
        let code = match fault.why {
            TextRefused::TooDeep => "credit.rule.too_deep",
            _ => "credit.rule.out_of_range",
        };
        let why = match &fault.why {
            TextRefused::OutOfRange(why) => why.clone(),
            _ => recognition::model::NESTING_MAX.to_string(),
        };
        faults.push(Fault::new("rule", code).with("field", &fault.field).with("why", why));
    }
    let canonical = recognition::hash::canonical(&input.rule);
    if canonical.len() > RULE_BYTES_MAX {
        faults.push(Fault::new("rule", "credit.rule.too_long").with("max_kilobytes", RULE_BYTES_MAX / 1024));
    }
    if has_control(&canonical) {
        faults.push(Fault::new("rule", "credit.rule.control"));
    }
    if input.note.chars().count() > NOTE_CHARS_MAX {
        faults.push(Fault::new("note", "form.too_long").with("max", NOTE_CHARS_MAX));
    } else if input.note.chars().any(char::is_control) {
        faults.push(Fault::new("note", "credit.rule.control"));
    }
    faults
}

/// A draft that says only what it takes, only what that counts as, or nothing yet, with a stand-in for what is missing: it is
/// kept while it is written, and only the whole is within limits.
fn whole(content: &Content) -> recognition::model::Rule {
    let mut rule = content.0.clone();
    match (&rule.source, &rule.target) {
        (Some(_), None) => rule.target = Some(Targets { courses: vec!["?".to_owned()], ..Targets::default() }),
        (None, Some(_)) => rule.source = Some(Condition::One(Box::default())),
        (None, None) if rule.caps.is_empty() => {
            rule.caps.push(Cap { scope: Scope::Rule, categories: BTreeSet::new(), measure: Measure::Courses(1) });
        }
        _ => {}
    }
    rule
}

/// What a version still lacks before a second person may see it.
pub fn missing(content: &Content) -> Option<Fault> {
    match (&content.source, &content.target) {
        (Some(_), None) => Some(Fault::new("rule", "credit.rule.course_missing")),
        (None, Some(_)) => Some(Fault::new("rule", "credit.rule.source_missing")),
        (None, None) if content.caps.is_empty() => Some(Fault::new("rule", "credit.rule.cap_missing")),
        _ => None,
    }
}

/// Whether a text of canonical JSON names a control character, which JSON always escapes.
fn has_control(canonical: &str) -> bool {
    let mut escaped = false;
    canonical.chars().any(|letter| {
        let found = escaped && matches!(letter, 'n' | 'r' | 't' | 'b' | 'f' | 'u');
        escaped = letter == '\\' && !escaped;
        found
    })
}

/// What is kept, hashed and shown is one thing: outer blanks go, and names are written as outcomes are compared by them.
pub fn tidy(mut input: RuleInput) -> RuleInput {
    input.institution = input.institution.trim().to_owned();
    input.note = input.note.trim().to_owned();
    let rule = &mut input.rule.0;
    if let Some(source) = &mut rule.source {
        tidy_condition(source);
    }
    for cap in &mut rule.caps {
        if let Scope::Issuer(issuer) = &mut cap.scope {
            *issuer = name_key(issuer);
        }
    }
    input
}

fn tidy_condition(condition: &mut Condition) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::Some(_, parts) => {
            parts.iter_mut().for_each(tidy_condition);
        }
        Condition::One(pattern) => {
            let Pattern { issuers, certificate_kinds, certificate_levels, .. } = &mut **pattern;
            for names in [issuers, certificate_kinds, certificate_levels] {
                *names = names.iter().map(|name| name_key(name)).collect();
            }
        }
    }
}

/// How deep conditions may lie inside one another before anything walks through them.
pub fn is_too_deep(content: &Content) -> bool {
    let most = recognition::model::NESTING_MAX;
    content.source.as_ref().is_some_and(|source| source.depth(most + 1) > most)
}

/// SHA-256 of what a rule says whatever its id, version and days: two published rules of an institution never have it in common.
pub fn body(content: &Content) -> String {
    let mut rule = content.of_version("", 1, "").0;
    rule.valid_from = Day::MIN;
    rule.valid_to = None;
    hex::encode(Sha256::digest(recognition::hash::canonical(&rule)))
}

/// Whether a finding forbids handing a rule to the second person. Others are shown to both persons.
pub fn forbids(finding: &Finding) -> bool {
    !matches!(
        finding.lint,
        Lint::CapNeverBinds | Lint::ExceptionIdle | Lint::Shadowed | Lint::TargetExcluded | Lint::CyclesUntried
    )
}

/// The code of the sentence of a finding.
pub const fn lint_code(lint: Lint) -> &'static str {
    match lint {
        Lint::ValidityEmpty => "credit.lint.validity_empty",
        Lint::MinimumAboveScale => "credit.lint.minimum_above_scale",
        Lint::NOfImpossible => "credit.lint.n_of_impossible",
        Lint::PatternImpossible => "credit.lint.pattern_impossible",
        Lint::ProgrammeUnknown => "credit.lint.programme_unknown",
        Lint::TargetUnknown => "credit.lint.target_unknown",
        Lint::TargetExcluded => "credit.lint.target_excluded",
        Lint::PrerequisiteUnknown => "credit.lint.prerequisite_unknown",
        Lint::PrerequisiteItself => "credit.lint.prerequisite_itself",
        Lint::CapForbids => "credit.lint.cap_forbids",
        Lint::CapNeverBinds => "credit.lint.cap_never_binds",
        Lint::ExceptionIdle => "credit.lint.exception_idle",
        Lint::VersionRepeated => "credit.lint.version_repeated",
        Lint::Duplicate => "credit.lint.duplicate",
        Lint::Shadowed => "credit.lint.shadowed",
        Lint::CycleGains => "credit.lint.cycle_gains",
        Lint::CyclesUntried => "credit.lint.cycles_untried",
    }
}

/// The arguments of the sentence of a finding.
pub fn lint_args(finding: &Finding) -> Args {
    let about = if finding.about.is_empty() { "–" } else { &finding.about };
    Args::one("about", about).and("place", &finding.place)
}

/// The findings that forbid, as faults of the rule.
pub fn contradictions(findings: &[Finding]) -> Vec<Fault> {
    let forbidding = findings.iter().filter(|finding| forbids(finding));
    forbidding
        .map(|finding| Fault { field: "rule".to_owned(), code: lint_code(finding.lint), args: lint_args(finding) })
        .collect()
}

/// Whether a submitted version may be published by this person today.
///
/// # Errors
/// In order: not submitted, written by the same person, its validity is over.
pub fn publish(rule: &Rule, person: &str, today: Day) -> Result<&'static Move, Refused> {
    let step = super::step(&CHART, rule.state.name(), "publish", REVIEWER)?;
    if rule.drafted_by == person {
        return Err(Refused::RuleSamePerson);
    }
    if rule.content.rule.valid_to.is_some_and(|end| end <= today) {
        return Err(Refused::RuleValidityPast);
    }
    Ok(step)
}

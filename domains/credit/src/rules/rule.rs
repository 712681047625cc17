//! Conversion rules: how one is written, approved by a second person, and told by its hash.

use flow::{Chart, Move, State, StateKind};
use sha2::{Digest, Sha256};
use units::{Credit, Day, Fault};

use super::Refused;
use crate::model::{Class, NAMED_GRADES, Rule, RuleInput, SCORE_MAX, Score};

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
        by("draft", "submit", "submitted", REGISTRAR),
        by("draft", "withdraw", "withdrawn", REGISTRAR),
        Move { from: "submitted", verb: "publish", to: "published", who: REVIEWER, guard: Some("another_person") },
        by("submitted", "return", "draft", REVIEWER),
        by("submitted", "withdraw", "withdrawn", REGISTRAR),
        by("published", "supersede", "superseded", REVIEWER),
        by("published", "withdraw", "withdrawn", EITHER),
    ],
};

/// The longest a learner may be asked to have studied ago: fifty years.
const MONTHS_MAX: i64 = 600;
/// The most credit a target or a ceiling may carry.
const CREDIT_MAX: Credit = Credit::from_hundredths(100_000);

/// What is wrong with the content of a rule; empty when it may be kept.
pub fn faults(input: &RuleInput) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut text = |field: &str, value: &str, min: usize, max: usize| {
        let length = value.trim().chars().count();
        if length < min {
            faults.push(Fault::new(field, "form.required"));
        } else if length > max {
            faults.push(Fault::new(field, "form.too_long").with("max", max));
        } else if value.chars().any(char::is_control) {
            faults.push(Fault::new(field, "credit.rule.control"));
        }
    };
    text("source.issuer", &input.source.issuer, 1, 200);
    text("source.name", &input.source.name, 1, 200);
    text("source.level", &input.source.level, 0, 100);
    text("target.programme", &input.target.programme, 0, 20);
    text("target.code", &input.target.code, 1, 64);
    text("target.name", &input.target.name, 1, 200);
    text("note", &input.note, 0, 500);
    faults.extend(amount_faults(input));
    if input.source.class.non_degree() {
        faults.push(Fault::new("source.class", "form.not_a_choice"));
    }
    if input.source.class == Class::Course && !input.source.level.is_empty() {
        faults.push(Fault::new("source.level", "credit.rule.level_of_course"));
    }
    if input.valid_to.is_some_and(|end| end <= input.valid_from) {
        faults.push(Fault::new("valid_to", "credit.rule.validity_order"));
    }
    faults
}

fn amount_faults(input: &RuleInput) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut amount = |field: &str, value: Credit| {
        if value <= Credit::ZERO || value > CREDIT_MAX {
            faults.push(Fault::new(field, "form.out_of_range").with("min", "0.01").with("max", CREDIT_MAX));
        }
    };
    amount("target.credit", input.target.credit);
    if let Some(cap) = input.cap {
        amount("cap", cap);
    }
    if input.cap.is_some_and(|cap| cap < input.target.credit) {
        faults.push(Fault::new("cap", "credit.rule.cap_below_target"));
    }
    if input.months_max.is_some_and(|months| !(1..=MONTHS_MAX).contains(&months)) {
        faults.push(Fault::new("months_max", "form.out_of_range").with("min", 1).with("max", MONTHS_MAX));
    }
    // A certificate counts on its own scale; a language test ends at 710.
    let score_max = if input.source.class == Class::Course { SCORE_MAX } else { Score(100_000) };
    if input.minimum.score.is_some_and(|score| score > score_max) {
        faults.push(Fault::new("minimum.score", "form.out_of_range").with("min", 0).with("max", score_max));
    }
    let known = |name: &str| NAMED_GRADES.iter().any(|grade| grade.key == name && grade.rank > 0);
    if input.minimum.named.as_deref().is_some_and(|name| !known(name)) {
        faults.push(Fault::new("minimum.named", "form.not_a_choice"));
    }
    faults
}

/// Outer blanks removed from every text, so that what is kept, hashed and shown is one thing.
pub fn tidy(mut input: RuleInput) -> RuleInput {
    for text in [
        &mut input.institution,
        &mut input.source.issuer,
        &mut input.source.name,
        &mut input.source.level,
        &mut input.target.programme,
        &mut input.target.code,
        &mut input.target.name,
        &mut input.note,
    ] {
        *text = text.trim().to_owned();
    }
    input
}

/// The canonical JSON of a version: its id, its number and its content with the keys in the order of the type, no blanks.
/// People and moments are left out, because they do not change what the rule says.
pub fn canonical(id: &str, version: i64, content: &RuleInput) -> String {
    // Serialising plain structures of texts and numbers does not fail.
    serde_json::to_string(&(id, version, content)).unwrap_or_default()
}

/// SHA-256 of the canonical JSON, 64 hexadecimal digits.
pub fn hash(id: &str, version: i64, content: &RuleInput) -> String {
    hex::encode(Sha256::digest(canonical(id, version, content)))
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
    if rule.content.valid_to.is_some_and(|end| end <= today) {
        return Err(Refused::RuleValidityPast);
    }
    Ok(step)
}

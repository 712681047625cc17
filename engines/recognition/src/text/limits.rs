//! The limits of each entry, checked after its fields were read. A fault is the field and why.

use units::Credit;

use super::TextRefused;
use crate::model::{
    CODES_MAX, COURSES_MAX, CREDIT_MAX, ENTRIES_MAX, Learner, MONTHS_MAX, Measure, NAME_CHARS_MAX, NESTING_MAX,
    OUTCOMES_MAX, Outcome, PATTERNS_MAX, Programme, Rule,
};

pub(crate) type Checked = Result<(), (String, TextRefused)>;

pub(crate) fn rule(rule: &Rule) -> Checked {
    name("id", &rule.id)?;
    name("institution", &rule.institution)?;
    known(rule.version >= 1, "version", "versions count from 1")?;
    for (field, count) in [
        ("cap", rule.caps.len()),
        ("exception", rule.exceptions.len()),
        ("minimum", rule.minimum.len()),
        ("prerequisites", rule.prerequisites.len()),
        ("tables", rule.tables.len()),
    ] {
        known(count <= ENTRIES_MAX, field, &format!("at most {ENTRIES_MAX} entries"))?;
    }
    known(rule.months_max.is_none_or(|months| months <= MONTHS_MAX), "months_max", "at most 1200 months")?;
    for (key, codes) in &rule.tables {
        known(codes.len() <= CODES_MAX, &format!("tables.{key}"), &format!("at most {CODES_MAX} codes"))?;
    }
    source(rule)?;
    target(rule)?;
    for (place, cap) in rule.caps.iter().enumerate() {
        if let Measure::Credits(credits) = cap.measure {
            credit(&format!("cap[{place}].credits"), credits, 10)?;
        }
    }
    known(rule.source.is_some() == rule.target.is_some(), "source", "`source` and `target` stand together")?;
    known(rule.source.is_some() || !rule.caps.is_empty(), "source", "a rule recognises or limits something")
}

fn source(rule: &Rule) -> Checked {
    let Some(source) = &rule.source else { return Ok(()) };
    if source.depth(NESTING_MAX + 1) > NESTING_MAX {
        return Err(("source".to_owned(), TextRefused::TooDeep));
    }
    let patterns = source.patterns();
    known(patterns.len() <= PATTERNS_MAX, "source", &format!("at most {PATTERNS_MAX} patterns"))?;
    for (path, pattern) in patterns {
        let named = pattern.table.as_ref().is_none_or(|table| rule.tables.contains_key(table));
        known(named, &format!("source.{path}.table"), "no table of this name stands in the rule")?;
    }
    Ok(())
}

fn target(rule: &Rule) -> Checked {
    let Some(target) = &rule.target else { return Ok(()) };
    known(target.courses.len() <= ENTRIES_MAX, "target.courses", &format!("at most {ENTRIES_MAX} courses"))?;
    let listed = !target.courses.is_empty() || !target.categories.is_empty();
    known(listed, "target.courses", "at least one course or category")?;
    known(target.choose.is_none_or(|count| (1..=3).contains(&count)), "target.choose", "1, 2 or 3")?;
    known(
        target.categories.is_empty() || target.choose.is_some(),
        "target.choose",
        "a category needs `choose`, how many of its courses one use counts as",
    )?;
    for code in &target.courses {
        name("target.courses", code)?;
    }
    Ok(())
}

pub(crate) fn programme(programme: &Programme) -> Checked {
    name("institution", &programme.institution)?;
    name("code", &programme.code)?;
    known(programme.courses.len() <= COURSES_MAX, "course", &format!("at most {COURSES_MAX} courses"))?;
    credit("total", programme.total, 10)?;
    let mut codes = std::collections::BTreeSet::new();
    for (place, course) in programme.courses.iter().enumerate() {
        name(&format!("course[{place}].code"), &course.code)?;
        credit(&format!("course[{place}].credit"), course.credit, 1)?;
        known(codes.insert(&course.code), &format!("course[{place}].code"), "a course stands once in a programme")?;
    }
    Ok(())
}

pub(crate) fn learner(learner: &Learner) -> Checked {
    name("id", &learner.id)?;
    known(learner.outcomes.len() <= OUTCOMES_MAX, "outcomes", &format!("at most {OUTCOMES_MAX} outcomes at once"))?;
    let standing = learner.standing.len() <= OUTCOMES_MAX;
    known(standing, "standing", &format!("at most {OUTCOMES_MAX} uses stand at once"))?;
    let mut ids = std::collections::BTreeSet::new();
    for (place, own) in learner.outcomes.iter().enumerate() {
        outcome(place, own)?;
        known(ids.insert(&own.id), &format!("outcomes[{place}].id"), "an id stands once on an account")?;
    }
    Ok(())
}

/// One outcome by itself, at its place on the account.
pub(crate) fn outcome(place: usize, outcome: &Outcome) -> Checked {
    name(&format!("outcomes[{place}].id"), &outcome.id)?;
    name(&format!("outcomes[{place}].title"), &outcome.title)?;
    credit(&format!("outcomes[{place}].credit"), outcome.credit, 1)
}

fn name(field: &str, text: &str) -> Checked {
    let fits = !text.is_empty() && text.chars().count() <= NAME_CHARS_MAX;
    known(fits, field, &format!("1 to {NAME_CHARS_MAX} characters"))
}

fn credit(field: &str, credit: Credit, times: i64) -> Checked {
    let most = CREDIT_MAX.hundredths() * times;
    let fits = (0..=most).contains(&credit.hundredths());
    known(fits, field, &format!("between 0 and {} credits", Credit::from_hundredths(most)))
}

fn known(holds: bool, field: &str, why: &str) -> Checked {
    if holds { Ok(()) } else { Err((field.to_owned(), TextRefused::OutOfRange(why.to_owned()))) }
}

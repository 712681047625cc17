//! A rule in a few words, and as people are told it.

use std::collections::BTreeMap;

use op::{Op, Result};
use recognition::model::{Condition, Pattern};

use crate::model::Rule;
use crate::rules::choice::titled;
use crate::store;

/// A rule with its hash, and in a few words what it takes and what it counts as.
pub fn labelled(op: &Op, mut rule: Rule) -> Result<Rule> {
    let engine = rule.engine();
    rule.hash = recognition::hash::hash(&engine);
    rule.source = match &engine.source {
        Some(source) => shortened(condition(source)),
        None => String::new(),
    };
    let titles = titles(op, &engine.institution)?;
    let name = |code: &String| titles.get(code).map_or_else(|| code.clone(), |title| titled(title, code));
    let target = engine.target.as_ref();
    let listed = target.map(|target| target.courses.iter().map(name).collect::<Vec<_>>()).unwrap_or_default();
    let categories = target.map(|target| target.categories.iter().cloned().collect::<Vec<_>>()).unwrap_or_default();
    rule.target = shortened([listed, categories].concat().join("、"));
    Ok(rule)
}

/// The titles of an institution's courses by their codes.
fn titles(op: &Op, institution: &str) -> Result<BTreeMap<String, String>> {
    let programmes = store::programme::of_institution(op.conn(), institution, PROGRAMMES_LOOKED_AT)?;
    let courses = programmes.into_iter().flat_map(|programme| programme.content.courses);
    Ok(courses.map(|course| (course.code, course.title)).collect())
}

/// A rule as it is told to people: the names of courses beside their codes, and without the id and version that stand beside it.
pub fn read_aloud(op: &Op, rule: &Rule) -> Result<recognition::model::Rule> {
    let mut engine = rule.engine();
    engine.id.clear();
    let titles = titles(op, &engine.institution)?;
    let named = |code: &String| match titles.get(code) {
        Some(title) if !title.is_empty() => format!("{title}[{code}]"),
        _ => code.clone(),
    };
    if let Some(target) = &mut engine.target {
        target.courses = target.courses.iter().map(named).collect();
    }
    engine.prerequisites = engine.prerequisites.iter().map(named).collect();
    Ok(engine)
}

/// Programmes of an institution whose courses a rule may name.
pub(super) const PROGRAMMES_LOOKED_AT: i64 = 1_000;
/// The longest label of a rule, in characters.
const LABEL_CHARS_MAX: usize = 80;

fn shortened(text: String) -> String {
    match text.chars().count() <= LABEL_CHARS_MAX {
        true => text,
        false => text.chars().take(LABEL_CHARS_MAX - 1).chain(['…']).collect(),
    }
}

fn condition(source: &Condition) -> String {
    let joined = |parts: &[Condition], sign: &str| parts.iter().map(condition).collect::<Vec<_>>().join(sign);
    match source {
        Condition::One(pattern) => self::pattern(pattern),
        Condition::All(parts) => joined(parts, " + "),
        Condition::Any(parts) => joined(parts, " / "),
        Condition::Some(count, parts) => format!("{count} × ({})", joined(parts, " / ")),
    }
}

/// The name a pattern asks for, else the first thing it asks for at all.
fn pattern(pattern: &Pattern) -> String {
    let joined = |names: &std::collections::BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join("/");
    if let Some(title) = &pattern.title {
        return title.text().to_owned();
    }
    let names =
        [&pattern.codes, &pattern.certificate_kinds, &pattern.certificate_levels, &pattern.levels, &pattern.issuers];
    let first = names.into_iter().find(|names| !names.is_empty()).map(joined);
    let table = pattern.table.clone().or_else(|| pattern.subject.as_ref().map(|subject| subject.text().to_owned()));
    first.or(table).unwrap_or_else(|| "*".to_owned())
}

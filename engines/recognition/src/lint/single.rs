//! What can be said of a rule seen alone, and of a rule and its programmes.

use super::{Finding, Ground, Lint, finding};
use crate::model::{Allowance, Class, Condition, Course, Lift, Minimum, NEVER, Pattern, Programme, Rule, Targets};

pub(super) fn lint(ground: &Ground, rule: &Rule, findings: &mut Vec<Finding>) {
    if rule.valid_to.is_some_and(|end| end <= rule.valid_from) {
        findings.push(finding(Lint::ValidityEmpty, rule, "valid_to", ""));
    }
    minimums(rule, "minimum", &rule.minimum, findings);
    if let Some(source) = &rule.source {
        groups(rule, source, "source", findings);
        for (path, pattern) in source.patterns() {
            minimums(rule, &format!("source.{path}.minimum"), &pattern.minimum, findings);
            if !is_possible(rule, pattern) {
                findings.push(finding(Lint::PatternImpossible, rule, format!("source.{path}"), ""));
            }
        }
    }
    if let Some(target) = &rule.target {
        targets(ground, rule, target, findings);
    }
    prerequisites(ground, rule, findings);
    exceptions(rule, findings);
}

fn minimums(rule: &Rule, place: &str, minimum: &[Minimum], findings: &mut Vec<Finding>) {
    for (at, least) in minimum.iter().enumerate().filter(|(_, least)| least.at_least > least.scale.highest()) {
        let about = least.scale.text(least.at_least);
        findings.push(finding(Lint::MinimumAboveScale, rule, format!("{place}[{at}]"), about));
    }
}

fn groups(rule: &Rule, condition: &Condition, path: &str, findings: &mut Vec<Finding>) {
    let (word, parts) = match condition {
        Condition::One(_) => return,
        Condition::All(parts) => ("all", parts),
        Condition::Any(parts) => ("any", parts),
        Condition::Some(count, parts) => {
            if *count == 0 || *count as usize > parts.len() {
                let about = format!("{count} / {}", parts.len());
                findings.push(finding(Lint::NOfImpossible, rule, path, about));
            }
            ("of", parts)
        }
    };
    for (at, part) in parts.iter().enumerate() {
        groups(rule, part, &format!("{path}.{word}[{at}]"), findings);
    }
}

/// Whether some outcome could meet a pattern.
fn is_possible(rule: &Rule, pattern: &Pattern) -> bool {
    let asks_certificate = !pattern.certificate_kinds.is_empty() || !pattern.certificate_levels.is_empty();
    let is_certificate = pattern.classes.is_empty() || pattern.classes.contains(&Class::Certificate);
    let table = pattern.table.as_ref().and_then(|table| rule.tables.get(table));
    let codes = match table {
        Some(table) if pattern.codes.is_empty() => !table.is_empty(),
        Some(table) => pattern.codes.iter().any(|code| table.contains(code)),
        None => true,
    };
    let scales = rule.minimum.is_empty()
        || pattern.minimum.is_empty()
        || rule.minimum.iter().any(|one| pattern.minimum.iter().any(|other| one.scale == other.scale));
    (is_certificate || !asks_certificate) && codes && scales
}

fn targets(ground: &Ground, rule: &Rule, target: &Targets, findings: &mut Vec<Finding>) {
    let excluded = |category: &str| category == NEVER || rule.excluded.contains(category);
    if let Some(category) = target.categories.iter().find(|category| excluded(category)) {
        findings.push(finding(Lint::TargetExcluded, rule, "target.categories", category));
    }
    if !ground.knows(&rule.institution) {
        return;
    }
    let programmes = ground.programmes_of(rule);
    if programmes.is_empty() {
        let code = rule.programme.clone().unwrap_or_default();
        return findings.push(finding(Lint::ProgrammeUnknown, rule, "programme", code));
    }
    let enough = |programme: &&Programme| pool(ground, programme, target).len() >= wanted(target);
    if !programmes.iter().any(enough) {
        let known = |code: &&String| programmes.iter().any(|programme| course(ground, programme, code).is_some());
        let missing = target.courses.iter().find(|code| !known(code)).cloned().unwrap_or_default();
        findings.push(finding(Lint::TargetUnknown, rule, "target", missing));
    }
    for code in &target.courses {
        let found = programmes.iter().filter_map(|programme| course(ground, programme, code));
        let categories: Vec<&str> = found.map(|course| course.category.as_str()).collect();
        if !categories.is_empty() && categories.iter().all(|category| excluded(category)) {
            findings.push(finding(Lint::TargetExcluded, rule, "target.courses", code));
        }
    }
}

/// How many courses one use counts as.
fn wanted(target: &Targets) -> usize {
    target.choose.map_or(target.courses.len(), |count| count as usize)
}

/// The courses of a programme a rule can count as.
pub(super) fn pool<'a>(ground: &Ground, programme: &'a Programme, target: &Targets) -> Vec<&'a Course> {
    let listed = |one: &Course| {
        target.courses.iter().any(|code| ground.same.same(&programme.institution, code, &one.code))
            || target.categories.contains(&one.category)
    };
    programme.courses.iter().filter(|course| listed(course)).collect()
}

fn course<'a>(ground: &Ground, programme: &'a Programme, code: &str) -> Option<&'a Course> {
    programme.courses.iter().find(|course| ground.same.same(&programme.institution, code, &course.code))
}

fn prerequisites(ground: &Ground, rule: &Rule, findings: &mut Vec<Finding>) {
    let programmes = ground.programmes_of(rule);
    for code in &rule.prerequisites {
        if !programmes.is_empty() && !programmes.iter().any(|programme| course(ground, programme, code).is_some()) {
            findings.push(finding(Lint::PrerequisiteUnknown, rule, "prerequisites", code));
        }
        let own = rule.target.as_ref().is_some_and(|target| target.courses == [code.clone()]);
        if own {
            findings.push(finding(Lint::PrerequisiteItself, rule, "prerequisites", code));
        }
    }
}

fn exceptions(rule: &Rule, findings: &mut Vec<Finding>) {
    for (at, exception) in rule.exceptions.iter().enumerate() {
        let of_learner = |lift: &Lift| matches!(lift, Lift::Caps | Lift::Prerequisites);
        let names_outcome = matches!(exception.who, Allowance::Outcome(_));
        let idle = exception.until < rule.valid_from || (names_outcome && exception.lifts.iter().all(of_learner));
        if idle {
            findings.push(finding(Lint::ExceptionIdle, rule, format!("exception[{at}]"), exception.granted_by.clone()));
        }
    }
}

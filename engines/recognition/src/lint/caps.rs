//! Caps that forbid everything, and caps that can never be reached.

use super::{Finding, Ground, Lint, finding, single::pool};
use crate::model::{Cap, Condition, Course, Measure, Programme, Rule, Scope};

pub(super) fn lint(ground: &Ground, rule: &Rule, findings: &mut Vec<Finding>) {
    for (at, cap) in rule.caps.iter().enumerate() {
        let place = format!("cap[{at}]");
        let nothing = match cap.measure {
            Measure::Credits(credits) => credits.hundredths() <= 0,
            Measure::Courses(courses) => courses == 0,
            Measure::Share(share) => share.numerator() == 0,
        };
        if nothing {
            findings.push(finding(Lint::CapForbids, rule, place, ""));
        } else if never_binds(ground, rule, cap) {
            findings.push(finding(Lint::CapNeverBinds, rule, place, ""));
        }
    }
}

/// Whether everything that could ever count stays within a cap, in every programme it holds for.
fn never_binds(ground: &Ground, rule: &Rule, cap: &Cap) -> bool {
    let countable: Vec<&Rule> = ground.rules.iter().copied().filter(|other| counts(rule, cap, other)).collect();
    if countable.is_empty() {
        return true;
    }
    let programmes = ground.programmes_of(rule);
    !programmes.is_empty() && programmes.iter().all(|programme| fits(ground, programme, cap, &countable))
}

/// Whether a cap of one rule could count uses of another.
fn counts(rule: &Rule, cap: &Cap, other: &Rule) -> bool {
    let Some(source) = &other.source else { return false };
    let meets = other.programme.is_none() || rule.programme.is_none() || other.programme == rule.programme;
    let here = other.institution == rule.institution && meets;
    let patterns = source.patterns();
    let takes = |test: &dyn Fn(&crate::model::Pattern) -> bool| patterns.iter().any(|(_, pattern)| test(pattern));
    here && match &cap.scope {
        Scope::Learner | Scope::EachIssuer => true,
        Scope::Class(class) => takes(&|pattern| pattern.classes.is_empty() || pattern.classes.contains(class)),
        Scope::Certificate => {
            takes(&|pattern| pattern.classes.is_empty() || pattern.classes.contains(&crate::model::Class::Certificate))
        }
        Scope::Issuer(issuer) => takes(&|pattern| pattern.issuers.is_empty() || pattern.issuers.contains(issuer)),
        Scope::Group(group) => other.group.as_ref() == Some(group),
        Scope::Rule => other.id == rule.id && other.version == rule.version,
    }
}

/// Whether all courses the countable rules reach together stay within the cap.
fn fits(ground: &Ground, programme: &Programme, cap: &Cap, countable: &[&Rule]) -> bool {
    let counted = |course: &&Course| cap.categories.is_empty() || cap.categories.contains(&course.category);
    let mut reached: Vec<&Course> = countable
        .iter()
        .filter(|rule| rule.holds_for(&programme.institution, &programme.code))
        .filter_map(|rule| rule.target.as_ref())
        .flat_map(|target| pool(ground, programme, target))
        .filter(counted)
        .collect();
    reached.sort_by(|one, other| one.code.cmp(&other.code));
    reached.dedup_by(|one, other| one.code == other.code);
    let credit: i128 = reached.iter().map(|course| i128::from(course.credit.hundredths())).sum();
    // A certificate that serves once counts as the courses of one use at most.
    let once = cap.scope == Scope::Certificate && countable.iter().all(|rule| !rule.share && is_single(rule));
    let count = if once { countable.iter().map(|rule| courses_a_use(rule)).max().unwrap_or(0) } else { reached.len() };
    match cap.measure {
        Measure::Credits(credits) => credit <= i128::from(credits.hundredths()),
        Measure::Courses(courses) => count <= courses as usize,
        Measure::Share(share) => {
            let of: i128 = match cap.categories.is_empty() {
                true => i128::from(programme.total.hundredths()),
                false => {
                    programme.courses.iter().filter(counted).map(|course| i128::from(course.credit.hundredths())).sum()
                }
            };
            credit * i128::from(share.denominator()) <= of * i128::from(share.numerator())
        }
    }
}

fn is_single(rule: &Rule) -> bool {
    matches!(rule.source, Some(Condition::One(_)))
}

fn courses_a_use(rule: &Rule) -> usize {
    rule.target.as_ref().map_or(0, |target| target.choose.map_or(target.courses.len(), |count| count as usize))
}

//! Whether one outcome meets one pattern of a rule, and if not, the first thing that is missing.

use serde::Serialize;
use units::{Day, Month};

use crate::{
    equivalence::Equivalence,
    model::{Lift, Minimum, Outcome, Pattern, Rule, fold},
};

/// Why an outcome does not count, in the order the reasons are looked for. Of several rules that do not take an outcome,
/// the answer tells the reason that came last: the nearest miss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unmet {
    /// The grade was itself obtained by recognition.
    Exempted,
    /// Neither deposited by an institution nor verified.
    Unverified,
    /// Obtained after the day that is asked about.
    NotYet,
    /// Not passed on its own scale.
    Failed,
    /// No rule in force on this programme speaks of its class.
    Class,
    /// Another issuer.
    Issuer,
    /// Another code.
    Code,
    /// Another title.
    Title,
    /// Another subject.
    Subject,
    /// Another level.
    Level,
    /// Another kind of certificate.
    Certificate,
    /// Another level of certificate.
    CertificateLevel,
    /// A grade on a scale the rule does not name; nothing converts between scales.
    Scale,
    /// A grade below the minimum.
    Grade,
    /// Older than the rule allows.
    Age,
    /// Used at this institution before.
    Spent,
    /// Another outcome that the rule asks for beside this one is missing.
    Partner,
    /// The programme has none of the courses it would count as.
    NoTarget,
    /// The courses it would count as are passed already.
    Passed,
    /// The courses it would count as are of a category that is never recognised.
    Excluded,
    /// A course that must come first is neither passed nor recognised.
    Prerequisite,
    /// It would give no credit.
    NoCredit,
    /// It could count, but not under the caps, or another use of the same courses is better.
    Outdone,
}

/// The learner, the day, and which codes mean the same course on it.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub learner: &'a str,
    pub day: Day,
    pub same: &'a Equivalence,
}

/// An outcome with its texts folded once for all patterns.
#[derive(Clone)]
pub(crate) struct Seen<'a> {
    pub outcome: &'a Outcome,
    pub title: Vec<char>,
    pub subject: Vec<char>,
}

impl<'a> Seen<'a> {
    pub(crate) fn new(outcome: &'a Outcome) -> Seen<'a> {
        Seen { outcome, title: fold(&outcome.title), subject: fold(&outcome.subject) }
    }
}

/// What an outcome is before any rule is asked.
pub(crate) fn counts_at_all(outcome: &Outcome, day: Day) -> Result<(), Unmet> {
    let failed = outcome.grade.is_some_and(|grade| !grade.passed());
    if outcome.exempted {
        Err(Unmet::Exempted)
    } else if !outcome.verified {
        Err(Unmet::Unverified)
    } else if outcome.obtained > Month::of(day) {
        Err(Unmet::NotYet)
    } else if failed {
        Err(Unmet::Failed)
    } else {
        Ok(())
    }
}

/// Whether an outcome that counts at all meets a pattern of a rule.
pub(crate) fn meets(rule: &Rule, pattern: &Pattern, seen: &Seen, asked: Asked) -> Result<(), Unmet> {
    is_what_it_asks(rule, pattern, seen, asked.same)?;
    let outcome = seen.outcome;
    let lifted = |lift| rule.lifted(lift, asked.learner, Some(&outcome.id), asked.day).is_some();
    if !lifted(Lift::Grade) {
        reaches(&pattern.minimum, outcome)?;
        reaches(&rule.minimum, outcome)?;
    }
    let age = months_between(outcome.obtained, Month::of(asked.day));
    if rule.months_max.is_some_and(|most| age > i64::from(most)) && !lifted(Lift::Age) {
        return Err(Unmet::Age);
    }
    Ok(())
}

/// Class, issuer, code, title, subject, level and certificate, in this order.
pub(crate) fn is_what_it_asks(rule: &Rule, pattern: &Pattern, seen: &Seen, same: &Equivalence) -> Result<(), Unmet> {
    let outcome = seen.outcome;
    if !pattern.classes.is_empty() && !pattern.classes.contains(&outcome.class) {
        return Err(Unmet::Class);
    }
    if !pattern.issuers.is_empty() && !pattern.issuers.contains(&outcome.issuer) {
        return Err(Unmet::Issuer);
    }
    let table = pattern.table.as_ref().map(|table| rule.tables.get(table));
    for codes in [Some(&pattern.codes).filter(|codes| !codes.is_empty()), table.flatten()].into_iter().flatten() {
        let listed = codes.contains(&outcome.code)
            || (!same.is_empty() && codes.iter().any(|code| same.same(&outcome.issuer, code, &outcome.code)));
        if !listed || outcome.code.is_empty() {
            return Err(Unmet::Code);
        }
    }
    if pattern.title.as_ref().is_some_and(|title| !title.fits(&seen.title)) {
        return Err(Unmet::Title);
    }
    if pattern.subject.as_ref().is_some_and(|subject| !subject.fits(&seen.subject)) {
        return Err(Unmet::Subject);
    }
    let within = |set: &std::collections::BTreeSet<String>, value: &String| set.is_empty() || set.contains(value);
    if !within(&pattern.levels, &outcome.level) {
        Err(Unmet::Level)
    } else if !within(&pattern.certificate_kinds, &outcome.certificate_kind) {
        Err(Unmet::Certificate)
    } else if !within(&pattern.certificate_levels, &outcome.certificate_level) {
        Err(Unmet::CertificateLevel)
    } else {
        Ok(())
    }
}

/// Any one of the minimums is enough; a grade on a scale that is not named does not count, nor does none at all.
fn reaches(minimum: &[Minimum], outcome: &Outcome) -> Result<(), Unmet> {
    if minimum.is_empty() {
        return Ok(());
    }
    let on_scale = |least: &&Minimum| outcome.grade.is_some_and(|grade| grade.scale() == least.scale);
    let mut named = minimum.iter().filter(on_scale).peekable();
    if named.peek().is_none() {
        return Err(Unmet::Scale);
    }
    let value = outcome.grade.map_or(0, |grade| grade.value());
    if named.any(|least| value >= least.at_least) { Ok(()) } else { Err(Unmet::Grade) }
}

/// Calendar months from one to another.
pub(crate) fn months_between(from: Month, to: Month) -> i64 {
    let count = |month: Month| i64::from(month.year()) * 12 + i64::from(month.month());
    count(to) - count(from)
}

//! What a batch of deposited outcomes earns.

use std::collections::{BTreeMap, BTreeSet};

use units::Day;

use super::scheme::gives_on;
use crate::model::{Achieved, Achievement, Basis, Class, POINTS_MAX, Scheme};

/// What stands for the outcome where a scheme gives its points once.
pub const ONCE: &str = "once";

/// What is known of the learners of a batch before it earns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What earned already: learner, scheme, source.
    pub earned: BTreeSet<(String, String, String)>,
    /// Points of the year by learner and scheme.
    pub years: BTreeMap<(String, String), i64>,
    /// What learners owe.
    pub owed: BTreeMap<String, i64>,
    /// Outcomes that were revoked already: learner, outcome.
    pub revoked: BTreeSet<(String, String)>,
}

/// Points that one outcome earns under one scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earned<'a> {
    /// The outcome.
    pub of: &'a Achievement,
    /// The version that gives them.
    pub under: &'a Scheme,
    /// The outcome's id, or [`ONCE`].
    pub source: &'a str,
    /// How many.
    pub amount: i64,
    /// Of these: against what the learner owes.
    pub settled: i64,
    /// The calendar year they count against.
    pub year: i64,
    /// The first day on which they no longer can be spent.
    pub expires_on: Option<Day>,
}

/// What the outcomes of a batch earn under the schemes in force, in their order. What earned before earns nothing, ceilings
/// hold over the batch, and debts are paid first; the facts are brought up to date.
pub fn earn<'a>(schemes: &'a [Scheme], achieved: &'a Achieved, facts: &mut Facts) -> Vec<Earned<'a>> {
    let day = achieved.at.day_in_shanghai();
    let mut all = Vec::new();
    for under in schemes.iter().filter(|scheme| gives_on(scheme, day)) {
        for of in achieved.outcomes.iter().filter(|one| is_of(under.content.class, one.class)) {
            all.extend(earn_one(under, of, day, facts));
        }
    }
    all
}

fn is_of(wanted: Class, class: Class) -> bool {
    wanted == Class::Any || wanted == class
}

fn earn_one<'a>(under: &'a Scheme, of: &'a Achievement, day: Day, facts: &mut Facts) -> Option<Earned<'a>> {
    let source = if under.content.basis == Basis::Once { ONCE } else { of.outcome.as_str() };
    let key = (of.learner.clone(), under.id.clone(), source.to_owned());
    if facts.earned.contains(&key) || facts.revoked.contains(&(of.learner.clone(), of.outcome.clone())) {
        return None;
    }
    let year = facts.years.entry((of.learner.clone(), under.id.clone())).or_default();
    let room = under.content.year_max.map_or(i64::MAX, |most| (most - *year).max(0));
    let amount = worth(under, of).min(room);
    if amount == 0 {
        return None;
    }
    *year += amount;
    facts.earned.insert(key);
    let owed = facts.owed.entry(of.learner.clone()).or_default();
    let settled = amount.min(*owed);
    *owed -= settled;
    let expires_on = under.content.months.map(|months| plus_months(day, months));
    Some(Earned { of, under, source, amount, settled, year: i64::from(day.year()), expires_on })
}

/// The points of one outcome before any ceiling; parts of a point are dropped.
pub fn worth(scheme: &Scheme, one: &Achievement) -> i64 {
    if scheme.content.basis != Basis::Hour {
        return scheme.content.points;
    }
    let of_credit = |per_credit: i64| one.credit.hundredths().saturating_mul(per_credit);
    let hours_hundredths = one.hours_hundredths.or(scheme.content.hours_per_credit.map(of_credit)).unwrap_or(0);
    let points = i128::from(hours_hundredths.max(0)) * i128::from(scheme.content.points) / 100;
    i64::try_from(points).unwrap_or(POINTS_MAX).min(POINTS_MAX)
}

/// The same day so many months later, or the last day of that month where it is shorter.
pub fn plus_months(day: Day, months: i64) -> Day {
    let count = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    let fit = |at: u32| Day::new(i32::try_from(year).ok()?, u32::try_from(month).ok()?, at).ok();
    // Every month has 28 days; a year beyond the calendar leaves the points as good as unlimited.
    (0..4).find_map(|less| fit(day.day().saturating_sub(less))).unwrap_or(day.plus_days(months * 30))
}

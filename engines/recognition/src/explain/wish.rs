//! What one more outcome, or one that is mended, would add.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;
use units::{Credit, Month};

use super::{Left, WISHES_MAX, path_of, trial::Trial};
use crate::{
    answer::RuleRef,
    best::Choice,
    book::{DatedBook, HitsByRule, Posed},
    meet::{Seen, Unmet, counts_at_all, is_what_it_asks, meets},
    model::{Class, Grade, Learner, Minimum, Outcome, Pattern, Rule, Title},
};

/// What would have to happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Wish {
    /// This outcome of the learner is verified.
    Verify {
        /// The outcome.
        outcome: String,
    },
    /// This outcome of the learner reaches the minimum grade.
    Grade {
        /// The outcome.
        outcome: String,
        /// The grade that is enough.
        grade: Grade,
    },
    /// The learner obtains one more outcome, as the clause asks for it. Where a rule gives a ratio of the source's credit,
    /// the outcome is taken to bring as much credit as the courses have.
    Obtain {
        /// Course, certificate …
        class: Class,
        /// From whom; empty when anybody will do.
        #[serde(skip_serializing_if = "String::is_empty")]
        issuer: String,
        /// With which code, one of those that will do; empty when any will.
        #[serde(skip_serializing_if = "String::is_empty")]
        code: String,
        /// The title pattern it must fit; empty when any will do.
        #[serde(skip_serializing_if = "String::is_empty")]
        title: String,
        /// Kind and level of the certificate; empty when any will do.
        #[serde(skip_serializing_if = "String::is_empty")]
        certificate: String,
    },
}

/// A wish and what it would add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gain {
    /// What would have to happen.
    pub wish: Wish,
    /// The rule whose clause it meets.
    pub rule: RuleRef,
    /// The clause.
    pub clause: String,
    /// Credit it would add.
    pub adds: Credit,
}

/// A wish before it is tried: the outcome as wished, the clause it meets as rule and pattern, and the most it could add.
pub(super) struct Try {
    wish: Wish,
    rule: usize,
    pattern: usize,
    pub outcome: Outcome,
    most: i64,
}

/// A sorted learner who was asked about in a programme, and what was found before any choice.
#[derive(Clone, Copy)]
pub(super) struct Account<'a> {
    pub book: &'a DatedBook<'a>,
    pub learner: &'a Learner,
    pub posed: &'a Posed<'a>,
    pub hits: &'a HitsByRule,
}

/// The id of an outcome that is only wished. Were it taken, the account would hold it twice and the wish would be left out.
pub(super) const WISHED: &str = " wished";

/// Every wish that adds credit, the most first, and whether all were tried and each trial proved.
pub(super) fn gains(account: Account, left: &[Left], choice: &Choice) -> (Vec<Gain>, bool) {
    let mut tries = tries(account, left);
    let mut complete = tries.len() <= WISHES_MAX;
    tries.truncate(WISHES_MAX);
    let mut trial = Trial::new(account, choice);
    let mut gains: Vec<Gain> = Vec::new();
    for Try { wish, rule, pattern, outcome, .. } in tries {
        let Some(found) = trial.with(outcome) else {
            complete = false;
            continue;
        };
        complete &= found.proved;
        if found.adds > 0 {
            let clause = path_of(account.book.book().rule(rule), pattern);
            let adds = Credit::from_hundredths(found.adds);
            gains.push(Gain { wish, rule: account.book.cite(rule), clause, adds });
        }
    }
    gains.sort_by(|one, other| other.adds.cmp(&one.adds).then_with(|| one.rule.cmp(&other.rule)));
    (gains, complete)
}

/// What could be wished, each once, under the first clause that it meets; what could give most first.
pub(super) fn tries(account: Account, left: &[Left]) -> Vec<Try> {
    let asked = account.book.asked(account.learner);
    let clauses = Clauses {
        mendable: mendable(account.learner, left),
        // Whatever counts at all and meets a clause is among the hits.
        other: account
            .learner
            .outcomes
            .iter()
            .filter(|one| counts_at_all(one, asked.day).is_err())
            .map(Seen::new)
            .collect(),
        account,
    };
    let mut tries: Vec<Try> = Vec::new();
    let mut seen: HashSet<Outcome> = HashSet::new();
    for (place, rule) in &account.posed.in_force {
        let most = most(rule, account.posed);
        if most <= 0 {
            continue;
        }
        for (number, pattern) in account.book.book().patterns_of(*place).iter().enumerate() {
            clauses.wishes(*place, rule, number, pattern, most, |wish, outcome| {
                if seen.insert(outcome.clone()) {
                    tries.push(Try { wish, rule: *place, pattern: number, outcome, most });
                }
            });
        }
    }
    tries.sort_by_key(|wish| std::cmp::Reverse(wish.most));
    tries
}

/// Outcomes that were left over for want of a grade or of somebody who verifies them.
fn mendable<'a>(learner: &'a Learner, left: &[Left]) -> Vec<(Unmet, Seen<'a>)> {
    let wanting = left.iter().filter(|left| matches!(left.why, Unmet::Unverified | Unmet::Grade | Unmet::Failed));
    let known = |left: &Left| {
        let outcome = learner.outcomes.iter().find(|outcome| outcome.id == left.outcome)?;
        Some((left.why, Seen::new(outcome)))
    };
    wanting.filter_map(known).collect()
}

/// What clauses are asked of.
struct Clauses<'a> {
    account: Account<'a>,
    mendable: Vec<(Unmet, Seen<'a>)>,
    /// Outcomes that count nowhere as they are.
    other: Vec<Seen<'a>>,
}

impl Clauses<'_> {
    /// The wishes one clause gives rise to, each with the outcome it wishes for.
    fn wishes(
        &self,
        place: usize,
        rule: &Rule,
        number: usize,
        pattern: &Pattern,
        most: i64,
        mut wish: impl FnMut(Wish, Outcome),
    ) {
        let asked = self.account.book.asked(self.account.learner);
        for (why, seen) in &self.mendable {
            if is_what_it_asks(rule, pattern, seen, asked.same).is_err() {
                continue;
            }
            let mut mended = seen.outcome.clone();
            let wished = if *why == Unmet::Unverified {
                mended.verified = true;
                Wish::Verify { outcome: mended.id.clone() }
            } else {
                let Some(grade) = enough(rule, pattern, mended.grade) else { continue };
                mended.grade = Some(grade);
                Wish::Grade { outcome: mended.id.clone(), grade }
            };
            if meets(rule, pattern, &Seen::new(&mended), asked).is_ok() {
                wish(wished, mended);
            }
        }
        let hit = |pairs: &Vec<(u16, u32)>| pairs.iter().any(|(pattern, _)| usize::from(*pattern) == number);
        let met = self.account.hits.get(&place).is_some_and(hit)
            || self.other.iter().any(|seen| meets(rule, pattern, seen, asked).is_ok());
        let open =
            pattern.codes.is_empty() && pattern.table.is_none() && !pattern.title.as_ref().is_some_and(Title::is_plain);
        if (!met || open)
            && let Some(outcome) = example(self.account.book, rule, pattern, most)
            && meets(rule, pattern, &Seen::new(&outcome), asked).is_ok()
        {
            wish(obtain(pattern, &outcome), outcome);
        }
    }
}

fn obtain(pattern: &Pattern, outcome: &Outcome) -> Wish {
    let kind = [outcome.certificate_kind.as_str(), outcome.certificate_level.as_str()];
    Wish::Obtain {
        class: outcome.class,
        issuer: pattern.issuers.first().cloned().unwrap_or_default(),
        code: outcome.code.clone(),
        title: pattern.title.as_ref().map_or("", Title::text).to_owned(),
        certificate: kind.join(" ").trim().to_owned(),
    }
}

/// An outcome that does what a pattern asks, obtained in the month of the day.
fn example(book: &DatedBook, rule: &Rule, pattern: &Pattern, most: i64) -> Option<Outcome> {
    let table = pattern.table.as_ref().and_then(|table| rule.tables.get(table));
    let codes = if pattern.codes.is_empty() { table } else { Some(&pattern.codes) };
    let code = codes.into_iter().flatten().find(|code| table.is_none_or(|table| table.contains(*code)));
    let plain = |title: &Option<Title>| {
        let text = title.as_ref().map_or("", Title::text);
        text.replace(['*', '＊'], "").replace(['?', '？'], "一")
    };
    let title = plain(&pattern.title);
    let class = if pattern.is_certificate() { Class::Certificate } else { Class::Course };
    let first = |set: &BTreeSet<String>| set.first().cloned().unwrap_or_default();
    let needs_grade = !rule.minimum.is_empty() || !pattern.minimum.is_empty();
    Some(Outcome {
        id: WISHED.to_owned(),
        class: pattern.classes.first().copied().unwrap_or(class),
        issuer: first(&pattern.issuers),
        code: code.cloned().unwrap_or_default(),
        title: if title.is_empty() { "*".to_owned() } else { title },
        subject: plain(&pattern.subject),
        level: first(&pattern.levels),
        grade: if needs_grade { Some(enough(rule, pattern, None)?) } else { None },
        credit: Credit::from_hundredths(most.min(crate::model::CREDIT_MAX.hundredths())),
        obtained: Month::of(book.day()),
        certificate_kind: first(&pattern.certificate_kinds),
        certificate_level: first(&pattern.certificate_levels),
        verified: true,
        exempted: false,
    })
}

/// The least grade that is enough, on the scale of a grade that is there if any; none when nothing is enough.
fn enough(rule: &Rule, pattern: &Pattern, grade: Option<Grade>) -> Option<Grade> {
    let on = |minimum: &[Minimum], scale| {
        let least = minimum.iter().filter(|least| least.scale == scale).map(|least| least.at_least).min();
        if minimum.is_empty() { Some(0) } else { least }
    };
    let named = rule.minimum.iter().chain(&pattern.minimum).map(|least| least.scale);
    let mut scales: Vec<_> = grade.map(|grade| grade.scale()).into_iter().chain(named).collect();
    if let Some(grade) = grade {
        // What was graded on one scale is not graded again on another.
        scales = vec![grade.scale()];
    }
    scales.into_iter().find_map(|scale| {
        let least = on(&rule.minimum, scale)?.max(on(&pattern.minimum, scale)?).max(scale.pass());
        Grade::new(scale, least)
    })
}

/// The most credit one use of a rule could give.
fn most(rule: &Rule, posed: &Posed) -> i64 {
    let Some(target) = &rule.target else { return 0 };
    let open = |place: &u32| !posed.plan.passed[*place as usize];
    let credit = |place: u32| posed.plan.courses[place as usize].credit.hundredths();
    let listed = target.courses.iter().filter_map(|code| posed.plan.course(code)).filter(open);
    match target.choose {
        None => listed.map(credit).sum(),
        Some(count) => {
            let of_category = |place: &u32| target.categories.contains(&posed.plan.courses[*place as usize].category);
            let all = (0..posed.plan.courses.len()).filter_map(|place| u32::try_from(place).ok());
            let all = all.filter(|place| posed.plan.stands(*place));
            let mut credits: Vec<i64> = listed.chain(all.filter(of_category).filter(open)).map(credit).collect();
            credits.sort_unstable_by(|one, other| other.cmp(one));
            credits.iter().take(count as usize).sum()
        }
    }
}

//! What one more outcome, or one that is mended, would add.

use std::collections::BTreeSet;

use serde::Serialize;
use units::{Credit, Month};

use super::{Left, WISHES_MAX};
use crate::{
    answer::RuleRef,
    best::{self, STATES_LISTED_MAX},
    book::{DatedBook, HitsByRule, Posed},
    meet::{Seen, Unmet, meets},
    model::{Class, Grade, Learner, Minimum, OUTCOMES_MAX, Outcome, Pattern, Rule, Title},
    text::limits,
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

/// A wish before it is tried: the outcome as wished, and the most it could add.
struct Try {
    wish: Wish,
    rule: usize,
    clause: String,
    outcome: Outcome,
    most: i64,
}

/// A sorted learner who is asked about with another outcome, or with one that is mended, and is then as before.
struct Account(Learner);

impl Account {
    /// What is answered about the learner with an outcome: who is told where it stands and whether it came or was mended. None
    /// where the account takes no such outcome.
    fn with<T>(&mut self, outcome: Outcome, ask: impl FnOnce(&Learner, u32, bool) -> T) -> Option<T> {
        let outcomes = &mut self.0.outcomes;
        let stands = outcomes.iter().position(|other| other.id == outcome.id);
        // Neither a grade nor a verification moves an outcome in the order of months and ids.
        let came = |other: &Outcome| (other.obtained, &other.id) < (outcome.obtained, &outcome.id);
        let place = stands.unwrap_or_else(|| outcomes.partition_point(came));
        let full = stands.is_none() && outcomes.len() >= OUTCOMES_MAX;
        if full || (stands.is_some() && outcome.id == WISHED) || limits::outcome(place, &outcome).is_err() {
            return None;
        }
        let told = u32::try_from(place).ok()?;
        let before = match stands {
            Some(place) => Some(std::mem::replace(&mut outcomes[place], outcome)),
            None => {
                outcomes.insert(place, outcome);
                None
            }
        };
        let said = ask(&self.0, told, stands.is_none());
        match before {
            Some(before) => self.0.outcomes[place] = before,
            None => drop(self.0.outcomes.remove(place)),
        }
        Some(said)
    }
}

/// The id of an outcome that is only wished. Were it taken, the account would hold it twice and the wish would be left out.
const WISHED: &str = " wished";

/// Every wish that adds credit, the most first, and whether all were tried and each trial proved.
pub(super) fn gains(
    book: &DatedBook,
    learner: &Learner,
    hits: &HitsByRule,
    posed: &Posed,
    left: &[Left],
    credit: Credit,
) -> (Vec<Gain>, bool) {
    let programme = posed.plan.programme;
    let seen_outcomes: Vec<Seen> = learner.outcomes.iter().map(Seen::new).collect();
    let mut tries: Vec<Try> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (place, rule) in &posed.in_force {
        for (clause, pattern) in rule.source.iter().flat_map(|source| source.patterns()) {
            let own = of_clause(book, learner, &seen_outcomes, posed, left, rule, pattern);
            for (wish, outcome, key) in own {
                if seen.insert(key) {
                    tries.push(Try { wish, rule: *place, clause: clause.clone(), outcome, most: most(rule, posed) });
                }
            }
        }
    }
    tries.retain(|wish| wish.most > 0);
    tries.sort_by_key(|wish| std::cmp::Reverse(wish.most));
    let mut complete = tries.len() <= WISHES_MAX;
    let mut account = Account(learner.clone());
    let mut gains: Vec<Gain> = Vec::new();
    for wish in tries.into_iter().take(WISHES_MAX) {
        let found = account.with(wish.outcome, |wished, place, came| {
            let met = book.hits_with(wished, place, came, hits, programme);
            debug_assert_eq!(met, book.hits_in(wished, programme), "what was not wished meets what it met");
            let asked = book.pose_among(posed.in_force.clone(), wished, programme, &met);
            let choice = best::solve(&asked.problem, STATES_LISTED_MAX);
            (Credit::from_hundredths(asked.problem.credit_of(&choice.items)), choice.proved && !asked.uses.cut)
        });
        complete &= found.is_some_and(|(_, proved)| proved);
        let Some((found, _)) = found else { continue };
        if let Some(adds) = found.checked_sub(credit).filter(|adds| *adds > Credit::ZERO) {
            gains.push(Gain { wish: wish.wish, rule: book.cite(wish.rule), clause: wish.clause, adds });
        }
    }
    gains.sort_by(|one, other| other.adds.cmp(&one.adds).then_with(|| one.rule.cmp(&other.rule)));
    (gains, complete)
}

/// The wishes one clause gives rise to, each with a key by which the same wish of another rule is known.
fn of_clause(
    book: &DatedBook,
    learner: &Learner,
    outcomes: &[Seen],
    posed: &Posed,
    left: &[Left],
    rule: &Rule,
    pattern: &Pattern,
) -> Vec<(Wish, Outcome, String)> {
    let asked = book.asked(learner);
    let mut wishes = Vec::new();
    for left in left.iter().filter(|left| matches!(left.why, Unmet::Unverified | Unmet::Grade | Unmet::Failed)) {
        let Some(place) = learner.outcomes.iter().position(|outcome| outcome.id == left.outcome) else { continue };
        let mut mended = learner.outcomes[place].clone();
        let wish = if left.why == Unmet::Unverified {
            mended.verified = true;
            Wish::Verify { outcome: mended.id.clone() }
        } else {
            let Some(grade) = enough(rule, pattern, mended.grade) else { continue };
            mended.grade = Some(grade);
            Wish::Grade { outcome: mended.id.clone(), grade }
        };
        if meets(rule, pattern, &Seen::new(&mended), asked).is_ok() {
            let key = format!("{wish:?}");
            wishes.push((wish, mended, key));
        }
    }
    let met = outcomes.iter().any(|seen| meets(rule, pattern, seen, asked).is_ok());
    let open =
        pattern.codes.is_empty() && pattern.table.is_none() && !pattern.title.as_ref().is_some_and(Title::is_plain);
    if (!met || open)
        && let Some(outcome) = example(book, rule, pattern, posed)
        && meets(rule, pattern, &Seen::new(&outcome), asked).is_ok()
    {
        let key = format!("{outcome:?}");
        wishes.push((obtain(pattern, &outcome), outcome, key));
    }
    wishes
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
fn example(book: &DatedBook, rule: &Rule, pattern: &Pattern, posed: &Posed) -> Option<Outcome> {
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
        credit: Credit::from_hundredths(most(rule, posed).min(crate::model::CREDIT_MAX.hundredths())),
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

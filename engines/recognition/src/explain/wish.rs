//! What one more outcome, or one that is mended, would add.

use std::collections::BTreeSet;

use serde::Serialize;
use units::{Credit, Month};

use super::{Left, WISHES_MAX};
use crate::{
    answer::RuleRef,
    best::{self, STATES_LISTED_MAX},
    book::{DatedBook, HitsByRule, Posed, sorted},
    meet::{Seen, Unmet, meets},
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

/// A wish before it is tried: the outcome as wished, and the most it could add.
struct Try {
    wish: Wish,
    rule: usize,
    clause: String,
    outcome: Outcome,
    most: i64,
}

/// A learner with another outcome, or with one that is mended.
struct Wished {
    learner: Learner,
    /// Where the outcome stands.
    place: u32,
    /// Whether it was not there before.
    came: bool,
}

impl Wished {
    /// The learner sorted; none where a full account takes no further outcome.
    fn new(learner: &Learner, outcome: Outcome) -> Option<Wished> {
        let mut wished = learner.clone();
        let id = outcome.id.clone();
        let came = match wished.outcomes.iter_mut().find(|other| other.id == id && id != WISHED) {
            Some(mended) => {
                *mended = outcome;
                false
            }
            None => {
                wished.outcomes.push(outcome);
                true
            }
        };
        let learner = sorted(&wished).ok()?;
        let place = learner.outcomes.iter().position(|other| other.id == id)?;
        Some(Wished { learner, place: u32::try_from(place).ok()?, came })
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
    let mut gains: Vec<Gain> = tries
        .into_iter()
        .take(WISHES_MAX)
        .filter_map(|wish| {
            let Some(wished) = Wished::new(learner, wish.outcome) else {
                complete = false;
                return None;
            };
            let met = book.hits_with(&wished.learner, wished.place, wished.came, hits, programme);
            debug_assert_eq!(met, book.hits_in(&wished.learner, programme), "what was not wished meets what it met");
            let asked = book.pose_among(posed.in_force.clone(), &wished.learner, programme, &met);
            let choice = best::solve(&asked.problem, STATES_LISTED_MAX);
            complete &= choice.proved && !asked.uses.cut;
            let found = Credit::from_hundredths(asked.problem.credit_of(&choice.items));
            let adds = found.checked_sub(credit).filter(|adds| *adds > Credit::ZERO)?;
            Some(Gain { wish: wish.wish, rule: book.cite(wish.rule), clause: wish.clause, adds })
        })
        .collect();
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

//! What stands behind an answer: why an outcome was left over, which cap binds, and what one more outcome would add.
//!
//! Nothing is estimated: a cap binds when the same choice without it gives more, and a gain is the difference to the answer
//! that is found with the outcome added or mended. Each is solved again; where that is not proved within
//! [`crate::STATES_LISTED_MAX`] states, the gain told is one that was found, and there may be more.

mod wish;

use serde::Serialize;
use units::Credit;

use crate::{
    answer::{Answer, RuleRef},
    best::{self, STATES_LISTED_MAX, STATES_MAX},
    book::{DatedBook, HitsByRule, Posed, Refused, sorted},
    meet::{Seen, Unmet, counts_at_all, meets},
    model::{Learner, Outcome},
};

pub use wish::{Gain, Wish};

/// The most wishes that are solved again; those that could give most come first.
pub const WISHES_MAX: usize = 64;

/// An answer and what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The answer.
    pub answer: Answer,
    /// Outcomes that were not spent, in the order of their months, and the nearest reason.
    pub left: Vec<Left>,
    /// Caps that bind.
    pub caps: Vec<Binding>,
    /// What would add credit, the most first.
    pub gains: Vec<Gain>,
    /// Whether every wish was tried.
    pub gains_complete: bool,
}

/// An outcome that was left over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Left {
    /// The outcome.
    pub outcome: String,
    /// The nearest reason.
    pub why: Unmet,
    /// The rule that came nearest; none when no rule was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleRef>,
    /// The clause it missed or met there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// A cap that binds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Binding {
    /// The rule that carries it.
    pub rule: RuleRef,
    /// Its place among the rule's caps.
    pub cap: usize,
    /// The certificate or issuer it counts, where it counts each apart.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub each: String,
    /// What would be recognised more without it.
    pub without: Credit,
}

impl DatedBook<'_> {
    /// The best use of a learner's outcomes in one programme, explained.
    ///
    /// # Errors
    /// As [`DatedBook::best`].
    pub fn explain(&self, learner: &Learner, programme: &str) -> Result<Explanation, Refused> {
        let learner = sorted(learner)?;
        let found = self.book().programme(programme).ok_or_else(|| Refused::UnknownProgramme(programme.to_owned()))?;
        let hits = self.hits(&learner);
        let answer = self.answer(&learner, found, &hits, STATES_MAX);
        let posed = self.pose(&learner, found, &hits);
        let left = left(self, &learner, &posed, &hits, &answer);
        let caps = caps(self, &posed, &answer);
        let (gains, gains_complete) = wish::gains(self, &learner, found, &posed, &left, answer.credit);
        Ok(Explanation { answer, left, caps, gains, gains_complete })
    }

    pub(crate) fn cite(&self, place: usize) -> RuleRef {
        let rule = &self.book().rules()[place];
        RuleRef { id: rule.id.clone(), version: rule.version, hash: self.book().hash_of(place).to_owned() }
    }
}

fn left(book: &DatedBook, learner: &Learner, posed: &Posed, hits: &HitsByRule, answer: &Answer) -> Vec<Left> {
    let spent: std::collections::HashSet<&str> =
        answer.uses.iter().flat_map(|used| &used.sources).map(|source| source.outcome.as_str()).collect();
    let unspent = learner.outcomes.iter().enumerate().filter(|(_, outcome)| !spent.contains(outcome.id.as_str()));
    unspent
        .map(|(place, outcome)| {
            let (why, clause) = match counts_at_all(outcome, book.day()) {
                Err(why) => (why, None),
                Ok(()) => nearest(book, learner, posed, hits, place, outcome),
            };
            Left {
                outcome: outcome.id.clone(),
                why,
                rule: clause.as_ref().map(|(rule, _)| book.cite(*rule)),
                clause: clause.map(|(_, path)| path),
            }
        })
        .collect()
}

/// The reason of the rule that came nearest; of several the first in the order of rules.
fn nearest(
    book: &DatedBook,
    learner: &Learner,
    posed: &Posed,
    hits: &HitsByRule,
    place: usize,
    outcome: &Outcome,
) -> (Unmet, Option<(usize, String)>) {
    let asked = book.asked(learner);
    let seen = Seen::new(outcome);
    let mut nearest = (Unmet::Class, None);
    for (rule_place, rule) in &posed.in_force {
        for (path, pattern) in rule.source.iter().flat_map(|source| source.patterns()) {
            let why = match meets(rule, pattern, &seen, asked) {
                Err(why) => why,
                Ok(()) => unused(posed, hits, *rule_place, place),
            };
            if nearest.1.is_none() || why > nearest.0 {
                nearest = (why, Some((*rule_place, path)));
            }
        }
    }
    nearest
}

/// Why an outcome that meets a pattern of a rule was not spent under it.
fn unused(posed: &Posed, hits: &HitsByRule, rule: usize, outcome: usize) -> Unmet {
    if let Some(why) = posed.without.get(&rule) {
        return *why;
    }
    let met = hits.get(&rule).is_some_and(|pairs| pairs.iter().any(|(_, other)| *other as usize == outcome));
    let takes =
        |used: &&crate::uses::Use| used.rule == rule && used.sources.iter().any(|other| *other as usize == outcome);
    let mut own = posed.uses.list.iter().filter(takes).peekable();
    if !met || own.peek().is_none() {
        return Unmet::Partner;
    }
    let given = |need: &u32| posed.uses.list.iter().any(|used| used.targets.iter().any(|(course, _)| course == need));
    if own.all(|used| !used.needs.iter().all(given)) { Unmet::Prerequisite } else { Unmet::Outdone }
}

fn caps(book: &DatedBook, posed: &Posed, answer: &Answer) -> Vec<Binding> {
    let mut binding = Vec::new();
    for (place, row) in posed.rows.iter().enumerate() {
        let number = u32::try_from(place).unwrap_or(u32::MAX);
        let amounts = posed.problem.items.iter().flat_map(|item| &item.amounts).filter(|(cap, _)| *cap == number);
        if amounts.map(|(_, amount)| *amount).sum::<i64>() <= posed.problem.limits[place] {
            continue;
        }
        let mut without = posed.problem.clone();
        without.limits[place] = i64::MAX;
        let choice = best::solve(&without, STATES_LISTED_MAX);
        let credit: i64 = choice.items.iter().filter_map(|item| without.items.get(*item)).map(|item| item.credit).sum();
        let more = credit - answer.credit.hundredths();
        if more > 0 {
            binding.push(Binding {
                rule: book.cite(row.rule),
                cap: row.cap,
                each: row.each.clone(),
                without: Credit::from_hundredths(more),
            });
        }
    }
    binding
}

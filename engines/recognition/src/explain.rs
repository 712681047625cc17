//! What stands behind an answer: why an outcome was left over, which cap binds, and what one more outcome would add.
//!
//! Nothing is estimated: a cap binds when the same choice without it gives more, and a gain is the difference to the answer
//! that is found with the outcome added or mended. Where it is not proved within [`crate::STATES_LISTED_MAX`] states, the
//! gain told is one that was found, and there may be more.

mod trial;
mod wish;

use std::collections::BTreeMap;

use serde::Serialize;
use units::Credit;

use crate::{
    answer::{Answer, RuleRef},
    best::{self, Choice, STATES_LISTED_MAX, STATES_MAX},
    book::{DatedBook, HitsByRule, Posed, Refused, is_spent, sorted},
    meet::{Seen, Unmet, counts_at_all, meets},
    model::{Learner, Outcome, Programme, Rule},
};

pub use wish::{Gain, Wish};

/// The most wishes that are tried; those that could give most come first.
pub const WISHES_MAX: usize = 64;

/// The most caps that are looked at by solving again without them; those the answer fills most come first. Each takes at
/// most [`STATES_LISTED_MAX`] states, and who counts every issuer and certificate apart has as many caps as outcomes.
pub const CAPS_TRIED_MAX: usize = 64;

/// An answer and what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The answer.
    pub answer: Answer,
    /// Outcomes that were not spent, in the order of their months, and the nearest reason.
    pub left: Vec<Left>,
    /// Caps that bind.
    pub caps: Vec<Binding>,
    /// Whether every cap that could bind was tried, and each trial proved.
    pub caps_complete: bool,
    /// What would add credit, the most first.
    pub gains: Vec<Gain>,
    /// Whether every wish was tried, and each trial proved.
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
        let found = self.book().programme(programme).ok_or_else(|| Refused::UnknownProgramme(programme.to_owned()))?;
        self.explain_in(learner, found)
    }

    /// As [`DatedBook::explain`], in a programme of the book.
    ///
    /// # Errors
    /// [`Refused::OutOfRange`] for the learner.
    pub fn explain_in(&self, learner: &Learner, found: &Programme) -> Result<Explanation, Refused> {
        let learner = sorted(learner)?;
        let hits = self.hits_in(&learner, found);
        let posed = self.pose(&learner, found, &hits);
        let choice = best::solve(&posed.problem, STATES_MAX);
        let answer = Answer::new(self, &learner, &posed.plan, &posed.uses, &choice);
        let left = left(self, &learner, &posed, &hits, &answer);
        let (caps, caps_complete) = caps(self, &posed, &choice);
        let account = wish::Account { book: self, learner: &learner, posed: &posed, hits: &hits };
        let (gains, gains_complete) = wish::gains(account, &left, &choice);
        Ok(Explanation { answer, left, caps, caps_complete, gains, gains_complete })
    }

    pub(crate) fn cite(&self, place: usize) -> RuleRef {
        let rule = self.book().rule(place);
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
        for (number, pattern) in book.book().patterns_of(*rule_place).iter().enumerate() {
            let why = match meets(rule, pattern, &seen, asked) {
                Err(why) => why,
                Ok(()) if is_spent(rule, posed.plan.programme, learner, place) => Unmet::Spent,
                Ok(()) => unused(posed, hits, *rule_place, place),
            };
            if nearest.1.is_none() || why > nearest.0 {
                nearest = (why, Some((*rule_place, number)));
            }
        }
    }
    let (why, clause) = nearest;
    (why, clause.map(|(rule, pattern)| (rule, path_of(book.book().rule(rule), pattern))))
}

/// The path of a rule's pattern by its number.
fn path_of(rule: &Rule, pattern: usize) -> String {
    let mut paths = rule.source.iter().flat_map(|source| source.patterns()).map(|(path, _)| path);
    paths.nth(pattern).unwrap_or_default()
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

/// Caps without which there would be more, in the order of rules, and whether none was left untried or unproved.
fn caps(book: &DatedBook, posed: &Posed, choice: &Choice) -> (Vec<Binding>, bool) {
    let problem = &posed.problem;
    let mut tried = could_bind(posed, choice);
    let mut complete = tried.len() <= CAPS_TRIED_MAX && choice.proved && !posed.uses.cut;
    tried.truncate(CAPS_TRIED_MAX);
    tried.sort_unstable();
    let mut binding = Vec::new();
    let mut without = posed.problem.clone();
    for place in tried {
        let limit = std::mem::replace(&mut without.limits[place], i64::MAX);
        let other = best::solve(&without, STATES_LISTED_MAX);
        without.limits[place] = limit;
        complete &= other.proved;
        let more = problem.credit_of(&other.items) - problem.credit_of(&choice.items);
        if more > 0 {
            let row = &posed.rows.caps[place];
            binding.push(Binding {
                rule: book.cite(row.rule),
                cap: row.cap,
                each: row.each.clone(),
                without: Credit::from_hundredths(more),
            });
        }
    }
    (binding, complete)
}

/// Places of the caps that do not let everything through at once, each course counted once with the most any use takes for
/// it; those with the least room left under the answer first.
fn could_bind(posed: &Posed, choice: &Choice) -> Vec<usize> {
    let problem = &posed.problem;
    let mut most: Vec<BTreeMap<u32, i64>> = vec![BTreeMap::new(); problem.limits.len()];
    for item in &problem.items {
        // No two uses of an answer have a course in common, so their first courses differ.
        let first = item.targets.first().copied().unwrap_or(u32::MAX);
        for (cap, amount) in &item.amounts {
            let known = most[*cap as usize].entry(first).or_default();
            *known = (*amount).max(*known);
        }
    }
    let mut room = problem.limits.clone();
    for (cap, amount) in choice.items.iter().filter_map(|item| problem.items.get(*item)).flat_map(|item| &item.amounts)
    {
        room[*cap as usize] -= amount;
    }
    let mut places: Vec<usize> =
        (0..room.len()).filter(|place| most[*place].values().sum::<i64>() > problem.limits[*place]).collect();
    places.sort_by_key(|place| room[*place]);
    places
}

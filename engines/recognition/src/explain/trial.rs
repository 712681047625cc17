//! Trying a wish: what the best use would be with one more outcome, from the best use without it.
//!
//! Whatever a wish brings takes the outcome that is wished, which counted nowhere before. So the uses there were stay as
//! they are and only new ones come, of which at most one is chosen unless their outcome may be shared. Three ways lead to the
//! answer, the shortest first, and all to the same:
//!
//! 1. No answer gains more than the best new use, nor passes a cap that every use fills with all its credit. Where a new use
//!    that gains so much fits beside the answer as it is, that is the gain.
//! 2. What the new uses touch through outcomes, courses, needs, and caps that coupled the answer, is solved again together
//!    with them. What they do not touch can be worth no more than it was. Where both fit under all caps, that is the best.
//! 3. Everything is solved again.

use std::collections::{BTreeSet, HashMap};

use super::wish::{Account, WISHED};
use crate::{
    best::{self, Choice, STATES_LISTED_MAX},
    book::free,
    meet::{Seen, counts_at_all, meets},
    model::{Learner, OUTCOMES_MAX, Outcome},
    problem::{self, Beside, Item, Problem},
    text::limits,
    uses::{Use, Uses},
};

#[cfg(test)]
mod tests;

/// What a wish comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Hundredths it adds; below zero only where it is not proved.
    pub adds: i64,
    /// Whether no answer with it is better.
    pub proved: bool,
}

/// What items have in common: an outcome, a course, or a cap that coupled the answer.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Common {
    Outcome(u32),
    Course(u32),
    Cap(u32),
}

/// Items of the answer's problem that touch one another, and what the answer chose of them.
#[derive(Default)]
struct Part {
    items: Vec<usize>,
    chosen: Vec<usize>,
}

/// An answer to which wishes are held.
pub(super) struct Trial<'a> {
    account: Account<'a>,
    /// The learner, who is asked about with another outcome or one that is mended, and is then as before.
    learner: Learner,
    /// The answer's problem, to which the uses of a wish are added for as long as it is tried.
    problem: Problem,
    choice: &'a Choice,
    credit: i64,
    parts: Vec<Part>,
    part_of: HashMap<Common, usize>,
    /// Outcomes and courses the answer takes, and what it takes of each cap.
    spent: BTreeSet<u32>,
    given: BTreeSet<u32>,
    taken: Vec<i64>,
    /// Courses some use needs.
    needed: BTreeSet<u32>,
    /// Caps of which every use takes at least as much as its credit.
    whole: Vec<usize>,
    /// How often a wish was answered at once, in part, and anew.
    #[cfg(test)]
    ways: [usize; 3],
}

impl<'a> Trial<'a> {
    pub(super) fn new(account: Account<'a>, choice: &'a Choice) -> Trial<'a> {
        let problem = account.posed.problem.clone();
        let couples = |cap| choice.coupling.contains(&cap);
        let all: Vec<usize> = (0..problem.items.len()).collect();
        let (mut parts, mut part_of) = (Vec::new(), HashMap::new());
        for items in best::split(&problem, &all, couples) {
            for common in items.iter().flat_map(|item| common(&problem.items[*item], choice)) {
                part_of.insert(common, parts.len());
            }
            let chosen = items.iter().copied().filter(|item| choice.items.binary_search(item).is_ok()).collect();
            parts.push(Part { items, chosen });
        }
        let chosen = || choice.items.iter().map(|item| &problem.items[*item]);
        let mut taken = vec![0; problem.limits.len()];
        chosen().flat_map(|item| &item.amounts).for_each(|(cap, amount)| taken[*cap as usize] += amount);
        Trial {
            account,
            learner: account.learner.clone(),
            credit: problem.credit_of(&choice.items),
            parts,
            part_of,
            spent: chosen().flat_map(|item| item.sources.iter().copied()).collect(),
            given: chosen().flat_map(|item| item.targets.iter().copied()).collect(),
            taken,
            needed: problem.items.iter().flat_map(|item| item.needs.iter().copied()).collect(),
            whole: (0..problem.limits.len()).filter(|cap| problem.items.iter().all(|item| fills(item, *cap))).collect(),
            choice,
            problem,
            #[cfg(test)]
            ways: [0; 3],
        }
    }

    /// What a wished outcome adds. None where the account takes no such outcome.
    pub(super) fn with(&mut self, outcome: Outcome) -> Option<Found> {
        let outcomes = &mut self.learner.outcomes;
        let stands = outcomes.iter().position(|other| other.id == outcome.id);
        let place = stands.unwrap_or(outcomes.len());
        let full = stands.is_none() && place >= OUTCOMES_MAX;
        if full || (stands.is_some() && outcome.id == WISHED) || limits::outcome(place, &outcome).is_err() {
            return None;
        }
        let told = u32::try_from(place).ok()?;
        // At the end it moves no other outcome, and where it stands only decides between answers of the same credit.
        let before = match stands {
            Some(place) => Some(std::mem::replace(&mut outcomes[place], outcome)),
            None => {
                outcomes.push(outcome);
                None
            }
        };
        let found = self.weigh(told);
        match before {
            Some(before) => self.learner.outcomes[place] = before,
            None => drop(self.learner.outcomes.pop()),
        }
        Some(found)
    }

    fn weigh(&mut self, place: u32) -> Found {
        let (uses, cut) = self.uses(place);
        if uses.is_empty() {
            return Found { adds: 0, proved: self.choice.proved && !cut };
        }
        let posed = self.account.posed;
        let beside = Beside { rules: &posed.in_force, plan: &posed.plan, learner: &self.learner };
        let before = problem::extend(&mut self.problem, &posed.rows, &uses, beside);
        let first = posed.problem.items.len();
        let proved = self.choice.proved;
        let at_once = if proved { self.at_once(first) } else { None };
        let in_part = if proved && at_once.is_none() { self.in_part(first) } else { None };
        #[cfg(test)]
        {
            self.ways[if at_once.is_some() { 0 } else { 2 - usize::from(in_part.is_some()) }] += 1;
        }
        let found = at_once.or(in_part).unwrap_or_else(|| self.again());
        self.problem.restore(before);
        Found { proved: found.proved && !cut, ..found }
    }

    /// The uses that take an outcome, and whether a limit cut them or those there were.
    fn uses(&self, place: u32) -> (Vec<Use>, bool) {
        let Account { book, posed, hits, .. } = self.account;
        let (outcome, asked) = (&self.learner.outcomes[place as usize], book.asked(&self.learner));
        let mut uses = Uses::default();
        if counts_at_all(outcome, book.day()).is_err() {
            return (uses.list, posed.uses.cut);
        }
        let seen = Seen::new(outcome);
        for (rule_place, rule) in &posed.in_force {
            let patterns = (0_u16..).zip(book.book().patterns_of(*rule_place));
            let met = patterns.filter(|(_, pattern)| meets(rule, pattern, &seen, asked).is_ok());
            let mut pairs: Vec<(u16, u32)> = met.map(|(number, _)| (number, place)).collect();
            if pairs.is_empty() {
                continue;
            }
            pairs.extend(hits.get(rule_place).into_iter().flatten());
            pairs.sort_unstable();
            let free = free(&pairs, rule, posed.plan.programme, &self.learner);
            // Why a rule gives nothing for it is not asked.
            uses.add(*rule_place, rule, &free, &posed.plan, &self.learner, asked).unwrap_or_default();
        }
        uses.list.retain(|used| used.sources.contains(&place));
        let cut = uses.cut || posed.uses.cut || posed.uses.list.len() + uses.list.len() > crate::model::USES_MAX;
        (uses.list, cut)
    }

    /// The gain where the best new use fits beside the answer.
    fn at_once(&self, first: usize) -> Option<Found> {
        let new = &self.problem.items[first..];
        let alone = new.len() == 1 || new.iter().all(|item| !item.shared);
        if !alone || new.iter().any(|item| item.targets.iter().any(|course| self.needed.contains(course))) {
            return None;
        }
        let most = new.iter().map(|item| item.credit).max()?;
        let whole = self.whole.iter().filter(|cap| new.iter().all(|item| fills(item, **cap)));
        let room = whole.map(|cap| self.problem.limits[*cap] - self.credit).min();
        let most = room.map_or(most, |room| most.min(room)).max(0);
        (most == 0 || new.iter().any(|item| item.credit == most && self.is_free(item)))
            .then_some(Found { adds: most, proved: true })
    }

    /// Whether an item fits beside the answer.
    fn is_free(&self, item: &Item) -> bool {
        let own = |course: &u32| item.targets.contains(course);
        let fits = |(cap, amount): &(u32, i64)| {
            self.taken.get(*cap as usize).copied().unwrap_or(0) + amount <= self.problem.limits[*cap as usize]
        };
        !item.sources.iter().any(|outcome| self.spent.contains(outcome))
            && !item.targets.iter().any(|course| self.given.contains(course))
            && item.needs.iter().all(|course| self.given.contains(course) || own(course))
            && item.amounts.iter().all(fits)
    }

    /// The gain where what the new uses touch is solved again, and fits beside what the answer chose of the rest.
    fn in_part(&self, first: usize) -> Option<Found> {
        let new = first..self.problem.items.len();
        let common = self.problem.items[new.clone()].iter().flat_map(|item| common(item, self.choice));
        let touched: BTreeSet<usize> = common.filter_map(|common| self.part_of.get(&common).copied()).collect();
        let parts = || touched.iter().map(|part| &self.parts[*part]);
        let mut among: Vec<usize> = parts().flat_map(|part| part.items.iter().copied()).chain(new).collect();
        among.sort_unstable();
        let solved = best::solve_among(&self.problem, among, STATES_LISTED_MAX);
        let before: Vec<usize> = parts().flat_map(|part| part.chosen.iter().copied()).collect();
        let mut left = self.problem.limits.clone();
        left.iter_mut().zip(&self.taken).for_each(|(left, taken)| *left -= taken);
        for (items, sign) in [(&before, 1), (&solved.items, -1)] {
            for (cap, amount) in items.iter().flat_map(|item| &self.problem.items[*item].amounts) {
                left[*cap as usize] += sign * amount;
            }
        }
        let adds = self.problem.credit_of(&solved.items) - self.problem.credit_of(&before);
        (solved.proved && left.iter().all(|left| *left >= 0)).then_some(Found { adds, proved: true })
    }

    fn again(&self) -> Found {
        let choice = best::solve(&self.problem, STATES_LISTED_MAX);
        Found { adds: self.problem.credit_of(&choice.items) - self.credit, proved: choice.proved }
    }
}

/// What an item could have in common with others.
fn common(item: &Item, choice: &Choice) -> impl Iterator<Item = Common> {
    let outcomes = item.sources.iter().map(|outcome| Common::Outcome(*outcome));
    let courses = item.targets.iter().chain(&item.needs).map(|course| Common::Course(*course));
    let caps = item.amounts.iter().filter(|(cap, _)| choice.coupling.contains(cap));
    outcomes.chain(courses).chain(caps.map(|(cap, _)| Common::Cap(*cap)))
}

/// Whether an item takes at least its credit of a cap.
fn fills(item: &Item, cap: usize) -> bool {
    item.amounts.iter().any(|(row, amount)| *row as usize == cap && *amount >= item.credit)
}

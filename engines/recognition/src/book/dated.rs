//! A book on one day, asked about learners.

use std::collections::{BTreeSet, HashMap};

use units::Day;

use super::{Counted, DatedBook, HitsByRule, Plan, Posed, Refused, RuleBook, refused::out_of_range};
use crate::{
    answer::Answer,
    best::{self, STATES_LISTED_MAX, STATES_MAX},
    meet::{Asked, Seen, counts_at_all, meets},
    model::{Learner, Outcome, Programme, Rule},
    problem,
    text::limits,
    uses::Uses,
};

impl DatedBook<'_> {
    /// The best use of a learner's outcomes in one programme, proved.
    ///
    /// # Errors
    /// [`Refused::OutOfRange`] for the learner, then [`Refused::UnknownProgramme`].
    pub fn best(&self, learner: &Learner, programme: &str) -> Result<Answer, Refused> {
        let found = self.book.programme(programme).ok_or_else(|| Refused::UnknownProgramme(programme.to_owned()))?;
        self.best_in(learner, found)
    }

    /// As [`DatedBook::best`], in a programme of the book.
    ///
    /// # Errors
    /// [`Refused::OutOfRange`] for the learner.
    pub fn best_in(&self, learner: &Learner, programme: &Programme) -> Result<Answer, Refused> {
        let learner = sorted(learner)?;
        let hits = self.hits_in(&learner, programme);
        Ok(self.answer(&learner, programme, &hits, STATES_MAX))
    }

    /// What a learner's outcomes count as everywhere: every programme in which something counts, by recognised credit and
    /// then by code. Each programme has a smaller limit of states than [`DatedBook::best`] ([`STATES_LISTED_MAX`]).
    ///
    /// # Errors
    /// [`Refused::OutOfRange`] for the learner.
    pub fn what_counts(&self, learner: &Learner) -> Result<Vec<Counted>, Refused> {
        let learner = sorted(learner)?;
        let hits = self.hits(&learner);
        let mut everywhere: BTreeSet<&str> = BTreeSet::new();
        let mut here: BTreeSet<(&str, &str)> = BTreeSet::new();
        for rule in hits.keys().map(|place| self.book.rule(*place)) {
            match &rule.programme {
                Some(code) => here.insert((&rule.institution, code)),
                None => everywhere.insert(&rule.institution),
            };
        }
        let reached = |programme: &&Programme| {
            here.contains(&(programme.institution.as_str(), programme.code.as_str()))
                || everywhere.contains(programme.institution.as_str())
        };
        let mut counted: Vec<Counted> = self
            .book
            .programmes()
            .filter(reached)
            .map(|programme| Counted {
                institution: programme.institution.clone(),
                programme: programme.code.clone(),
                answer: self.answer(&learner, programme, &hits, STATES_LISTED_MAX),
            })
            .filter(|counted| !counted.answer.uses.is_empty())
            .collect();
        counted.sort_by(|one, other| {
            let by_credit = other.answer.credit.cmp(&one.answer.credit);
            by_credit.then_with(|| (&one.programme, &one.institution).cmp(&(&other.programme, &other.institution)))
        });
        Ok(counted)
    }

    /// The day of the book.
    pub fn day(&self) -> Day {
        self.day
    }

    /// The book itself.
    pub fn book(&self) -> &RuleBook {
        self.book
    }

    pub(crate) fn asked<'b>(&'b self, learner: &'b Learner) -> Asked<'b> {
        Asked { learner: &learner.id, day: self.day, same: &self.same }
    }

    /// Which outcomes of a sorted learner meet which patterns of rules in force.
    fn hits(&self, learner: &Learner) -> HitsByRule {
        self.hits_where(learner, |_| true)
    }

    /// As [`DatedBook::hits`], of the rules that hold for one programme.
    pub(crate) fn hits_in(&self, learner: &Learner, programme: &Programme) -> HitsByRule {
        self.hits_where(learner, |rule| rule.holds_for(&programme.institution, &programme.code))
    }

    fn hits_where(&self, learner: &Learner, asks: impl Fn(&Rule) -> bool) -> HitsByRule {
        let mut pairs = Vec::new();
        for (place, outcome) in (0_u32..).zip(&learner.outcomes) {
            self.hits_of(learner, place, outcome, &asks, &mut pairs);
        }
        by_rule(pairs)
    }

    fn hits_of(
        &self,
        learner: &Learner,
        outcome_place: u32,
        outcome: &Outcome,
        asks: &impl Fn(&Rule) -> bool,
        pairs: &mut Vec<Hit>,
    ) {
        if counts_at_all(outcome, self.day).is_err() {
            return;
        }
        let asked = self.asked(learner);
        let seen = Seen::new(outcome);
        self.book.index.each(&seen, &self.same, |leaf| {
            let filed = self.book.shelf.on_slot(leaf.slot);
            if !asks(&filed.rule) {
                return;
            }
            let place = self.book.shelf.place_of(leaf.slot);
            let pattern = &filed.patterns[usize::from(leaf.pattern)];
            if self.book.is_current(place, self.day) && meets(&filed.rule, pattern, &seen, asked).is_ok() {
                pairs.push((place, (leaf.pattern, outcome_place)));
            }
        });
    }

    /// The best use in one programme, from hits that are known.
    pub(crate) fn answer(
        &self,
        learner: &Learner,
        programme: &Programme,
        hits: &HitsByRule,
        states_max: usize,
    ) -> Answer {
        let posed = self.pose(learner, programme, hits);
        let choice = best::solve(&posed.problem, states_max);
        Answer::new(self, learner, &posed.plan, &posed.uses, &choice)
    }

    /// The choice one programme poses.
    pub(crate) fn pose<'b>(&'b self, learner: &'b Learner, programme: &'b Programme, hits: &HitsByRule) -> Posed<'b> {
        let in_force = self.in_force(programme);
        let plan = Plan::new(programme, learner, &self.same);
        let asked = self.asked(learner);
        let mut uses = Uses::default();
        let mut without = HashMap::new();
        for (place, rule) in &in_force {
            if let Some(pairs) = hits.get(place)
                && let Err(why) = uses.add(*place, rule, &free(pairs, rule, programme, learner), &plan, learner, asked)
            {
                without.insert(*place, why);
            }
        }
        let (problem, rows) = problem::build(&uses.list, &in_force, &plan, learner, asked);
        Posed { plan, in_force, uses, without, problem, rows }
    }

    /// The rules in force for a programme, with their places, ascending.
    pub(crate) fn in_force(&self, programme: &Programme) -> Vec<(usize, &Rule)> {
        let places = self.book.places_for(programme).into_iter();
        places
            .filter(|place| self.book.is_current(*place, self.day))
            .map(|place| (place, self.book.rule(place)))
            .collect()
    }
}

/// A rule by its place, its pattern and the outcome that meets it.
type Hit = (usize, (u16, u32));

fn by_rule(mut pairs: Vec<Hit>) -> HitsByRule {
    pairs.sort_unstable();
    pairs.dedup();
    let mut hits = HitsByRule::new();
    for of_rule in pairs.chunk_by(|one, other| one.0 == other.0) {
        hits.insert(of_rule[0].0, of_rule.iter().map(|(_, pair)| *pair).collect());
    }
    hits
}

/// The pairs of a rule without those of outcomes that are spent at its institution, where they cannot be shared.
pub(crate) fn free<'a>(
    pairs: &'a [(u16, u32)],
    rule: &Rule,
    programme: &Programme,
    learner: &Learner,
) -> std::borrow::Cow<'a, [(u16, u32)]> {
    if learner.standing_at(&programme.institution).next().is_none() {
        return pairs.into();
    }
    let kept = pairs.iter().filter(|(_, outcome)| !is_spent(rule, programme, learner, *outcome as usize));
    kept.copied().collect::<Vec<_>>().into()
}

/// Whether an outcome is spent at the institution, so that this rule cannot take it.
pub(crate) fn is_spent(rule: &Rule, programme: &Programme, learner: &Learner, outcome: usize) -> bool {
    let Some(outcome) = learner.outcomes.get(outcome) else { return false };
    let mut before = learner.standing_at(&programme.institution).filter(|before| !(before.share && rule.share));
    before.any(|before| before.outcomes.iter().any(|spent| spent.outcome == outcome.id))
}

/// The learner with outcomes by month and id, once the limits are kept.
pub(crate) fn sorted(learner: &Learner) -> Result<Learner, Refused> {
    limits::learner(learner).map_err(|fault| out_of_range(&learner.id, fault))?;
    let mut learner = learner.clone();
    learner.outcomes.sort_by(|one, other| (one.obtained, &one.id).cmp(&(other.obtained, &other.id)));
    Ok(learner)
}

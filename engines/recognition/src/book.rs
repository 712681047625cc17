//! The rule book: every rule and programme that is known, indexed by what outcomes are asked for.
//!
//! Each pattern is filed under the rarest thing it asks for: a code, else a kind of certificate, else a title, else an
//! issuer. So an outcome meets the patterns that could be its own and no others, and a learner is held against fifty
//! thousand rules without reading most of them.
//!
//! A book never changes. When rules or programmes do, [`RuleBook::edited`] makes another that shares with it whatever the
//! change does not reach.

mod dated;
mod edit;
mod index;
mod plan;
mod refused;
mod shelf;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use units::Day;

use crate::{
    answer::Answer,
    equivalence::{Change, Equivalence},
    meet::Unmet,
    model::{Pattern, Programme, Rule},
    problem::{Problem, Rows},
    uses::Uses,
};

pub(crate) use dated::{free, is_spent, sorted};
pub use edit::Edit;
use index::{Drawer, Index};
pub(crate) use plan::Plan;
pub use refused::Refused;
use shelf::Shelf;

/// Rules and programmes, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct RuleBook {
    shelf: Shelf,
    /// By code and institution.
    programmes: Vec<Arc<Programme>>,
    codes: Arc<Codes>,
    index: Index,
    /// Slots of rules by institution and programme; those for every programme under an empty code.
    by_programme: Drawer<u32>,
}

/// Changes of codes, and what they come to on the day that was asked about last.
#[derive(Debug, Default)]
struct Codes {
    changes: Vec<Change>,
    on_day: Mutex<Option<(Day, Arc<Equivalence>)>>,
}

impl Codes {
    fn new(changes: Vec<Change>) -> Codes {
        Codes { changes, on_day: Mutex::default() }
    }

    fn on(&self, day: Day) -> Arc<Equivalence> {
        let mut kept = self.on_day.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((known, same)) if *known == day => same.clone(),
            _ => kept.insert((day, Arc::new(Equivalence::on(&self.changes, day)))).1.clone(),
        }
    }
}

/// A book on one day, on which codes that changed mean the same course.
#[derive(Debug)]
pub struct DatedBook<'a> {
    book: &'a RuleBook,
    day: Day,
    same: Arc<Equivalence>,
}

/// What a learner's outcomes count as in one programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Code of its institution.
    pub institution: String,
    /// Code of the programme.
    pub programme: String,
    /// The best use.
    pub answer: Answer,
}

/// One programme's choice: its uses, and why rules that were met give none.
pub(crate) struct Posed<'a> {
    pub plan: Plan<'a>,
    pub in_force: Vec<(usize, &'a Rule)>,
    pub uses: Uses,
    pub without: HashMap<usize, Unmet>,
    pub problem: Problem,
    pub rows: Rows<'a>,
}

/// Which outcomes meet which patterns: by rule, sorted.
pub(crate) type HitsByRule = BTreeMap<usize, Vec<(u16, u32)>>;

impl RuleBook {
    /// Checks and indexes rules, programmes and changes of codes. Their order does not matter.
    ///
    /// # Errors
    /// The first reason of [`Refused`] that holds.
    pub fn index(rules: Vec<Rule>, programmes: Vec<Programme>, changes: Vec<Change>) -> Result<RuleBook, Refused> {
        RuleBook::default().edited(Edit { rules, programmes, changes: Some(changes), ..Edit::default() })
    }

    /// The book on a day.
    pub fn on(&self, day: Day) -> DatedBook<'_> {
        DatedBook { book: self, day, same: self.codes.on(day) }
    }

    /// How many rules there are.
    pub fn rule_count(&self) -> usize {
        self.shelf.len()
    }

    /// The rules, by id and version.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.shelf.iter().map(|filed| &filed.rule)
    }

    /// The versions of one rule, the earliest first.
    pub fn versions(&self, id: &str) -> impl Iterator<Item = &Rule> {
        self.shelf.versions(id).map(|place| self.rule(place))
    }

    /// The rules for a programme, by id and version, whether in force or not.
    pub fn rules_of(&self, programme: &Programme) -> impl Iterator<Item = &Rule> {
        self.places_for(programme).into_iter().map(|place| self.rule(place))
    }

    /// The programmes, by code and institution.
    pub fn programmes(&self) -> impl Iterator<Item = &Programme> {
        self.programmes.iter().map(Arc::as_ref)
    }

    /// The changes of codes.
    pub fn changes(&self) -> &[Change] {
        &self.codes.changes
    }

    /// The programme of a code; none where several institutions have one of that code.
    pub fn programme(&self, code: &str) -> Option<&Programme> {
        let first = self.programmes.partition_point(|programme| programme.code.as_str() < code);
        let mut of_code = self.programmes.iter().skip(first).take_while(|programme| programme.code == code);
        of_code.next().filter(|_| of_code.next().is_none()).map(Arc::as_ref)
    }

    /// The programme of an institution.
    pub fn programme_of(&self, institution: &str, code: &str) -> Option<&Programme> {
        let place = self.programme_place(institution, code).ok()?;
        self.programmes.get(place).map(Arc::as_ref)
    }

    /// Where a programme stands, or where it would.
    fn programme_place(&self, institution: &str, code: &str) -> Result<usize, usize> {
        self.programmes.binary_search_by(|one| (one.code.as_str(), one.institution.as_str()).cmp(&(code, institution)))
    }

    /// The rule at a place.
    pub(crate) fn rule(&self, place: usize) -> &Rule {
        &self.shelf.at(place).rule
    }

    /// The patterns of a rule by its place, in the order they are written.
    pub(crate) fn patterns_of(&self, place: usize) -> &[Pattern] {
        &self.shelf.at(place).patterns
    }

    /// The hash of a rule by its place.
    pub(crate) fn hash_of(&self, place: usize) -> &str {
        &self.shelf.at(place).hash
    }

    /// Whether a version is in force on a day and no later version of its rule is.
    pub(crate) fn is_current(&self, place: usize, day: Day) -> bool {
        let rule = self.rule(place);
        if !rule.in_force(day) {
            return false;
        }
        if !self.shelf.is_followed(place) {
            return true;
        }
        let later = (place + 1..self.shelf.len()).map(|place| self.rule(place));
        !later.take_while(|other| other.id == rule.id).any(|other| other.in_force(day))
    }

    /// Places of the rules for a programme, ascending, whether in force or not.
    pub(crate) fn places_for(&self, programme: &Programme) -> Vec<usize> {
        let of = |code: &str| self.by_programme.of(&programme_key(&programme.institution, code));
        let slots = of("").iter().chain(of(&programme.code));
        let mut places: Vec<usize> = slots.map(|slot| self.shelf.place_of(*slot)).collect();
        places.sort_unstable();
        places
    }
}

/// Under what rules of a programme are kept; no code holds this sign.
fn programme_key(institution: &str, code: &str) -> String {
    [institution, "\u{0}", code].concat()
}

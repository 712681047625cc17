//! The rule book: every rule and programme that is known, indexed by what outcomes are asked for.
//!
//! Each pattern is filed under the rarest thing it asks for: a code, else a kind of certificate, else a title, else an
//! issuer. So an outcome meets the patterns that could be its own and no others, and a learner is held against fifty
//! thousand rules without reading most of them.

mod index;
mod plan;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use units::{Args, Day};

use crate::{
    answer::Answer,
    best::{self, STATES_LISTED_MAX, STATES_MAX},
    equivalence::{Change, Equivalence},
    hash,
    meet::{Asked, Seen, Unmet, counts_at_all, meets},
    model::{BOOK_RULES_MAX, Learner, Programme, Rule},
    problem::{self, CapRow, Problem},
    text::limits,
    uses::Uses,
};

use index::Index;
pub(crate) use plan::Plan;

/// Why a book or a question is refused, in the order the reasons are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// More rules than a book holds.
    TooManyRules,
    /// A rule, programme or learner outside its limits: which, and what is wrong.
    OutOfRange {
        /// Its identifier or code.
        which: String,
        /// The field.
        field: String,
        /// What is allowed.
        why: String,
    },
    /// The same version of a rule twice.
    RepeatedRule(String),
    /// The same programme twice.
    RepeatedProgramme(String),
    /// No such programme in the book.
    UnknownProgramme(String),
}

/// Rules and programmes, ready to be asked.
#[derive(Debug)]
pub struct RuleBook {
    rules: Vec<Rule>,
    hashes: Vec<String>,
    /// Whether a rule has a later version.
    followed: Vec<bool>,
    programmes: Vec<Programme>,
    changes: Vec<Change>,
    index: Index,
    /// Rules by institution and programme; those for every programme under an empty code.
    by_place: HashMap<(String, String), Vec<usize>>,
}

/// A book on one day, on which codes that changed mean the same course.
#[derive(Debug)]
pub struct DatedBook<'a> {
    book: &'a RuleBook,
    day: Day,
    same: Equivalence,
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
    pub rows: Vec<CapRow>,
}

/// Which outcomes meet which patterns: by rule, sorted.
pub(crate) type HitsByRule = BTreeMap<usize, Vec<(u16, u32)>>;

impl RuleBook {
    /// Checks and indexes rules, programmes and changes of codes. Their order does not matter.
    ///
    /// # Errors
    /// The first reason of [`Refused`] that holds.
    pub fn index(
        mut rules: Vec<Rule>,
        mut programmes: Vec<Programme>,
        changes: Vec<Change>,
    ) -> Result<RuleBook, Refused> {
        if rules.len() > BOOK_RULES_MAX {
            return Err(Refused::TooManyRules);
        }
        rules.sort_by(|one, other| (&one.id, one.version).cmp(&(&other.id, other.version)));
        programmes.sort_by(|one, other| (&one.code, &one.institution).cmp(&(&other.code, &other.institution)));
        for rule in &rules {
            limits::rule(rule).map_err(|fault| out_of_range(&rule.id, fault))?;
        }
        for programme in &programmes {
            limits::programme(programme).map_err(|fault| out_of_range(&programme.code, fault))?;
        }
        if let Some(pair) = rules.windows(2).find(|pair| pair[0].id == pair[1].id && pair[0].version == pair[1].version)
        {
            return Err(Refused::RepeatedRule(format!("{} {}", pair[0].id, pair[0].version)));
        }
        if let Some(pair) = programmes
            .windows(2)
            .find(|pair| pair[0].code == pair[1].code && pair[0].institution == pair[1].institution)
        {
            return Err(Refused::RepeatedProgramme(pair[0].code.clone()));
        }
        for programme in &mut programmes {
            programme.courses.sort_by(|one, other| one.code.cmp(&other.code));
        }
        let mut by_place: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for (place, rule) in rules.iter().enumerate() {
            let programme = rule.programme.clone().unwrap_or_default();
            by_place.entry((rule.institution.clone(), programme)).or_default().push(place);
        }
        let next = |place: usize| rules.get(place + 1).map(|next| &next.id);
        let followed = rules.iter().enumerate().map(|(place, rule)| next(place) == Some(&rule.id)).collect();
        let hashes = rules.iter().map(hash::hash).collect();
        let index = Index::new(&rules);
        Ok(RuleBook { rules, hashes, followed, programmes, changes, index, by_place })
    }

    /// The book on a day.
    pub fn on(&self, day: Day) -> DatedBook<'_> {
        DatedBook { book: self, day, same: Equivalence::on(&self.changes, day) }
    }

    /// The rules, by id and version.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The programmes, by code.
    pub fn programmes(&self) -> &[Programme] {
        &self.programmes
    }

    /// The programme of a code; none where several institutions have one of that code.
    pub fn programme(&self, code: &str) -> Option<&Programme> {
        let first = self.programmes.partition_point(|programme| programme.code.as_str() < code);
        let mut of_code = self.programmes.iter().skip(first).take_while(|programme| programme.code == code);
        of_code.next().filter(|_| of_code.next().is_none())
    }

    /// The programme of an institution.
    pub fn programme_of(&self, institution: &str, code: &str) -> Option<&Programme> {
        let key =
            |programme: &Programme| (programme.code.as_str(), programme.institution.as_str()).cmp(&(code, institution));
        self.programmes.binary_search_by(key).ok().and_then(|place| self.programmes.get(place))
    }

    /// Whether a version is in force on a day and no later version of its rule is.
    pub(crate) fn is_current(&self, place: usize, day: Day) -> bool {
        let Some(rule) = self.rules.get(place).filter(|rule| rule.in_force(day)) else { return false };
        if !self.followed[place] {
            return true;
        }
        let later = self.rules.iter().skip(place + 1).take_while(|other| other.id == rule.id);
        !later.into_iter().any(|other| other.in_force(day))
    }

    /// The hash of a rule by its place.
    pub(crate) fn hash_of(&self, rule: usize) -> &str {
        self.hashes.get(rule).map_or("", String::as_str)
    }

    /// Places of the rules for a programme, ascending, whether in force or not.
    pub(crate) fn rules_for(&self, programme: &Programme) -> Vec<usize> {
        let of = |code: &str| {
            self.by_place.get(&(programme.institution.clone(), code.to_owned())).map(Vec::as_slice).unwrap_or_default()
        };
        let mut places: Vec<usize> = of("").iter().chain(of(&programme.code)).copied().collect();
        places.sort_unstable();
        places
    }
}

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
        let hits = self.hits(&learner);
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
        for rule in hits.keys().map(|place| &self.book.rules[*place]) {
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
            .programmes
            .iter()
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
    pub(crate) fn hits(&self, learner: &Learner) -> HitsByRule {
        let asked = self.asked(learner);
        let mut pairs: Vec<(usize, (u16, u32))> = Vec::new();
        for (place, outcome) in learner.outcomes.iter().enumerate() {
            if counts_at_all(outcome, self.day).is_err() {
                continue;
            }
            let seen = Seen::new(outcome);
            let outcome_place = u32::try_from(place).unwrap_or(u32::MAX);
            self.book.index.each(&seen, &self.same, |leaf| {
                let rule = &self.book.rules[leaf.rule];
                let pattern = self.book.index.pattern(leaf);
                if self.book.is_current(leaf.rule, self.day) && meets(rule, pattern, &seen, asked).is_ok() {
                    pairs.push((leaf.rule, (leaf.pattern, outcome_place)));
                }
            });
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut hits = HitsByRule::new();
        for of_rule in pairs.chunk_by(|one, other| one.0 == other.0) {
            hits.insert(of_rule[0].0, of_rule.iter().map(|(_, pair)| *pair).collect());
        }
        hits
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
        let plan = Plan::new(programme, learner, &self.same);
        let in_force: Vec<(usize, &Rule)> = self.in_force(programme);
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
        let places = self.book.rules_for(programme).into_iter();
        places
            .filter(|place| self.book.is_current(*place, self.day))
            .map(|place| (place, &self.book.rules[place]))
            .collect()
    }
}

/// The pairs of a rule without those of outcomes that are spent at its institution, where they cannot be shared.
fn free<'a>(
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

fn out_of_range(which: &str, (field, why): (String, crate::text::TextRefused)) -> Refused {
    let why = why.args().get("why").unwrap_or(why.code()).to_owned();
    Refused::OutOfRange { which: which.to_owned(), field, why }
}

impl Refused {
    /// The stable code. Its sentence is the text of this value; a domain that tells it in two languages has its own refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::TooManyRules => "recognition.book.too_many_rules",
            Refused::OutOfRange { .. } => "recognition.book.out_of_range",
            Refused::RepeatedRule(_) => "recognition.book.repeated_rule",
            Refused::RepeatedProgramme(_) => "recognition.book.repeated_programme",
            Refused::UnknownProgramme(_) => "recognition.book.unknown_programme",
        }
    }

    /// The named arguments of its sentence.
    pub fn args(&self) -> Args {
        match self {
            Refused::TooManyRules => Args::one("rules_max", BOOK_RULES_MAX),
            Refused::OutOfRange { which, field, why } => Args::one("which", which).and("field", field).and("why", why),
            Refused::RepeatedRule(rule) => Args::one("rule", rule),
            Refused::RepeatedProgramme(code) | Refused::UnknownProgramme(code) => Args::one("programme", code),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::TooManyRules => write!(formatter, "more than {BOOK_RULES_MAX} rules"),
            Refused::OutOfRange { which, field, why } => write!(formatter, "{which}: {field}: {why}"),
            Refused::RepeatedRule(rule) => write!(formatter, "rule {rule} stands twice"),
            Refused::RepeatedProgramme(code) => write!(formatter, "programme {code} stands twice"),
            Refused::UnknownProgramme(code) => {
                write!(formatter, "no programme {code} in the rules or programmes given")
            }
        }
    }
}

impl std::error::Error for Refused {}

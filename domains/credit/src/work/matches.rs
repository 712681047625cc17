//! 哪些成果能认定: what a learner's outcomes count as, under the rules published now. Nobody has to be asked.

use std::collections::BTreeSet;

use op::{Error, Op, Result};
use recognition::explain::Explanation;
use recognition::model::{Pattern, Rule, Title, fold};
use recognition::{Counted, Equivalence};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::Credit;

use super::book::{self, Asked, Book};
use super::place;
use crate::access::{Action, LearnerVerb};
use crate::rules::facts;

/// A programme in which something of a learner's counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Name of the programme.
    pub title: String,
    /// Credit it takes in all.
    pub total: Credit,
    /// Institution, code and the best use of everything deposited.
    pub counted: Counted,
}

/// What counts in all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// Outcomes that the best use of some programme spends.
    pub outcomes: usize,
    /// Institutions at which something counts.
    pub institutions: usize,
    /// Programmes in which something counts.
    pub programmes: usize,
    /// Provinces of those institutions.
    pub provinces: usize,
    /// What is recognised in the programme where it is most: one does not study everywhere.
    pub credit: Credit,
}

/// Every programme in which something of a learner's counts, by what is recognised.
pub fn of_learner(op: &Op, learner: &str) -> Result<Vec<Match>> {
    op.check(&Action::Learner(LearnerVerb::ViewMatches, learner, learner))?;
    let book = Book::of(op)?;
    let asked = book::asked(op, learner, "")?;
    counted(op, &book, &asked)
}

fn counted(op: &Op, book: &Book, asked: &Asked) -> Result<Vec<Match>> {
    let found = book.today(op).what_counts(&asked.learner).map_err(Error::bug)?;
    let matched = found.into_iter().map(|counted| {
        let programme = book.rules.programme_of(&counted.institution, &counted.programme);
        let title = programme.map(|programme| programme.title.clone()).unwrap_or_default();
        Match { title, total: programme.map_or(Credit::ZERO, |programme| programme.total), counted }
    });
    Ok(matched.collect())
}

/// Sums matches up.
pub fn summarise(op: &Op, matches: &[Match]) -> Result<Summary> {
    let uses = matches.iter().flat_map(|found| &found.counted.answer.uses);
    let outcomes: BTreeSet<&str> =
        uses.flat_map(|used| used.sources.iter().map(|source| source.outcome.as_str())).collect();
    let institutions: BTreeSet<&str> = matches.iter().map(|found| found.counted.institution.as_str()).collect();
    let mut provinces = BTreeSet::new();
    for institution in &institutions {
        provinces.insert(place(op, institution)?.region.chars().take(2).collect::<String>());
    }
    let best = matches.iter().map(|found| found.counted.answer.credit).max();
    Ok(Summary {
        outcomes: outcomes.len(),
        institutions: institutions.len(),
        programmes: matches.len(),
        provinces: provinces.len(),
        credit: best.unwrap_or(Credit::ZERO),
    })
}

/// What counts for a learner in all.
pub fn summary(op: &Op, learner: &str) -> Result<Summary> {
    summarise(op, &of_learner(op, learner)?)
}

/// The best use in one programme, with what stands behind it.
pub struct Explained {
    /// Name of the programme.
    pub title: String,
    /// Credit it takes in all.
    pub total: Credit,
    /// The answer, what is left over and why, which cap binds, what one more would add.
    pub explanation: Explanation,
    /// The learner's outcomes.
    pub asked: Asked,
    /// The book it was asked of.
    pub book: std::sync::Arc<Book>,
    /// Code of the institution.
    pub institution: String,
}

/// The best use of a learner's outcomes in one programme, explained.
///
/// Errors: `Missing` if the institution has no such programme.
pub fn of_programme(op: &Op, learner: &str, institution: &str, programme: &str) -> Result<Explained> {
    op.check(&Action::Learner(LearnerVerb::ViewMatches, learner, learner))?;
    let book = Book::of(op)?;
    let asked = book::asked(op, learner, "")?;
    let found = book.rules.programme_of(institution, programme).ok_or(Error::Missing)?;
    let explanation = book.today(op).explain_in(&asked.learner, found).map_err(Error::bug)?;
    let (title, total) = (found.title.clone(), found.total);
    Ok(Explained { title, total, explanation, asked, institution: institution.to_owned(), book })
}

/// The programmes whose best use spends one outcome, the most credit first.
pub fn of_outcome(op: &Op, learner: &str, outcome: &str) -> Result<Vec<Match>> {
    let mut matches = of_learner(op, learner)?;
    let spends = |found: &Match| {
        let mut sources = found.counted.answer.uses.iter().flat_map(|used| &used.sources);
        sources.any(|source| source.outcome == outcome)
    };
    matches.retain(spends);
    Ok(matches)
}

/// What is asked about: a course or certificate by name, of an issuer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Asking {
    /// Name of the course or certificate; may be left out where its code is given.
    #[serde(default)]
    pub name: String,
    /// Code its issuer gave the course; empty: whatever it is.
    #[serde(default)]
    pub code: String,
    /// Code of the institution, or name of who issues the certificate; empty: whoever it is.
    #[serde(default)]
    pub issuer: String,
    /// `course`, `certificate` or another class of outcomes; empty: any.
    #[serde(default)]
    pub class: String,
}

/// A rule that accepts what was asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Acceptor {
    /// The rule.
    pub rule: String,
    /// Its version.
    pub version: u32,
    /// Code of the receiving institution.
    pub institution: String,
    /// Code of the programme, or empty for every programme.
    pub programme: String,
    /// What it takes, in a few words.
    pub source: String,
    /// What it counts as, in a few words.
    pub target: String,
    /// Whether it takes something else beside.
    pub partners: bool,
}

/// Rules told of one question; more than there are provinces and colleges to choose from.
pub const ACCEPTORS_MAX: usize = 500;

/// Everyone whose published rules speak of a course or certificate, whatever its grade. Public: rules are.
pub fn acceptors(op: &Op, asking: &Asking) -> Result<Vec<Acceptor>> {
    let book = Book::of(op)?;
    let (title, issuer) = (fold(&asking.name), crate::model::name_key(&asking.issuer));
    let class = facts::class(&asking.class);
    let (code, same) = (asking.code.trim(), Equivalence::on(book.rules.changes(), op.today()));
    // A course that changed its code is meant by each of them.
    let coded = |pattern: &Pattern, known: &str| match pattern.issuers.is_empty() {
        true => same.same(&issuer, known, code),
        false => pattern.issuers.iter().any(|issuer| same.same(issuer, known, code)),
    };
    let fits = |pattern: &Pattern, rule: &Rule| {
        let codes = pattern.every_code(&rule.tables);
        let titled = |wanted: &Title| wanted.fits(&title);
        (pattern.classes.is_empty() || class.is_none_or(|class| pattern.classes.contains(&class)))
            && (pattern.issuers.is_empty() || issuer.is_empty() || pattern.issuers.contains(&issuer))
            && match (&pattern.title, codes.is_empty() || code.is_empty()) {
                (wanted, false) => {
                    codes.iter().any(|known| coded(pattern, known))
                        && wanted.as_ref().is_none_or(|wanted| title.is_empty() || titled(wanted))
                }
                (Some(wanted), true) => titled(wanted),
                // Without a title a kind of certificate may be what is asked for by name.
                (None, true) => pattern.certificate_kinds.contains(&crate::model::name_key(&asking.name)),
            }
    };
    let mut found = Vec::new();
    for rule in book.rules.rules().filter(|rule| rule.in_force(op.today())) {
        let patterns = rule.source.as_ref().map(|source| source.patterns()).unwrap_or_default();
        if found.len() < ACCEPTORS_MAX && patterns.iter().any(|(_, pattern)| fits(pattern, rule)) {
            let beside = book.beside(&rule.id);
            found.push(Acceptor {
                rule: rule.id.clone(),
                version: rule.version,
                institution: rule.institution.clone(),
                programme: rule.programme.clone().unwrap_or_default(),
                source: beside.map(|beside| beside.source.clone()).unwrap_or_default(),
                target: beside.map(|beside| beside.target.clone()).unwrap_or_default(),
                partners: patterns.len() > 1,
            });
        }
    }
    Ok(found)
}

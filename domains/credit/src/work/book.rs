//! The rule book: published rules and programmes in use as the engine asks them, kept in the process.
//!
//! The book is derived from the database under a revision that is read in the same operation and that every change of rules,
//! programmes and codes replaces, so no process answers from an old book. What led from one revision to the next is written
//! beside it: a process that keeps an earlier book reads only that, and shares the rest with the book it kept. Nothing is
//! kept of learners, so nothing of theirs can be out of date.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use op::{Error, Op, Pen, Result};
use recognition::check::Facts;
use recognition::model::{Learner, Programme, Recorded, Rule, Spent, Standing};
use recognition::{Change, DatedBook, Edit, Equivalence, RuleBook};
use serde::{Deserialize, Serialize};
use units::{Day, Kind};

use crate::rules::Refused;
use crate::rules::facts::{self, OUTCOMES_MAX};
use crate::store;
use crate::store::edition::{Changed, Edition};
use crate::store::standing::Bound;

/// Revisions of the book, `bok_`.
enum BookKind {}
impl Kind for BookKind {
    const PREFIX: &'static str = "bok";
}

/// Changes beyond which the book is read anew: so many documents are read one by one in about the time of all.
const CHANGES_MAX: i64 = 2_000;

/// How often the book is read again because it changed while it was read.
const READS_MAX: usize = 3;

/// What stands beside a published rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// What it takes and what it counts as, in a few words.
    pub source: String,
    /// As above.
    pub target: String,
    /// Whether evidence must be attached.
    pub evidence_required: bool,
    /// Whether an application may be decided without a person.
    pub automatic: bool,
}

/// Everything that says what counts where now.
pub struct Book {
    /// Rules in force and programmes in use, indexed.
    pub rules: RuleBook,
    /// The state it was read from.
    edition: Edition,
    /// What stands beside the rules of each institution, by their ids.
    beside: BTreeMap<String, Arc<BTreeMap<String, Beside>>>,
    versions: BTreeMap<(String, String), i64>,
}

impl Book {
    /// The book as it stands.
    ///
    /// # Errors
    /// A defect when what was published does not make a book.
    pub fn of(op: &Op) -> Result<Arc<Book>> {
        let mut edition = store::edition::present(op.conn())?;
        for _ in 0..READS_MAX {
            let was_read = Cell::new(false);
            let book = op.derived(&edition.revision, |before| {
                was_read.set(true);
                Book::at(op, before.as_deref(), &edition)
            })?;
            // Only what was read meanwhile can have changed meanwhile: one statement is enough where the book was at hand.
            if !was_read.get() {
                return Ok(book);
            }
            let now = store::edition::present(op.conn())?;
            if now == edition {
                return Ok(book);
            }
            edition = now;
        }
        Book::read(op, &edition).map(Arc::new)
    }

    /// The book of a state, from one that is kept where it is known what changed since.
    ///
    /// What the kept one took in that was newer than its state is read again, because it stands among what changed since.
    fn at(op: &Op, before: Option<&Book>, edition: &Edition) -> Result<Book> {
        if let Some(before) = before
            && let Some(changed) = store::edition::between(op.conn(), &before.edition, edition, CHANGES_MAX)?
        {
            return before.edited(op, changed, edition);
        }
        Book::read(op, edition)
    }

    /// Reads everything.
    fn read(op: &Op, edition: &Edition) -> Result<Book> {
        let empty = Book {
            rules: RuleBook::default(),
            edition: edition.clone(),
            beside: BTreeMap::new(),
            versions: BTreeMap::new(),
        };
        let published = store::rule::published(op.conn())?;
        let programmes = store::programme::in_use(op.conn())?;
        let edit = Edit { changes: Some(store::programme::changes(op.conn())?), ..Edit::default() };
        empty.with(published, programmes, edit)
    }

    /// The book after some changes. Only what changed is read.
    fn edited(&self, op: &Op, changed: BTreeSet<Changed>, edition: &Edition) -> Result<Book> {
        let mut book = Book {
            rules: self.rules.clone(),
            edition: edition.clone(),
            beside: self.beside.clone(),
            versions: self.versions.clone(),
        };
        let mut edit = Edit::default();
        let mut programmes = Vec::new();
        for changed in changed {
            match changed {
                Changed::Rule(id) => {
                    book.forget(&id);
                    edit.rules_gone.push(id);
                }
                Changed::Programme(institution, code) => {
                    match store::programme::one_in_use(op.conn(), &institution, &code)? {
                        Some(programme) => programmes.push(programme),
                        None => {
                            book.versions.remove(&(institution.clone(), code.clone()));
                            edit.programmes_gone.push((institution, code));
                        }
                    }
                }
                Changed::Codes(issuer) => {
                    let all = edit.changes.get_or_insert_with(|| self.rules.changes().to_vec());
                    all.retain(|change| change.issuer != issuer);
                    all.extend(store::programme::changes_of(op.conn(), &issuer)?);
                }
            }
        }
        let published = store::rule::published_among(op.conn(), &edit.rules_gone)?;
        book.with(published, programmes, edit)
    }

    /// Takes out what stands beside a rule.
    fn forget(&mut self, id: &str) {
        let institutions: BTreeSet<&str> = self.rules.versions(id).map(|rule| rule.institution.as_str()).collect();
        for institution in institutions {
            if let Some(own) = self.beside.get_mut(institution) {
                Arc::make_mut(own).remove(id);
            }
        }
    }

    /// Takes in rules and programmes as they now are, beside the other parts of an edit.
    fn with(
        mut self,
        published: Vec<crate::model::Rule>,
        programmes: Vec<crate::model::Programme>,
        edit: Edit,
    ) -> Result<Book> {
        for rule in &published {
            let beside = Beside {
                source: rule.source.clone(),
                target: rule.target.clone(),
                evidence_required: rule.content.evidence_required,
                automatic: rule.content.automatic,
            };
            let own = self.beside.entry(rule.content.institution.clone()).or_default();
            Arc::make_mut(own).insert(rule.id.clone(), beside);
        }
        self.versions.extend(programmes.iter().map(|one| ((one.institution.clone(), one.code.clone()), one.version)));
        let rules = published.iter().map(crate::model::Rule::engine).collect();
        let programmes = programmes.into_iter().map(|one| one.content).collect();
        let edit = Edit { rules, programmes, ..edit };
        let rules = self.rules.edited(edit).map_err(Error::bug)?;
        Ok(Book { rules, ..self })
    }

    /// Begins another state, so that every process reads again what changed.
    pub fn revise(op: &Op, pen: &Pen, changed: BTreeSet<Changed>) -> Result<()> {
        store::edition::begin(op, pen, &op.id::<BookKind>().to_string(), &changed)
    }

    /// The book read whole, whatever is kept.
    #[cfg(test)]
    pub(crate) fn anew(op: &Op) -> Result<Book> {
        Book::read(op, &store::edition::present(op.conn())?)
    }

    /// Everything the book holds.
    #[cfg(test)]
    pub(crate) fn said(&self) -> Vec<String> {
        let rules = self.rules.rules().map(|rule| format!("{rule:?} {:?}", self.beside(&rule.id)));
        let programmes = self.rules.programmes().map(|one| {
            let of: Vec<&str> = self.rules.rules_of(one).map(|rule| rule.id.as_str()).collect();
            format!("{one:?} {of:?}")
        });
        let rest = format!("{:?} {:?} {:?}", self.versions, self.rules.changes(), self.edition);
        let beside = self.beside.iter().filter(|(_, own)| !own.is_empty()).map(|own| format!("{own:?}"));
        rules.chain(programmes).chain(beside).chain([rest]).collect()
    }

    /// What stands beside a rule.
    pub fn beside(&self, rule: &str) -> Option<&Beside> {
        self.rules.versions(rule).find_map(|version| self.beside.get(&version.institution)?.get(rule))
    }

    /// What a rule is called: what it takes → what it counts as.
    pub fn name(&self, rule: &str) -> String {
        self.beside(rule).map_or_else(|| rule.to_owned(), |beside| format!("{} → {}", beside.source, beside.target))
    }

    /// The programme of an institution.
    ///
    /// # Errors
    /// `Refused(credit.programme.unknown)`.
    pub fn programme(&self, institution: &str, code: &str) -> Result<&Programme> {
        let found = self.rules.programme_of(institution, code);
        found.ok_or_else(|| Error::refused(Refused::ProgrammeUnknown(code.to_owned())))
    }

    /// The book on the day of an operation.
    pub fn today(&self, op: &Op) -> DatedBook<'_> {
        self.rules.on(op.today())
    }
}

/// A learner as the book is asked about one.
pub struct Asked {
    /// Outcomes and what stands.
    pub learner: Learner,
    /// The outcomes as they were deposited, the latest first.
    pub outcomes: Vec<crate::model::Outcome>,
    /// Whether more was deposited than is weighed at once.
    pub cut: bool,
}

/// Everything deposited for a learner and what stands, without what one application binds.
///
/// # Errors
/// `Refused(credit.match.standing_too_much)` where more stands than is weighed at once: without all of it no cap could be kept.
pub fn asked(op: &Op, learner: &str, without: &str) -> Result<Asked> {
    let limit = i64::try_from(OUTCOMES_MAX).unwrap_or(i64::MAX);
    let mut outcomes = store::outcome::of_learner(op.conn(), learner, None, None, limit + 1)?;
    let cut = outcomes.len() > OUTCOMES_MAX;
    outcomes.retain(|outcome| outcome.revoked_at.is_none());
    outcomes.truncate(OUTCOMES_MAX);
    let bound = store::standing::standing(op.conn(), learner, without, limit + 1)?;
    if bound.len() > OUTCOMES_MAX {
        return Err(Error::refused(Refused::StandingTooMuch(OUTCOMES_MAX)));
    }
    let standing = standing(&bound);
    let asked = Learner {
        id: learner.to_owned(),
        outcomes: outcomes.iter().filter_map(facts::outcome).collect(),
        passed: BTreeMap::new(),
        standing,
    };
    Ok(Asked { learner: asked, outcomes, cut })
}

/// Rows of bound outcomes as uses that stand.
fn standing(bound: &[Bound]) -> Vec<Standing> {
    let same = |one: &Bound, other: &Bound| {
        let reported = one.application.is_empty() && one.course != other.course;
        !reported
            && (&one.institution, &one.application, one.use_number)
                == (&other.institution, &other.application, other.use_number)
    };
    let uses = bound.chunk_by(same).filter_map(|rows| {
        let first = rows.first()?;
        let mut seen = BTreeSet::new();
        let outcomes = rows.iter().filter(|row| seen.insert(&row.outcome)).filter_map(|row| {
            let class = facts::class(&row.class)?;
            Some(Spent { outcome: row.outcome.clone(), class, issuer: row.issuer.clone() })
        });
        let mut courses = BTreeMap::new();
        for row in rows {
            courses.entry(&row.course).or_insert(row.credit);
        }
        let recorded = |(course, credit): (&String, units::Credit)| Recorded { course: course.clone(), credit };
        Some(Standing {
            institution: first.institution.clone(),
            rule: first.rule.clone(),
            group: Some(first.group.clone()).filter(|group| !group.is_empty()),
            share: first.shared,
            outcomes: outcomes.collect(),
            courses: courses.into_iter().map(recorded).collect(),
        })
    });
    uses.collect()
}

/// What an application is decided by: programme, rules that hold for it, learner, day, codes.
pub struct Ground {
    /// The rules in force for the programme.
    pub rules: Vec<Rule>,
    /// The programme.
    pub programme: Programme,
    /// Its version.
    pub programme_version: i64,
    /// The learner.
    pub learner: Learner,
    /// The day.
    pub day: Day,
    /// Changes of codes of the institution and of the outcomes' issuers.
    pub changes: Vec<Change>,
    same: Equivalence,
}

impl Ground {
    /// The ground a learner stands on at a programme today, without what one application binds.
    ///
    /// # Errors
    /// `Refused(credit.programme.unknown)`.
    pub fn of(op: &Op, book: &Book, learner: Learner, institution: &str, programme: &str) -> Result<Ground> {
        let programme = book.programme(institution, programme)?.clone();
        let rules = book.rules.rules_of(&programme).filter(|rule| rule.in_force(op.today())).cloned().collect();
        let issuers: BTreeSet<&str> = learner.outcomes.iter().map(|outcome| outcome.issuer.as_str()).collect();
        let about = |change: &&Change| change.issuer == institution || issuers.contains(change.issuer.as_str());
        let changes = book.rules.changes().iter().filter(about).cloned().collect();
        let key = (programme.institution.clone(), programme.code.clone());
        let programme_version = book.versions.get(&key).copied().unwrap_or(1);
        Ok(Ground::new(Parts { rules, programme, programme_version, learner, day: op.today(), changes }))
    }

    /// A ground of its parts.
    pub fn new(parts: Parts) -> Ground {
        let Parts { rules, programme, programme_version, learner, day, changes } = parts;
        let same = Equivalence::on(&changes, day);
        Ground { rules, programme, programme_version, learner, day, changes, same }
    }

    /// As the engine's checker takes it.
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            rules: &self.rules,
            programme: &self.programme,
            learner: &self.learner,
            day: self.day,
            same: &self.same,
        }
    }
}

/// The parts of a [`Ground`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parts {
    /// See [`Ground`].
    pub rules: Vec<Rule>,
    /// See [`Ground`].
    pub programme: Programme,
    /// See [`Ground`].
    pub programme_version: i64,
    /// See [`Ground`].
    pub learner: Learner,
    /// See [`Ground`].
    pub day: Day,
    /// See [`Ground`].
    pub changes: Vec<Change>,
}

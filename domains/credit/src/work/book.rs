//! The rule book: published rules and programmes in use as the engine asks them, kept in the process.
//!
//! The book is derived from the database under a revision that is read in the same operation and that every change of rules,
//! programmes and codes replaces, so no process answers from an old book.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use op::{Error, Op, Pen, Result};
use recognition::check::Facts;
use recognition::model::{Learner, Programme, Recorded, Rule, Spent, Standing};
use recognition::{Change, DatedBook, Equivalence, RuleBook};
use serde::{Deserialize, Serialize};
use units::{Day, Kind};

use crate::rules::Refused;
use crate::rules::facts::{self, OUTCOMES_MAX};
use crate::store;
use crate::store::standing::Bound;

/// Revisions of the book, `bok_`.
enum BookKind {}
impl Kind for BookKind {
    const PREFIX: &'static str = "bok";
}

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
    /// Changes of course codes.
    pub changes: Vec<Change>,
    beside: BTreeMap<String, Beside>,
    versions: BTreeMap<(String, String), i64>,
}

impl Book {
    /// The book as it stands.
    ///
    /// # Errors
    /// A defect when what was published does not make a book.
    pub fn of(op: &Op) -> Result<Arc<Book>> {
        let mut revision = store::programme::revision(op.conn())?;
        for _ in 0..READS_MAX {
            let book = op.derived(&revision, || Book::read(op))?;
            let now = store::programme::revision(op.conn())?;
            if now == revision {
                return Ok(book);
            }
            revision = now;
        }
        Book::read(op).map(Arc::new)
    }

    fn read(op: &Op) -> Result<Book> {
        let published = store::rule::published(op.conn())?;
        let beside = published.iter().map(|rule| {
            let beside = Beside {
                source: rule.source.clone(),
                target: rule.target.clone(),
                evidence_required: rule.content.evidence_required,
                automatic: rule.content.automatic,
            };
            (rule.id.clone(), beside)
        });
        let beside = beside.collect();
        let programmes = store::programme::in_use(op.conn())?;
        let key = |one: &crate::model::Programme| (one.institution.clone(), one.code.clone());
        let versions = programmes.iter().map(|one| (key(one), one.version)).collect();
        let changes = store::programme::changes(op.conn())?;
        let rules = RuleBook::index(
            published.iter().map(crate::model::Rule::engine).collect(),
            programmes.into_iter().map(|one| one.content).collect(),
            changes.clone(),
        );
        Ok(Book { rules: rules.map_err(Error::bug)?, changes, beside, versions })
    }

    /// Replaces the revision, so that every process reads the book anew.
    pub fn revise(op: &Op, pen: &Pen) -> Result<()> {
        store::programme::revise(pen, &op.id::<BookKind>().to_string())
    }

    /// What stands beside a rule.
    pub fn beside(&self, rule: &str) -> Option<&Beside> {
        self.beside.get(rule)
    }

    /// What a rule is called: what it takes → what it counts as.
    pub fn name(&self, rule: &str) -> String {
        self.beside.get(rule).map_or_else(|| rule.to_owned(), |beside| format!("{} → {}", beside.source, beside.target))
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
pub fn asked(op: &Op, learner: &str, without: &str) -> Result<Asked> {
    let limit = i64::try_from(OUTCOMES_MAX).unwrap_or(i64::MAX);
    let mut outcomes = store::outcome::of_learner(op.conn(), learner, None, None, limit + 1)?;
    let cut = outcomes.len() > OUTCOMES_MAX;
    outcomes.retain(|outcome| outcome.revoked_at.is_none());
    outcomes.truncate(OUTCOMES_MAX);
    let standing = standing(&store::standing::standing(op.conn(), learner, without)?);
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
        let changes = book.changes.iter().filter(about).cloned().collect();
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

//! One batch of rows: set-based from the persons to the ledger.

use std::collections::BTreeMap;
use std::sync::Arc;

use identity::work::{Acquaintance, Strangers};
use op::{Error, Op, Pen, Result};
use recognition::Equivalence;
use serde_json::json;
use units::{Args, Credit};

use super::bound::{Binding, Bound, distinct};
use crate::access::Action;
use crate::model::{
    Account, Class, Converted, Entry, OutcomeKind, PostingKind, Progress, Reported, RowFault, Use, UseState,
};
use crate::rules::deposit::{Effect, Known, NaturalKey, content, effect, natural_key};
use crate::rules::ledger;
use crate::store;
use crate::store::ledger::Posted;
use crate::store::outcome::{Found, NewOutcome, Origin, Wanted};
use crate::work::book::Book;
use crate::work::ledger::number;

/// A learner with more rows in one batch than this is asked for row by row.
const ROWS_READ_WHOLE: usize = 100;

/// Good rows of a file with their issuers, ready to be deposited together.
pub(super) struct Batch {
    pub(super) deposit: String,
    pub(super) institution: String,
    pub(super) issuers: Vec<String>,
    pub(super) entries: Arc<Vec<Entry>>,
}

/// A row that can be deposited.
struct Ready<'a> {
    entry: &'a Entry,
    learner: String,
    issuer: &'a str,
    outcome: String,
    content: String,
    new: bool,
    /// Whether it brings the code that the outcome has not.
    coded: bool,
    /// What the conversion it reports does, if it reports one.
    binding: Option<Binding>,
}

/// The postings of a batch, and the last one of each learner before it.
struct Postings<'a> {
    last: BTreeMap<String, String>,
    made: Vec<Posted<'a>>,
}

/// What a batch found before anything is written.
#[derive(Default)]
struct Sorted<'a> {
    ready: Vec<Ready<'a>>,
    faults: Vec<(i64, RowFault)>,
}

/// A row's learner, or that its name is not the one of its number.
type Learner = std::result::Result<String, ()>;

impl Batch {
    /// The faults that only the bank knows, with nothing written: not even a record of somebody who has none, because a
    /// name that was mistyped in a file that goes back would be bound to its number.
    pub(super) fn prove(&self, op: &Op, strangers: &mut Strangers) -> Result<Vec<(i64, RowFault)>> {
        op.check(&Action::RunDeposit(&self.deposit))?;
        let people = identity::work::known_people(op, &self.pairs(), strangers)?;
        let learner = |found: Acquaintance| match found {
            Acquaintance::Known(person) => person.to_string(),
            Acquaintance::Stranger(text) => text,
        };
        let learners = people.into_iter().map(|found| found.map(learner).map_err(|_| ())).collect();
        Ok(self.sort(op, learners)?.faults)
    }

    /// Deposits the batch and records that the rows up to `to_row` are dealt with.
    pub(super) fn write(&self, op: &Op, from_row: i64, to_row: i64) -> Result<()> {
        let pen = op.may(&Action::RunDeposit(&self.deposit))?;
        pen.subject(&"");
        // Before anything hangs on it, so that a second worker on the same file is told and writes nothing.
        store::deposit::hold_turn(&pen, &self.deposit, from_row)?;
        let people = identity::work::people_for(op, &pen, &self.institution, &self.pairs())?;
        let learners = people.into_iter().map(|found| found.map(|person| person.to_string()).map_err(|_| ())).collect();
        let sorted = self.sort(op, learners)?;
        let faults = sorted.faults.len() as i64;
        store::deposit::keep_faults(&pen, &self.deposit, &sorted.faults)?;
        let new = self.insert(op, &pen, &sorted.ready)?;
        self.tell(op, &pen, &sorted.ready)?;
        let learners: Vec<&str> = sorted.ready.iter().map(|row| row.learner.as_str()).collect();
        identity::work::people::held_by(op, &pen, &self.institution, &learners)?;
        let done = Progress {
            done_row: to_row,
            deposited: new,
            unchanged: sorted.ready.len() as i64 - new,
            bad_rows: faults,
            faults,
            ..Progress::default()
        };
        store::deposit::advance(&pen, &self.deposit, from_row, &done)?;
        let unchanged: Vec<u32> = sorted.ready.iter().filter(|row| !row.new).map(|row| row.entry.row).collect();
        store::batch::keep_unchanged(&pen, &self.deposit, to_row, &unchanged)?;
        pen.tell(
            json!({ "deposit": self.deposit, "step": "rows", "to": to_row, "deposited": new, "rejected": faults }),
        );
        Ok(())
    }

    fn pairs(&self) -> Vec<(&str, &str)> {
        self.entries.iter().map(|entry| (entry.name.as_str(), entry.id_number.as_str())).collect()
    }

    /// Holds each row against what the bank already has of its learner.
    fn sort(&self, op: &Op, people: Vec<Learner>) -> Result<Sorted<'_>> {
        let learners = distinct(people.iter().flatten().cloned());
        let mut known = self.known(op, &people)?;
        let mut bound = Bound::of(op, &self.institution, &self.entries, &learners)?;
        let mut sorted = Sorted::default();
        for ((entry, issuer), person) in self.entries.iter().zip(&self.issuers).zip(people) {
            match person {
                Ok(person) => self.sort_one(op, entry, issuer, person, (&mut known, &mut bound), &mut sorted)?,
                Err(()) => sorted.faults.push(name_fault(entry)),
            }
        }
        Ok(sorted)
    }

    /// What the bank has of the learners that could be meant. Of a learner with many rows it is asked for by their names: what
    /// an account holds is then not read whole for every batch of a file that fills it.
    fn known(&self, op: &Op, people: &[Learner]) -> Result<Found> {
        let mut rows: BTreeMap<&str, Vec<NaturalKey>> = BTreeMap::new();
        for ((entry, issuer), person) in self.entries.iter().zip(&self.issuers).zip(people) {
            if let Ok(person) = person {
                rows.entry(person).or_default().push(natural_key(entry, issuer));
            }
        }
        let (many, few): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, keys)| keys.len() > ROWS_READ_WHOLE);
        let (mut learners, mut wanted) = (Vec::with_capacity(few.len()), Wanted::new());
        for (learner, keys) in few {
            learners.push(learner.to_owned());
            wanted.extend(keys.into_iter().map(|key| (learner.to_owned(), key)));
        }
        let mut known = store::outcome::known(op.conn(), &self.institution, &learners, &wanted)?;
        for (learner, keys) in many {
            let mut names: BTreeMap<(Class, String), Vec<String>> = BTreeMap::new();
            for key in keys {
                names.entry((key.class, key.issuer)).or_default().push(key.name);
            }
            for ((class, issuer), names) in names {
                let whose = (learner, class, issuer.as_str());
                known.extend(store::outcome::known_named(op.conn(), &self.institution, whose, &names)?);
            }
        }
        Ok(known)
    }

    fn sort_one<'a>(
        &self,
        op: &Op,
        entry: &'a Entry,
        issuer: &'a str,
        learner: String,
        (known, bound): (&mut BTreeMap<(String, NaturalKey), Known>, &mut Bound),
        sorted: &mut Sorted<'a>,
    ) -> Result<()> {
        let content = content(entry);
        let key = (learner.clone(), natural_key(entry, issuer));
        let same = match known.get(&key) {
            Some(known) if !known.code.is_empty() && !entry.code.is_empty() && known.code != entry.code => {
                same_course(op, issuer, &known.code, &entry.code)?
            }
            _ => false,
        };
        let (outcome, new, coded) = match effect(known.get(&key), &content, &entry.code, same) {
            Effect::Differs => {
                sorted.faults.extend(known.get(&key).map(|known| differs_fault(entry, known)));
                return Ok(());
            }
            Effect::OtherCode => {
                sorted.faults.extend(known.get(&key).map(|known| code_fault(entry, known)));
                return Ok(());
            }
            Effect::Unchanged(outcome) => (outcome, false, false),
            Effect::Coded(outcome) => (outcome, false, true),
            Effect::New => (op.id::<OutcomeKind>().to_string(), true, false),
        };
        let binding = match &entry.converted {
            None => None,
            Some(converted) => match bound.bind(entry, converted, &learner, &outcome) {
                Ok(binding) => Some(binding),
                Err(fault) => {
                    sorted.faults.push((BANK_FAULT_PLACE, fault));
                    return Ok(());
                }
            },
        };
        if new || coded {
            // Another row of the same batch may report a second target for the same achievement.
            let (grade, obtained) = (entry.grade.text(), entry.obtained.to_string());
            let code = entry.code.clone();
            known.insert(key, Known { outcome: outcome.clone(), content: content.clone(), grade, obtained, code });
        }
        sorted.ready.push(Ready { entry, learner, issuer, outcome, content, new, coded, binding });
        Ok(())
    }

    /// Writes new outcomes, their postings, and the conversions that rows report. Answers how many outcomes were new.
    fn insert(&self, op: &Op, pen: &Pen, ready: &[Ready]) -> Result<i64> {
        let origin = Origin { institution: &self.institution, deposit: &self.deposit, at: op.now() };
        let depositor = self.depositor_name(op)?;
        let rows: Vec<NewOutcome> =
            ready.iter().filter(|row| row.new).map(|row| new_outcome(row, &depositor)).collect();
        let new = store::outcome::insert(pen, &origin, &rows, &op.actor().id)? as i64;
        let coded = ready.iter().filter(|row| row.coded);
        let codes: Vec<_> =
            coded.map(|row| (row.learner.as_str(), row.outcome.as_str(), row.entry.code.as_str())).collect();
        store::outcome::add_codes(pen, &codes)?;
        let learners = distinct(ready.iter().map(|row| row.learner.clone()));
        let mut postings = Postings { last: store::ledger::last_postings(op.conn(), &learners)?, made: Vec::new() };
        for row in ready.iter().filter(|row| row.new) {
            let movements = ledger::deposit(row.entry.credit);
            self.posting(op, row, PostingKind::Deposit, movements, &mut postings)?;
        }
        self.convert(op, pen, ready, &mut postings)?;
        let postings = postings.made;
        let mut changes: BTreeMap<(String, Account, String), i64> = BTreeMap::new();
        for posted in &postings {
            for movement in &posted.movements {
                // Deposits and conversions only ever raise balances, so both sides add their amount.
                for account in [movement.debit, movement.credit] {
                    let key = (posted.learner.to_owned(), account, posted.party.to_owned());
                    *changes.entry(key).or_default() += movement.amount.hundredths();
                }
            }
        }
        store::ledger::insert(pen, &postings, op.now())?;
        store::ledger::add(pen, &changes)?;
        Ok(new)
    }

    /// Tells other domains of the batch's new outcomes: one event for all of them, complete, so that nobody comes back to ask.
    fn tell(&self, op: &Op, pen: &Pen, ready: &[Ready]) -> Result<()> {
        let outcomes: Vec<_> = ready
            .iter()
            .filter(|row| row.new)
            .map(|row| {
                json!({
                    "learner": row.learner, "outcome": row.outcome, "class": row.entry.class.name(),
                    "name": row.entry.course, "hours_hundredths": row.entry.hours_hundredths,
                    "credit": row.entry.credit,
                })
            })
            .collect();
        if outcomes.is_empty() {
            return Ok(());
        }
        let body = json!({ "institution": self.institution, "at": op.now(), "outcomes": outcomes });
        pen.event("credit.outcomes.deposited", &body)
    }

    fn depositor_name(&self, op: &Op) -> Result<String> {
        let found = directory::store::institution(op.conn(), &self.institution)?;
        Ok(found.map_or_else(|| self.institution.clone(), |found| found.name))
    }

    fn posting<'a>(
        &'a self,
        op: &Op,
        row: &'a Ready,
        kind: PostingKind,
        movements: Vec<crate::model::Movement>,
        postings: &mut Postings<'a>,
    ) -> Result<()> {
        if movements.is_empty() {
            return Ok(());
        }
        let posting = number(op, postings.last.get(&row.learner).map(String::as_str))?;
        let (learner, party, subject) = (&row.learner, &self.institution, &row.outcome);
        postings.made.push(Posted { learner, posting, kind, party, movements, subject });
        Ok(())
    }

    /// 转换: a row of template B or C says what its outcome was already recognised for. It becomes a use, so that it cannot be
    /// used for the same target again; the target's credit counts once, however many outcomes led to it.
    fn convert<'a>(&'a self, op: &Op, pen: &Pen, ready: &'a [Ready], postings: &mut Postings<'a>) -> Result<()> {
        let (mut uses, mut targets) = (Vec::new(), Vec::new());
        for row in ready {
            let (Some(converted), Some(Binding::New { first })) = (&row.entry.converted, row.binding) else { continue };
            let target = if first { converted.credit } else { Credit::ZERO };
            uses.push((row.learner.as_str(), self.reported_use(op, row, converted, target)));
            if first {
                targets.push((row.learner.as_str(), converted.code.as_str()));
            }
            let movements = ledger::conversion(row.entry.credit, target);
            self.posting(op, row, PostingKind::Conversion, movements, postings)?;
        }
        let bound = store::outcome::bind(pen, &uses)?;
        let taken = store::outcome::take(pen, &self.institution, &targets, UseState::Used, "")?;
        // An application was filed since the batch was sorted: it is sorted again, and then says so.
        match (bound, taken) == (uses.len() as u64, targets.len() as u64) {
            true => Ok(()),
            false => Err(Error::Busy),
        }
    }

    fn reported_use(&self, op: &Op, row: &Ready, converted: &Converted, counted: Credit) -> Use {
        Use {
            outcome: row.outcome.clone(),
            institution: self.institution.clone(),
            target_code: converted.code.clone(),
            target_name: converted.name.clone(),
            target_credit: converted.credit,
            state: UseState::Used,
            application: String::new(),
            deposit: self.deposit.clone(),
            grade_recorded: String::new(),
            reported: Some(Reported {
                month: converted.month,
                school: converted.school.clone(),
                level: converted.level.to_owned(),
                major: converted.major.clone(),
            }),
            at: op.now(),
            counted,
        }
    }
}

/// Whether two codes of an issuer mean one course today.
fn same_course(op: &Op, issuer: &str, one: &str, other: &str) -> Result<bool> {
    let book = Book::of(op)?;
    Ok(Equivalence::on(book.rules.changes(), op.today()).same(issuer, one, other))
}

fn new_outcome<'a>(row: &'a Ready, depositor: &'a str) -> NewOutcome<'a> {
    let own = row.entry.issuer.is_empty() && row.entry.class != Class::Certificate;
    NewOutcome {
        learner: &row.learner,
        id: &row.outcome,
        entry: row.entry,
        issuer: row.issuer,
        issuer_name: if own { depositor } else { &row.entry.issuer },
        content: &row.content,
    }
}

/// Faults that only the bank knows stand before all others of their row; a row has one at most.
const BANK_FAULT_PLACE: i64 = 0;

/// The only thing identity refuses a checked number for. The name on record is not told.
fn name_fault(entry: &Entry) -> (i64, RowFault) {
    let fault =
        RowFault { row: entry.row, column: "姓名".to_owned(), code: "credit.row.name_differs", args: Args::none() };
    (BANK_FAULT_PLACE, fault)
}

fn differs_fault(entry: &Entry, known: &Known) -> (i64, RowFault) {
    let args = Args::one("grade", &known.grade).and("month", &known.obtained);
    (BANK_FAULT_PLACE, RowFault { row: entry.row, column: String::new(), code: "credit.row.differs", args })
}

fn code_fault(entry: &Entry, known: &Known) -> (i64, RowFault) {
    let (column, args) = ("课程代码".to_owned(), Args::one("value", &entry.code).and("code", &known.code));
    (BANK_FAULT_PLACE, RowFault { row: entry.row, column, code: "credit.row.code_differs", args })
}

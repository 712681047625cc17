//! Depositing a checked file, batch by batch.
//!
//! Each batch is one transaction that also records how far it came, so a process that dies is followed by one that goes on
//! behind the last batch: every row has its effect once. All-or-nothing is proved before the first row is written: every
//! person and every earlier deposit is looked at, and a single fault sends the file back to the registrar. Proving writes
//! nothing but faults.

mod batch;
mod bound;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use identity::work::Strangers;
use op::{Actor, App, Error, Op, Result};
use serde_json::json;

use super::deposit::{COMMIT_JOB, stored};
use super::roster;
use crate::access::Action;
use crate::intake::{self, Found, RowSet, Stop};
use crate::model::{Choice, Class, Deposit, DepositState, Entry, Progress, RosterMapping, RowFault, name_key};
use crate::rules::deposit::BATCH_ROWS;
use crate::store;
use crate::work::statistics;
use batch::Batch;

/// Batches one run of the job writes before it hands over to the next, so that other jobs get their turn.
const BATCHES_PER_RUN: usize = 200;

/// How often another worker may be faster before this one gives way to it: more batches than the largest file has.
const OVERTAKEN_MAX: u32 = 2_000;

/// How far depositing came, for whoever watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The last row dealt with.
    pub row: i64,
    /// Rows of the file.
    pub rows: i64,
}

/// Deposits a file to its end, in this thread.
pub fn whole(app: &App, id: &str, mut progress: impl FnMut(Seen)) -> Result<()> {
    let mut overtaken = 0;
    loop {
        match run(app, id, usize::MAX, &mut progress, &mut || Ok(())) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            // A worker of the server was faster with a batch; what is left is looked at anew.
            Err(Error::Conflict(_) | Error::Busy) if overtaken < OVERTAKEN_MAX => overtaken += 1,
            Err(error) => return Err(error),
        }
    }
}

/// One run of the job: some batches, then another job if there is more. `between` is asked before each batch whether to go on.
pub fn job(app: &App, id: &str, between: &mut dyn FnMut() -> Result<()>) -> Result<()> {
    if !run(app, id, BATCHES_PER_RUN, &mut |_| {}, between)? {
        return Ok(());
    }
    let id = id.to_owned();
    app.write(&Actor::system("jobs"), None, move |op| {
        let pen = op.may(&Action::RunDeposit(&id))?;
        pen.subject(&"");
        pen.job(COMMIT_JOB, &json!({ "deposit": id }), op.now())?;
        pen.tell(json!({ "deposit": id, "step": "continued" }));
        Ok(())
    })
}

/// Writes at most so many batches. Answers whether there is more.
fn run(
    app: &App,
    id: &str,
    batches_max: usize,
    progress: &mut dyn FnMut(Seen),
    between: &mut dyn FnMut() -> Result<()>,
) -> Result<bool> {
    let system = Actor::system("jobs");
    let (deposit, _) = app.read(&system, |op| Ok(store::deposit::get(op.conn(), id)?))?.ok_or(Error::Missing)?;
    if deposit.state != DepositState::Committing {
        return Ok(false);
    }
    let content = stored(app, &deposit.file_hash)?;
    let bad = bad_rows(app, &system, id)?;
    let mapping = app.read(&system, |op| roster::of_deposit(op, id))?;
    let mut runner = Runner { app, system: &system, mapping, issuers: BTreeMap::new(), error: None };
    // A later day than that of the check: nothing that lay in the past then lies in the future now.
    let today = app.now().day_in_shanghai();
    if deposit.choice == Choice::All.name() && deposit.progress.done_row == 0 {
        let mut strangers = Strangers::default();
        runner.each_batch(content.path(), today, 0, &bad, &mut |runner, entries, _| {
            between()?;
            runner.prove(&deposit, entries, &mut strangers)?;
            Ok(ControlFlow::Continue(()))
        })?;
        // Counted where they are kept: a run that died may have found some before this one.
        let (proved, _) = app.read(&system, |op| Ok(store::deposit::get(op.conn(), id)?))?.ok_or(Error::Missing)?;
        if proved.progress.faults > 0 {
            end(app, &system, &deposit, DepositState::Checked)?;
            return Ok(false);
        }
    }
    let (mut done_row, mut batches) = (deposit.progress.done_row, 0);
    let ended = runner.each_batch(content.path(), today, done_row, &bad, &mut |runner, entries, last_row| {
        between()?;
        runner.write(&deposit, entries, done_row, last_row)?;
        done_row = last_row;
        batches += 1;
        progress(Seen { row: last_row, rows: deposit.progress.rows });
        Ok(if batches < batches_max { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    if ended {
        end(app, &system, &deposit, DepositState::Committed)?;
    }
    Ok(!ended)
}

/// The rows with faults.
fn bad_rows(app: &App, system: &Actor, id: &str) -> Result<RowSet> {
    let mut bad = RowSet::default();
    app.read(system, |op| {
        store::deposit::bad_rows(op.conn(), id, |row| {
            if let Ok(row) = u32::try_from(row) {
                bad.add(row);
            }
        })?;
        Ok(())
    })?;
    Ok(bad)
}

type EachBatch<'f, 'a> = &'f mut dyn FnMut(&mut Runner<'a>, Arc<Vec<Entry>>, i64) -> Result<ControlFlow<()>>;

/// Reads a file again and hands its good rows on in batches.
struct Runner<'a> {
    app: &'a App,
    system: &'a Actor,
    /// How an export is read.
    mapping: Option<RosterMapping>,
    /// Issuers by the key of their name: code where the directory knows the name.
    issuers: BTreeMap<String, String>,
    error: Option<Error>,
}

impl<'a> Runner<'a> {
    /// Calls `each` with the good rows behind `after`, batch by batch, and the last row the batch reaches. Answers whether
    /// the end of the file was reached.
    fn each_batch(
        &mut self,
        path: &std::path::Path,
        today: units::Day,
        after: i64,
        bad: &RowSet,
        each: EachBatch<'_, 'a>,
    ) -> Result<bool> {
        let mut waiting: Vec<Entry> = Vec::with_capacity(BATCH_ROWS);
        let mapping = self.mapping.clone();
        let read = intake::read_again(path, today, mapping.as_ref(), &mut |found| {
            let Found::Good(entry) = found else { return ControlFlow::Continue(()) };
            if i64::from(entry.row) <= after || bad.has(entry.row) {
                return ControlFlow::Continue(());
            }
            waiting.push(*entry);
            if waiting.len() < BATCH_ROWS {
                return ControlFlow::Continue(());
            }
            self.hand_over(&mut waiting, each)
        });
        match read {
            Ok(_) if waiting.is_empty() => Ok(true),
            // The rest of the file is a batch of its own, after which the end is reached whatever `each` says.
            Ok(_) => match self.hand_over(&mut waiting, each) {
                ControlFlow::Break(()) if self.error.is_some() => Err(self.error.take().unwrap_or(Error::Busy)),
                _ => Ok(true),
            },
            Err(Stop::Caller) => match self.error.take() {
                Some(error) => Err(error),
                None => Ok(false),
            },
            Err(Stop::Io(error)) => Err(Error::bug(error)),
            Err(Stop::Refused(refusal)) => Err(Error::bug(format!("a checked file is refused: {refusal:?}"))),
        }
    }

    fn hand_over(&mut self, waiting: &mut Vec<Entry>, each: EachBatch<'_, 'a>) -> ControlFlow<()> {
        let entries = Arc::new(std::mem::replace(waiting, Vec::with_capacity(BATCH_ROWS)));
        let last_row = entries.last().map_or(0, |entry| i64::from(entry.row));
        match each(self, entries, last_row) {
            Ok(flow) => flow,
            Err(error) => {
                self.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// Who issued each row: for a row of its own the depositor, otherwise the institution of that name, or the name itself.
    fn issuers(&mut self, deposit: &Deposit, entries: &[Entry]) -> Result<Vec<String>> {
        let mut unknown: Vec<&str> = entries
            .iter()
            .filter(|entry| entry.class != Class::Certificate && !entry.issuer.is_empty())
            .map(|entry| entry.issuer.as_str())
            .filter(|name| !self.issuers.contains_key(*name))
            .collect();
        unknown.sort_unstable();
        unknown.dedup();
        if !unknown.is_empty() {
            let found = self.app.read(self.system, |op| directory::store::institutions_by_name(op.conn(), &unknown))?;
            for name in unknown {
                let mut codes = found.iter().filter(|(known, _)| known == name).map(|(_, code)| code);
                // A name that several institutions bear names none of them.
                let code = codes.next().filter(|_| codes.next().is_none()).cloned();
                self.issuers.insert(name.to_owned(), code.unwrap_or_else(|| name_key(name)));
            }
        }
        let issuer = |entry: &Entry| match (entry.class, entry.issuer.as_str()) {
            (Class::Certificate, name) => name_key(name),
            (_, "") => deposit.institution.clone(),
            (_, name) => self.issuers.get(name).cloned().unwrap_or_else(|| name_key(name)),
        };
        Ok(entries.iter().map(issuer).collect())
    }

    fn batch(&mut self, deposit: &Deposit, entries: Arc<Vec<Entry>>) -> Result<Batch> {
        let issuers = self.issuers(deposit, &entries)?;
        Ok(Batch { deposit: deposit.id.clone(), institution: deposit.institution.clone(), issuers, entries })
    }

    /// Looks whether a batch could be deposited, and keeps the faults found.
    fn prove(&mut self, deposit: &Deposit, entries: Arc<Vec<Entry>>, strangers: &mut Strangers) -> Result<()> {
        let batch = self.batch(deposit, entries)?;
        let faults = self.app.read(self.system, |op| batch.prove(op, strangers))?;
        if faults.is_empty() {
            return Ok(());
        }
        let id = deposit.id.clone();
        self.app.write(self.system, None, move |op| keep(op, &id, &faults))
    }

    fn write(&mut self, deposit: &Deposit, entries: Arc<Vec<Entry>>, from_row: i64, to_row: i64) -> Result<()> {
        let batch = self.batch(deposit, entries)?;
        self.app.write(self.system, None, move |op| batch.write(op, from_row, to_row))
    }
}

/// Keeps the faults that proving found.
fn keep(op: &Op, id: &str, faults: &[(i64, RowFault)]) -> Result<()> {
    let pen = op.may(&Action::RunDeposit(id))?;
    pen.subject(&"");
    store::deposit::hold_turn(&pen, id, 0)?;
    let new = store::deposit::keep_faults(&pen, id, faults)? as i64;
    let found = Progress { bad_rows: new, faults: new, ..Progress::default() };
    store::deposit::advance(&pen, id, 0, &found)?;
    pen.tell(json!({ "deposit": id, "step": "proved", "faults": new }));
    Ok(())
}

fn end(app: &App, system: &Actor, deposit: &Deposit, to: DepositState) -> Result<()> {
    let (id, institution) = (deposit.id.clone(), deposit.institution.clone());
    app.write(system, None, move |op| {
        let pen = op.may(&Action::RunDeposit(&id))?;
        store::deposit::end(&pen, &id, DepositState::Committing, to, op.now())?;
        let (now, _) = store::deposit::get(op.conn(), &id)?.ok_or(Error::Missing)?;
        let body = json!({ "deposit": id, "institution": institution, "deposited": now.progress.deposited });
        if to == DepositState::Committed {
            pen.event("credit.deposit.committed", &body)?;
            statistics::follow(op, &pen)?;
        }
        pen.about(&institution);
        pen.tell(json!({
            "step": to.name(), "deposited": now.progress.deposited, "unchanged": now.progress.unchanged,
            "rejected": now.progress.bad_rows,
        }));
        Ok(())
    })
}

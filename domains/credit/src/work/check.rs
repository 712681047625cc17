//! Reading an uploaded file: one reader at a time, whose faults are kept as they are found.
//!
//! A reader writes its token into the deposit when it begins, and every write of its is guarded by it. Two servers, a server
//! and the command line, or a job that is run again because its lease is over, do not mix what they found.

use std::ops::ControlFlow;

use op::{Actor, App, Error, Op, Pen, Result};
use serde_json::json;
use units::{Instant, Refusal};

use super::deposit::{load, stored};
use super::roster;
use crate::access::Action;
use crate::intake::{self, Found, Stop};
use crate::model::{DepositKind, DepositState, FileFacts, RowFault};
use crate::store;
use crate::store::deposit::Reading;

/// Faults written in one transaction.
const FAULT_BATCH: usize = 5_000;
/// How long a file is left to a reader that gives no sign: as long as a job belongs to its worker.
const READING_SECONDS: i64 = 300;
/// Rows after which a reader gives a sign: seconds of reading, even in a debug build.
const SIGN_ROWS: u64 = 50_000;

/// What a reader does when it finds another at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Leaves the file to it.
    Wait,
    /// Takes the file over: somebody waits for the outcome.
    TakeOver,
}

/// Reads an uploaded file and keeps what was found. Being run twice does no harm: a file already read is left alone.
///
/// `between` is asked now and then whether to go on.
///
/// Errors: `Busy` while another reads the file, or when another took it over.
pub fn check(app: &App, id: &str, turn: Turn, between: &mut dyn FnMut() -> Result<()>) -> Result<()> {
    let system = Actor::system("jobs");
    let deposit = app.read(&system, |op| load(op, id))?;
    if deposit.state != DepositState::Uploaded {
        return Ok(());
    }
    let content = stored(app, &deposit.file_hash)?;
    let mapping = app.read(&system, |op| roster::of_deposit(op, id))?;
    let mut reader = Reader {
        app,
        system: &system,
        id,
        token: String::new(),
        waiting: Vec::new(),
        place: 0,
        rows: 0,
        error: None,
        between,
    };
    if !reader.begin(turn)? {
        return Ok(());
    }
    let done = reader.read(content.path(), mapping.as_ref());
    if done.is_err() {
        // Whoever tries again need not wait until the sign runs out; if this fails too, they do.
        let _ = reader
            .write("stopped", |pen, id, reading| Ok(store::deposit::stop_reading(pen, id, reading.token).map(|_| ())?));
    }
    done
}

/// Reads one file in the name of its token.
struct Reader<'a> {
    app: &'a App,
    system: &'a Actor,
    id: &'a str,
    token: String,
    waiting: Vec<(i64, RowFault)>,
    place: i64,
    rows: u64,
    error: Option<Error>,
    between: &'a mut dyn FnMut() -> Result<()>,
}

impl Reader<'_> {
    /// Takes the file and forgets what an earlier reading found. Answers `false` when it is read already.
    fn begin(&mut self, turn: Turn) -> Result<bool> {
        let id = self.id.to_owned();
        let begun = self.app.write(self.system, None, move |op| {
            let pen = op.may(&Action::RunDeposit(&id))?;
            pen.subject(&"");
            pen.tell(json!({ "deposit": id, "step": "read" }));
            if load(op, &id)?.state != DepositState::Uploaded {
                return Ok(None);
            }
            let token = op.id::<DepositKind>().to_string();
            let reading = Reading { token: &token, until: until(op) };
            if !store::deposit::begin_reading(&pen, &id, &reading, op.now(), turn == Turn::TakeOver)? {
                return Err(Error::Busy);
            }
            store::deposit::clear_faults(&pen, &id)?;
            Ok(Some(token))
        })?;
        let Some(token) = begun else { return Ok(false) };
        self.token = token;
        Ok(true)
    }

    fn read(&mut self, path: &std::path::Path, mapping: intake::Mapping) -> Result<()> {
        let today = self.app.now().day_in_shanghai();
        let read = intake::read(path, today, mapping, &mut |found| match found {
            Found::Fault(fault) => self.take(fault),
            Found::Row(..) => self.sign(),
            Found::Good(_) => ControlFlow::Continue(()),
        });
        match read {
            Ok(facts) => {
                self.flush()?;
                self.finish(facts)
            }
            Err(Stop::Refused(refusal)) => {
                self.flush()?;
                self.refuse(refusal.into())
            }
            Err(Stop::Io(error)) => Err(Error::bug(error)),
            Err(Stop::Caller) => Err(self.error.take().unwrap_or(Error::Busy)),
        }
    }

    fn take(&mut self, fault: RowFault) -> ControlFlow<()> {
        self.place += 1;
        self.waiting.push((self.place, fault));
        if self.waiting.len() < FAULT_BATCH {
            return ControlFlow::Continue(());
        }
        let kept = (self.between)().and_then(|()| self.flush());
        self.flow(kept)
    }

    /// Now and then tells others that this reader lives.
    fn sign(&mut self) -> ControlFlow<()> {
        self.rows += 1;
        if !self.rows.is_multiple_of(SIGN_ROWS) {
            return ControlFlow::Continue(());
        }
        let signed = (self.between)().and_then(|()| self.write("reading", |_, _, _| Ok(())));
        self.flow(signed)
    }

    fn flow(&mut self, done: Result<()>) -> ControlFlow<()> {
        match done {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn flush(&mut self) -> Result<()> {
        let faults = std::mem::take(&mut self.waiting);
        match faults.is_empty() {
            true => Ok(()),
            false => self.write("faults", move |pen, id, _| store::deposit::keep_faults(pen, id, &faults).map(|_| ())),
        }
    }

    /// A write of this reader, if the file is still its own.
    fn write(
        &self,
        step: &'static str,
        mut what: impl FnMut(&Pen, &str, &Reading) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let (id, token) = (self.id.to_owned(), self.token.clone());
        self.app.write(self.system, None, move |op| {
            let pen = op.may(&Action::RunDeposit(&id))?;
            pen.subject(&"");
            let reading = Reading { token: &token, until: until(op) };
            store::deposit::go_on_reading(&pen, &id, &reading)?;
            what(&pen, &id, &reading)?;
            pen.tell(json!({ "deposit": id, "step": step }));
            Ok(())
        })
    }

    fn finish(&self, facts: FileFacts) -> Result<()> {
        let (id, token) = (self.id.to_owned(), self.token.clone());
        self.app.write(self.system, None, move |op| {
            let pen = op.may(&Action::RunDeposit(&id))?;
            store::deposit::checked(&pen, &id, &token, &facts, intake::VERSION, op.now())?;
            pen.tell(json!({
                "step": "checked", "template": facts.template.name(), "rows": facts.rows, "bad_rows": facts.bad_rows,
                "faults": facts.faults,
            }));
            Ok(())
        })
    }

    fn refuse(&self, refusal: Refusal) -> Result<()> {
        let (id, token) = (self.id.to_owned(), self.token.clone());
        self.app.write(self.system, None, move |op| {
            let pen = op.may(&Action::RunDeposit(&id))?;
            store::deposit::refuse(&pen, &id, &token, &refusal, intake::VERSION, op.now())?;
            pen.tell(json!({ "step": "refused", "reason": refusal.code }));
            Ok(())
        })
    }
}

/// Until when others leave the file to a reader that gives a sign now.
fn until(op: &Op) -> Instant {
    op.now().plus_seconds(READING_SECONDS)
}

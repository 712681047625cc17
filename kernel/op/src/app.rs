//! The application: runs operations on the database, answers repeats, and works off jobs.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use db::{Conn, Db, Tx};
use serde::Serialize;
use serde::de::DeserializeOwned;
use units::Instant;

use crate::derived::Derived;
use crate::error::into_db;
use crate::job::Lease;
use crate::settle::{Asked, Left, Settled, settle};
use crate::{Actor, Error, Files, JobDef, Keys, Op, Reaction, RequestKey, Result, file, job, refused, request};

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// Fills a buffer with bytes nobody can guess.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// How long a file that nothing leans on is kept: an upload whose form is still being filled in must not vanish.
const ORPHAN_SECONDS: i64 = 24 * 3600;

/// What an application is made of.
pub struct Settings {
    /// The database.
    pub db: Db,
    /// Where attached files lie.
    pub files: Arc<dyn Files>,
    /// The clock.
    pub clock: Clock,
    /// The source of randomness.
    pub random: Random,
    /// Secret keys.
    pub keys: Keys,
    /// Every domain's jobs.
    pub jobs: Vec<&'static JobDef>,
    /// What domains do on each other's events.
    pub reactions: Vec<Reaction>,
    /// Folder of this process for files in passing.
    pub temp: PathBuf,
}

/// A running application; cloning it is cheap.
#[derive(Clone)]
pub struct App(Arc<Settings>, Arc<Derived>);

impl App {
    /// Puts an application together. Migrations have run.
    pub fn new(settings: Settings) -> App {
        App(Arc::new(settings), Arc::new(Derived::default()))
    }

    /// The database, for kernel and command line.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The file store.
    pub fn files(&self) -> &dyn Files {
        &*self.0.files
    }

    /// Where files in passing are made. They hold personal data in the clear, so nowhere else.
    pub fn temp(&self) -> &Path {
        &self.0.temp
    }

    /// The present moment.
    pub fn now(&self) -> Instant {
        (self.0.clock)()
    }

    /// Bytes nobody can guess, for what must be made before a write: salts of passwords, tokens.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.0.random)(&mut bytes);
        bytes
    }

    /// The installation's keys, for what must be computed before a write.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// Performs a write and waits until it is durable. `f` may run several times; only its last run has an effect.
    ///
    /// With a key, a repeat of the same request gets the first answer and changes nothing.
    pub fn write<T>(
        &self,
        actor: &Actor,
        key: Option<RequestKey>,
        f: impl FnMut(&Op) -> Result<T> + Send + 'static,
    ) -> Result<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        let asked = Asked::new(actor, key.as_ref());
        let left: Left<T> = Arc::default();
        let outcome = self.0.db.write(self.operation(actor.clone(), key, f, left.clone()));
        match settle(outcome, &left, asked) {
            Settled::Known(result) => result,
            Settled::Ask(question) => {
                let found = self.0.db.write(question.run());
                question.conclude(found)
            }
        }
    }

    /// Performs a write without waiting: `done` is called once it is durable or refused. Never blocks.
    pub fn submit<T>(
        &self,
        actor: Actor,
        key: Option<RequestKey>,
        f: impl FnMut(&Op) -> Result<T> + Send + 'static,
        done: impl FnOnce(Result<T>) + Send + 'static,
    ) where
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        let asked = Asked::new(&actor, key.as_ref());
        let left: Left<T> = Arc::default();
        let run = self.operation(actor, key, f, left.clone());
        let app = self.clone();
        self.0.db.submit(run, move |outcome| match settle(outcome, &left, asked) {
            Settled::Known(result) => done(result),
            // Queued like any other write: this thread writes for all and must not wait.
            Settled::Ask(question) => {
                app.0.db.submit(question.run(), move |found| done(question.conclude(found)));
            }
        });
    }

    /// Performs a read on a connection of its own.
    pub fn read<T>(&self, actor: &Actor, f: impl FnOnce(&Op) -> Result<T>) -> Result<T> {
        let now = self.now();
        Ok(self.0.db.read(|conn| f(&self.op(conn, None, actor, now)).map_err(into_db))?)
    }

    /// Performs a long read that sees one state of the whole database, whatever is written meanwhile.
    pub fn snapshot<T>(&self, actor: &Actor, f: impl FnOnce(&Op) -> Result<T>) -> Result<T> {
        let now = self.now();
        Ok(self.0.db.snapshot(|conn| f(&self.op(conn, None, actor, now)).map_err(into_db))?)
    }

    /// Works off one due job. Answers whether there was one.
    pub fn run_job(&self) -> Result<bool> {
        self.run_job_until(&AtomicBool::new(false))
    }

    /// As [`App::run_job`]. Once `stop` is set a long job leaves off at its next step and goes on at the next start.
    pub fn run_job_until(&self, stop: &AtomicBool) -> Result<bool> {
        let now = self.now();
        let Some(claimed) = self.0.db.write(move |tx| job::claim(tx, now))? else {
            return Ok(false);
        };
        let lease = Lease::new(self, &claimed, now, stop);
        let outcome = match self.0.jobs.iter().find(|def| def.kind == claimed.kind) {
            // A job that panics fails like any other: the worker goes on, and the job is tried again or given up.
            Some(def) => catch_unwind(AssertUnwindSafe(|| (def.run)(self, &claimed.body, &lease)))
                .unwrap_or_else(|_| Err(Error::bug("the job panicked; the log says where"))),
            None => Err(Error::bug(format!("no job of the kind {}", claimed.kind))),
        };
        let (now, ended) = (self.now(), claimed.clone());
        let (about, refusals) = lease.told();
        let held = match outcome {
            Ok(()) => self.0.db.write(move |tx| {
                let held = match refusals.reasons.is_empty() {
                    true => job::finish(tx, &ended)?,
                    false => refused::refuse(tx, &ended, &about, &refusals, now).map_err(into_db)?,
                };
                if held && !about.0.is_empty() {
                    refused::supersede(tx, &ended, &about)?;
                }
                Ok(held)
            })?,
            Err(Error::Busy) if stop.load(Ordering::SeqCst) => self.0.db.write(move |tx| job::release(tx, &ended))?,
            Err(error) => {
                tracing::warn!(job = claimed.id, kind = claimed.kind, attempt = claimed.attempts, %error, "a job failed");
                let error = error.to_string();
                self.0.db.write(move |tx| job::fail(tx, &ended, &error, now))?
            }
        };
        if !held {
            tracing::warn!(
                job = claimed.id,
                kind = claimed.kind,
                attempt = claimed.attempts,
                "a job took longer than its lease; another worker has it, and this one's ending counts for nothing"
            );
        }
        Ok(true)
    }

    /// Works off every due job; answers how many there were.
    pub fn run_jobs(&self) -> Result<u64> {
        let mut count = 0;
        while self.run_job()? {
            count += 1;
        }
        Ok(count)
    }

    /// Housekeeping, now and then: forgets old answers and removes files nothing leans on. Answers how many files went.
    pub fn sweep(&self) -> Result<u64> {
        let now = self.now();
        self.0.db.write(move |tx| request::forget(tx, now))?;
        let mut removed = 0;
        let before = now.plus_seconds(-ORPHAN_SECONDS);
        for (hash, stored) in self.0.files.list()? {
            let leant_on = || self.0.db.read(|conn| file::find(conn, &hash).map_err(into_db));
            // Its age is looked at again in removing: what was stored anew meanwhile is about to be leant on.
            if stored < before && leant_on()?.is_none() && self.0.files.remove_older(&hash, before)? {
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// The closure the database runs: answer a repeat, or operate, journal and keep the answer.
    fn operation<T>(
        &self,
        actor: Actor,
        key: Option<RequestKey>,
        mut f: impl FnMut(&Op) -> Result<T> + Send + 'static,
        left: Left<T>,
    ) -> impl FnMut(&Tx) -> db::Result<()> + Send + 'static
    where
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        let app = self.clone();
        move |tx| {
            let outcome = app.operate(tx, &actor, key.as_ref(), &mut f).map_err(into_db)?;
            *left.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(outcome);
            Ok(())
        }
    }

    fn operate<T>(
        &self,
        tx: &Tx,
        actor: &Actor,
        key: Option<&RequestKey>,
        f: &mut impl FnMut(&Op) -> Result<T>,
    ) -> Result<(Option<String>, T)>
    where
        T: Serialize + DeserializeOwned,
    {
        if let Some(key) = key
            && let Some(answer) = request::answered(tx, actor, key)?
        {
            return Ok((None, answer));
        }
        let now = self.now();
        let op = self.op(tx, Some(tx), actor, now);
        let answer = f(&op)?;
        let record = op.record.take();
        let journal = record.as_ref().map(|record| record.id.to_string());
        if let Some(record) = record {
            record.write(tx, actor, now, key.map(|key| key.hash.as_str()))?;
        }
        if let Some(key) = key {
            request::keep(tx, actor, key, &answer, now)?;
        }
        Ok((journal, answer))
    }

    fn op<'a>(&'a self, conn: &'a Conn<'a>, tx: Option<&'a Tx<'a>>, actor: &'a Actor, now: Instant) -> Op<'a> {
        Op {
            conn: conn.reading(),
            tx,
            actor,
            now,
            random: &*self.0.random,
            keys: &self.0.keys,
            derived: &self.1,
            reactions: &self.0.reactions,
            record: RefCell::new(None),
        }
    }
}

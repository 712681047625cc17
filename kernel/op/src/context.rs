//! The context of one operation, and the pen that permission gives.

use std::cell::RefCell;
use std::sync::Arc;

use db::{Conn, Param, Row, Tx};
use serde_json::Value;
use units::{Day, Id, Instant, Kind};

use crate::derived::Derived;
use crate::journal::Record;
use crate::{Actor, Error, FileRef, Keys, Permission, Reaction, Result, file, job, refused};

/// One operation: who, when, on what, with which keys. The same type serves reads, where [`Op::may`] is a defect.
pub struct Op<'a> {
    /// Reads only: what writes is the pen.
    pub(crate) conn: Conn<'a>,
    pub(crate) tx: Option<&'a Tx<'a>>,
    pub(crate) actor: &'a Actor,
    pub(crate) now: Instant,
    pub(crate) random: &'a (dyn Fn(&mut [u8]) + Send + Sync),
    pub(crate) keys: &'a Keys,
    pub(crate) derived: &'a Derived,
    pub(crate) reactions: &'a [Reaction],
    pub(crate) record: RefCell<Option<Record>>,
}

impl Op<'_> {
    /// Read access to the database; inside a write it sees the write's own changes. A statement that writes is refused.
    pub fn conn(&self) -> &Conn<'_> {
        &self.conn
    }

    /// Who performs the operation.
    pub fn actor(&self) -> &Actor {
        self.actor
    }

    /// The one moment at which the operation happens.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The civil day of [`Op::now`] in the region, UTC+8.
    pub fn today(&self) -> Day {
        self.now.day_in_shanghai()
    }

    /// A fresh identifier, ordered by time.
    pub fn id<K: Kind>(&self) -> Id<K> {
        Id::from_parts(self.now, self.random())
    }

    /// Bytes nobody can guess.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }

    /// The installation's keys.
    pub fn keys(&self) -> &Keys {
        self.keys
    }

    /// What this process derived from the database under a revision; derived when the revision is another, with what is still
    /// kept of an earlier one at hand. The revision is read in this operation and never names two states: what a transaction
    /// that failed had written is never kept for one that succeeds.
    ///
    /// # Errors
    /// Those of `derive`.
    pub fn derived<T: Send + Sync + 'static>(
        &self,
        revision: &str,
        derive: impl FnOnce(Option<Arc<T>>) -> Result<T>,
    ) -> Result<Arc<T>> {
        let before = match self.derived.kept() {
            Some((known, value)) if known == revision => return Ok(value),
            before => before.map(|(_, value)| value),
        };
        let fresh = Arc::new(derive(before)?);
        self.derived.keep(revision, fresh.clone());
        Ok(fresh)
    }

    /// Asks permission for a write. Exactly once in an operation that writes; everything the operation does is journalled
    /// under this action.
    ///
    /// Errors: `Unknown` if nobody has signed in, `Forbidden` if the actor may know of the subject, else `Missing`.
    pub fn may(&self, permission: &impl Permission) -> Result<Pen<'_>> {
        let Some(tx) = self.tx else {
            return Err(Error::bug(format!("{} was asked for in a read", permission.action())));
        };
        self.check(permission)?;
        let record = Record::new(permission.action(), permission.subject(), self.id::<job::JournalKind>());
        if let Some(earlier) = self.record.replace(Some(record)) {
            return Err(Error::bug(format!(
                "{} after {}: two permissions in one write",
                permission.action(),
                earlier.action
            )));
        }
        Ok(Pen { tx, op: self })
    }

    /// Asks permission for a read. Errors as [`Op::may`].
    pub fn check(&self, permission: &impl Permission) -> Result<()> {
        if permission.allows(self.actor) {
            return Ok(());
        }
        if self.actor.kind == crate::ActorKind::Public {
            return Err(Error::Unknown);
        }
        Err(match permission.sees(self.actor) {
            true => Error::Forbidden(Error::kernel("op.forbidden")),
            false => Error::Missing,
        })
    }
}

/// What the pen needs of its operation, without the operation's lifetime.
trait Holder {
    fn now(&self) -> Instant;
    fn reactions(&self) -> &[Reaction];
    fn random(&self) -> [u8; 10];
    fn record(&self) -> &RefCell<Option<Record>>;
}

impl Holder for Op<'_> {
    fn now(&self) -> Instant {
        self.now
    }
    fn reactions(&self) -> &[Reaction] {
        self.reactions
    }
    fn random(&self) -> [u8; 10] {
        Op::random(self)
    }
    fn record(&self) -> &RefCell<Option<Record>> {
        &self.record
    }
}

/// Proof that permission was given, and the only way to write.
pub struct Pen<'o> {
    tx: &'o Tx<'o>,
    op: &'o (dyn Holder + 'o),
}

impl Pen<'_> {
    /// Runs a statement; answers how many rows it changed.
    pub fn run(&self, sql: &str, params: &[Param]) -> db::Result<u64> {
        self.tx.run(sql, params)
    }

    /// Runs a guarded statement that must change exactly one row.
    ///
    /// Errors: `Conflict(op.stale)` if it changed none, because what it relied on is no longer so.
    pub fn one(&self, sql: &str, params: &[Param]) -> Result<()> {
        match self.tx.run(sql, params)? {
            1 => Ok(()),
            0 => Err(Error::Conflict(Error::kernel("op.stale"))),
            many => Err(Error::bug(format!("{many} rows changed where one was meant: {sql}"))),
        }
    }

    /// Inserts many rows at once. `sql` ends in `values`, `suffix` follows the rows (such as `on conflict do nothing`).
    pub fn batch(&self, sql: &str, rows: &[Vec<Param>], suffix: &str) -> db::Result<u64> {
        self.tx.batch(sql, rows, suffix)
    }

    /// Runs a statement that returns rows, such as `insert … returning`.
    pub fn rows<T>(&self, sql: &str, params: &[Param], f: impl FnMut(&Row) -> db::Result<T>) -> db::Result<Vec<T>> {
        self.tx.rows(sql, params, f)
    }

    /// Runs a statement that returns at most one row that matters.
    pub fn row<T>(&self, sql: &str, params: &[Param], f: impl FnMut(&Row) -> db::Result<T>) -> db::Result<Option<T>> {
        self.tx.row(sql, params, f)
    }

    /// The change, in short, for the journal: what a timeline sentence needs, never personal data.
    pub fn tell(&self, change: Value) {
        self.with_record(|record| record.change = change);
    }

    /// Names the subject where the verb made it.
    pub fn subject(&self, subject: &dyn std::fmt::Display) {
        self.with_record(|record| record.subject = subject.to_string());
    }

    /// A further subject whose timeline shows this row.
    pub fn about(&self, subject: &dyn std::fmt::Display) {
        self.with_record(|record| record.about.push(subject.to_string()));
    }

    /// Tells other domains that something happened: each reaction to it becomes a job in this transaction.
    pub fn event(&self, name: &'static str, body: &Value) -> Result<()> {
        for reaction in self.op.reactions().iter().filter(|reaction| reaction.event == name) {
            self.job(reaction.job, body, self.op.now())?;
        }
        Ok(())
    }

    /// Work to be done after the commit, at `run_at` or later.
    pub fn job(&self, kind: &str, body: &Value, run_at: Instant) -> Result<()> {
        let id: Id<job::JobKind> = Id::from_parts(self.op.now(), self.op.random());
        Ok(job::insert(self.tx, &id.to_string(), kind, body, run_at)?)
    }

    /// Lets a job that was refused be tried again ([`crate::refused`]); one that is being tried already stays as it is.
    pub fn again(&self, job: &str) -> Result<()> {
        refused::again(self.tx, job, self.op.now())?;
        Ok(())
    }

    /// Records that something leans on an attached file, so that it is kept.
    pub fn attach(&self, file: &FileRef) -> Result<()> {
        Ok(file::insert(self.tx, file, self.op.now())?)
    }

    fn with_record(&self, change: impl FnOnce(&mut Record)) {
        if let Some(record) = self.op.record().borrow_mut().as_mut() {
            change(record);
        }
    }
}

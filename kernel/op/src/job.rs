//! Jobs: work that follows a write, done at least once and made effectively once by the job's id.

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicBool, Ordering};

use db::{Conn, Tx};
use serde_json::Value;
use units::{Instant, Kind};

use crate::refused::{About, Refusals};
use crate::{App, Error, Result};

/// Kind of journal rows.
pub enum JournalKind {}
impl Kind for JournalKind {
    const PREFIX: &'static str = "jrn";
}

/// Kind of jobs.
pub enum JobKind {}
impl Kind for JobKind {
    const PREFIX: &'static str = "job";
}

/// How long a claimed job belongs to its worker; a worker that died is followed by another after this.
pub const LEASE_SECONDS: i64 = 300;

/// A lease younger than this is not written again: steps of a long job may be short, and each writing is a commit.
const RENEW_SECONDS: i64 = LEASE_SECONDS / 10;

/// Attempts before a job is given up and shown to the operator.
pub const ATTEMPTS_MAX: i64 = 8;

/// Most open jobs of one kind that are looked through for one.
const OPEN_MAX: i64 = 10_000;

/// What stands as the error of a job none of whose workers lived to tell one.
const NEVER_ENDED: &str = "no attempt came to an end";

/// What a job of one kind does. It runs outside any transaction, may call [`App::write`] with the job's id as request key,
/// and may touch files and networks; it must bear being run twice. A long one renews its lease between its steps.
pub struct JobDef {
    /// `credit.deposit.commit`
    pub kind: &'static str,
    /// The work: application, body, the lease on the job.
    pub run: fn(&App, &Value, &Lease) -> Result<()>,
}

/// A job in the hands of its worker. The number of the attempt tells this worker from one that came after it.
pub struct Lease<'a> {
    app: &'a App,
    id: &'a str,
    attempt: i64,
    renewed: Cell<Instant>,
    stop: &'a AtomicBool,
    about: RefCell<About>,
    refusals: RefCell<Refusals>,
}

impl<'a> Lease<'a> {
    pub(crate) fn new(app: &'a App, job: &'a Claimed, at: Instant, stop: &'a AtomicBool) -> Lease<'a> {
        let (about, refusals) = Default::default();
        Lease { app, id: &job.id, attempt: job.attempts, renewed: Cell::new(at), stop, about, refusals }
    }

    /// The job's identifier, the same in every attempt.
    pub fn id(&self) -> &str {
        self.id
    }

    /// Says between two steps of a long job that it goes on. Cheap: it writes every [`LEASE_SECONDS`]` / 10` only.
    ///
    /// Errors: `Busy` if the platform is about to stop (the job is then taken up again at the next start, and this attempt
    /// does not count); a defect if the lease ran out and another worker has the job.
    pub fn renew(&self) -> Result<()> {
        if self.stop.load(Ordering::SeqCst) {
            return Err(Error::Busy);
        }
        let now = self.app.now();
        if now < self.renewed.get().plus_seconds(RENEW_SECONDS) {
            return Ok(());
        }
        let (id, attempt) = (self.id.to_owned(), self.attempt);
        if !self.app.db().write(move |tx| renew(tx, &id, attempt, now))? {
            return Err(Error::bug(format!("the lease of {} ran out and another worker has it", self.id)));
        }
        self.renewed.set(now);
        Ok(())
    }

    /// Says what the job hands over, and which part of it where one thing is handed over in parts. What was refused of the same
    /// before ends with this job.
    pub fn concerns(&self, subject: &str, part: &str) {
        *self.about.borrow_mut() = (subject.to_owned(), part.to_owned());
    }

    /// Keeps that another domain refused a step of the job. The job goes on with its other steps; in the end it waits for a person
    /// instead of being tried again by itself ([`crate::refused`]).
    ///
    /// Errors: what is no refusal, for the job to fail with.
    pub fn refuse(&self, step: &str, error: Error) -> Result<()> {
        self.refusals.borrow_mut().take(step, error)
    }

    /// What the job was about and what was refused of it.
    pub(crate) fn told(self) -> (About, Refusals) {
        (self.about.into_inner(), self.refusals.into_inner())
    }
}

/// What one domain does when another tells of an event.
#[derive(Clone, Copy, Debug)]
pub struct Reaction {
    /// The event's name.
    pub event: &'static str,
    /// The kind of job it becomes; the event's body is the job's body.
    pub job: &'static str,
}

/// A job as an operator sees it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct JobRow {
    /// Identifier, `job_…`.
    pub id: String,
    /// Kind of job.
    pub kind: String,
    /// `waiting`, `running`, `done` or `failed`.
    pub state: String,
    /// When it is due.
    pub run_at: Instant,
    /// How often it was begun.
    pub attempts: i64,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// Whether it `failed` because another domain refused its work, and waits for a person ([`crate::refused`]).
    pub refused: bool,
}

/// A job claimed by this process.
#[derive(Clone)]
pub(crate) struct Claimed {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) body: Value,
    pub(crate) attempts: i64,
}

pub(crate) fn insert(tx: &Tx, id: &str, kind: &str, body: &Value, run_at: Instant) -> db::Result<()> {
    tx.run(
        "insert into op_job (id, kind, body, state, run_at, lease_until, attempts) values ($1, $2, $3, 'waiting', $4, 0, 0)",
        &[id.into(), kind.into(), body.to_string().as_str().into(), run_at.into()],
    )?;
    Ok(())
}

/// Claims the job that has been due longest, or one whose worker died. One whose workers died at every attempt is given up:
/// it may be what kills them.
pub(crate) fn claim(tx: &Tx, now: Instant) -> db::Result<Option<Claimed>> {
    let given_up = tx.run(
        "update op_job set state = 'failed', lease_until = 0, last_error = coalesce(last_error, $3)
         where state = 'running' and lease_until <= $1 and attempts >= $2",
        &[now.into(), ATTEMPTS_MAX.into(), NEVER_ENDED.into()],
    )?;
    if given_up > 0 {
        tracing::error!(jobs = given_up, "given up: {NEVER_ENDED}");
    }
    tx.row(
        "update op_job set state = 'running', lease_until = $2, attempts = attempts + 1
         where id = (select id from op_job where state in ('waiting', 'running') and run_at <= $1 and lease_until <= $1
                       and attempts < $3
                     order by run_at, id limit 1)
           and state in ('waiting', 'running') and lease_until <= $1 and attempts < $3
         returning id, kind, body, attempts",
        &[now.into(), now.plus_seconds(LEASE_SECONDS).into(), ATTEMPTS_MAX.into()],
        |row| {
            let body = row.text(2)?;
            Ok(Claimed {
                id: row.text(0)?,
                kind: row.text(1)?,
                body: serde_json::from_str(&body).unwrap_or(Value::Null),
                attempts: row.int(3)?,
            })
        },
    )
}

/// Records that a job is done: its row has served and is removed. False if the lease was lost, as with all that follows.
pub(crate) fn finish(tx: &Tx, job: &Claimed) -> db::Result<bool> {
    let done = tx.run(
        "delete from op_job where id = $1 and state = 'running' and attempts = $2",
        &[job.id.as_str().into(), job.attempts.into()],
    )?;
    Ok(done > 0)
}

/// Records a failed attempt: due again after a wait that doubles, or given up.
pub(crate) fn fail(tx: &Tx, job: &Claimed, error: &str, now: Instant) -> db::Result<bool> {
    let given_up = job.attempts >= ATTEMPTS_MAX;
    let wait_seconds = 1_i64 << job.attempts.clamp(0, 12);
    let done = tx.run(
        "update op_job set state = $3, run_at = $4, lease_until = 0, last_error = $5
         where id = $1 and state = 'running' and attempts = $2",
        &[
            job.id.as_str().into(),
            job.attempts.into(),
            if given_up { "failed" } else { "waiting" }.into(),
            now.plus_seconds(wait_seconds).into(),
            error.into(),
        ],
    )?;
    Ok(done > 0)
}

/// Gives a job back that was left off because the platform stops; the attempt does not count.
pub(crate) fn release(tx: &Tx, job: &Claimed) -> db::Result<bool> {
    let done = tx.run(
        "update op_job set state = 'waiting', lease_until = 0, attempts = attempts - 1
         where id = $1 and state = 'running' and attempts = $2",
        &[job.id.as_str().into(), job.attempts.into()],
    )?;
    Ok(done > 0)
}

fn renew(tx: &Tx, id: &str, attempt: i64, now: Instant) -> db::Result<bool> {
    let done = tx.run(
        "update op_job set lease_until = $3 where id = $1 and state = 'running' and attempts = $2",
        &[id.into(), attempt.into(), now.plus_seconds(LEASE_SECONDS).into()],
    )?;
    Ok(done > 0)
}

/// Whether a job of a kind that was told the same is not done yet: it waits, runs, was refused or given up.
pub fn is_open(conn: &Conn, kind: &str, body: &Value) -> Result<bool> {
    let sql = "select body from op_job where kind = $1 order by id limit $2";
    let bodies = conn.rows(sql, &[kind.into(), OPEN_MAX.into()], |row| row.text(0))?;
    Ok(bodies.iter().any(|open| serde_json::from_str::<Value>(open).is_ok_and(|open| open == *body)))
}

/// Jobs not yet done, the longest due first.
pub fn waiting(conn: &Conn, limit: i64) -> Result<Vec<JobRow>> {
    Ok(conn.rows(
        "select id, kind, state, run_at, attempts, last_error, refusal from op_job order by run_at, id limit $1",
        &[limit.into()],
        |row| {
            let (state, attempts) = (row.text(2)?, row.int(4)?);
            Ok(JobRow {
                id: row.text(0)?,
                kind: row.text(1)?,
                run_at: row.instant(3)?,
                last_error: row.opt_text(5)?,
                // One that was tried again and then given up is a matter for the operator.
                refused: state == "failed" && !row.text(6)?.is_empty() && attempts < ATTEMPTS_MAX,
                state,
                attempts,
            })
        },
    )?)
}

//! Jobs: work that follows a write, done at least once and made effectively once by the job's id.

use db::{Conn, Tx};
use serde_json::Value;
use units::{Instant, Kind};

use crate::{App, Result};

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

/// Attempts before a job is given up and shown to the operator.
pub const ATTEMPTS_MAX: i64 = 8;

/// What a job of one kind does. It runs outside any transaction, may call [`App::write`] with the job's id as request key,
/// and may touch files and networks; it must bear being run twice.
pub struct JobDef {
    /// `credit.deposit.commit`
    pub kind: &'static str,
    /// The work: application, body, the job's id.
    pub run: fn(&App, &Value, &str) -> Result<()>,
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
}

/// A job claimed by this process.
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

/// Claims the job that has been due longest, or one whose worker died.
pub(crate) fn claim(tx: &Tx, now: Instant) -> db::Result<Option<Claimed>> {
    tx.row(
        "update op_job set state = 'running', lease_until = $2, attempts = attempts + 1
         where id = (select id from op_job where state in ('waiting', 'running') and run_at <= $1 and lease_until <= $1
                     order by run_at, id limit 1)
           and state in ('waiting', 'running') and lease_until <= $1
         returning id, kind, body, attempts",
        &[now.into(), now.plus_seconds(LEASE_SECONDS).into()],
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

/// Records that a job is done: its row has served and is removed.
pub(crate) fn finish(tx: &Tx, id: &str) -> db::Result<()> {
    tx.run("delete from op_job where id = $1", &[id.into()])?;
    Ok(())
}

/// Records a failed attempt: due again after a wait that doubles, or given up.
pub(crate) fn fail(tx: &Tx, job: &Claimed, error: &str, now: Instant) -> db::Result<()> {
    let given_up = job.attempts >= ATTEMPTS_MAX;
    let wait_seconds = 1_i64 << job.attempts.clamp(0, 12);
    tx.run(
        "update op_job set state = $2, run_at = $3, lease_until = 0, last_error = $4 where id = $1",
        &[
            job.id.as_str().into(),
            if given_up { "failed" } else { "waiting" }.into(),
            now.plus_seconds(wait_seconds).into(),
            error.into(),
        ],
    )?;
    Ok(())
}

/// Jobs not yet done, the longest due first.
pub fn waiting(conn: &Conn, limit: i64) -> Result<Vec<JobRow>> {
    Ok(conn.rows(
        "select id, kind, state, run_at, attempts, last_error from op_job order by run_at, id limit $1",
        &[limit.into()],
        |row| {
            Ok(JobRow {
                id: row.text(0)?,
                kind: row.text(1)?,
                state: row.text(2)?,
                run_at: row.instant(3)?,
                attempts: row.int(4)?,
                last_error: row.opt_text(5)?,
            })
        },
    )?)
}

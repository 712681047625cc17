//! Refused jobs: what one domain handed over and another did not take waits for a person, who mends the cause and lets it be
//! tried again.
//!
//! The job's own row keeps it, so that it is neither lost nor doubled: it ends when the work is taken, and a later job about the
//! same thing takes its place.

use std::collections::BTreeMap;

use db::{Conn, Row, Tx};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use units::{Args, Instant};

use crate::job::Claimed;
use crate::{Error, Result};

/// Most reasons that are kept of one job: whoever mends twenty tries again and learns of the others.
pub const REASONS_MAX: usize = 20;
/// Longest argument of a reason that is kept, in characters: a sentence shows no more.
const ARGUMENT_CHARS_MAX: usize = 300;

/// One reason, as words with arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The step of the job that was refused.
    pub step: String,
    /// The field, as a path of the input; empty if it is the whole.
    pub field: String,
    /// The stable code of its sentence.
    pub code: String,
    /// The arguments of its sentence.
    pub args: BTreeMap<String, String>,
}

/// Why a job was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusals {
    /// The first reasons, at most [`REASONS_MAX`].
    pub reasons: Vec<Reason>,
    /// How many more there are.
    pub more: usize,
}

/// A job that was refused.
#[derive(Clone, Debug)]
pub struct RefusedJob {
    /// Identifier, `job_…`.
    pub id: String,
    /// Kind of job.
    pub kind: String,
    /// What it was told.
    pub body: Value,
    /// What it hands over.
    pub subject: String,
    /// Whether it is being tried again at the moment.
    pub again: bool,
    /// Why it was refused.
    pub refusals: Refusals,
    /// When it was refused last.
    pub refused_at: Instant,
}

impl Refusals {
    /// Keeps what a domain said to a step.
    ///
    /// # Errors
    /// What is no refusal: the platform was full, or has a defect.
    pub(crate) fn take(&mut self, step: &str, error: Error) -> Result<()> {
        let said = |field: &str, code: &str, args: &Args| Reason {
            step: step.to_owned(),
            field: field.to_owned(),
            code: code.to_owned(),
            args: args.iter().map(|(name, value)| (name.to_owned(), shortened(value))).collect(),
        };
        let reasons: Vec<Reason> = match error {
            Error::Invalid(faults) => faults.iter().map(|one| said(&one.field, one.code, &one.args)).collect(),
            Error::Forbidden(refusal) | Error::Conflict(refusal) | Error::Refused(refusal) => {
                vec![said("", refusal.code, &refusal.args)]
            }
            Error::Missing => vec![said("", "op.missing", &Args::none())],
            other @ (Error::Unknown | Error::TooMany { .. } | Error::Busy | Error::Bug(_)) => return Err(other),
        };
        for reason in reasons {
            if self.reasons.len() < REASONS_MAX {
                self.reasons.push(reason);
            } else {
                self.more += 1;
            }
        }
        Ok(())
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(ARGUMENT_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// What a job hands over, and which part of it.
pub(crate) type About = (String, String);

/// Records that a job was refused. False if the lease was lost.
pub(crate) fn refuse(tx: &Tx, job: &Claimed, about: &About, refusals: &Refusals, now: Instant) -> Result<bool> {
    let kept = serde_json::to_string(refusals).map_err(Error::bug)?;
    let first = refusals.reasons.first().map_or("", |reason| &reason.code);
    let done = tx.run(
        "update op_job set state = 'failed', lease_until = 0, last_error = $3, subject = $4, part = $5, refusal = $6, refused_at = $7
         where id = $1 and state = 'running' and attempts = $2",
        &[
            job.id.as_str().into(),
            job.attempts.into(),
            first.into(),
            about.0.as_str().into(),
            about.1.as_str().into(),
            kept.as_str().into(),
            now.into(),
        ],
    )?;
    Ok(done > 0)
}

/// Removes the refused jobs about the same thing that came before this one: what was said since stands.
pub(crate) fn supersede(tx: &Tx, job: &Claimed, about: &About) -> db::Result<u64> {
    tx.run(
        "delete from op_job where kind = $1 and subject = $2 and part = $3 and id < $4 and state = 'failed' and refusal <> ''",
        &[job.kind.as_str().into(), about.0.as_str().into(), about.1.as_str().into(), job.id.as_str().into()],
    )
}

/// Lets a refused job be tried again. One that is being tried already stays as it is.
pub(crate) fn again(tx: &Tx, id: &str, now: Instant) -> db::Result<u64> {
    tx.run(
        "update op_job set state = 'waiting', run_at = $2, attempts = 0
         where id = $1 and state = 'failed' and refusal <> ''",
        &[id.into(), now.into()],
    )
}

/// The jobs that were refused, the earliest first, at most so many.
///
/// # Errors
/// Those of the database.
pub fn all(conn: &Conn, limit: i64) -> Result<Vec<RefusedJob>> {
    let sql = "select id, kind, body, subject, state, refusal, refused_at from op_job
               where refusal <> '' order by id limit $1";
    Ok(conn.rows(sql, &[limit.into()], refused)?)
}

/// The refused jobs that hand over a subject, the earliest first, at most so many.
///
/// # Errors
/// Those of the database.
pub fn about(conn: &Conn, subject: &str, limit: i64) -> Result<Vec<RefusedJob>> {
    let sql = "select id, kind, body, subject, state, refusal, refused_at from op_job
               where refusal <> '' and subject = $1 order by id limit $2";
    Ok(conn.rows(sql, &[subject.into(), limit.into()], refused)?)
}

/// One refused job; none once its work was taken.
///
/// # Errors
/// Those of the database.
pub fn one(conn: &Conn, id: &str) -> Result<Option<RefusedJob>> {
    let sql = "select id, kind, body, subject, state, refusal, refused_at from op_job where id = $1 and refusal <> ''";
    Ok(conn.row(sql, &[id.into()], refused)?)
}

fn refused(row: &Row) -> db::Result<RefusedJob> {
    let (body, refusal) = (row.text(2)?, row.text(5)?);
    Ok(RefusedJob {
        id: row.text(0)?,
        kind: row.text(1)?,
        body: serde_json::from_str(&body).unwrap_or(Value::Null),
        subject: row.text(3)?,
        again: row.text(4)? != "failed",
        refusals: serde_json::from_str(&refusal).unwrap_or_default(),
        refused_at: row.instant(6)?,
    })
}

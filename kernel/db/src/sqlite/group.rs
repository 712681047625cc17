//! One transaction over many operations.
//!
//! An operation that is refused must be undone alone. A savepoint around each makes that possible and costs as much as
//! half of the operation itself (SQLite copies every page it touches), so a group runs without them first: what failed
//! before it wrote needs no undoing, and only when something failed after it wrote is the group undone and run again
//! with savepoints, as the next groups are too. Operations may run twice by contract.

use super::{Session, plain};
use crate::conn::Side;
use crate::deadline::now;
use crate::job::{Job, run_guarded};
use crate::{Error, Result, Settings, Tx};
use rusqlite::ErrorCode;

/// Groups run with savepoints after one was needed.
const CAUTIOUS_GROUPS: u32 = 64;

/// Runs groups, and remembers how careful to be.
pub(super) struct Runner<'s> {
    pub(super) settings: &'s Settings,
    cautious: u32,
}

/// Why a group came to nothing.
pub(super) enum Broken {
    /// It could not begin or not commit, for a reason that is nobody's fault.
    All(Error),
    /// The operation at this place took the transaction down with it.
    By(usize, Error),
    /// The commit was refused because of what some operation left behind.
    Refused(Error),
}

/// How one operation in a group ended, where the group goes on.
enum Step {
    Done(Result<()>),
    /// It failed after it wrote, and neither it is alone nor is there a savepoint to go back to.
    Unclean(Error),
}

/// How an operation that fails is undone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Undoing {
    /// With the whole transaction, which is its own.
    Everything,
    /// By going back to its savepoint.
    Savepoint,
    /// Not at all, in the hope that it fails before it writes or not at all.
    Hopeful,
}

impl<'s> Runner<'s> {
    pub(super) fn new(settings: &'s Settings) -> Runner<'s> {
        Runner { settings, cautious: 0 }
    }

    /// Runs all as one transaction: the outcome of each once the commit has succeeded.
    pub(super) fn run(
        &mut self,
        session: &Session,
        group: &mut [Box<dyn Job>],
    ) -> std::result::Result<Vec<Result<()>>, Broken> {
        if self.cautious == 0
            && let Some(done) = self.attempt(session, group, false)
        {
            return done;
        }
        if self.cautious == 0 {
            metrics::counter!("db_group_cautious_total").increment(1);
            self.cautious = CAUTIOUS_GROUPS;
        }
        self.cautious -= 1;
        self.attempt(session, group, true).unwrap_or_else(|| {
            let lost = "an operation could not be undone alone in spite of its savepoint";
            Err(Broken::All(Error::other(lost)))
        })
    }

    /// `None` when the group must be run again with savepoints.
    fn attempt(
        &self,
        session: &Session,
        group: &mut [Box<dyn Job>],
        savepoints: bool,
    ) -> Option<std::result::Result<Vec<Result<()>>, Broken>> {
        let lone = group.len() == 1;
        if let Err(error) = session.command("BEGIN IMMEDIATE") {
            return Some(Err(Broken::All(error)));
        }
        let mut outcomes = Vec::with_capacity(group.len());
        for (place, job) in group.iter_mut().enumerate() {
            let undoing = match (lone, savepoints) {
                (true, _) => Undoing::Everything,
                (false, true) => Undoing::Savepoint,
                (false, false) => Undoing::Hopeful,
            };
            let step = self.operate(session, job.as_mut(), undoing);
            // A full disk, an I/O error or an interrupt ends the whole transaction; what follows would commit by
            // itself.
            if session.conn.is_autocommit() {
                let unsaid = || Error::other("the operation ended its transaction");
                let error = match step {
                    Ok(Step::Done(outcome)) => outcome.err().unwrap_or_else(unsaid),
                    Ok(Step::Unclean(error)) | Err(error) => error,
                };
                return Some(Err(Broken::By(place, error)));
            }
            match step {
                Ok(Step::Done(outcome)) => outcomes.push(outcome),
                Ok(Step::Unclean(Error::Deadline)) => {
                    // It held up everybody once; it does not get a second run.
                    undo(session);
                    return Some(Err(Broken::By(place, Error::Deadline)));
                }
                Ok(Step::Unclean(_)) => {
                    undo(session);
                    return None;
                }
                Err(error) => {
                    undo(session);
                    return Some(Err(Broken::By(place, error)));
                }
            }
        }
        Some(finish(session, outcomes))
    }

    /// Runs one operation inside the open transaction. An error of this function itself means that the transaction is
    /// in no known state.
    fn operate(&self, session: &Session, job: &mut dyn Job, undoing: Undoing) -> Result<Step> {
        if undoing == Undoing::Savepoint {
            session.command("SAVEPOINT job")?;
        }
        session.deadline.after(job.options().deadline.unwrap_or(self.settings.write_deadline));
        session.begin_write();
        let mut outcome = run_guarded(job, &Tx::new(Side::Sqlite(session)));
        let end = session.end_write();
        session.deadline.none();
        if end.failed && outcome.is_ok() {
            outcome = Err(Error::other("the operation went on after a failed statement"));
        }
        if session.conn.is_autocommit() {
            return Ok(Step::Done(outcome));
        }
        match (undoing, outcome) {
            (Undoing::Savepoint, outcome) => {
                if outcome.is_err() {
                    session.command("ROLLBACK TO job")?;
                }
                session.command("RELEASE job")?;
                Ok(Step::Done(outcome))
            }
            (Undoing::Hopeful, Err(error)) if end.wrote => Ok(Step::Unclean(error)),
            (Undoing::Hopeful | Undoing::Everything, outcome) => Ok(Step::Done(outcome)),
        }
    }
}

fn finish(session: &Session, outcomes: Vec<Result<()>>) -> std::result::Result<Vec<Result<()>>, Broken> {
    if outcomes.iter().all(Result::is_err) {
        session.command("ROLLBACK").map_err(Broken::All)?;
        return Ok(outcomes);
    }
    let started = now();
    commit(session)?;
    metrics::histogram!("db_commit_seconds").record(started.elapsed().as_secs_f64());
    Ok(outcomes)
}

/// Undoes the whole transaction if one is open.
fn undo(session: &Session) {
    if !session.conn.is_autocommit() && session.command("ROLLBACK").is_err() {
        tracing::error!("a transaction could not be undone");
    }
}

fn commit(session: &Session) -> std::result::Result<(), Broken> {
    let Err(error) = session.conn.prepare_cached("COMMIT").and_then(|mut s| s.execute([])) else {
        return Ok(());
    };
    undo(session);
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => Err(Broken::Refused(session.explain(error, "COMMIT", &[]))),
        // The log's frames may have reached the disk before the failure was reported.
        Some(ErrorCode::SystemIoFailure) => {
            tracing::error!(%error, "a commit failed on the disk");
            Err(Broken::All(Error::OutcomeUnknown))
        }
        _ => Err(Broken::All(plain(error).context("COMMIT"))),
    }
}

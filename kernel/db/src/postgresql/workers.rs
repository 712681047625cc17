//! The threads that write. Each has a connection of its own and runs one operation at a time as one transaction; the
//! server groups their commits.

use super::{Connection, Connector, Session, explain, fault};
use crate::conn::Side;
use crate::deadline::now;
use crate::job::{Job, answer_guarded, run_guarded};
use crate::queue::Queue;
use crate::retry::Jitter;
use crate::{Error, Isolation, Result, Settings, Tx};
use ::postgres::IsolationLevel;
use std::time::Duration;

/// How one run of an operation ended.
enum Run {
    Done(Result<()>),
    /// Nothing became durable and another run may succeed.
    Again,
}

/// Works until the queue is closed and empty.
pub(crate) fn run(connector: &Connector, queue: &Queue<Box<dyn Job>>, settings: &Settings) {
    let mut taken = Vec::with_capacity(1);
    let mut connection = None;
    let mut jitter = Jitter::new();
    while let Some(left) = queue.take(&mut taken, 1) {
        metrics::gauge!("db_queue_depth").set(left as f64);
        for mut job in taken.drain(..) {
            let outcome = persist(connector, settings, &mut connection, job.as_mut(), &mut jitter);
            answer_guarded(job, outcome);
        }
    }
}

/// Runs an operation until it is committed, refused, or has met conflicts too often.
fn persist(
    connector: &Connector,
    settings: &Settings,
    kept: &mut Option<Connection>,
    job: &mut dyn Job,
    jitter: &mut Jitter,
) -> Result<()> {
    for attempt in 0..settings.attempts_max.max(1) {
        if attempt > 0 {
            metrics::counter!("db_retries_total").increment(1);
            std::thread::sleep(jitter.pause(attempt));
        }
        if !kept.as_ref().is_some_and(|c| c.is_current(connector)) {
            *kept = None;
            match connector.writer() {
                Ok(opened) => *kept = Some(opened),
                Err(Error::Busy) => continue,
                Err(error) => return Err(error),
            }
        }
        let Some(connection) = kept.as_mut() else {
            continue;
        };
        let run = transact(connection, settings, job);
        if matches!(run, Run::Done(Err(Error::OutcomeUnknown | Error::Panicked(_)))) {
            *kept = None;
        }
        match run {
            Run::Done(outcome) => return outcome,
            Run::Again => {}
        }
    }
    metrics::counter!("db_busy_total", "queue" => "retries").increment(1);
    Err(Error::Busy)
}

/// One transaction.
fn transact(connection: &mut Connection, settings: &Settings, job: &mut dyn Job) -> Run {
    let options = job.options();
    let deadline_span = options.deadline.unwrap_or(settings.write_deadline);
    let (client, statements, deadline) = connection.parts();
    let level = match options.isolation {
        Isolation::ReadCommitted => IsolationLevel::ReadCommitted,
        Isolation::Serializable => IsolationLevel::Serializable,
    };
    let mut transaction = match client.build_transaction().isolation_level(level).start() {
        Ok(transaction) => transaction,
        Err(error) => return again_or(&error, "BEGIN"),
    };
    if let Some(span) = options.deadline {
        let set = format!("SET LOCAL statement_timeout = {}", millis(span));
        if let Err(error) = transaction.batch_execute(&set) {
            return again_or(&error, &set);
        }
    }
    deadline.after(deadline_span);
    let session = Session::within(transaction, statements, deadline, true);
    let mut outcome = run_guarded(job, &Tx::new(Side::Postgres(&session)));
    deadline.none();
    let (failed, retry) = (session.has_failed(), session.must_retry());
    let Some(transaction) = session.into_transaction() else {
        return Run::Done(Err(Error::other("a write lost its transaction")));
    };
    if failed && outcome.is_ok() {
        outcome = Err(Error::other("the operation went on after a failed statement"));
    }
    if let Err(error) = outcome {
        if let Err(undone) = transaction.rollback() {
            tracing::warn!(error = %undone, "a transaction was ended by the loss of its connection");
        }
        return if retry { Run::Again } else { Run::Done(Err(error)) };
    }
    let started = now();
    match transaction.commit() {
        Ok(()) => {
            metrics::histogram!("db_commit_seconds").record(started.elapsed().as_secs_f64());
            Run::Done(Ok(()))
        }
        Err(error) => after_failed_commit(&error),
    }
}

fn again_or(error: &::postgres::Error, sql: &str) -> Run {
    if fault::is_retryable(error) {
        return Run::Again;
    }
    Run::Done(Err(explain(error, sql)))
}

/// Only a conflict or a constraint says for certain that a commit did not happen; after anything else it may have.
fn after_failed_commit(error: &::postgres::Error) -> Run {
    if fault::is_conflict(error) {
        return Run::Again;
    }
    if error.code().is_some_and(|c| c.code().starts_with("23")) {
        return Run::Done(Err(explain(error, "COMMIT")));
    }
    tracing::error!(%error, "the outcome of a commit is unknown");
    Run::Done(Err(Error::OutcomeUnknown))
}

fn millis(span: Duration) -> u128 {
    span.as_millis().max(1)
}

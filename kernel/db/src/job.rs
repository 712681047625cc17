//! A write that waits in the queue: the operation, its options, and whom to answer.

use crate::error::panic_text;
use crate::{Error, Result, Tx, WriteOptions};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A queued write with its type of result hidden. Dropping one unanswered answers [`Error::Closed`].
pub(crate) trait Job: Send {
    fn options(&self) -> WriteOptions;
    /// Runs the operation and keeps its result. May be called again after the transaction was undone.
    fn run(&mut self, tx: &Tx<'_>) -> Result<()>;
    /// Tells the caller how it ended; on success with the result of the last run.
    fn answer(&mut self, outcome: Result<()>);
}

/// The one implementation of [`Job`].
pub(crate) struct Task<T, F, D>
where
    D: FnOnce(Result<T>),
{
    operation: F,
    options: WriteOptions,
    result: Option<T>,
    done: Option<D>,
}

impl<T, F, D> Task<T, F, D>
where
    D: FnOnce(Result<T>),
{
    pub(crate) fn new(operation: F, options: WriteOptions, done: D) -> Self {
        Task { operation, options, result: None, done: Some(done) }
    }
}

impl<T, F, D> Job for Task<T, F, D>
where
    T: Send,
    F: FnMut(&Tx<'_>) -> Result<T> + Send,
    D: FnOnce(Result<T>) + Send,
{
    fn options(&self) -> WriteOptions {
        self.options
    }

    fn run(&mut self, tx: &Tx<'_>) -> Result<()> {
        self.result = None;
        self.result = Some((self.operation)(tx)?);
        Ok(())
    }

    fn answer(&mut self, outcome: Result<()>) {
        let Some(done) = self.done.take() else {
            return;
        };
        let result = self.result.take();
        let missing = || Error::other("a committed operation left no result");
        done(outcome.and_then(|()| result.ok_or_else(missing)));
    }
}

impl<T, F, D> Drop for Task<T, F, D>
where
    D: FnOnce(Result<T>),
{
    fn drop(&mut self) {
        if let Some(done) = self.done.take() {
            done(Err(Error::Closed));
        }
    }
}

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is running an operation; waiting for another one from here would wait forever.
pub(crate) fn inside_operation() -> bool {
    INSIDE.get()
}

/// Runs a job's operation, turning a panic into an error.
pub(crate) fn run_guarded(job: &mut dyn Job, tx: &Tx<'_>) -> Result<()> {
    guarded(|| job.run(tx))
}

/// Runs something of the caller's, turning a panic into an error.
pub(crate) fn guarded<T>(f: impl FnOnce() -> Result<T>) -> Result<T> {
    INSIDE.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(f));
    INSIDE.set(false);
    outcome.unwrap_or_else(|payload| Err(Error::Panicked(panic_text(payload.as_ref()))))
}

/// Answers a job; a caller's panic while taking the answer must not end the thread that works for all.
pub(crate) fn answer_guarded(mut job: Box<dyn Job>, outcome: Result<()>) {
    let told = guarded(move || {
        job.answer(outcome);
        drop(job);
        Ok(())
    });
    if let Err(error) = told {
        tracing::error!(%error, "a caller failed while taking the answer to its write");
    }
}

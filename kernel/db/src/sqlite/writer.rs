//! The thread that writes. It takes what waits, runs it as one transaction with one fsync, and only then answers.
//! There is no timer: a lone caller gets a commit of its own, and groups grow with load.

use super::Session;
use super::group::{Broken, Runner};
use crate::job::{Job, answer_guarded};
use crate::queue::Queue;
use crate::{Error, Result, Settings};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

/// What the writer is asked for.
pub(crate) enum Item {
    /// An operation to run.
    Job(Box<dyn Job>),
    /// The connection itself, for a migration or an import; it is sent, and waited for.
    Lend(Sender<Session>, Receiver<Session>),
}

/// Larger groups are answered by another thread while this one goes on: waking a caller costs about as much as running
/// its operation. In smaller ones the hop would cost more than it saves.
const ANSWER_HERE_MAX: usize = 4;
/// Groups that may wait to be answered before the writer waits too.
const ANSWERS_MAX: usize = 4;

/// A committed group with what to tell each.
type Answers = Vec<(Box<dyn Job>, Result<()>)>;

/// Works until the queue is closed and empty, and everybody is answered.
pub(crate) fn run(session: Session, queue: &Queue<Item>, settings: &Settings) {
    std::thread::scope(|scope| {
        let (answers, given) = sync_channel::<Answers>(ANSWERS_MAX);
        let answering = std::thread::Builder::new().name("db-answers".to_owned());
        let spawned = answering.spawn_scoped(scope, move || {
            for (job, outcome) in given.into_iter().flatten() {
                answer_guarded(job, outcome);
            }
        });
        if let Err(error) = spawned {
            // The writer then finds the channel closed and answers by itself.
            tracing::warn!(%error, "answers are given by the writing thread");
        }
        let mut writer = Writer { runner: Runner::new(settings), group: Vec::new(), answers };
        writer.work(session, queue);
    });
}

struct Writer<'s> {
    runner: Runner<'s>,
    group: Vec<Box<dyn Job>>,
    answers: SyncSender<Answers>,
}

impl Writer<'_> {
    fn work(&mut self, mut session: Session, queue: &Queue<Item>) {
        let most = self.runner.settings.group_max.max(1);
        let mut items = Vec::with_capacity(most);
        while let Some(left) = queue.take(&mut items, most) {
            metrics::gauge!("db_queue_depth").set(left as f64);
            for item in items.drain(..) {
                match item {
                    Item::Job(job) => self.group.push(job),
                    Item::Lend(to, back) => {
                        self.run_group(&session);
                        let Some(returned) = lend_out(session, to, back) else {
                            tracing::error!("the writing connection was lent and not returned");
                            queue.close();
                            return;
                        };
                        session = returned;
                    }
                }
            }
            self.run_group(&session);
        }
        // The log is folded into the database file, so that a closed database is one file.
        if let Err(error) = session.conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA optimize;") {
            tracing::warn!(%error, "the write-ahead log was not folded in at closing");
        }
    }

    /// Runs the group to its end and answers everybody in it.
    fn run_group(&mut self, session: &Session) {
        if self.group.is_empty() {
            return;
        }
        let mut group = std::mem::take(&mut self.group);
        metrics::histogram!("db_group_size").record(group.len() as f64);
        match self.runner.run(session, &mut group) {
            Ok(outcomes) => self.answer(group.into_iter().zip(outcomes).collect()),
            Err(Broken::All(error)) => {
                self.answer(group.into_iter().map(|job| (job, Err(repeat(&error)))).collect());
            }
            Err(Broken::By(culprit, error)) => {
                metrics::counter!("db_group_aborted_total").increment(1);
                tracing::warn!(%error, size = group.len(), "one write ended the group; the others run alone");
                let mut blame = Some(error);
                for (place, job) in group.into_iter().enumerate() {
                    match blame.take_if(|_| place == culprit) {
                        Some(error) => answer_guarded(job, Err(error)),
                        None => self.run_alone(session, job),
                    }
                }
            }
            // With one operation it is known who left it behind.
            Err(Broken::Refused(error)) if group.len() == 1 => {
                self.answer(group.into_iter().map(|job| (job, Err(repeat(&error)))).collect());
            }
            Err(Broken::Refused(_)) => {
                for job in group {
                    self.run_alone(session, job);
                }
            }
        }
    }

    /// Runs one operation with a commit of its own.
    fn run_alone(&mut self, session: &Session, job: Box<dyn Job>) {
        let mut single = [job];
        let outcome = match self.runner.run(session, &mut single) {
            Ok(mut outcomes) => outcomes.pop().unwrap_or(Err(Error::Closed)),
            Err(Broken::All(error) | Broken::By(_, error) | Broken::Refused(error)) => Err(error),
        };
        let [job] = single;
        answer_guarded(job, outcome);
    }

    fn answer(&self, answers: Answers) {
        let mut here = Some(answers);
        if here.as_ref().is_some_and(|a| a.len() > ANSWER_HERE_MAX) {
            here = here.and_then(|answers| self.answers.send(answers).err().map(|unsent| unsent.0));
        }
        for (job, outcome) in here.into_iter().flatten() {
            answer_guarded(job, outcome);
        }
    }
}

fn lend_out(session: Session, to: Sender<Session>, back: Receiver<Session>) -> Option<Session> {
    let returned = match to.send(session) {
        Ok(()) => back.recv().ok()?,
        // Nobody waits for it any more.
        Err(unsent) => unsent.0,
    };
    if !returned.conn.is_autocommit() {
        returned.command("ROLLBACK").ok()?;
    }
    // Whoever had it may have switched them off, and left in a panic.
    returned.command("PRAGMA foreign_keys = ON").ok()?;
    let on = returned.conn.query_row("PRAGMA foreign_keys", [], |row| row.get::<_, bool>(0));
    if !matches!(on, Ok(true)) {
        return None;
    }
    returned.end_write();
    returned.deadline.none();
    returned.schema_changed();
    Some(returned)
}

/// The same error for one more caller.
fn repeat(error: &Error) -> Error {
    match error {
        Error::Busy => Error::Busy,
        Error::Closed => Error::Closed,
        Error::Deadline => Error::Deadline,
        Error::OutcomeUnknown => Error::OutcomeUnknown,
        Error::Constraint(name) => Error::Constraint(name.clone()),
        Error::Panicked(text) => Error::Panicked(text.clone()),
        Error::Caller(_) => Error::other("the operation refused"),
        Error::Other(text) => Error::Other(text.clone()),
    }
}

/// Asks a running writer for its connection, runs `f` with it and gives it back.
pub(crate) fn lend<T>(queue: &Queue<Item>, f: impl FnOnce(&Session) -> Result<T>) -> Result<T> {
    let (to, lent) = channel();
    let (back, returned) = channel();
    queue.put(Item::Lend(to, returned)).map_err(|(error, _)| error)?;
    let session = lent.recv().map_err(|_| Error::Closed)?;
    let lent = Lent { session: Some(session), back };
    match &lent.session {
        Some(session) => f(session),
        None => Err(Error::Closed),
    }
}

/// The lent connection, which returns even through a panic.
struct Lent {
    session: Option<Session>,
    back: Sender<Session>,
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(session) = self.session.take()
            && self.back.send(session).is_err()
        {
            tracing::error!("the writer was gone when its connection came back");
        }
    }
}

//! The connections that read.

use super::{Session, open_reader};
use crate::{Error, Result, Settings};
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Reading connections, opened when needed, the last used first because its cache is warm.
pub(crate) struct Readers {
    path: PathBuf,
    settings: Settings,
    idle: Mutex<Idle>,
    freed: Condvar,
}

#[derive(Default)]
struct Idle {
    sessions: Vec<Session>,
    open: usize,
    epoch: u64,
}

/// A borrowed connection; it goes back to the others when dropped, unless a panic went through it.
pub(crate) struct Borrowed<'p> {
    pool: &'p Readers,
    session: Option<Session>,
    epoch: u64,
}

impl Readers {
    pub(crate) fn new(path: PathBuf, settings: Settings) -> Readers {
        Readers { path, settings, idle: Mutex::default(), freed: Condvar::new() }
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a connection, opening one or waiting for one when all are in use.
    pub(crate) fn borrow(&self) -> Result<Borrowed<'_>> {
        let mut idle = self.idle();
        loop {
            let epoch = idle.epoch;
            if let Some(session) = idle.sessions.pop() {
                drop(idle);
                return Ok(self.lend(session, epoch));
            }
            if idle.open < self.settings.readers_max {
                idle.open += 1;
                drop(idle);
                let opened = open_reader(&self.path, &self.settings);
                if opened.is_err() {
                    self.idle().open -= 1;
                }
                return opened.map(|session| self.lend(session, epoch));
            }
            let waited = self.freed.wait_timeout(idle, self.settings.wait_max);
            let (guard, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            if timeout.timed_out() && guard.sessions.is_empty() {
                metrics::counter!("db_busy_total", "queue" => "read").increment(1);
                return Err(Error::Busy);
            }
            idle = guard;
        }
    }

    fn lend(&self, session: Session, epoch: u64) -> Borrowed<'_> {
        session.deadline.after(self.settings.read_deadline);
        Borrowed { pool: self, session: Some(session), epoch }
    }

    /// Closes the idle connections, after the schema changed or to end. One in use is closed when it comes back.
    pub(crate) fn renew(&self) {
        let mut idle = self.idle();
        idle.epoch += 1;
        idle.open -= idle.sessions.len();
        let old = std::mem::take(&mut idle.sessions);
        drop(idle);
        drop(old);
    }
}

impl Borrowed<'_> {
    pub(crate) fn session(&self) -> Result<&Session> {
        self.session.as_ref().ok_or_else(|| Error::other("a reading connection was lost"))
    }
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        let Some(session) = self.session.take() else {
            return;
        };
        session.deadline.none();
        let mut usable = !std::thread::panicking();
        // A read ends here, and with it the moment it saw.
        if !session.conn.is_autocommit() {
            usable &= session.command("ROLLBACK").is_ok();
        }
        let mut idle = self.pool.idle();
        if usable && idle.epoch == self.epoch {
            idle.sessions.push(session);
        } else {
            idle.open -= 1;
        }
        drop(idle);
        self.pool.freed.notify_one();
    }
}

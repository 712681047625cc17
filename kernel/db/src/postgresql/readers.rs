//! The connections that read.

use super::{Connection, Connector};
use crate::{Error, Result, Settings};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Reading connections, opened when needed, the last used first.
pub(crate) struct Readers {
    connector: Arc<Connector>,
    settings: Settings,
    idle: Mutex<Idle>,
    freed: Condvar,
}

#[derive(Default)]
struct Idle {
    connections: Vec<Connection>,
    open: usize,
}

/// A borrowed connection; it goes back to the others when dropped, if it is still good.
pub(crate) struct Borrowed<'p> {
    pool: &'p Readers,
    connection: Option<Connection>,
}

impl Readers {
    pub(crate) fn new(connector: Arc<Connector>, settings: Settings) -> Readers {
        Readers { connector, settings, idle: Mutex::default(), freed: Condvar::new() }
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a connection, opening one or waiting for one when all are in use.
    pub(crate) fn borrow(&self) -> Result<Borrowed<'_>> {
        let mut idle = self.idle();
        loop {
            while let Some(connection) = idle.connections.pop() {
                if connection.is_current(&self.connector) {
                    drop(idle);
                    return Ok(self.lend(connection));
                }
                idle.open -= 1;
            }
            if idle.open < self.settings.readers_max {
                idle.open += 1;
                drop(idle);
                let opened = self.connector.reader();
                if opened.is_err() {
                    self.idle().open -= 1;
                }
                return opened.map(|connection| self.lend(connection));
            }
            let waited = self.freed.wait_timeout(idle, self.settings.wait_max);
            let (guard, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            if timeout.timed_out() && guard.connections.is_empty() {
                metrics::counter!("db_busy_total", "queue" => "read").increment(1);
                return Err(Error::Busy);
            }
            idle = guard;
        }
    }

    fn lend(&self, connection: Connection) -> Borrowed<'_> {
        connection.deadline().after(self.settings.read_deadline);
        Borrowed { pool: self, connection: Some(connection) }
    }

    /// Closes the idle connections. Not from inside an asynchronous runtime.
    pub(crate) fn clear(&self) {
        let mut idle = self.idle();
        idle.open -= idle.connections.len();
        let old = std::mem::take(&mut idle.connections);
        drop(idle);
        drop(old);
    }
}

impl Borrowed<'_> {
    pub(crate) fn connection(&mut self) -> Result<&mut Connection> {
        self.connection.as_mut().ok_or_else(|| Error::other("a reading connection was lost"))
    }
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        connection.deadline().none();
        let usable = !std::thread::panicking() && connection.is_current(&self.pool.connector);
        let mut idle = self.pool.idle();
        if usable {
            idle.connections.push(connection);
        } else {
            // When one has lost the server the others have too; new ones are opened instead of failing one by one.
            idle.open -= 1 + idle.connections.len();
            idle.connections.clear();
        }
        drop(idle);
        self.pool.freed.notify_one();
    }
}

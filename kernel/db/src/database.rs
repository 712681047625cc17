//! [`Db`]: the door of the crate.

use crate::conn::{Conn, Side};
use crate::job::{Job, Task, inside_operation};
use crate::migration::parts::PARTS_MAX;
use crate::postgresql::{self, Connector};
use crate::queue::Queue;
use crate::{Engine, Error, Location, Result, Settings, Tx, WriteOptions, sqlite};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// A database, open. Clones share it; the last one to go closes it.
#[derive(Clone)]
pub struct Db {
    shared: Arc<Shared>,
}

struct Shared {
    location: Location,
    side: Pool,
    parts: u32,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

/// What stands behind the façade.
pub(crate) enum Pool {
    Sqlite { queue: Arc<Queue<sqlite::Item>>, readers: sqlite::Readers },
    Postgres { queue: Arc<Queue<Box<dyn Job>>>, readers: postgresql::Readers, connector: Arc<Connector> },
}

impl Db {
    /// Opens a database: on SQLite makes the file when it is missing, on PostgreSQL connects once, so that a wrong
    /// address is found here.
    ///
    /// # Errors
    /// The file cannot be opened or is no database; the server refuses ([`Error::Busy`] when it cannot be reached).
    pub fn open(location: &Location, settings: Settings) -> Result<Db> {
        let parts = settings.parts;
        if !(1..=PARTS_MAX).contains(&parts) {
            return Err(Error::Other(format!("tables are kept in 1 to {PARTS_MAX} parts, not in {parts}")));
        }
        let (side, threads) = match location {
            Location::Sqlite(path) => open_sqlite(path, settings)?,
            Location::Postgres(url) => open_postgres(url, settings)?,
        };
        Ok(Db { shared: Arc::new(Shared { location: location.clone(), side, parts, threads: Mutex::new(threads) }) })
    }

    /// Runs `f` as one transaction and blocks until it is durable. `f` may run more than once and must have no effect
    /// outside the transaction. Not from inside another operation, and not on a thread of an asynchronous runtime.
    ///
    /// # Errors
    /// Those of `f`, and every kind in [`Error`].
    pub fn write<T: Send + 'static>(&self, f: impl FnMut(&Tx<'_>) -> Result<T> + Send + 'static) -> Result<T> {
        self.write_with(WriteOptions::default(), f)
    }

    /// [`Db::write`] with an isolation or a deadline of its own.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn write_with<T: Send + 'static>(
        &self,
        options: impl Into<WriteOptions>,
        f: impl FnMut(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if inside_operation() {
            return Err(Error::other("a write was begun inside another operation"));
        }
        let (tell, told) = sync_channel(1);
        self.submit_with(options, f, move |outcome| {
            // The receiver waits below; it cannot be gone.
            drop(tell.send(outcome));
        });
        told.recv().unwrap_or(Err(Error::Closed))
    }

    /// Queues `f` and returns at once; `done` is called exactly once, on a thread of this crate, after the commit or
    /// the failure. `done` should only pass the result on. A full queue calls it with [`Error::Busy`] before returning.
    pub fn submit<T: Send + 'static>(
        &self,
        f: impl FnMut(&Tx<'_>) -> Result<T> + Send + 'static,
        done: impl FnOnce(Result<T>) + Send + 'static,
    ) {
        self.submit_with(WriteOptions::default(), f, done);
    }

    /// [`Db::submit`] with an isolation or a deadline of its own.
    pub fn submit_with<T: Send + 'static>(
        &self,
        options: impl Into<WriteOptions>,
        f: impl FnMut(&Tx<'_>) -> Result<T> + Send + 'static,
        done: impl FnOnce(Result<T>) + Send + 'static,
    ) {
        let task: Box<dyn Job> = Box::new(Task::new(f, options.into(), done));
        let refused = match &self.shared.side {
            Pool::Sqlite { queue, .. } => match queue.put(sqlite::Item::Job(task)) {
                Err((error, sqlite::Item::Job(task))) => Some((error, task)),
                Ok(()) | Err((_, sqlite::Item::Lend(..))) => None,
            },
            Pool::Postgres { queue, .. } => queue.put(task).err(),
        };
        if let Some((error, mut task)) = refused {
            task.answer(Err(error));
        }
    }

    /// Runs `f` with a reading connection on the calling thread. On SQLite all statements see one
    /// moment, on PostgreSQL each what is committed when it begins; where several must agree use [`Db::snapshot`]. On PostgreSQL this blocks on the network and must not be called
    /// on a thread of an asynchronous runtime; see [`Db::reads_inline`].
    ///
    /// # Errors
    /// Those of `f`; [`Error::Busy`] when no connection came free; [`Error::Deadline`].
    pub fn read<T>(&self, f: impl FnOnce(&Conn<'_>) -> Result<T>) -> Result<T> {
        match &self.shared.side {
            Pool::Sqlite { queue, readers } => {
                queue.check_open()?;
                let borrowed = readers.borrow()?;
                let session = borrowed.session()?;
                // One transaction for all: a statement alone locks and unlocks the file, which takes longer than a point read.
                session.command("BEGIN")?;
                f(&conn(Side::Sqlite(session)))
            }
            Pool::Postgres { queue, readers, .. } => {
                queue.check_open()?;
                let mut borrowed = readers.borrow()?;
                let session = postgresql::Session::reading(borrowed.connection()?);
                f(&conn(Side::Postgres(&session)))
            }
        }
    }

    /// [`Db::read`] in which all statements see the same moment, without a deadline: for reports and exports. A long
    /// one on SQLite keeps the write-ahead log from being folded in.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn snapshot<T>(&self, f: impl FnOnce(&Conn<'_>) -> Result<T>) -> Result<T> {
        match &self.shared.side {
            Pool::Sqlite { queue, readers } => {
                queue.check_open()?;
                let borrowed = readers.borrow()?;
                let session = borrowed.session()?;
                session.deadline.none();
                session.command("BEGIN")?;
                let out = f(&conn(Side::Sqlite(session)));
                session.command("ROLLBACK")?;
                out
            }
            Pool::Postgres { connector, .. } => {
                let mut connection = connector.reporter()?;
                postgresql::snapshot(&mut connection, f)
            }
        }
    }

    /// Whether [`Db::read`] is so short that it may run on a thread of an asynchronous runtime: true for SQLite only.
    #[must_use]
    pub fn reads_inline(&self) -> bool {
        self.engine() == Engine::Sqlite
    }

    /// In how many parts tables are made from now on.
    pub(crate) fn parts(&self) -> u32 {
        self.shared.parts
    }

    /// Which engine stores the data.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.shared.side {
            Pool::Sqlite { .. } => Engine::Sqlite,
            Pool::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Where the database is; shown without a password.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.shared.location
    }

    /// How many writes wait now.
    #[must_use]
    pub fn queue_depth(&self) -> usize {
        match &self.shared.side {
            Pool::Sqlite { queue, .. } => queue.depth(),
            Pool::Postgres { queue, .. } => queue.depth(),
        }
    }

    /// Takes no more work, finishes what was accepted, and closes every connection. Blocks; may be called twice. From
    /// then on every clone answers [`Error::Closed`].
    pub fn close(&self) {
        self.shared.close();
    }

    pub(crate) fn side(&self) -> &Pool {
        &self.shared.side
    }
}

pub(crate) fn conn(side: Side<'_>) -> Conn<'_> {
    Conn::new(side)
}

impl Shared {
    fn close(&self) {
        match &self.side {
            Pool::Sqlite { queue, readers } => {
                queue.close();
                readers.renew();
            }
            Pool::Postgres { queue, .. } => queue.close(),
        }
        // The last clone may go inside an operation or an answer, on a thread that others wait for; the threads then
        // end by themselves when the queue is empty.
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads.into_iter().filter(|_| !inside_operation()) {
            if thread.join().is_err() {
                tracing::error!("a database thread had panicked");
            }
        }
        if let Pool::Postgres { readers, .. } = &self.side {
            // Not on the caller's thread, which may belong to an asynchronous runtime, where the client may not close.
            std::thread::scope(|scope| {
                scope.spawn(|| readers.clear());
            });
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.close();
    }
}

type Opened = (Pool, Vec<JoinHandle<()>>);

fn open_sqlite(path: &std::path::Path, settings: Settings) -> Result<Opened> {
    let session = sqlite::open_writer(path, &settings)?;
    let queue = Arc::new(Queue::new(settings.queue_max));
    let (its_queue, its_settings) = (Arc::clone(&queue), settings.clone());
    let thread = spawn("db-writer".to_owned(), move || {
        let works = || sqlite::run_writer(session, &its_queue, &its_settings);
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(works)).is_err() {
            tracing::error!("the writing thread panicked; the database takes no more writes");
        }
        its_queue.abandon();
    })?;
    let readers = sqlite::Readers::new(path.to_owned(), settings);
    let pool = Pool::Sqlite { queue, readers };
    Ok((pool, vec![thread]))
}

fn open_postgres(url: &str, settings: Settings) -> Result<Opened> {
    let connector = Arc::new(Connector::new(url, &settings)?);
    // On a thread of its own, because the client may not connect inside an asynchronous runtime.
    let tried = std::thread::scope(|scope| scope.spawn(|| connector.patient().map(drop)).join());
    tried.unwrap_or_else(|_| Err(Error::other("connecting panicked")))?;
    let queue = Arc::new(Queue::new(settings.queue_max));
    let mut threads = Vec::with_capacity(settings.postgres_connections);
    for number in 0..settings.postgres_connections.max(1) {
        let (queue, connector, settings) = (Arc::clone(&queue), Arc::clone(&connector), settings.clone());
        threads.push(spawn(format!("db-writer-{number}"), move || {
            let works = || postgresql::run_worker(&connector, &queue, &settings);
            while std::panic::catch_unwind(std::panic::AssertUnwindSafe(works)).is_err() {
                tracing::error!("a writing thread panicked and begins again");
            }
        })?);
    }
    let readers = postgresql::Readers::new(Arc::clone(&connector), settings);
    let pool = Pool::Postgres { queue, readers, connector };
    Ok((pool, threads))
}

fn spawn(name: String, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    std::thread::Builder::new()
        .name(name)
        .spawn(work)
        .map_err(|e| Error::other(e).context("starting a database thread"))
}

//! Where the database is, and the limits it works under.

use crate::{Error, Result};
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// Which of the two engines answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, embedded in this process.
    Sqlite,
    /// PostgreSQL, or a distributed engine that speaks its protocol.
    Postgres,
}

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A file, made when it is missing, with its directory.
    Sqlite(PathBuf),
    /// `postgres://user:password@host:port/database`, or a percent-encoded socket directory as the host.
    Postgres(String),
}

impl Location {
    /// Reads `postgres://…` or `postgresql://…` as PostgreSQL and everything else as a path.
    ///
    /// # Errors
    /// An empty text, or another scheme than these.
    pub fn parse(text: &str) -> Result<Location> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Location::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite://").unwrap_or(text);
        if path.is_empty() || path.contains("://") {
            return Err(Error::other("a database is a path or begins with postgres://"));
        }
        Ok(Location::Sqlite(PathBuf::from(path)))
    }
}

impl fmt::Display for Location {
    /// The password is not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Sqlite(path) => write!(f, "{}", path.display()),
            Location::Postgres(url) => f.write_str(&without_password(url)),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The address with its password and its parameters, where a password may also stand, left out.
fn without_password(url: &str) -> String {
    let url = url.split('?').next().unwrap_or(url);
    let Some((scheme, rest)) = url.split_once("://") else {
        return "postgres".to_owned();
    };
    match rest.rsplit_once('@') {
        Some((who, place)) => {
            let user = who.split(':').next().unwrap_or(who);
            format!("{scheme}://{user}@{place}")
        }
        None => format!("{scheme}://{rest}"),
    }
}

/// The limits a database works under. Each has a default that is right for one machine.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Writes that may wait; one more is refused with [`Error::Busy`].
    pub queue_max: usize,
    /// Writes that share one commit on SQLite.
    pub group_max: usize,
    /// Connections for reading. A read that finds none free waits for `wait_max`.
    pub readers_max: usize,
    /// Connections for writing on PostgreSQL; SQLite has exactly one.
    pub postgres_connections: usize,
    /// How long one write may run before it is undone.
    pub write_deadline: Duration,
    /// How long one read may run before it is ended.
    pub read_deadline: Duration,
    /// How long a read waits for a free connection, and a writer for a lock of another process.
    pub wait_max: Duration,
    /// How often PostgreSQL is asked again after a serialization failure or a deadlock.
    pub attempts_max: u32,
    /// In how many parts PostgreSQL keeps a table that is declared so, from the migration on that makes the table; 1 keeps
    /// it whole, for engines that spread rows by themselves. At most 1,024.
    pub parts: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            queue_max: 4096,
            group_max: 512,
            readers_max: 32,
            postgres_connections: 16,
            write_deadline: Duration::from_secs(30),
            read_deadline: Duration::from_secs(60),
            wait_max: Duration::from_secs(5),
            attempts_max: 10,
            parts: 16,
        }
    }
}

/// How one write is run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// What the write may see of others.
    pub isolation: Isolation,
    /// Another deadline than the one in [`Settings`], for work known to be long.
    pub deadline: Option<Duration>,
}

/// What concurrent writes may see of each other on PostgreSQL. On SQLite every write is alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Isolation {
    /// Each statement sees what is committed; guards and locks are in the statements.
    #[default]
    ReadCommitted,
    /// As if writes ran one after the other; for a rule that spans rows the write does not lock.
    Serializable,
}

impl From<Isolation> for WriteOptions {
    fn from(isolation: Isolation) -> Self {
        WriteOptions { isolation, deadline: None }
    }
}

impl From<Duration> for WriteOptions {
    fn from(deadline: Duration) -> Self {
        WriteOptions { isolation: Isolation::default(), deadline: Some(deadline) }
    }
}

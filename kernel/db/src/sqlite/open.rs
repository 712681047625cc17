//! Opening a connection with the pragmas that were measured.

use super::{Session, plain};
use crate::deadline::Deadline;
use crate::{Error, Result, Settings};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::Arc;

/// Prepared statements kept per connection; more than all verbs of the house together use.
const STATEMENTS_MAX: usize = 512;

/// Virtual-machine steps between two looks at the deadline: some tens of microseconds.
const STEPS_BETWEEN_LOOKS: i32 = 4096;

/// Opens the one connection that writes, making file and directory when they are missing.
pub(crate) fn open_writer(path: &Path, settings: &Settings) -> Result<Session> {
    if let Some(directory) = path.parent().filter(|d| !d.as_os_str().is_empty()) {
        std::fs::create_dir_all(directory).map_err(|e| Error::other(e).context(directory.display()))?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let conn = open(path, flags, settings)?;
    let mode: String = conn
        .query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0))
        .map_err(|e| plain(e).context(path.display()))?;
    if mode != "wal" {
        return Err(Error::Other(format!("{}: this file system cannot hold a write-ahead log", path.display())));
    }
    conn.execute_batch("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=8000;").map_err(plain)?;
    finish(conn)
}

/// Opens a connection that can only read.
pub(crate) fn open_reader(path: &Path, settings: &Settings) -> Result<Session> {
    // Read-write, because a reader of a write-ahead log writes its shared-memory index; query_only forbids the rest.
    let conn = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE, settings)?;
    conn.execute_batch("PRAGMA query_only=ON;").map_err(plain)?;
    finish(conn)
}

fn open(path: &Path, flags: OpenFlags, settings: &Settings) -> Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|e| plain(e).context(path.display()))?;
    conn.busy_timeout(settings.wait_max).map_err(plain)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    // Plans do not look at bound values. Otherwise a statement beside whose table a partial index stands is planned anew
    // at every run, which costs many times what the run does.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(plain)?;
    conn.execute_batch(
        "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536;
         PRAGMA trusted_schema=OFF;",
    )
    .map_err(plain)?;
    Ok(conn)
}

fn finish(mut conn: Connection) -> Result<Session> {
    let deadline = Arc::new(Deadline::default());
    let watched = Arc::clone(&deadline);
    conn.progress_handler(STEPS_BETWEEN_LOOKS, Some(move || watched.passed())).map_err(plain)?;
    Ok(Session::new(conn, deadline))
}

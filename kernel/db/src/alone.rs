//! Having the database to oneself, for migrations and imports.

use crate::conn::Side;
use crate::database::Pool;
use crate::postgresql::{self, Connector};
use crate::sqlite::{self, Session};
use crate::{Db, Error, Result, Tx};

/// The advisory lock under which one process at a time changes the schema; the bytes spell "xueqiao".
const SCHEMA_LOCK: i64 = 0x0078_7565_7169_616f;

impl Db {
    /// Runs `f` as one transaction without deadline, with other writes waiting. Foreign keys are not enforced on the
    /// way on SQLite but checked before the commit.
    pub(crate) fn alone<T>(&self, f: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        match self.side() {
            Pool::Sqlite { queue, .. } => sqlite::lend(queue, |session| alone_sqlite(session, f)),
            Pool::Postgres { connector, .. } => alone_postgres(connector, f),
        }
    }

    /// Makes every connection forget what it prepared.
    pub(crate) fn schema_changed(&self) {
        match self.side() {
            // The writing connection forgets when it comes back from being lent.
            Pool::Sqlite { readers, .. } => readers.renew(),
            Pool::Postgres { connector, .. } => connector.schema_changed(),
        }
    }
}

/// On every other way out, the writer that lent the session brings it back into order.
fn alone_sqlite<T>(session: &Session, f: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
    // The pragma has no effect inside a transaction.
    session.command("PRAGMA foreign_keys = OFF")?;
    let out = transact_sqlite(session, f);
    if !session.conn.is_autocommit() {
        session.command("ROLLBACK")?;
    }
    session.command("PRAGMA foreign_keys = ON")?;
    out
}

fn transact_sqlite<T>(session: &Session, f: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
    session.command("BEGIN IMMEDIATE")?;
    session.begin_write();
    let out = f(&Tx::new(Side::Sqlite(session)));
    let failed = session.end_write().failed;
    let out = out?;
    if failed {
        return Err(Error::other("the operation went on after a failed statement"));
    }
    let mut orphan = None;
    session.query("PRAGMA foreign_key_check", &[], false, |row| {
        let table: String = row.get(0).map_err(Error::other)?;
        let parent: String = row.get(2).map_err(Error::other)?;
        orphan = Some(format!("a row of {table} refers to a missing {parent}"));
        Ok(false)
    })?;
    if let Some(orphan) = orphan {
        return Err(Error::Other(orphan));
    }
    session.command("COMMIT")?;
    Ok(out)
}

fn alone_postgres<T>(connector: &Connector, f: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
    let mut connection = connector.patient()?;
    postgresql::transact(&mut connection, |tx| {
        let lock = "SELECT pg_advisory_xact_lock($1)";
        tx.rows(lock, &[SCHEMA_LOCK.into()], |_| Ok(()))?;
        f(tx)
    })
}

#[cfg(test)]
mod tests;

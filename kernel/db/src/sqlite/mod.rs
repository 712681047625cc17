//! SQLite: one connection and the statements that run on it.

mod binding;
mod constraint;
mod group;
mod open;
mod readers;
mod writer;

pub(crate) use open::{open_reader, open_writer};
pub(crate) use readers::Readers;
pub(crate) use writer::{Item, lend, run as run_writer};

use crate::deadline::Deadline;
use crate::error::{excerpt, gives_rows, only_reading};
use crate::row::Cell;
use crate::{Error, Param, Result};
use binding::Plans;
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, ErrorCode};
use std::cell::{Cell as Slot, RefCell};
use std::sync::Arc;

/// One connection with what makes its statements cheap and its failures equal to the other engine's.
pub(crate) struct Session {
    pub(crate) conn: Connection,
    plans: RefCell<Plans>,
    names: constraint::Names,
    pub(crate) deadline: Arc<Deadline>,
    /// Set by the first failed statement of a write; from then on only undoing is left, as on PostgreSQL.
    failed: Slot<bool>,
    /// Set by the first statement of a write that changed something.
    wrote: Slot<bool>,
    writing: Slot<bool>,
}

/// What the statements of a write did.
pub(crate) struct WriteEnd {
    /// One of them failed.
    pub(crate) failed: bool,
    /// One of them may have changed something. A failed one did not: SQLite undoes it by itself.
    pub(crate) wrote: bool,
}

impl Session {
    pub(crate) fn new(conn: Connection, deadline: Arc<Deadline>) -> Session {
        Session {
            conn,
            plans: RefCell::default(),
            names: constraint::Names::default(),
            deadline,
            failed: Slot::new(false),
            wrote: Slot::new(false),
            writing: Slot::new(false),
        }
    }

    /// Marks the beginning of a write: from here a failed statement ends it.
    pub(crate) fn begin_write(&self) {
        self.failed.set(false);
        self.wrote.set(false);
        self.writing.set(true);
    }

    /// Marks the end of a write.
    pub(crate) fn end_write(&self) -> WriteEnd {
        self.writing.set(false);
        WriteEnd { failed: self.failed.replace(false), wrote: self.wrote.get() }
    }

    /// Runs a statement of the façade's own, without parameters or rows.
    pub(crate) fn command(&self, sql: &str) -> Result<()> {
        let done = self.conn.prepare_cached(sql).and_then(|mut s| s.execute([]));
        done.map(drop).map_err(|e| self.explain(e, sql, &[]))
    }

    /// Forgets what was learned about the schema, after it changed.
    pub(crate) fn schema_changed(&self) {
        self.conn.flush_prepared_statement_cache();
        self.plans.borrow_mut().clear();
        self.names.clear();
    }

    /// Runs a statement and hands each row to `on` until it answers false. One that writes is refused if `reading`.
    pub(crate) fn query(
        &self,
        sql: &str,
        params: &[Param<'_>],
        reading: bool,
        mut on: impl FnMut(&rusqlite::Row<'_>) -> Result<bool>,
    ) -> Result<()> {
        let mut statement = self.ready(sql, params)?;
        if !statement.readonly() {
            if reading {
                return Err(self.mark(only_reading(sql)));
            }
            self.wrote.set(true);
        }
        let mut rows = statement.raw_query();
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    if !on(row)? {
                        return Ok(());
                    }
                }
                Ok(None) => return Ok(()),
                Err(error) => return Err(self.fail(error, sql, params)),
            }
        }
    }

    /// Prepares a statement and reads its parameters.
    pub(crate) fn understands(&self, sql: &str) -> Result<()> {
        let statement = self.conn.prepare_cached(sql).map_err(|e| self.explain(e, sql, &[]))?;
        self.plans.borrow_mut().of(sql, &statement).map(drop)
    }

    /// Runs a statement without rows; how many it changed.
    pub(crate) fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        let mut statement = self.ready(sql, params)?;
        // Run first, such a statement would have done its work before anybody noticed.
        if statement.column_count() > 0 {
            return Err(self.mark(gives_rows(sql)));
        }
        match statement.raw_execute() {
            Ok(changed) => {
                self.wrote.set(true);
                Ok(changed as u64)
            }
            Err(error) => Err(self.fail(error, sql, params)),
        }
    }

    /// Inserts row by row with one prepared statement, which on SQLite is the fast way: there is no round trip to save.
    pub(crate) fn batch(&self, sql: &str, rows: &[Vec<Param<'_>>], suffix: &str) -> Result<u64> {
        let width = rows.first().map_or(0, Vec::len);
        let one = crate::batch::one_row(sql, width, suffix);
        let mut statement = self.ready(&one, rows.first().map_or(&[], Vec::as_slice))?;
        if statement.column_count() > 0 {
            return Err(self.mark(gives_rows(&one)));
        }
        let mut changed = 0;
        for row in rows {
            self.within()?;
            self.bind(&mut statement, &one, row).map_err(|e| self.mark(e))?;
            match statement.raw_execute() {
                Ok(count) => {
                    self.wrote.set(true);
                    changed += count as u64;
                }
                Err(error) => return Err(self.fail(error, &one, row)),
            }
        }
        Ok(changed)
    }

    /// A statement with its parameters bound.
    fn ready(&self, sql: &str, params: &[Param<'_>]) -> Result<CachedStatement<'_>> {
        self.within()?;
        let prepared = self.conn.prepare_cached(sql);
        let mut statement = prepared.map_err(|e| self.fail(e, sql, params))?;
        self.bind(&mut statement, sql, params).map_err(|e| self.mark(e))?;
        Ok(statement)
    }

    fn bind(&self, statement: &mut rusqlite::Statement<'_>, sql: &str, params: &[Param<'_>]) -> Result<()> {
        let mut plans = self.plans.borrow_mut();
        let plan = plans.of(sql, statement)?;
        plan.bind(statement, params).map_err(|e| e.context(excerpt(sql)))
    }

    /// Refuses to go on in a write that has failed or has run too long.
    fn within(&self) -> Result<()> {
        if self.failed.get() {
            return Err(Error::other("an earlier statement of this write failed"));
        }
        if self.deadline.passed() {
            return Err(self.mark(Error::Deadline));
        }
        Ok(())
    }

    fn fail(&self, error: rusqlite::Error, sql: &str, params: &[Param<'_>]) -> Error {
        let explained = self.explain(error, sql, params);
        self.mark(explained)
    }

    fn mark(&self, error: Error) -> Error {
        if self.writing.get() {
            self.failed.set(true);
        }
        error
    }

    /// Says in this crate's words what SQLite reported.
    pub(crate) fn explain(&self, error: rusqlite::Error, sql: &str, params: &[Param<'_>]) -> Error {
        let rusqlite::Error::SqliteFailure(code, Some(message)) = &error else {
            return plain(error).context(excerpt(sql));
        };
        if code.code == ErrorCode::ConstraintViolation
            && let Some(name) = self.names.find(&self.conn, code, message, sql, params)
        {
            return Error::Constraint(name);
        }
        plain(error).context(excerpt(sql))
    }
}

/// Says what SQLite reported outside any statement.
pub(crate) fn plain(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
        Some(ErrorCode::OperationInterrupted) => Error::Deadline,
        _ => Error::other(error),
    }
}

/// A value of a row as SQLite stores it.
pub(crate) fn cell<'a>(row: &'a rusqlite::Row<'a>, column: usize) -> Result<Cell<'a>> {
    match row.get_ref(column).map_err(Error::other)? {
        ValueRef::Null => Ok(Cell::Null),
        ValueRef::Integer(value) => Ok(Cell::Int(value)),
        ValueRef::Real(value) => Ok(Cell::Real(value)),
        ValueRef::Text(bytes) => std::str::from_utf8(bytes)
            .map(Cell::Text)
            .map_err(|_| Error::Other(format!("column {column} is not valid UTF-8"))),
        ValueRef::Blob(bytes) => Ok(Cell::Blob(bytes)),
    }
}

//! The two faces a caller sees inside an operation: [`Conn`] reads, [`Tx`] reads and writes.

use crate::error::only_reading;
use crate::row::Cells;
use crate::{Engine, Param, Result, Row, postgresql, sqlite};
use std::ops::Deref;

/// Read access to the database, inside a read or a write. Statements use `$1`, `$2`, … on both engines.
pub struct Conn<'a> {
    pub(crate) side: Side<'a>,
    /// Set on what is handed on for reading only, inside a write too.
    reading: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum Side<'a> {
    Sqlite(&'a sqlite::Session),
    Postgres(&'a (dyn postgresql::Access + 'a)),
}

impl<'a> Conn<'a> {
    pub(crate) fn new(side: Side<'a>) -> Conn<'a> {
        Conn { side, reading: false }
    }

    /// The same connection, on which statements that write are refused. Inside a write it sees the write's own changes.
    #[must_use]
    pub fn reading(&self) -> Conn<'a> {
        Conn { side: self.side, reading: true }
    }

    /// Refuses what does not begin like a reading statement. What hides a change behind such a beginning is refused by
    /// SQLite, which knows of each statement whether it writes.
    fn check(&self, sql: &str) -> Result<()> {
        if !self.reading {
            return Ok(());
        }
        let first = sql.trim_start().split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
        match ["select", "with", "values"].iter().any(|word| first.eq_ignore_ascii_case(word)) {
            true => Ok(()),
            false => Err(only_reading(sql)),
        }
    }

    /// All rows of a statement, each turned into a `T` by `f`.
    pub fn rows<T>(&self, sql: &str, params: &[Param<'_>], mut f: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        self.check(sql)?;
        let mut out = Vec::new();
        match self.side {
            Side::Sqlite(session) => session.query(sql, params, self.reading, |row| {
                let cells = Cells::Sqlite(row);
                out.push(f(&Row { cells })?);
                Ok(true)
            })?,
            Side::Postgres(session) => {
                let rows = session.query(sql, params)?;
                out.reserve_exact(rows.len());
                for row in &rows {
                    let cells = Cells::Postgres(row);
                    out.push(f(&Row { cells })?);
                }
            }
        }
        Ok(out)
    }

    /// The first row of a statement, or `None`. Write `LIMIT 1` where there may be many: PostgreSQL sends them all.
    pub fn row<T>(&self, sql: &str, params: &[Param<'_>], f: impl FnOnce(&Row<'_>) -> Result<T>) -> Result<Option<T>> {
        self.check(sql)?;
        let mut f = Some(f);
        let mut out = None;
        let mut first = |cells: Cells<'_>| -> Result<()> {
            if let Some(f) = f.take() {
                out = Some(f(&Row { cells })?);
            }
            Ok(())
        };
        match self.side {
            Side::Sqlite(session) => session.query(sql, params, self.reading, |row| {
                first(Cells::Sqlite(row))?;
                Ok(false)
            })?,
            Side::Postgres(session) => {
                if let Some(row) = session.query(sql, params)?.first() {
                    first(Cells::Postgres(row))?;
                }
            }
        }
        Ok(out)
    }

    /// Calls `f` with each row, holding a few hundred rows at a time at most. `f` may use the connection itself.
    pub fn each(&self, sql: &str, params: &[Param<'_>], mut f: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        self.check(sql)?;
        match self.side {
            Side::Sqlite(session) => session.query(sql, params, self.reading, |row| {
                let cells = Cells::Sqlite(row);
                f(&Row { cells })?;
                Ok(true)
            }),
            Side::Postgres(session) => session.each(sql, params, &mut |row| {
                let cells = Cells::Postgres(row);
                f(&Row { cells })
            }),
        }
    }

    /// Prepares a statement without running it: whether this engine understands it. For the test that shows every
    /// statement of the house to both engines.
    pub fn understands(&self, sql: &str) -> Result<()> {
        match self.side {
            Side::Sqlite(session) => session.understands(sql),
            Side::Postgres(session) => session.understands(sql),
        }
    }

    /// Whether rows come over a socket from another process, so that what needs only the sums of many is better asked for them.
    #[must_use]
    pub fn rows_come_from_afar(&self) -> bool {
        self.engine() == Engine::Postgres
    }

    /// Which engine answers, for the rare statement that must differ.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.side {
            Side::Sqlite(_) => Engine::Sqlite,
            Side::Postgres(_) => Engine::Postgres,
        }
    }
}

/// A running transaction: everything [`Conn`] does, and writing. After a statement has failed the transaction cannot
/// go on (on either engine): every further statement fails, and it is undone whatever the operation answers.
pub struct Tx<'a> {
    conn: Conn<'a>,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(side: Side<'a>) -> Tx<'a> {
        Tx { conn: Conn::new(side) }
    }

    /// Runs a statement that gives no rows and answers how many it changed.
    pub fn run(&self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        match self.conn.side {
            Side::Sqlite(session) => session.execute(sql, params),
            Side::Postgres(session) => session.execute(sql, params),
        }
    }

    /// Inserts many rows set by set. `sql` is `insert into t (a, b) values`, each row has one parameter per column,
    /// and `suffix` may be empty or `on conflict (a) do nothing` and the like. With `do update` no two rows of the
    /// batch may meet the same target row. Answers how many rows changed.
    pub fn batch(&self, sql: &str, rows: &[Vec<Param<'_>>], suffix: &str) -> Result<u64> {
        if rows.is_empty() {
            return Ok(0);
        }
        match self.conn.side {
            Side::Sqlite(session) => session.batch(sql, rows, suffix),
            Side::Postgres(session) => session.batch(sql, rows, suffix),
        }
    }
}

impl<'a> Deref for Tx<'a> {
    type Target = Conn<'a>;
    fn deref(&self) -> &Conn<'a> {
        &self.conn
    }
}

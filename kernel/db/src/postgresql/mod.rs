//! PostgreSQL: one connection and the statements that run on it. The client blocks and panics inside an asynchronous
//! runtime, so everything here runs on threads of its own or on a caller's blocking thread.

mod batch;
mod connect;
mod fault;
mod readers;
mod tls;
mod value;
mod workers;

pub(crate) use connect::{Connection, Connector};
pub(crate) use fault::explain;
pub(crate) use readers::Readers;
pub(crate) use value::cell;
pub(crate) use workers::run as run_worker;

use crate::deadline::Deadline;
use crate::{Error, Param, Result};
use ::postgres::types::ToSql;
use ::postgres::{Client, IsolationLevel, Row, Statement, Transaction};
use connect::Statements;
use std::cell::{Cell, RefCell};

/// Rows fetched at a time when a result is streamed.
const PORTAL_ROWS: i32 = 512;

/// What [`crate::Conn`] and [`crate::Tx`] need; an object, so that they stay free of the client's lifetimes.
pub(crate) trait Access {
    fn query(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>>;
    fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64>;
    fn each(&self, sql: &str, params: &[Param<'_>], on: &mut dyn FnMut(&Row) -> Result<()>) -> Result<()>;
    fn batch(&self, sql: &str, rows: &[Vec<Param<'_>>], suffix: &str) -> Result<u64>;
    fn understands(&self, sql: &str) -> Result<()>;
}

/// One connection for the length of one operation.
pub(crate) struct Session<'c> {
    link: RefCell<Link<'c>>,
    statements: &'c Statements,
    deadline: &'c Deadline,
    writing: bool,
    failed: Cell<bool>,
    retry: Cell<bool>,
}

/// Outside a transaction each statement is its own; a streamed read begins one, because a portal lives in one.
enum Link<'c> {
    Client(&'c mut Client),
    Tx(Transaction<'c>),
    Lost,
}

impl<'c> Session<'c> {
    /// For reading: statements stand alone until the first streamed one.
    pub(crate) fn reading(connection: &'c mut Connection) -> Session<'c> {
        let (client, statements, deadline) = connection.parts();
        Session::new(Link::Client(client), statements, deadline, false)
    }

    /// Over an open transaction.
    pub(crate) fn within(
        transaction: Transaction<'c>,
        statements: &'c Statements,
        deadline: &'c Deadline,
        writing: bool,
    ) -> Session<'c> {
        Session::new(Link::Tx(transaction), statements, deadline, writing)
    }

    fn new(link: Link<'c>, statements: &'c Statements, deadline: &'c Deadline, writing: bool) -> Session<'c> {
        Session {
            link: RefCell::new(link),
            statements,
            deadline,
            writing,
            failed: Cell::new(false),
            retry: Cell::new(false),
        }
    }

    /// Whether a statement failed in a way that calls for running the whole operation again.
    pub(crate) fn must_retry(&self) -> bool {
        self.retry.get()
    }

    /// Whether any statement of this write failed.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed.get()
    }

    /// The transaction, to be committed or undone.
    pub(crate) fn into_transaction(self) -> Option<Transaction<'c>> {
        match self.link.into_inner() {
            Link::Tx(transaction) => Some(transaction),
            Link::Client(_) | Link::Lost => None,
        }
    }

    fn fail(&self, error: &::postgres::Error, sql: &str) -> Error {
        if fault::is_retryable(error) {
            self.retry.set(true);
        }
        self.mark(explain(error, sql))
    }

    fn mark(&self, error: Error) -> Error {
        if self.writing {
            self.failed.set(true);
        }
        error
    }

    /// Refuses to go on in a write that has failed or has run too long.
    fn check(&self, params: &[Param<'_>]) -> Result<()> {
        if self.failed.get() {
            return Err(Error::other("an earlier statement of this write failed"));
        }
        if self.deadline.passed() {
            return Err(self.mark(Error::Deadline));
        }
        params.iter().try_for_each(Param::check).map_err(|e| self.mark(e))
    }

    /// The prepared statement for this text.
    fn prepared(&self, sql: &str) -> Result<Statement> {
        if let Some(known) = self.statements.get(sql) {
            return Ok(known);
        }
        let prepared = match &mut *self.link.borrow_mut() {
            Link::Client(client) => client.prepare(sql),
            Link::Tx(transaction) => transaction.prepare(sql),
            Link::Lost => return Err(lost()),
        };
        let statement = prepared.map_err(|e| self.fail(&e, sql))?;
        self.statements.put(sql, statement.clone());
        Ok(statement)
    }

    fn ready(&self, sql: &str, params: &[Param<'_>]) -> Result<Statement> {
        self.check(params)?;
        let statement = self.prepared(sql)?;
        let wanted = statement.params().len();
        if wanted != params.len() {
            let given = params.len();
            return Err(self.mark(Error::Other(format!(
                "the statement takes {wanted} parameters and was given {given}: {}",
                crate::error::excerpt(sql)
            ))));
        }
        Ok(statement)
    }

    /// Begins a transaction if none is open.
    fn open_transaction(&self) -> Result<()> {
        let mut link = self.link.borrow_mut();
        if !matches!(*link, Link::Client(_)) {
            return Ok(());
        }
        if let Link::Client(client) = std::mem::replace(&mut *link, Link::Lost) {
            let begun = client.build_transaction().read_only(true).start();
            *link = Link::Tx(begun.map_err(|e| self.fail(&e, "BEGIN"))?);
        }
        Ok(())
    }

    fn execute_raw(&self, statement: &Statement, refs: &[&(dyn ToSql + Sync)]) -> Result<u64> {
        let done = match &mut *self.link.borrow_mut() {
            Link::Client(client) => client.execute(statement, refs),
            Link::Tx(transaction) => transaction.execute(statement, refs),
            Link::Lost => return Err(lost()),
        };
        done.map_err(|e| self.fail(&e, "a batch"))
    }
}

impl Access for Session<'_> {
    fn query(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>> {
        let statement = self.ready(sql, params)?;
        let values = value::values(params);
        let refs = value::refs(&values);
        let rows = match &mut *self.link.borrow_mut() {
            Link::Client(client) => client.query(&statement, &refs),
            Link::Tx(transaction) => transaction.query(&statement, &refs),
            Link::Lost => return Err(lost()),
        };
        rows.map_err(|e| self.fail(&e, sql))
    }

    fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        let statement = self.ready(sql, params)?;
        if !statement.columns().is_empty() {
            return Err(self.mark(crate::error::gives_rows(sql)));
        }
        let values = value::values(params);
        let refs = value::refs(&values);
        let done = match &mut *self.link.borrow_mut() {
            Link::Client(client) => client.execute(&statement, &refs),
            Link::Tx(transaction) => transaction.execute(&statement, &refs),
            Link::Lost => return Err(lost()),
        };
        done.map_err(|e| self.fail(&e, sql))
    }

    fn each(&self, sql: &str, params: &[Param<'_>], on: &mut dyn FnMut(&Row) -> Result<()>) -> Result<()> {
        self.open_transaction()?;
        let statement = self.ready(sql, params)?;
        let values = value::values(params);
        let refs = value::refs(&values);
        let portal = match &mut *self.link.borrow_mut() {
            Link::Tx(transaction) => transaction.bind(&statement, &refs),
            Link::Client(_) | Link::Lost => return Err(lost()),
        };
        let portal = portal.map_err(|e| self.fail(&e, sql))?;
        loop {
            self.check(&[])?;
            let rows = match &mut *self.link.borrow_mut() {
                Link::Tx(transaction) => transaction.query_portal(&portal, PORTAL_ROWS),
                Link::Client(_) | Link::Lost => return Err(lost()),
            };
            let rows = rows.map_err(|e| self.fail(&e, sql))?;
            let last = rows.len() < PORTAL_ROWS as usize;
            // The link is free again here, so `on` may run statements of its own between two rows.
            rows.iter().try_for_each(&mut *on)?;
            if last {
                return Ok(());
            }
        }
    }

    fn batch(&self, sql: &str, rows: &[Vec<Param<'_>>], suffix: &str) -> Result<u64> {
        batch::insert(self, sql, rows, suffix)
    }

    fn understands(&self, sql: &str) -> Result<()> {
        self.prepared(sql).map(drop)
    }
}

fn lost() -> Error {
    Error::other("the connection could not begin a transaction")
}

/// Runs `f` over one unchanging view of the database.
pub(crate) fn snapshot<T>(connection: &mut Connection, f: impl FnOnce(&crate::Conn<'_>) -> Result<T>) -> Result<T> {
    let (client, statements, deadline) = connection.parts();
    let begun = client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).read_only(true).start();
    let transaction = begun.map_err(|e| explain(&e, "BEGIN"))?;
    let session = Session::within(transaction, statements, deadline, false);
    f(&crate::database::conn(crate::conn::Side::Postgres(&session)))
}

/// Runs `f` as one transaction, once.
pub(crate) fn transact<T>(connection: &mut Connection, f: impl FnOnce(&crate::Tx<'_>) -> Result<T>) -> Result<T> {
    let (client, statements, deadline) = connection.parts();
    let transaction = client.transaction().map_err(|e| explain(&e, "BEGIN"))?;
    let session = Session::within(transaction, statements, deadline, true);
    let out = f(&crate::Tx::new(crate::conn::Side::Postgres(&session)))?;
    if session.has_failed() {
        return Err(Error::other("the operation went on after a failed statement"));
    }
    let transaction = session.into_transaction().ok_or_else(lost)?;
    transaction.commit().map_err(|e| explain(&e, "COMMIT"))?;
    Ok(out)
}

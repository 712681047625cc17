//! One façade over two engines: SQLite, embedded, and PostgreSQL.
//!
//! A [`Db`] runs operations. A *write* is a function of a [`Tx`]; it runs as one transaction, is answered only when it
//! is durable, and may be run again, so it has no effect outside the transaction. A *read* is a function of a
//! [`Conn`]. Statements are written by hand in one dialect with `$1 … $n`; values are the five kinds of [`Param`];
//! a [`Row`] gives them back without converting; a violated constraint comes back by name. [`Migration`]s make the
//! tables, [`Db::export`] and [`Db::import`] carry everything from one engine to the other, [`Db::doctor`] looks
//! after its health.
//!
//! On SQLite one thread writes: it takes the operations that wait, runs each in a savepoint and commits all of them with one fsync.
//! On PostgreSQL each operation is a transaction on one of a few connections and is run again after a conflict. Both
//! queues are bounded and answer [`Error::Busy`] when full.
//!
//! Deliberately unknown here: who asks and whether they may, the journal, domains, HTTP, and what time it is.

mod alone;
mod batch;
mod conn;
mod database;
mod deadline;
mod doctor;
mod error;
mod job;
mod migration;
mod param;
mod postgresql;
mod queue;
mod retry;
mod row;
mod settings;
mod sqlite;
mod transfer;

pub use conn::{Conn, Tx};
pub use database::Db;
pub use doctor::Finding;
pub use error::{Error, Result};
pub use migration::{Applied, Migration};
pub use param::Param;
pub use row::Row;
pub use settings::{Engine, Isolation, Location, Settings, WriteOptions};
pub use transfer::{Moved, Progress};

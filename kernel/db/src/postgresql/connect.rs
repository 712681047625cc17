//! Opening connections.

use super::{explain, tls};
use crate::deadline::Deadline;
use crate::{Result, Settings};
use ::postgres::{Client, Config, NoTls, Statement};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

/// Prepared statements kept per connection; more than all verbs of the house together use.
const STATEMENTS_MAX: usize = 512;

/// Sums are made part by part and in memory; who asks for many at once has a connection for each. Only what the server knows
/// is set, because engines that distribute PostgreSQL do not know all of it.
const REPORTING: &str = "SET statement_timeout = 0; SELECT set_config(s.name, w.value, false) FROM pg_settings s JOIN (VALUES
  ('enable_partitionwise_aggregate', 'on'), ('work_mem', '32MB'), ('jit', 'off'), ('max_parallel_workers_per_gather', '0'))
  AS w (name, value) ON s.name = w.name";

/// How long a connection may take to come about.
const CONNECT_MAX: Duration = Duration::from_secs(10);

/// Makes connections to one database.
pub(crate) struct Connector {
    config: Config,
    tls: Option<MakeRustlsConnect>,
    read_timeout: String,
    write_timeout: String,
    /// Raised when the schema changes; connections of an older epoch forget their prepared statements.
    epoch: AtomicU64,
}

/// A connection, its prepared statements, and the deadline of the operation that runs on it.
pub(crate) struct Connection {
    pub(crate) client: Client,
    statements: Statements,
    deadline: Deadline,
    epoch: u64,
}

/// Prepared statements by their text.
#[derive(Default)]
pub(crate) struct Statements(RefCell<HashMap<Box<str>, Statement>>);

impl Statements {
    pub(super) fn get(&self, sql: &str) -> Option<Statement> {
        self.0.borrow().get(sql).cloned()
    }

    pub(super) fn put(&self, sql: &str, statement: Statement) {
        let mut known = self.0.borrow_mut();
        if known.len() >= STATEMENTS_MAX {
            known.clear();
        }
        known.insert(sql.into(), statement);
    }
}

impl Connector {
    pub(crate) fn new(url: &str, settings: &Settings) -> Result<Connector> {
        let tls::Address { mut config, tls } = tls::read(url)?;
        config.connect_timeout(CONNECT_MAX);
        if config.get_application_name().is_none() {
            config.application_name("xueqiao");
        }
        let setting = |span: Duration| format!("SET statement_timeout = {}", span.as_millis().max(1));
        Ok(Connector {
            config,
            tls,
            read_timeout: setting(settings.read_deadline),
            write_timeout: setting(settings.write_deadline),
            epoch: AtomicU64::new(0),
        })
    }

    /// A connection for writes, undone by the server itself when they outlive their deadline.
    pub(crate) fn writer(&self) -> Result<Connection> {
        self.connect(&self.write_timeout)
    }

    /// A connection on which the server refuses to write.
    pub(crate) fn reader(&self) -> Result<Connection> {
        self.connect(&format!("{}; SET default_transaction_read_only = on", self.read_timeout))
    }

    /// A connection without any deadline, for migrations, exports, imports and checks.
    pub(crate) fn patient(&self) -> Result<Connection> {
        self.connect("SET statement_timeout = 0")
    }

    /// A connection without any deadline for reports, which read much and each alone.
    pub(crate) fn reporter(&self) -> Result<Connection> {
        self.connect(REPORTING)
    }

    fn connect(&self, setup: &str) -> Result<Connection> {
        let epoch = self.epoch();
        let connect = || -> std::result::Result<Client, ::postgres::Error> {
            let mut client = match &self.tls {
                Some(tls) => self.config.connect(tls.clone())?,
                None => self.config.connect(NoTls)?,
            };
            client.batch_execute(setup)?;
            Ok(client)
        };
        let client = connect().map_err(|e| explain(&e, "connecting"))?;
        Ok(Connection { client, statements: Statements::default(), deadline: Deadline::default(), epoch })
    }

    pub(crate) fn schema_changed(&self) {
        self.epoch.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Relaxed)
    }
}

impl Connection {
    /// The parts an operation works with.
    pub(crate) fn parts(&mut self) -> (&mut Client, &Statements, &Deadline) {
        (&mut self.client, &self.statements, &self.deadline)
    }

    pub(super) fn deadline(&self) -> &Deadline {
        &self.deadline
    }

    /// Whether the connection still lives and knows the present schema.
    pub(super) fn is_current(&self, connector: &Connector) -> bool {
        self.epoch == connector.epoch() && !self.client.is_closed()
    }
}

//! A fresh database on each engine.

use crate::cluster::Cluster;
use db::{Db, Engine, Location, Migration, Settings};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use tempfile::TempDir;

/// How long a test waits for what must happen; only a broken build waits so long.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A place for a database that is removed with it.
pub struct Home {
    pub location: Location,
    _directory: Option<TempDir>,
}

impl Home {
    pub fn new(engine: Engine) -> Home {
        match engine {
            Engine::Sqlite => {
                let directory = tempfile::tempdir().unwrap();
                let location = Location::Sqlite(directory.path().join("deep/er/test.db"));
                Home { location, _directory: Some(directory) }
            }
            Engine::Postgres => {
                let location = Location::parse(&Cluster::shared().database()).unwrap();
                Home { location, _directory: None }
            }
        }
    }

    pub fn open(&self, settings: Settings) -> Db {
        Db::open(&self.location, settings).unwrap()
    }
}

/// Tells the story on SQLite and then on PostgreSQL, each on a fresh database with these tables.
pub fn on_both(tables: &'static str, story: impl Fn(&Db)) {
    on_both_with(Settings::default(), tables, story);
}

pub fn on_both_with(settings: Settings, tables: &'static str, story: impl Fn(&Db)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let home = Home::new(engine);
        let db = home.open(settings.clone());
        db.migrate(&[first(tables)]).unwrap();
        story(&db);
        db.close();
    }
}

pub fn first(sql: &'static str) -> Migration {
    Migration { domain: "test", number: 1, name: "the tables of the test", sql }
}

pub fn count(db: &Db, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table}");
    db.read(|conn| conn.row(&sql, &[], |row| row.int(0))).unwrap().unwrap()
}

/// Keeps every writing thread busy until it is opened, so that writes pile up behind it.
pub struct Gate {
    open: Vec<Sender<()>>,
    ended: Receiver<()>,
}

impl Gate {
    /// Blocks `writers` writing threads and returns when all of them are.
    pub fn shut(db: &Db, writers: usize) -> Gate {
        let (tell_ended, ended) = channel();
        let open = (0..writers)
            .map(|_| {
                let (open, opened) = channel::<()>();
                let (tell_started, started) = channel();
                let tell_ended = tell_ended.clone();
                db.submit(
                    move |_| {
                        tell_started.send(()).unwrap();
                        opened.recv_timeout(PATIENCE).unwrap();
                        Ok(())
                    },
                    move |outcome| {
                        outcome.unwrap();
                        tell_ended.send(()).unwrap();
                    },
                );
                started.recv_timeout(PATIENCE).unwrap();
                open
            })
            .collect();
        Gate { open, ended }
    }

    pub fn open(self) {
        for sender in &self.open {
            sender.send(()).unwrap();
        }
        for _ in &self.open {
            self.ended.recv_timeout(PATIENCE).unwrap();
        }
    }
}

/// How many threads write.
pub fn writers(db: &Db) -> usize {
    match db.engine() {
        Engine::Sqlite => 1,
        Engine::Postgres => Settings::default().postgres_connections,
    }
}

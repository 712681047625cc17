//! The shipped directory and nobody in it, on 1 March 2026.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use op::{Actor, App, Error, Files, Grant, Key, Keys, Op, Result, Scope, Settings};
use sha2::{Digest, Sha256};
use units::{Day, Instant};

/// No file is attached to anything here.
struct NoFiles;
impl Files for NoFiles {
    fn put(&self, _: &str, _: &Path) -> Result<()> {
        Err(Error::Missing)
    }
    fn open(&self, _: &str) -> Result<Box<dyn std::io::Read + Send>> {
        Err(Error::Missing)
    }
    fn remove_older(&self, _: &str, _: Instant) -> Result<bool> {
        Ok(false)
    }
    fn list(&self) -> Result<Vec<(String, Instant)>> {
        Ok(Vec::new())
    }
}

pub(super) struct House {
    pub(super) app: App,
    _folder: tempfile::TempDir,
}

impl House {
    pub(super) fn new() -> House {
        let folder = tempfile::tempdir().unwrap();
        let location = db::Location::Sqlite(folder.path().join("test.db"));
        let db = db::Db::open(&location, db::Settings::default()).unwrap();
        let mut migrations = op::MIGRATIONS.to_vec();
        for domain in [&directory::DOMAIN, &identity::DOMAIN, &crate::DOMAIN] {
            migrations.extend_from_slice(domain.migrations);
        }
        db.migrate(&migrations).unwrap();
        let clock = AtomicI64::new(Instant::parse("2026-03-01T02:00:00Z").unwrap().micros());
        let random = AtomicU64::new(1);
        let app = App::new(Settings {
            db,
            files: Arc::new(NoFiles),
            clock: Arc::new(move || Instant::from_micros(clock.fetch_add(1, Ordering::SeqCst))),
            random: Arc::new(move |buffer| {
                let seed = random.fetch_add(1, Ordering::SeqCst);
                let bytes = Sha256::digest(seed.to_be_bytes());
                buffer.iter_mut().enumerate().for_each(|(at, byte)| *byte = bytes[at % 32]);
            }),
            keys: Keys { current: Key { id: 1, bytes: [7; 32] }, older: Vec::new(), index: [9; 32] },
            jobs: Vec::new(),
            reactions: Vec::new(),
            temp: folder.path().to_owned(),
        });
        app.write(&Actor::system("test"), None, |op| directory::seed(op).map(|_| ())).unwrap();
        House { app, _folder: folder }
    }

    pub(super) fn write<T>(&self, actor: &Actor, verb: impl FnMut(&Op) -> Result<T> + Send + 'static) -> Result<T>
    where
        T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
    {
        self.app.write(actor, None, verb)
    }
}

/// An officer of a region.
pub(super) fn officer(name: &str, role: &str, region: &str) -> Actor {
    Actor::with_grants(name, vec![Grant { role: role.into(), scope: Scope::Region(region.into()) }])
}

/// The code of a refusal.
pub(super) fn refusal<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    match outcome.unwrap_err() {
        Error::Refused(refused) | Error::Conflict(refused) => refused.code.to_string(),
        other => panic!("{other:?}"),
    }
}

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

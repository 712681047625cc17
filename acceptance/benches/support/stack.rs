//! An application on a database of its own, with the machine's clock and randomness, as the binary makes it.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Opens a database, brings it up to date, and puts an application around it. Contents are kept in `folder`.
pub fn app(location: &db::Location, migrations: &[db::Migration], folder: &Path) -> op::App {
    let opened = db::Db::open(location, db::Settings::default()).expect("a database");
    app_over(opened, migrations, folder, Arc::new(now), random())
}

/// As [`app`], over a database that is open, with another clock and other chances.
pub fn app_over(
    db: db::Db,
    migrations: &[db::Migration],
    folder: &Path,
    clock: op::Clock,
    random: op::Random,
) -> op::App {
    db.migrate(migrations).expect("tables");
    op::App::new(op::Settings {
        db,
        files: Arc::new(Folder(folder.to_owned())),
        clock,
        random,
        keys: op::Keys { current: op::Key { id: 1, bytes: [7; 32] }, older: Vec::new(), index: [9; 32] },
        jobs: Vec::new(),
        reactions: Vec::new(),
        temp: folder.to_owned(),
    })
}

/// The machine's time.
pub fn now() -> units::Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock");
    units::Instant::from_micros(i64::try_from(since.as_micros()).expect("a moment"))
}

/// Randomness of the operating system, one call to it each, which is what the binary pays as well.
pub fn random() -> op::Random {
    let source = std::fs::File::open("/dev/urandom").expect("a source of randomness");
    Arc::new(move |buffer| (&source).read_exact(buffer).expect("randomness"))
}

/// Contents as plain files.
struct Folder(PathBuf);

impl op::Files for Folder {
    fn put(&self, hash: &str, source: &Path) -> op::Result<()> {
        std::fs::copy(source, self.0.join(hash)).map(drop).map_err(op::Error::bug)
    }
    fn open(&self, hash: &str) -> op::Result<Box<dyn Read + Send>> {
        let file = std::fs::File::open(self.0.join(hash)).map_err(|_| op::Error::Missing)?;
        Ok(Box::new(file))
    }
    fn remove_older(&self, _: &str, _: units::Instant) -> op::Result<bool> {
        Ok(false)
    }
    fn list(&self) -> op::Result<Vec<(String, units::Instant)>> {
        Ok(Vec::new())
    }
}

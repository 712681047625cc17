//! The house put together: configuration, keys, database, files, and the list of domains.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use op::{Actor, App};
use web::Domain;

use crate::config::Config;
use crate::files::ObjectFiles;
use crate::temp::Temp;
use crate::{Common, clock, handover, keys, reactions};

/// Every domain, the ground first: migrations run and menus stand in this order.
pub const DOMAINS: &[&Domain] = &[
    &directory::DOMAIN,
    &identity::DOMAIN,
    &credit::DOMAIN,
    &incentive::DOMAIN,
    &monitor::DOMAIN,
    &statistics::DOMAIN,
    &dissemination::DOMAIN,
    &collection::DOMAIN,
    &supervision::DOMAIN,
    &handover::DOMAIN,
];

/// Reads the configuration and lets the options of the command line win.
pub fn configure(common: &Common) -> anyhow::Result<Config> {
    let mut config = Config::load(common.config.as_deref(), std::env::vars())?;
    if let Some(data) = &common.data {
        config.data = data.clone();
    }
    if let Some(database) = &common.database {
        config.database = Some(database.clone());
    }
    Ok(config)
}

/// An open installation.
pub struct House {
    /// How it is configured.
    pub config: Config,
    /// Its application.
    pub app: App,
    /// Its file store.
    pub files: Arc<ObjectFiles>,
    /// Where its keys lie.
    pub keys_file: PathBuf,
    /// Held, shared, by every process that uses the installation.
    presence: Arc<File>,
    /// Files in passing.
    pub temp: Arc<Temp>,
}

impl House {
    /// Opens the installation and brings its database up to date.
    pub fn open(config: &Config, common: &Common) -> anyhow::Result<House> {
        let clock = common.clock.clone().map_or_else(clock::system, clock::from_file);
        House::with_clock(config, clock)
    }

    /// Opens the installation under a given clock.
    pub fn with_clock(config: &Config, clock: op::Clock) -> anyhow::Result<House> {
        let folder = &config.data;
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the data folder {}", folder.display()))?;
        let presence = presence(config)?;
        let temp = Arc::new(Temp::open(&config.temp_folder(), config.temp.is_none())?);
        let keys = keys::load_or_make(&config.keys_file(), &clock::random())?;
        let db = open_database(config)?;
        db.migrate(&migrations()).context("bringing the database up to date")?;
        House::assemble(config, clock, keys, db, presence, temp)
    }

    fn assemble(
        config: &Config,
        clock: op::Clock,
        keys: op::Keys,
        db: db::Db,
        presence: Arc<File>,
        temp: Arc<Temp>,
    ) -> anyhow::Result<House> {
        let random = clock::random();
        let files = Arc::new(ObjectFiles::open(config, keys.clone(), random.clone(), clock.clone())?);
        let app = App::new(op::Settings {
            db,
            files: files.clone(),
            clock,
            random,
            keys,
            jobs: DOMAINS.iter().flat_map(|domain| domain.jobs).collect(),
            reactions: reactions::REACTIONS.to_vec(),
            temp: temp.path().to_owned(),
        });
        Ok(House { config: config.clone(), app, files, keys_file: config.keys_file(), presence, temp })
    }

    /// The same installation under the keys that the file holds now.
    pub fn with_present_keys(&self) -> anyhow::Result<House> {
        let keys = keys::load_or_make(&self.keys_file, &clock::random())?;
        House::assemble(
            &self.config,
            clock::system(),
            keys,
            self.app.db().clone(),
            self.presence.clone(),
            self.temp.clone(),
        )
    }

    /// Makes sure that no other process uses this installation, and keeps others out until this one ends.
    ///
    /// Errors: another process has it open.
    pub fn alone(&self) -> anyhow::Result<()> {
        self.presence.unlock()?;
        match self.presence.try_lock() {
            Ok(()) => Ok(()),
            Err(std::fs::TryLockError::WouldBlock) => {
                bail!("{} is in use: stop the platform first", self.config.data.display())
            }
            Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// The words for a person at the command line: Chinese where the environment is, else English.
    pub fn voice(&self) -> anyhow::Result<web::Voice> {
        let words = web::Words::of(DOMAINS).map_err(|fault| anyhow::anyhow!("{fault}"))?;
        Ok(web::Voice::new(words.into(), self.config.locale))
    }

    /// An operation's outcome, with its refusal said in words.
    pub fn said<T>(&self, outcome: op::Result<T>) -> anyhow::Result<T> {
        match outcome {
            Ok(done) => Ok(done),
            Err(op::Error::Bug(chain)) => bail!("{chain}"),
            Err(error) => {
                let voice = self.voice()?;
                let mut text = voice.error(&error);
                if let op::Error::Invalid(faults) = &error {
                    for fault in faults {
                        text += &format!("\n  {}: {}", fault.field, voice.fault(fault));
                        text += &fault.quoted().map(|quoted| format!(" “{quoted}”")).unwrap_or_default();
                    }
                }
                bail!("{text}")
            }
        }
    }

    /// Refuses to go on without the shipped tables.
    pub fn needs_directory(&self) -> anyhow::Result<()> {
        if !self.app.read(&cli(), |op| directory::is_seeded(op.conn()))? {
            bail!("the directory is empty: run `xueqiao directory seed` first");
        }
        Ok(())
    }
}

/// Says to other processes that this one uses the installation.
fn presence(config: &Config) -> anyhow::Result<Arc<File>> {
    let path = config.data.join("in-use");
    let file = File::options().create(true).append(true).open(&path);
    let file = file.with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock_shared() {
        Ok(()) => Ok(Arc::new(file)),
        Err(std::fs::TryLockError::WouldBlock) => bail!("keys are being rotated: try again when that is done"),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Opens the database the configuration names.
pub fn open_database(config: &Config) -> anyhow::Result<db::Db> {
    let location = config.location()?;
    let settings = db::Settings { parts: config.parts, ..db::Settings::default() };
    db::Db::open(&location, settings).with_context(|| format!("cannot open the database {location}"))
}

/// Every migration: the kernel's tables, then each domain's.
pub fn migrations() -> Vec<db::Migration> {
    op::MIGRATIONS.iter().chain(DOMAINS.iter().flat_map(|domain| domain.migrations)).copied().collect()
}

/// The command line as an actor: whoever may start the program owns the installation.
pub fn cli() -> Actor {
    Actor::system("cli")
}

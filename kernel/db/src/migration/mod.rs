//! Migrations: numbered, forward only, written once for both engines.

mod dialect;
pub(crate) mod parts;
pub(crate) mod table;
pub(crate) mod token;

use crate::{Conn, Db, Engine, Error, Result, Tx};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// One step of a domain's tables. Once released it never changes.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// The domain whose tables it makes.
    pub domain: &'static str,
    /// Its number within the domain, ascending.
    pub number: u32,
    /// What it does, in a few words.
    pub name: &'static str,
    /// Statements in the one dialect: CREATE TABLE, CREATE INDEX, ALTER TABLE, DROP, INSERT, UPDATE, DELETE; types
    /// TEXT, BIGINT, DOUBLE PRECISION, BYTEA; `PARTITION BY HASH (column)` behind the columns of a table. It holds no rows of its own that an export would carry again.
    pub sql: &'static str,
}

/// A migration that was run now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The domain.
    pub domain: String,
    /// Its number within the domain.
    pub number: u32,
    /// What it did.
    pub name: String,
}

/// The record of what was run.
const RECORD: &str = "CREATE TABLE IF NOT EXISTS db_migration (
    domain TEXT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    CONSTRAINT db_migration_pkey PRIMARY KEY (domain, number)
)";

/// Domain and number → hash of the statements.
type Recorded = BTreeMap<(String, i64), String>;

impl Db {
    /// Runs the migrations that have not been run yet, in the order given, each in a transaction of its own, and
    /// answers those. Calling it again does nothing. Other domains than those in the list are left alone.
    ///
    /// # Errors
    /// A migration changed after it was run, is older than one already run, or is missing from the list though it was
    /// run; a statement outside the dialect; what the engine refuses.
    pub fn migrate(&self, migrations: &[Migration]) -> Result<Vec<Applied>> {
        check_order(migrations)?;
        self.alone(|tx| {
            if !has_record(tx)? {
                run_statements(tx, RECORD, self.parts())?;
            }
            Ok(())
        })?;
        self.schema_changed();
        let known = self.snapshot(recorded)?;
        check_known(migrations, &known)?;
        let mut applied = Vec::new();
        for migration in migrations {
            if known.contains_key(&key(migration)) {
                continue;
            }
            let ran = self
                .alone(|tx| run_one(tx, migration, self.parts()))
                .map_err(|e| e.context(format!("migration {}", title(migration))))?;
            self.schema_changed();
            if ran {
                tracing::info!(migration = title(migration), "migrated");
                applied.push(Applied {
                    domain: migration.domain.to_owned(),
                    number: migration.number,
                    name: migration.name.to_owned(),
                });
            }
        }
        Ok(applied)
    }
}

fn key(migration: &Migration) -> (String, i64) {
    (migration.domain.to_owned(), i64::from(migration.number))
}

fn title(migration: &Migration) -> String {
    format!("{} {} ({})", migration.domain, migration.number, migration.name)
}

/// The hash of the statements; line ends do not count, because version control may change them.
fn hash(sql: &str) -> String {
    hex::encode(Sha256::digest(sql.replace("\r\n", "\n").as_bytes()))
}

fn check_order(migrations: &[Migration]) -> Result<()> {
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for migration in migrations {
        let before = last.insert(migration.domain, migration.number).unwrap_or(0);
        if migration.number <= before {
            let title = title(migration);
            return Err(Error::Other(format!("migration {title} stands after number {before}")));
        }
    }
    Ok(())
}

fn has_record(conn: &Conn<'_>) -> Result<bool> {
    let sql = match conn.engine() {
        Engine::Sqlite => "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'db_migration')",
        Engine::Postgres => "SELECT to_regclass('db_migration') IS NOT NULL",
    };
    Ok(conn.row(sql, &[], |row| row.flag(0))?.unwrap_or(false))
}

fn recorded(conn: &Conn<'_>) -> Result<Recorded> {
    let sql = "SELECT domain, number, sha256 FROM db_migration ORDER BY domain, number";
    let rows = conn.rows(sql, &[], |row| Ok(((row.text(0)?, row.int(1)?), row.text(2)?)))?;
    Ok(rows.into_iter().collect())
}

/// Compares the list with the record.
fn check_known(migrations: &[Migration], known: &Recorded) -> Result<()> {
    for migration in migrations {
        if let Some(recorded) = known.get(&key(migration)) {
            if *recorded != hash(migration.sql) {
                let title = title(migration);
                return Err(Error::Other(format!(
                    "migration {title} was changed after it was run; add a new one instead"
                )));
            }
            continue;
        }
        let later = known.keys().find(|(d, n)| d == migration.domain && *n > i64::from(migration.number));
        if let Some((_, later)) = later {
            let title = title(migration);
            return Err(Error::Other(format!("migration {title} comes too late: number {later} was run already")));
        }
    }
    let listed: std::collections::BTreeSet<_> = migrations.iter().map(key).collect();
    let of_list = |domain: &str| migrations.iter().any(|m| m.domain == domain);
    match known.keys().find(|k| of_list(&k.0) && !listed.contains(*k)) {
        Some((domain, number)) => {
            Err(Error::Other(format!("the database was made by a newer version: it has migration {domain} {number}")))
        }
        None => Ok(()),
    }
}

/// Runs one migration unless another process did so meanwhile.
fn run_one(tx: &Tx<'_>, migration: &Migration, parts: u32) -> Result<bool> {
    let hash = hash(migration.sql);
    let number = i64::from(migration.number);
    let sql = "SELECT sha256 FROM db_migration WHERE domain = $1 AND number = $2";
    let params = [migration.domain.into(), number.into()];
    if tx.row(sql, &params, |row| row.text(0))?.is_some() {
        return Ok(false);
    }
    run_statements(tx, migration.sql, parts)?;
    tx.run(
        "INSERT INTO db_migration (domain, number, name, sha256) VALUES ($1, $2, $3, $4)",
        &[migration.domain.into(), number.into(), migration.name.into(), (&hash).into()],
    )?;
    Ok(true)
}

fn run_statements(tx: &Tx<'_>, sql: &str, parts: u32) -> Result<()> {
    for statement in token::statements(sql)? {
        for text in dialect::translate(tx.engine(), parts, statement)? {
            tx.run(&text, &[])?;
        }
    }
    if tx.engine() == Engine::Postgres && parts > 1 {
        parts::name_indexes(tx)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;

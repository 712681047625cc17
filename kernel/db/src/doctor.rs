//! Whether the database is well.

use crate::{Conn, Db, Engine, Location, Result};

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at, a stable word such as `integrity`.
    pub name: &'static str,
    /// Whether it is as it should be. Figures are always good.
    pub good: bool,
    /// What was found, in English, for an operator.
    pub detail: String,
}

fn finding(name: &'static str, good: bool, detail: impl Into<String>) -> Finding {
    Finding { name, good, detail: detail.into() }
}

impl Db {
    /// Looks at the engine's version, the soundness of the data, the settings that durability rests on, and the space
    /// used. Reads the whole database on SQLite, which takes about a second per gigabyte.
    ///
    /// # Errors
    /// The database cannot be read at all.
    pub fn doctor(&self) -> Result<Vec<Finding>> {
        let mut findings = self.snapshot(|conn| match conn.engine() {
            Engine::Sqlite => sqlite(conn),
            Engine::Postgres => postgres(conn),
        })?;
        if let Location::Sqlite(path) = self.location() {
            let mut log = path.clone().into_os_string();
            log.push("-wal");
            let bytes = std::fs::metadata(log).map_or(0, |m| m.len());
            findings.push(finding("log_bytes", true, bytes.to_string()));
        }
        findings.push(finding("queue", true, format!("{} writes wait", self.queue_depth())));
        Ok(findings)
    }
}

fn text(conn: &Conn<'_>, sql: &str) -> Result<String> {
    Ok(conn.row(sql, &[], |row| row.text(0))?.unwrap_or_default())
}

fn int(conn: &Conn<'_>, sql: &str) -> Result<i64> {
    Ok(conn.row(sql, &[], |row| row.int(0))?.unwrap_or(0))
}

fn sqlite(conn: &Conn<'_>) -> Result<Vec<Finding>> {
    let version = text(conn, "SELECT sqlite_version()")?;
    let damage = conn.rows("PRAGMA integrity_check(20)", &[], |row| row.text(0))?;
    let orphans = conn.rows("PRAGMA foreign_key_check", &[], |row| row.text(0))?;
    let lax = conn.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0
           AND substr(name, 1, 7) <> 'sqlite_'",
        &[],
        |row| row.text(0),
    )?;
    let page = int(conn, "PRAGMA page_size")?;
    let pages = int(conn, "PRAGMA page_count")?;
    let free = int(conn, "PRAGMA freelist_count")?;
    let journal = text(conn, "PRAGMA journal_mode")?;
    Ok(vec![
        finding("engine", true, format!("SQLite {version}")),
        finding("integrity", damage == ["ok"], damage.join("; ")),
        finding("foreign_keys", orphans.is_empty(), format!("{} orphans", orphans.len())),
        finding("strict_tables", lax.is_empty(), format!("not strict: [{}]", lax.join(", "))),
        finding("journal_mode", journal == "wal", journal),
        finding("data_bytes", true, (page * (pages - free)).to_string()),
        finding("free_bytes", true, (page * free).to_string()),
    ])
}

fn postgres(conn: &Conn<'_>) -> Result<Vec<Finding>> {
    let version = text(conn, "SHOW server_version")?;
    let encoding = text(conn, "SHOW server_encoding")?;
    let collation = text(conn, "SELECT datcollate::text FROM pg_database WHERE datname = current_database()")?;
    let by_bytes = ["C.UTF-8", "C.utf8"].contains(&collation.as_str());
    let commit = text(conn, "SHOW synchronous_commit")?;
    let fsync = text(conn, "SHOW fsync")?;
    let pages = text(conn, "SHOW full_page_writes")?;
    let unproved = int(
        conn,
        "SELECT count(*) FROM pg_constraint
         WHERE NOT convalidated AND connamespace = current_schema()::regnamespace",
    )?;
    let broken = int(conn, "SELECT count(*) FROM pg_index WHERE NOT indisvalid")?;
    let bytes = int(conn, "SELECT pg_database_size(current_database())")?;
    let dead = int(conn, "SELECT CAST(COALESCE(SUM(n_dead_tup), 0) AS BIGINT) FROM pg_stat_user_tables")?;
    Ok(vec![
        finding("engine", true, format!("PostgreSQL {version}")),
        finding("encoding", encoding == "UTF8", encoding),
        finding("collation", by_bytes, format!("{collation}; Chinese search wants C.UTF-8")),
        finding("synchronous_commit", commit != "off", commit),
        finding("fsync", fsync == "on", fsync),
        finding("full_page_writes", pages == "on", pages),
        finding("constraints", unproved == 0, format!("{unproved} not validated")),
        finding("indexes", broken == 0, format!("{broken} not valid")),
        finding("data_bytes", true, bytes.to_string()),
        finding("dead_rows", true, dead.to_string()),
    ])
}

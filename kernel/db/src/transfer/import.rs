//! Into a database.

use super::catalogue::{Table, tables};
use super::export::header;
use super::intake::{Batch, Lines, RECORD};
use super::{Moved, Progress, REPORT_ROWS, line};
use crate::{Db, Engine, Error, Result, Tx};
use serde_json::{Map, Value, json};
use std::io::Read;

impl Db {
    /// Reads an export into this database, whose tables must exist ([`Db::migrate`]) and be empty. All or nothing:
    /// one transaction, committed only after the trailer proved right.
    ///
    /// # Errors
    /// A table is not empty; the export has other tables, columns or migrations; a line, a count or the hash is wrong;
    /// the file ends early.
    pub fn import(&self, from: &mut dyn Read, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Moved> {
        let mut lines = Lines::new(from);
        let moved = self.alone(|tx| {
            let ours = tables(tx)?;
            refuse_filled(tx, &ours)?;
            lines.advance()?;
            let theirs: Value = serde_json::from_str(&lines.line).map_err(Error::other)?;
            if theirs != header(&ours) {
                return Err(Error::other("the export has other tables than this version of the program"));
            }
            let keys = Keys::drop(tx)?;
            let moved = fill(tx, &ours, &mut lines, progress)?;
            keys.add(tx)?;
            tx.run("ANALYZE", &[])?;
            Ok(moved)
        });
        let number = lines.number;
        let moved = moved.map_err(|e| e.context(format!("import, line {number}")))?;
        self.schema_changed();
        Ok(moved)
    }
}

fn refuse_filled(tx: &Tx<'_>, tables: &[Table]) -> Result<()> {
    for table in tables.iter().filter(|t| t.name != RECORD) {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM \"{}\")", table.name);
        if tx.row(&sql, &[], |row| row.flag(0))? == Some(true) {
            let name = &table.name;
            return Err(Error::Other(format!("the database is not empty: {name} has rows")));
        }
    }
    Ok(())
}

/// The rows of all tables, and the trailer.
fn fill(tx: &Tx<'_>, tables: &[Table], lines: &mut Lines<'_>, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Moved> {
    let mut counts = Map::new();
    let mut rows = 0;
    lines.advance()?;
    for (place, table) in tables.iter().enumerate() {
        let opening: Value = serde_json::from_str(&lines.line).map_err(Error::other)?;
        if opening != json!({ "table": table.name }) {
            return Err(Error::Other(format!("table {} should begin here", table.name)));
        }
        let mut batch = Batch::new(tx, table);
        let mut count = 0u64;
        while lines.advance_to_row()? {
            batch.push(line::read(&lines.line, &table.columns)?, lines.line.len())?;
            count += 1;
            if (rows + count).is_multiple_of(REPORT_ROWS) {
                progress(report(table, place, tables.len(), rows + count));
            }
        }
        batch.finish()?;
        rows += count;
        counts.insert(table.name.clone(), json!(count));
        progress(report(table, place, tables.len(), rows));
    }
    let sha256 = lines.hash_before();
    let trailer: Value = serde_json::from_str(&lines.line).map_err(Error::other)?;
    if trailer != json!({ "rows": Value::Object(counts), "sha256": sha256 }) {
        return Err(Error::other("the trailer does not match: the export is damaged"));
    }
    lines.expect_end()?;
    Ok(Moved { tables: tables.len(), rows, sha256 })
}

fn report(table: &Table, place: usize, tables: usize, rows: u64) -> Progress<'_> {
    Progress { table: &table.name, table_number: place + 1, tables, rows }
}

/// The foreign keys of a PostgreSQL database, which are taken off while it is filled and checked as a whole when they
/// are put back: faster, and rows may refer to later rows. On SQLite they are not enforced meanwhile anyway.
struct Keys(Vec<(String, String, String)>);

impl Keys {
    fn drop(tx: &Tx<'_>) -> Result<Keys> {
        if tx.engine() == Engine::Sqlite {
            return Ok(Keys(Vec::new()));
        }
        let sql = "SELECT t.relname::text, k.conname::text, pg_get_constraintdef(k.oid)
            FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
            WHERE k.contype = 'f' AND k.conparentid = 0 AND k.connamespace = current_schema()::regnamespace
            ORDER BY 1, 2";
        let keys = tx.rows(sql, &[], |row| Ok((row.text(0)?, row.text(1)?, row.text(2)?)))?;
        for (table, name, _) in &keys {
            let sql = format!("ALTER TABLE \"{table}\" DROP CONSTRAINT \"{name}\"");
            tx.run(&sql, &[])?;
        }
        Ok(Keys(keys))
    }

    fn add(self, tx: &Tx<'_>) -> Result<()> {
        for (table, name, definition) in self.0 {
            let sql = format!("ALTER TABLE \"{table}\" ADD CONSTRAINT \"{name}\" {definition}");
            tx.run(&sql, &[])?;
        }
        Ok(())
    }
}

//! Out of a database.

use super::catalogue::{Table, must_collate, tables};
use super::{FORMAT, Moved, Progress, REPORT_ROWS, VERSION, line};
use crate::{Conn, Db, Error, Result};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::io::Write;

/// Bytes gathered before they are written.
const BUFFER_BYTES: usize = 1 << 16;

impl Db {
    /// Writes the whole database to `to` as of one moment, holding a few rows at a time. Writes go on meanwhile.
    ///
    /// # Errors
    /// What the engine refuses; what `to` refuses.
    pub fn export(&self, to: &mut dyn Write, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Moved> {
        self.snapshot(|conn| export(conn, to, progress))
    }
}

fn export(conn: &Conn<'_>, to: &mut dyn Write, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Moved> {
    let tables = tables(conn)?;
    let collate = must_collate(conn)?;
    let mut out = Hashed { to, hash: Sha256::new(), buffer: Vec::with_capacity(BUFFER_BYTES * 2) };
    out.json(&header(&tables))?;
    let mut counts = Map::new();
    let mut rows = 0u64;
    for (place, table) in tables.iter().enumerate() {
        let mut report = |rows| {
            progress(Progress { table: &table.name, table_number: place + 1, tables: tables.len(), rows });
        };
        out.json(&json!({ "table": table.name }))?;
        let before = rows;
        conn.each(&table.select(collate), &[], |row| {
            line::write(row, &table.columns, &mut out.buffer).map_err(|e| e.context(&table.name))?;
            out.spill(BUFFER_BYTES)?;
            rows += 1;
            if rows.is_multiple_of(REPORT_ROWS) {
                report(rows);
            }
            Ok(())
        })?;
        counts.insert(table.name.clone(), json!(rows - before));
        report(rows);
    }
    out.spill(0)?;
    let sha256 = hex::encode(out.hash.finalize_reset());
    out.json(&json!({ "rows": Value::Object(counts), "sha256": sha256 }))?;
    out.spill(0)?;
    out.to.flush().map_err(Error::other)?;
    Ok(Moved { tables: tables.len(), rows, sha256 })
}

pub(super) fn header(tables: &[Table]) -> Value {
    let described = tables.iter().map(|table| {
        let columns = table.columns.iter().map(|(name, ty)| json!([name, ty.word()]));
        json!({ "name": table.name, "columns": columns.collect::<Vec<_>>(), "key": table.key })
    });
    json!({ "format": FORMAT, "version": VERSION, "tables": described.collect::<Vec<_>>() })
}

/// Writes, and keeps the hash of what was written.
struct Hashed<'w> {
    to: &'w mut dyn Write,
    hash: Sha256,
    buffer: Vec<u8>,
}

impl Hashed<'_> {
    fn json(&mut self, value: &Value) -> Result<()> {
        serde_json::to_writer(&mut self.buffer, value).map_err(Error::other)?;
        self.buffer.push(b'\n');
        Ok(())
    }

    /// Passes the buffer on when it holds more than `most`.
    fn spill(&mut self, most: usize) -> Result<()> {
        if self.buffer.len() <= most {
            return Ok(());
        }
        self.hash.update(&self.buffer);
        self.to.write_all(&self.buffer).map_err(|e| Error::other(e).context("writing the export"))?;
        self.buffer.clear();
        Ok(())
    }
}

//! An export on its way in: its lines, and the rows gathered for one table.

use super::catalogue::{Table, must_collate};
use super::line::Owned;
use crate::{Error, Param, Result, Tx};
use sha2::{Digest, Sha256};
use std::io::{BufRead, BufReader, Read};

/// A longer line is refused; the longest row is a text or some bytes of at most a few megabytes.
const LINE_BYTES_MAX: u64 = 64 << 20;
/// Rows and bytes gathered before they are inserted.
const BATCH_ROWS: usize = 1000;
const BATCH_BYTES: usize = 4 << 20;
/// The record of migrations, which must be equal instead of being filled, and how long it may be.
pub(super) const RECORD: &str = "db_migration";
const RECORD_ROWS_MAX: usize = 10_000;

/// The lines of an export, and the hash of those before the present one.
pub(super) struct Lines<'r> {
    from: BufReader<&'r mut dyn Read>,
    hash: Sha256,
    pub(super) line: String,
    pub(super) number: u64,
}

impl<'r> Lines<'r> {
    pub(super) fn new(from: &'r mut dyn Read) -> Lines<'r> {
        Lines { from: BufReader::with_capacity(1 << 16, from), hash: Sha256::new(), line: String::new(), number: 0 }
    }

    /// Reads the next line, which must be there.
    pub(super) fn advance(&mut self) -> Result<()> {
        self.hash.update(self.line.as_bytes());
        self.line.clear();
        self.number += 1;
        let mut limited = (&mut self.from).take(LINE_BYTES_MAX);
        limited.read_line(&mut self.line).map_err(Error::other)?;
        if self.line.ends_with('\n') {
            return Ok(());
        }
        Err(Error::other("the export ends too early or a line is too long"))
    }

    /// Reads the next line and answers whether it is a row.
    pub(super) fn advance_to_row(&mut self) -> Result<bool> {
        self.advance()?;
        Ok(self.line.starts_with('['))
    }

    /// The hash of all lines before this one.
    pub(super) fn hash_before(&self) -> String {
        hex::encode(self.hash.clone().finalize())
    }

    pub(super) fn expect_end(&mut self) -> Result<()> {
        let rest = self.from.fill_buf().map_err(Error::other)?;
        if rest.is_empty() {
            return Ok(());
        }
        Err(Error::other("something follows the trailer"))
    }
}

/// Rows gathered for one table.
pub(super) struct Batch<'t> {
    tx: &'t Tx<'t>,
    table: &'t Table,
    sql: String,
    rows: Vec<Vec<Owned>>,
    bytes: usize,
}

impl<'t> Batch<'t> {
    pub(super) fn new(tx: &'t Tx<'t>, table: &'t Table) -> Batch<'t> {
        let sql = format!("INSERT INTO \"{}\" ({}) VALUES", table.name, table.column_list());
        Batch { tx, table, sql, rows: Vec::with_capacity(BATCH_ROWS), bytes: 0 }
    }

    pub(super) fn push(&mut self, row: Vec<Owned>, bytes: usize) -> Result<()> {
        self.rows.push(row);
        self.bytes += bytes;
        if self.table.name == RECORD {
            if self.rows.len() > RECORD_ROWS_MAX {
                return Err(Error::other("the record of migrations is too long"));
            }
        } else if self.rows.len() >= BATCH_ROWS || self.bytes >= BATCH_BYTES {
            self.insert()?;
        }
        Ok(())
    }

    /// Inserts what is left, or compares the record of migrations.
    pub(super) fn finish(mut self) -> Result<()> {
        if self.table.name == RECORD {
            return self.compare();
        }
        self.insert()
    }

    fn insert(&mut self) -> Result<()> {
        let rows: Vec<Vec<Param<'_>>> = self.rows.iter().map(|row| row.iter().map(Owned::param).collect()).collect();
        self.tx.batch(&self.sql, &rows, "").map_err(|e| e.context(&self.table.name))?;
        self.rows.clear();
        self.bytes = 0;
        Ok(())
    }

    fn compare(&self) -> Result<()> {
        let mut theirs = self.rows.iter();
        let mut same = true;
        let sql = self.table.select(must_collate(self.tx)?);
        self.tx.each(&sql, &[], |row| {
            let equal = |their: &Vec<Owned>| -> Result<bool> {
                for (at, value) in their.iter().enumerate() {
                    if value.param() != row.cell(at)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            };
            same &= match theirs.next() {
                Some(their) => equal(their)?,
                None => false,
            };
            Ok(())
        })?;
        if same && theirs.next().is_none() {
            return Ok(());
        }
        Err(Error::other("the export was made with other migrations than this database has"))
    }
}

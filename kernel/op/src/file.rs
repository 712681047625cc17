//! Attached files: content-addressed, stored outside the database, kept as long as a row leans on them.

use std::io::Read;
use std::path::Path;

use db::{Conn, Tx};
use serde::{Deserialize, Serialize};
use units::Instant;

use crate::Result;

/// A stored file: SHA-256 of its content, its size and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct FileRef {
    /// SHA-256 of the content, 64 hexadecimal digits.
    pub hash: String,
    /// Size in bytes.
    pub size: i64,
    /// Media type as recognised from the content.
    pub media_type: String,
}

/// Where contents lie: a folder, or an object store. Calls block; they are made before a write or from a job, never inside
/// a transaction.
pub trait Files: Send + Sync {
    /// Stores the content of `source` under its hash. Storing it again changes nothing but its age: from here on it counts as
    /// stored now, or at most an hour ago, so that the sweep leaves it to whoever is about to lean on it.
    fn put(&self, hash: &str, source: &Path) -> Result<()>;
    /// Opens a content. `Missing` if there is none.
    fn open(&self, hash: &str) -> Result<Box<dyn Read + Send>>;
    /// Removes a content nothing leans on if it was stored before `than`, looked at anew: it may have been stored again since it
    /// was listed. Answers whether it did.
    fn remove_older(&self, hash: &str, than: Instant) -> Result<bool>;
    /// Every stored hash with the moment it was stored, for the sweep.
    fn list(&self) -> Result<Vec<(String, Instant)>>;
}

/// What a content is, told from its first bytes. Only these kinds may be attached.
pub fn recognise(head: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 5] = [
        (b"%PDF-", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"II*\x00", "image/tiff"),
    ];
    kinds.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, kind)| *kind)
}

pub(crate) fn insert(tx: &Tx, file: &FileRef, now: Instant) -> db::Result<()> {
    tx.run(
        "insert into op_file (hash, size, media_type, at) values ($1, $2, $3, $4) on conflict (hash) do nothing",
        &[file.hash.as_str().into(), file.size.into(), file.media_type.as_str().into(), now.into()],
    )?;
    Ok(())
}

/// The attached file with this hash.
pub fn find(conn: &Conn, hash: &str) -> Result<Option<FileRef>> {
    Ok(conn.row("select hash, size, media_type from op_file where hash = $1", &[hash.into()], |row| {
        Ok(FileRef { hash: row.text(0)?, size: row.int(1)?, media_type: row.text(2)? })
    })?)
}

/// Every attached file's hash, for the check that the store holds them.
pub fn hashes(conn: &Conn) -> Result<Vec<String>> {
    Ok(conn.rows("select hash from op_file order by hash", &[], |row| row.text(0))?)
}

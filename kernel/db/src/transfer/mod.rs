//! Everything out of one database and into another, also of the other engine.
//!
//! The file is text, a line each: a header that names the tables with their columns and keys; for each table, parents
//! first, a line with its name and then its rows in the order of its key, each as a JSON array; and a trailer with the
//! number of rows per table and the SHA-256 of everything before it. Integers are JSON numbers, reals are texts in the
//! shortest form that reads back exactly, bytes are hexadecimal. The same content gives the same bytes on both engines.

mod catalogue;
mod export;
mod import;
mod intake;
mod line;

/// The word and the number in the header.
const FORMAT: &str = "xueqiao-export";
const VERSION: i64 = 1;

/// Rows between two reports of progress.
const REPORT_ROWS: u64 = 1000;

/// How far an export or an import has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// The table at hand.
    pub table: &'a str,
    /// Its place among the tables, from 1.
    pub table_number: usize,
    /// How many tables there are.
    pub tables: usize,
    /// Rows moved so far, over all tables.
    pub rows: u64,
}

/// What an export or an import moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Tables.
    pub tables: usize,
    /// Rows over all tables.
    pub rows: u64,
    /// The SHA-256 over header and rows, in hexadecimal: the same for the same content.
    pub sha256: String,
}

//! Tables in parts: `PARTITION BY HASH (column)` behind the columns of a table. PostgreSQL keeps such a table as so many
//! tables as the settings say, one for each remainder of the column's hash, and looks only into the one that can hold the
//! value asked for. SQLite, and an engine that spreads rows by itself, keep one table.
//!
//! A part is called after its table, and its indexes after the table's, with `_p` and its number behind. So a constraint
//! that a part reports is the table's own with the number taken off, and nobody above this crate knows of parts.

use super::table::Table;
use crate::error::excerpt;
use crate::{Error, Result, Tx};

/// PostgreSQL cuts longer names off, and two that were cut could be one.
const NAME_BYTES_MAX: usize = 63;
/// More parts would make every plan longer than the work it plans.
pub(crate) const PARTS_MAX: u32 = 1024;

/// Refuses a table in parts whose keys would not hold over all of them: each begins with the column that parts it.
pub(super) fn check(table: &Table, statement: &str) -> Result<()> {
    let Some(parted) = &table.parted else {
        return Ok(());
    };
    let keys = || table.rules.iter().filter(|rule| rule.is_unique());
    let begins = |columns: &[String]| columns.first() == Some(&parted.column);
    if table.primary().is_none() || !keys().all(|rule| begins(&rule.columns)) {
        let column = &parted.column;
        return Err(Error::Other(format!("a table in parts begins every key with {column}: {}", excerpt(statement))));
    }
    if whole_name(&table.name) != table.name {
        return Err(Error::Other(format!("{} is called like a part of another table", table.name)));
    }
    Ok(())
}

/// The statements that make the parts of a table, after the table itself.
pub(super) fn make(table: &Table, parts: u32) -> Vec<String> {
    let name = &table.name;
    let part = |number| {
        format!(
            "CREATE TABLE \"{name}_p{number}\" PARTITION OF \"{name}\" FOR VALUES WITH (MODULUS {parts}, REMAINDER {number})"
        )
    };
    (0..parts).map(part).collect()
}

/// Gives the indexes of parts, which PostgreSQL named by itself, the names of the table's.
pub(super) fn name_indexes(tx: &Tx<'_>) -> Result<()> {
    let sql = "SELECT own.relname::text, whole.relname || substring(part.relname from '_p[0-9]+$')
        FROM pg_inherits i
        JOIN pg_class own ON own.oid = i.inhrelid AND own.relkind = 'i'
        JOIN pg_class whole ON whole.oid = i.inhparent
        JOIN pg_index x ON x.indexrelid = own.oid
        JOIN pg_class part ON part.oid = x.indrelid
        WHERE own.relnamespace = current_schema()::regnamespace
          AND own.relname <> whole.relname || substring(part.relname from '_p[0-9]+$')";
    for (own, wanted) in tx.rows(sql, &[], |row| Ok((row.text(0)?, row.text(1)?)))? {
        if wanted.len() > NAME_BYTES_MAX {
            return Err(Error::Other(format!(
                "{wanted} is longer than {NAME_BYTES_MAX} bytes; shorten the index's name"
            )));
        }
        tx.run(&format!("ALTER INDEX \"{own}\" RENAME TO \"{wanted}\""), &[])?;
    }
    Ok(())
}

/// A name without the number of a part.
pub(crate) fn whole_name(name: &str) -> &str {
    match name.rsplit_once("_p") {
        Some((whole, number)) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => whole,
        _ => name,
    }
}

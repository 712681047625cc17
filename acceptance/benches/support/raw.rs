//! What every raw side begins with: a SQLite file with the very tables and indexes the stack made.

use std::path::Path;

use rusqlite::Connection;

/// An empty copy of the tables and indexes in `from`, with the pragmas of the stack's writer.
pub fn copy_of(from: &Path, to: &Path) -> Connection {
    let source = Connection::open(from).expect("the stack's database");
    let mut statements = source
        .prepare("select sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by rowid")
        .expect("its tables");
    let conn = Connection::open(to).expect("a database");
    conn.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 8000;
         pragma cache_size = -65536; pragma temp_store = memory; pragma foreign_keys = on;",
    )
    .expect("pragmas");
    let texts = statements.query_map([], |row| row.get::<_, String>(0)).expect("its tables");
    for text in texts {
        conn.execute_batch(&text.expect("a table's text")).expect("a table");
    }
    conn.set_prepared_statement_cache_capacity(64);
    conn
}

//! The rows a deposit produced, taken from its database and inserted into an empty copy of it with the raw client, in the
//! verb's order and with as many rows a commit.

use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::raw;

type Row = Vec<Value>;

/// A table in the order in which its rows were written, and which column says whose batch a row belongs to: its outcome's
/// or its learner's.
pub struct Table {
    /// Its name.
    pub name: &'static str,
    order: &'static str,
    owner: &'static str,
}

/// The tables a deposit of grades fills.
pub const TABLES: [Table; 6] = [
    Table { name: "identity_person", order: "person", owner: "person" },
    Table { name: "identity_id_number", order: "person", owner: "person" },
    Table { name: "credit_account", order: "learner", owner: "learner" },
    Table { name: "credit_outcome", order: "line", owner: "id" },
    Table { name: "credit_movement", order: "posting, number", owner: "subject" },
    Table { name: "credit_balance", order: "learner, account, party", owner: "learner" },
];

/// Inserts every row of the deposit in `from` into a new file; the seconds it took.
pub fn insert_all(from: &Path, to: &Path, batch_rows: usize) -> f64 {
    let source = Connection::open(from).expect("the platform's database");
    let batches = batches(&source, batch_rows);
    drop(source);
    let mut conn = raw::copy_of(from, to);
    let texts: Vec<String> = TABLES.iter().zip(&batches[0]).map(|(table, rows)| insert(table, rows)).collect();
    let begin = Instant::now();
    for batch in &batches {
        let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).expect("begin");
        for (text, rows) in texts.iter().zip(batch) {
            let mut statement = tx.prepare_cached(text).expect("a statement");
            for row in rows {
                statement.execute(rusqlite::params_from_iter(row)).expect("a row");
            }
        }
        tx.commit().expect("commit");
    }
    begin.elapsed().as_secs_f64()
}

fn insert(table: &Table, rows: &[Row]) -> String {
    let width = rows.first().map_or(0, Vec::len);
    let places: Vec<String> = (1..=width).map(|place| format!("?{place}")).collect();
    format!("insert into {} values ({})", table.name, places.join(", "))
}

/// For each batch the rows of each table.
pub fn batches(source: &Connection, batch_rows: usize) -> Vec<Vec<Vec<Row>>> {
    let mut owners: HashMap<String, usize> = HashMap::new();
    let mut outcomes = source.prepare("select id, learner from credit_outcome order by line").expect("outcomes");
    let found = outcomes.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("outcomes");
    let mut count = 0;
    for (place, outcome) in found.enumerate() {
        let (id, learner): (String, String) = outcome.expect("an outcome");
        let batch = place / batch_rows;
        owners.insert(id, batch);
        owners.entry(learner).or_insert(batch);
        count = batch + 1;
    }
    let mut batches: Vec<Vec<Vec<Row>>> = vec![vec![Vec::new(); TABLES.len()]; count];
    for (place, table) in TABLES.iter().enumerate() {
        for (owner, row) in rows_of(source, table) {
            if let Some(batch) = owners.get(&owner) {
                batches[*batch][place].push(row);
            }
        }
    }
    batches
}

fn rows_of(source: &Connection, table: &Table) -> Vec<(String, Row)> {
    let text = format!("select {}, t.* from {} t order by {}", table.owner, table.name, table.order);
    let mut statement = source.prepare(&text).expect("a table");
    let width = statement.column_count();
    let rows = statement.query_map([], |row| {
        let values = (1..width).map(|column| row.get(column)).collect::<rusqlite::Result<Row>>()?;
        Ok((row.get(0)?, values))
    });
    rows.expect("its rows").map(|row| row.expect("a row")).collect()
}

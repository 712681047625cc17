//! Posting in batches, which is what depositing is below the file, against the raw client that inserts the same rows of the same
//! tables with as many rows a commit: on SQLite row by row with a prepared statement, which is its fast way, on PostgreSQL in
//! statements of many rows.

use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

use credit::model::Choice;
use op::App;
use postgres::types::{ToSql, Type};
use postgres::{Client, NoTls, Statement};
use rusqlite::types::Value;

use super::{bank, grades, rows};

const ROWS: usize = 50_000;
/// Each side is measured so often, in turns; the best of each counts, because noise only slows.
const ROUNDS: usize = 3;

/// Prints a row for each database.
pub fn run() {
    println!(
        "| {ROWS} rows on | whole file, rows/s | posting alone, rows/s | raw insert, rows/s | whole / raw | posting / raw |"
    );
    println!("|---|---|---|---|---|---|");
    for postgresql in [false, true] {
        let mut best = [0.0_f64; 3];
        for _ in 0..ROUNDS {
            let seen = round(postgresql).map(|seconds| ROWS as f64 / seconds);
            best.iter_mut().zip(seen).for_each(|(best, seen)| *best = best.max(seen));
        }
        let [whole, posting, raw] = best;
        let engine = if postgresql { "PostgreSQL" } else { "SQLite" };
        println!("| {engine} | {whole:.0} | {posting:.0} | {raw:.0} | {:.2} | {:.2} |", whole / raw, posting / raw);
    }
}

/// Seconds for the whole file, for what follows the first written row, and for the raw side.
fn round(postgresql: bool) -> [f64; 3] {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lite = folder.path().join("xueqiao.db");
    let location = |postgresql: bool| match postgresql {
        true => db::Location::Postgres(acceptance::postgres::cluster().database()),
        false => db::Location::Sqlite(lite.clone()),
    };
    let here = location(postgresql);
    let app = bank::open(&here, folder.path());
    let (whole, posting) = deposit(&app, folder.path());
    app.db().close();
    let batch = credit::rules::deposit::BATCH_ROWS;
    let raw = match &here {
        db::Location::Sqlite(path) => rows::insert_all(path, &folder.path().join("raw.db"), batch),
        db::Location::Postgres(_) => {
            // The rows come from a SQLite bank that took the same file.
            let from = bank::open(&location(false), folder.path());
            deposit(&from, folder.path());
            from.db().close();
            raw_postgres(&lite, folder.path(), batch)
        }
    };
    [whole, posting, raw]
}

fn deposit(app: &App, folder: &Path) -> (f64, f64) {
    let file = folder.join("grades.csv");
    grades::write(&file, 0, ROWS);
    let begin = Instant::now();
    let mut read = None;
    let done = credit::cli::deposit(app, &file, grades::DEPOSITOR, Choice::Good, |step| {
        if matches!(step, credit::cli::Step::Writing(_)) {
            read.get_or_insert_with(|| begin.elapsed().as_secs_f64());
        }
    })
    .expect("a deposit");
    assert_eq!(done.deposit.progress.deposited, ROWS as i64, "{:?}", done.faults.first());
    let whole = begin.elapsed().as_secs_f64();
    // The first step is told when a batch is written, so this counts one batch too few of fifty.
    (whole, whole - read.unwrap_or(0.0))
}

fn raw_postgres(from: &Path, folder: &Path, batch: usize) -> f64 {
    let url = acceptance::postgres::cluster().database();
    bank::open(&db::Location::Postgres(url.clone()), folder).db().close();
    let mut client = Client::connect(&url, NoTls).expect("a connection");
    let source = rusqlite::Connection::open(from).expect("the rows");
    let batches = rows::batches(&source, batch);
    insert_batches(&mut client, &batches)
}

/// Inserts batches of rows, many rows a statement and one transaction a batch; the seconds it took.
fn insert_batches(client: &mut Client, batches: &[Vec<Vec<Vec<Value>>>]) -> f64 {
    let begin = Instant::now();
    let mut known = HashMap::new();
    for batch in batches {
        let mut transaction = client.transaction().expect("begin");
        for (table, rows) in rows::TABLES.iter().zip(batch).filter(|(_, rows)| !rows.is_empty()) {
            // A statement has at most 65,535 parameters.
            for part in rows.chunks(65_535 / rows[0].len()) {
                let text = many(table.name, part.len(), part[0].len());
                let statement = known
                    .entry(text)
                    .or_insert_with_key(|text| transaction.prepare(text).expect("a statement"))
                    .clone();
                let types = Statement::params(&statement);
                let values: Vec<Box<dyn ToSql + Sync>> =
                    part.iter().flatten().zip(types).map(|(value, kind)| bound(value, kind)).collect();
                let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| &**value).collect();
                transaction.execute(&statement, &values).expect("rows");
            }
        }
        transaction.commit().expect("commit");
    }
    begin.elapsed().as_secs_f64()
}

/// `insert into t values ($1, $2), ($3, $4), …`
fn many(table: &str, rows: usize, width: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=width).map(|place| format!("${}", row * width + place)).collect();
        format!("({})", places.join(", "))
    };
    format!("insert into {table} values {}", (0..rows).map(row).collect::<Vec<_>>().join(", "))
}

fn bound<'a>(value: &'a Value, kind: &Type) -> Box<dyn ToSql + Sync + 'a> {
    match value {
        Value::Integer(number) => Box::new(*number),
        Value::Real(number) => Box::new(*number),
        Value::Text(text) => Box::new(text.as_str()),
        Value::Blob(bytes) => Box::new(bytes.as_slice()),
        Value::Null if *kind == Type::INT8 => Box::new(None::<i64>),
        Value::Null if *kind == Type::BYTEA => Box::new(None::<&[u8]>),
        Value::Null => Box::new(None::<&str>),
    }
}

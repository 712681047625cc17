//! The same transfers with the raw clients: the same statements, prepared once, with the same grouping.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::params;

use super::raw;
use super::transfers::{ACCOUNTS, ENTRY, FILL, MOVE, legs};

const JOURNAL: &str = "insert into op_journal (id, at, actor, on_behalf, action, subject, request, change)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const ABOUT: &str = "insert into op_about (subject, journal) values ($1, $2)";

/// A journal row as the stack writes it.
struct Row {
    entry: String,
    id: String,
    at: i64,
    subject: String,
    change: String,
}

impl Row {
    fn new(number: u64, legs: &[(i64, i64); 2]) -> Row {
        Row {
            entry: format!("ent_{number:026}"),
            id: format!("jrn_{number:026}"),
            at: number as i64,
            subject: format!("bal_{}", legs[0].0),
            change: format!("{{\"from\":{},\"to\":{},\"amount\":1}}", legs[0].0, legs[1].0),
        }
    }
}

/// `rusqlite`: one commit for as many transfers as there are callers. `like` is the stack's database, whose tables these are.
pub fn sqlite(like: &Path, path: &Path, group: usize, time: Duration) -> f64 {
    let mut conn = raw::copy_of(like, path);
    for id in 0..ACCOUNTS {
        conn.execute(FILL, params![id]).expect("a balance");
    }
    let texts = Texts::new();
    let begin = Instant::now();
    let mut done = 0_u64;
    while begin.elapsed() < time {
        let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).expect("begin");
        for caller in 0..group {
            let legs = legs(caller, (done / group as u64) as i64);
            transfer(&tx, &texts, &Row::new(done, &legs), &legs).expect("a transfer");
            done += 1;
        }
        tx.commit().expect("commit");
    }
    done as f64 / begin.elapsed().as_secs_f64()
}

/// SQLite takes `$1` for a name and counts names as they appear; `?1` is the number.
struct Texts([String; 4]);

impl Texts {
    fn new() -> Texts {
        Texts([MOVE, ENTRY, JOURNAL, ABOUT].map(|sql| sql.replace('$', "?")))
    }
}

fn transfer(
    tx: &rusqlite::Connection,
    Texts([step, entry, timeline, about]): &Texts,
    row: &Row,
    legs: &[(i64, i64); 2],
) -> rusqlite::Result<()> {
    for (balance, amount) in legs {
        assert_eq!(tx.prepare_cached(step)?.execute(params![balance, amount])?, 1);
        tx.prepare_cached(entry)?.execute(params![row.entry, balance, amount])?;
    }
    let none = Option::<&str>::None;
    let journal = params![row.id, row.at, "system:bench", none, "bench.transfer", row.subject, none, row.change];
    tx.prepare_cached(timeline)?.execute(journal)?;
    tx.prepare_cached(about)?.execute(params![row.subject, row.id])?;
    Ok(())
}

/// `postgres`: as many connections as the stack writes with, at most one a caller, one commit a transfer. The tables at
/// `url` are the stack's.
pub fn postgres(url: &str, callers: usize, time: Duration) -> f64 {
    let next = AtomicU64::new(0);
    let begin = Instant::now();
    std::thread::scope(|scope| {
        for caller in 0..callers.min(db::Settings::default().postgres_connections) {
            let next = &next;
            scope.spawn(move || {
                let mut client = postgres::Client::connect(url, postgres::NoTls).expect("a connection");
                let [step, entry, journal, about] =
                    [MOVE, ENTRY, JOURNAL, ABOUT].map(|sql| client.prepare(sql).expect("a statement"));
                let none = Option::<&str>::None;
                let mut turn = 0;
                while begin.elapsed() < time {
                    let legs = legs(caller, turn);
                    let row = Row::new(next.fetch_add(1, Ordering::Relaxed), &legs);
                    let mut tx = client.transaction().expect("begin");
                    for (balance, amount) in &legs {
                        assert_eq!(tx.execute(&step, &[balance, amount]).expect("a leg"), 1);
                        tx.execute(&entry, &[&row.entry, balance, amount]).expect("an entry");
                    }
                    let values: [&(dyn postgres::types::ToSql + Sync); 8] =
                        [&row.id, &row.at, &"system:bench", &none, &"bench.transfer", &row.subject, &none, &row.change];
                    tx.execute(&journal, &values).expect("a journal row");
                    tx.execute(&about, &[&row.subject, &row.id]).expect("a line of a timeline");
                    tx.commit().expect("commit");
                    turn += 1;
                }
            });
        }
    });
    next.load(Ordering::Relaxed) as f64 / begin.elapsed().as_secs_f64()
}

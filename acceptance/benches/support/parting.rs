//! What it costs and brings on PostgreSQL to keep tables in parts: the same work on databases of 1, 16 and 64 parts, in turns.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use credit::model::Choice;
use credit::work;
use op::{Actor, App};

use super::growing::micros;
use super::{bank, decisions, grades, stack};

const PARTS: [u32; 3] = [1, 16, 64];
const ROWS: usize = 50_000;
const READERS: usize = 400;
const APPLICANTS: usize = 40;
/// Each is measured so often, in turns; the best of each counts, because noise only slows.
const ROUNDS: usize = 2;

/// Prints a row for each number of parts.
pub fn run() {
    println!(
        "| parts | tables made in, s | deposit, rows/s | passbook, µs | matches, µs | begin to decision, ms | verify, s |"
    );
    println!("|---|---|---|---|---|---|---|");
    let mut best = [[f64::MAX; 6]; PARTS.len()];
    for _ in 0..ROUNDS {
        for (parts, best) in PARTS.into_iter().zip(&mut best) {
            best.iter_mut().zip(round(parts)).for_each(|(best, seen)| *best = best.min(seen));
        }
    }
    for (parts, [made, deposit, passbook, matches, decided, verify]) in PARTS.into_iter().zip(best) {
        let rate = ROWS as f64 / deposit;
        let decided = decided / 1e3;
        println!("| {parts} | {made:.2} | {rate:.0} | {passbook:.0} | {matches:.0} | {decided:.2} | {verify:.2} |");
    }
}

fn round(parts: u32) -> [f64; 6] {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let location = db::Location::Postgres(acceptance::postgres::cluster().database());
    let begin = Instant::now();
    let settings = db::Settings { parts, ..db::Settings::default() };
    let opened = db::Db::open(&location, settings).expect("a database");
    let app = stack::app_over(opened, &bank::migrations(), folder.path(), Arc::new(stack::now), stack::random());
    let made = begin.elapsed().as_secs_f64();
    let app = bank::seeded(app);
    let receiver = decisions::receiver(&app);
    let deposit = deposit(&app, folder.path());
    let learners = ROWS / grades::COURSES;
    let some = |count: usize| -> Vec<Actor> {
        let step = learners / count;
        let id =
            |place: usize| identity::cli::find_by_id_number(&app, &grades::number(place * step)).expect("an answer");
        (0..count).map(|place| Actor::with_grants(&id(place).expect("a learner"), Vec::new())).collect()
    };
    let readers = some(READERS);
    let (passbook, _) = micros(&readers, |actor| {
        let part = work::passbook::Part::FIRST;
        app.read(actor, |op| work::passbook::own(op, &actor.id, &part)).expect("a passbook");
    });
    let (matches, _) = micros(&readers, |actor| {
        app.read(actor, |op| work::matches::of_learner(op, &actor.id)).expect("matches");
    });
    let (decided, _) = micros(&some(APPLICANTS), |actor| decisions::decide(&app, &receiver, actor));
    let begin = Instant::now();
    assert!(credit::cli::verify_ledger(&app, |_| {}).expect("a proof").holds());
    [made, deposit, passbook, matches, decided, begin.elapsed().as_secs_f64()]
}

fn deposit(app: &App, folder: &Path) -> f64 {
    let file = folder.join("grades.csv");
    grades::write(&file, 0, ROWS);
    let begin = Instant::now();
    let done = credit::cli::deposit(app, &file, grades::DEPOSITOR, Choice::Good, |_| {}).expect("a deposit");
    assert_eq!(done.deposit.progress.deposited, ROWS as i64, "{:?}", done.faults.first());
    begin.elapsed().as_secs_f64()
}

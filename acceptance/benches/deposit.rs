//! A grade file of 100,000 rows from its content to the last posting, against a raw bulk insert of the rows it produces;
//! and how much memory files of different sizes take. `cargo bench -p acceptance --bench deposit`.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench looks at the clock and prints what it saw"
)]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a bench may say that what it prepared exists")]

#[path = "support/bank.rs"]
mod bank;
#[path = "support/grades.rs"]
mod grades;
#[path = "support/machine.rs"]
mod machine;
#[path = "support/raw.rs"]
mod raw;
#[path = "support/rows.rs"]
mod rows;
#[path = "support/stack.rs"]
mod stack;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use credit::model::{Choice, DepositState};

const ROWS: usize = 100_000;
/// Each side is measured so often, in turns; the best of each counts, because noise only slows.
const ROUNDS: usize = 2;
/// Sizes of file whose memory is measured, each in a process of its own.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["child", rows] => child(rows.parse().expect("a number of rows")),
        ["memory"] => memory(),
        ["speed"] => speed(),
        _ => {
            speed();
            memory();
        }
    }
}

fn speed() {
    println!("{}", machine::line());
    println!("| {ROWS} rows | reading, s | all, rows/s | raw bulk insert, rows/s | ratio |");
    println!("|---|---|---|---|---|");
    for choice in [Choice::Good, Choice::All] {
        let mut best = [0.0_f64; 3];
        for _ in 0..ROUNDS {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let (reading, whole) = deposit(folder.path(), ROWS, choice);
            let from = folder.path().join("xueqiao.db");
            let raw = rows::insert_all(&from, &folder.path().join("raw.db"), credit::rules::deposit::BATCH_ROWS);
            let seen = [1.0 / reading, ROWS as f64 / whole, ROWS as f64 / raw];
            best.iter_mut().zip(seen).for_each(|(best, seen)| *best = best.max(seen));
        }
        let [reading, ours, raw] = best;
        println!("| {} | {:.2} | {ours:.0} | {raw:.0} | {:.2} |", choice.name(), 1.0 / reading, ours / raw);
    }
}

/// Deposits a generated file on a fresh platform. Seconds until the first row was written, and in all.
fn deposit(folder: &Path, rows: usize, choice: Choice) -> (f64, f64) {
    let app = bank::open(&db::Location::Sqlite(folder.join("xueqiao.db")), folder);
    let file = folder.join("grades.csv");
    grades::write(&file, 0, rows);
    let begin = Instant::now();
    let mut reading = None;
    let done = credit::cli::deposit(&app, &file, grades::DEPOSITOR, choice, |step| {
        if matches!(step, credit::cli::Step::Writing(_)) {
            reading.get_or_insert_with(|| begin.elapsed().as_secs_f64());
        }
    })
    .expect("a deposit");
    let whole = begin.elapsed().as_secs_f64();
    assert_eq!(done.deposit.state, DepositState::Committed, "{:?}", done.faults.first());
    assert_eq!(done.deposit.progress.deposited, rows as i64);
    app.db().close();
    (reading.unwrap_or(whole), whole)
}

/// A file of so many rows in this process, which then says how much memory it ever held.
fn child(rows: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (_, whole) = deposit(folder.path(), rows, Choice::Good);
    println!("{} {whole:.1}", peak_mib());
}

fn memory() {
    println!("| rows | most memory of the process, MiB | s |");
    println!("|---|---|---|");
    for rows in SIZES {
        let program = std::env::current_exe().expect("this program");
        let output = Command::new(program).args(["child", &rows.to_string()]).output().expect("a child");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let (peak, seconds) = said.trim().split_once(' ').expect("two figures");
        println!("| {rows} | {peak} | {seconds} |");
    }
}

/// The most memory this process ever held, in MiB.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().split(' ').next().and_then(|number| number.parse::<u64>().ok()).expect("a figure") / 1024
}

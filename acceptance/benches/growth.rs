//! How depositing, reading, deciding and proving grow with the bank: measured when it holds 10⁴, 10⁵, 10⁶ … outcomes.
//! `cargo bench -p acceptance --bench growth -- 10000000` goes on to 10⁷ and takes some 20 GB in the temporary folder.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench looks at the clock and prints what it saw"
)]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a bench may say that what it prepared exists")]

#[path = "support/bank.rs"]
mod bank;
#[path = "support/decisions.rs"]
mod decisions;
#[path = "support/grades.rs"]
mod grades;
#[path = "support/machine.rs"]
mod machine;
#[path = "support/stack.rs"]
mod stack;

use std::path::Path;
use std::time::Instant;

use credit::model::Choice;
use op::{Actor, App};

/// Rows of the file whose deposit is timed at every size.
const TIMED_ROWS: usize = 10_000;
/// Rows of the files that fill the bank between two sizes.
const FILL_ROWS: usize = 100_000;
/// Learners whose passbook and matches are read at every size, spread over the whole bank.
const READERS: usize = 200;
/// Learners who apply and are decided on at every size.
const APPLICANTS: usize = 60;

fn main() {
    let most = std::env::args().skip(1).find_map(|argument| argument.parse::<usize>().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = bank::open(&db::Location::Sqlite(folder.path().join("xueqiao.db")), folder.path());
    let receiver = decisions::receiver(&app);
    println!("{}", machine::line());
    println!(
        "| outcomes | file of {TIMED_ROWS} rows, rows/s | passbook, µs | matches, µs | begin to decision, ms \
         | ledger verify, s | lines/s | database, MiB |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let (mut outcomes, mut mark) = (0, 10_000);
    while mark <= most {
        while outcomes + TIMED_ROWS < mark {
            let rows = FILL_ROWS.min(mark - TIMED_ROWS - outcomes);
            deposit(&app, folder.path(), outcomes, rows);
            outcomes += rows;
        }
        let rate = deposit(&app, folder.path(), outcomes, TIMED_ROWS);
        outcomes += TIMED_ROWS;
        measure(&app, folder.path(), &receiver, outcomes, rate);
        mark *= 10;
    }
}

/// Deposits a file of new learners; rows a second.
fn deposit(app: &App, folder: &Path, from_row: usize, rows: usize) -> f64 {
    let file = folder.join("grades.csv");
    grades::write(&file, from_row / grades::COURSES, rows);
    let begin = Instant::now();
    let done = credit::cli::deposit(app, &file, grades::DEPOSITOR, Choice::All, |_| {}).expect("a deposit");
    assert_eq!(done.deposit.progress.deposited, rows as i64, "{:?}", done.faults.first());
    rows as f64 / begin.elapsed().as_secs_f64()
}

fn measure(app: &App, folder: &Path, receiver: &decisions::Receiver, outcomes: usize, rate: f64) {
    let learners = outcomes / grades::COURSES;
    let readers: Vec<Actor> = (0..READERS).map(|place| learner(app, place * learners / READERS)).collect();
    let passbook = median_micros(&readers, |actor| {
        let read = app
            .read(actor, |op| credit::work::passbook::own(op, &actor.id, &credit::work::passbook::Part::FIRST))
            .expect("a passbook");
        assert_eq!(read.lines.len(), grades::COURSES);
    });
    let matches = median_micros(&readers, |actor| {
        let found = app.read(actor, |op| credit::work::matches::of_learner(op, &actor.id)).expect("matches");
        assert!(!found.is_empty());
    });
    // Each size has applicants of its own: the last of the learners there are now.
    let applicants: Vec<Actor> = (0..APPLICANTS).map(|place| learner(app, learners - 1 - place)).collect();
    let decided = median_micros(&applicants, |actor| decisions::decide(app, receiver, actor));
    let begin = Instant::now();
    let proof = credit::cli::verify_ledger(app, |_| {}).expect("a proof");
    let verify = begin.elapsed().as_secs_f64();
    assert!(proof.movements >= outcomes as u64);
    let bytes = std::fs::metadata(folder.join("xueqiao.db")).map_or(0, |about| about.len());
    println!(
        "| {outcomes} | {rate:.0} | {passbook:.0} | {matches:.0} | {:.2} | {verify:.2} | {:.0} | {} |",
        decided / 1e3,
        proof.movements as f64 / verify,
        bytes / 1024 / 1024
    );
}

fn learner(app: &App, number: usize) -> Actor {
    let found = identity::cli::find_by_id_number(app, &grades::number(number)).expect("an answer");
    Actor::with_grants(&found.expect("a learner"), Vec::new())
}

fn median_micros(actors: &[Actor], mut each: impl FnMut(&Actor)) -> f64 {
    let timed = |actor: &Actor| {
        let begin = Instant::now();
        each(actor);
        begin.elapsed().as_secs_f64() * 1e6
    };
    let mut times: Vec<f64> = actors.iter().map(timed).collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

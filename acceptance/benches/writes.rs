//! Writes through the whole stack below HTTP, operation and journal, against the raw client that runs the same statements
//! with the same grouping. `cargo bench -p acceptance --bench writes`; PostgreSQL is measured where it is installed.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench looks at the clock and prints what it saw"
)]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a bench may say that what it prepared exists")]

#[path = "support/clients.rs"]
mod clients;
#[path = "support/machine.rs"]
mod machine;
#[path = "support/raw.rs"]
mod raw;
#[path = "support/stack.rs"]
mod stack;
#[path = "support/transfers.rs"]
mod transfers;

use std::path::Path;
use std::time::Duration;

/// Long enough for some hundred commits, short enough that the machine is the same machine for both sides.
const TIME: Duration = Duration::from_millis(1_500);
/// Each side is measured so often, in turns; the best of each counts, because noise only slows.
const ROUNDS: usize = 3;
const CALLERS: [usize; 3] = [1, 16, 256];

fn main() {
    println!("{}", machine::line());
    println!(
        "| engine | callers | waiting, op/s | submitted, op/s | raw client, op/s | ratio waiting | ratio submitted |"
    );
    println!("|---|---|---|---|---|---|---|");
    for callers in CALLERS {
        sqlite(callers);
    }
    if !Path::new("/usr/lib/postgresql").exists() {
        println!("PostgreSQL is not installed: not measured.");
        return;
    }
    for callers in CALLERS {
        postgres(callers);
    }
}

fn sqlite(callers: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("stack.db");
    let app = transfers::open(&db::Location::Sqlite(path.clone()), folder.path());
    measure("SQLite", callers, &app, |round| {
        clients::sqlite(&path, &folder.path().join(format!("raw{round}.db")), callers, TIME)
    });
}

fn postgres(callers: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = acceptance::postgres::cluster().database();
    let app = transfers::open(&db::Location::Postgres(url), folder.path());
    let raw = |_| {
        let url = acceptance::postgres::cluster().database();
        drop(transfers::open(&db::Location::Postgres(url.clone()), folder.path()));
        clients::postgres(&url, callers, TIME)
    };
    measure("PostgreSQL", callers, &app, raw);
}

fn measure(engine: &str, callers: usize, app: &op::App, raw: impl Fn(usize) -> f64) {
    let mut best = [0.0_f64; 3];
    for round in 0..ROUNDS {
        let seen = [transfers::waiting(app, callers, TIME), transfers::submitted(app, callers, TIME), raw(round)];
        best.iter_mut().zip(seen).for_each(|(best, seen)| *best = best.max(seen));
    }
    let [waiting, submitted, raw] = best;
    println!(
        "| {engine} | {callers} | {waiting:.0} | {submitted:.0} | {raw:.0} | {:.2} | {:.2} |",
        waiting / raw,
        submitted / raw
    );
}

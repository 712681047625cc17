//! The analysis of the ASEM example and of an index of ten thousand units: prints markdown rows of measured times.
//!
//! `cargo bench -p indicators --bench sensitivity` (`-- small` leaves out the ten thousand units)

#![expect(clippy::print_stdout, reason = "a benchmark tells its rows on standard output")]

#[path = "../src/uncertainty/tests/asem.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "the tests use all of it, and a benchmark may stop as they do")]
mod asem;

/// The engine under the name by which the example knows it.
mod engine {
    pub use indicators::*;
}

use std::{hint::black_box, sync::Arc};

use indicators::{
    composite::{
        Table, Tree,
        pipeline::Input,
        spec::{Entry, Kind},
    },
    numeric::Matrix,
    uncertainty::{Beside, Evaluator, Random, Study},
};
use serde_json::json;

/// Rounds of which the best counts, because noise only slows.
const ROUNDS: usize = 5;
/// How long a round takes at least.
const ROUND_SECONDS: f64 = 0.3;

/// Processor time of the process in seconds, as the kernel counts it: others on the machine do not lengthen it.
fn processor() -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").expect("Linux tells it");
    told.split(' ').next().and_then(|first| first.parse::<f64>().ok()).expect("nanoseconds") / 1e9
}

/// Seconds of one run. A round repeats the work until the kernel's steps of some milliseconds do not matter.
fn seconds(mut work: impl FnMut()) -> f64 {
    let mut once = |_| {
        let (start, mut times) = (processor(), 0.0);
        loop {
            work();
            times += 1.0;
            let spent = processor() - start;
            if spent > ROUND_SECONDS {
                return spent / times;
            }
        }
    };
    (0..ROUNDS).map(&mut once).fold(f64::INFINITY, f64::min)
}

fn row(what: &str, seconds: f64, theirs: f64, target: f64) {
    let ratio = theirs / seconds;
    println!("| {what} | {:.3} µs | {:.0} | {target:.0} |", seconds * 1e6, ratio);
}

fn evaluated(study: &Study, afresh: bool) {
    let mut evaluator = if afresh { Evaluator::afresh(study) } else { Evaluator::new(study) };
    for number in 0..study.pieces() {
        black_box(evaluator.piece(number)).expect("every combination can be computed");
    }
}

/// COINr's processor time for one replicate of the example, the lower of what was measured.
const EXAMPLE_SECONDS: f64 = 0.135;
/// The same at ten thousand units and sixty indicators.
const LARGE_SECONDS: f64 = 8.1;
const LARGE_UNITS: usize = 10_000;
const LARGE_INDICATORS: usize = 60;

fn main() {
    println!("| what | a replicate | COINr ÷ ours | at least |\n|---|---|---|---|");
    let example = || asem::study(asem::document(asem::factors(), json!("exact")), &Beside::default()).expect("a study");
    let study = example();
    let each = study.replicates() as f64;
    row("51 units, stages reused", seconds(|| evaluated(&study, false)) / each, EXAMPLE_SECONDS, 100_000.0);
    row("51 units, all recomputed", seconds(|| evaluated(&study, true)) / each, EXAMPLE_SECONDS, 4_000.0);
    if std::env::args().any(|word| word == "small") {
        return;
    }
    let large = large();
    let study = |base: usize| {
        let method = json!({ "sampled": { "base": base, "estimate": { "bootstrap": 0 } } });
        let mut factors = asem::factors();
        // Of ten thousand figures the least lies further than five standard deviations below the mean.
        factors[1]["vary"]["choices"]["values"][1] = json!({ "zscore": { "mean": 100.0, "deviation": 2.0 } });
        let document = asem::document(factors, method);
        let (entries, input) = (large.0.clone(), large.1.clone());
        Study::new(document, asem::specification(), entries, input, &Beside::default()).expect("a study")
    };
    let (many, few) = (study(256), study(4));
    let reused = seconds(|| evaluated(&many, false)) / many.replicates() as f64;
    row("10,000 units × 60 indicators, stages reused", reused, LARGE_SECONDS, 10_000.0);
    let afresh = seconds(|| evaluated(&few, true)) / few.replicates() as f64;
    row("10,000 units × 60 indicators, all recomputed", afresh, LARGE_SECONDS, 600.0);
    println!("\n| what | seen | target |\n|---|---|---|");
    let exact = seconds(|| {
        let study = example();
        let mut evaluator = Evaluator::new(&study);
        let pieces = (0..study.pieces()).map(|number| evaluator.piece(number).expect("a piece")).collect();
        black_box(study.outcome(pieces).expect("an outcome"));
    });
    println!("| exact indices of 2,000 combinations, from the document on | {:.2} ms | 10 ms |", exact * 1e3);
    let moved = bandwidth();
    // Each of five stages reads the figures and writes them, aggregation reads them.
    let state = (LARGE_UNITS * LARGE_INDICATORS * 8 * 11) as f64 / afresh;
    println!("| memory read and written by a copy | {:.1} GB/s | |", moved / 1e9);
    println!("| state moved, 10,000 × 60, all recomputed | {:.2} GB/s, {:.2} of that | |", state / 1e9, state / moved);
}

/// Bytes a copy of 512 MiB reads and writes a second.
fn bandwidth() -> f64 {
    let from = vec![1.0f64; 1 << 26];
    let mut to = vec![0.0f64; 1 << 26];
    let once = seconds(|| {
        to.copy_from_slice(black_box(&from));
        black_box(&to);
    });
    (2 * 8 * from.len()) as f64 / once
}

/// The example's tree with eleven more indicators, over ten thousand invented units: long tails, and a figure in fifty
/// missing in every third indicator.
fn large() -> (Vec<Entry>, Arc<Input>) {
    let mut entries = asem::entries();
    let pillars: Vec<String> =
        entries.iter().filter(|e| e.kind == Kind::Aggregate).map(|e| e.code.clone()).take(8).collect();
    for more in 0..11 {
        let parent = Some(pillars[more % 8].clone());
        entries.push(Entry { code: format!("More{more}"), parent, ..Entry::default() });
    }
    let tree = Tree::build(&entries).expect("a tree");
    assert_eq!(tree.indicators(), LARGE_INDICATORS);
    let mut random = Random::of(1, 0);
    let mut figures = Vec::with_capacity(LARGE_UNITS * LARGE_INDICATORS);
    for column in 0..LARGE_INDICATORS {
        for _ in 0..LARGE_UNITS {
            let tail = if column % 4 == 0 { random.normal().exp() } else { 5.0 + random.normal().abs() };
            let missing = column % 3 == 0 && random.below(50) == 0;
            figures.push(if missing { f64::NAN } else { tail });
        }
    }
    let codes: Vec<String> = (0..LARGE_UNITS).map(|unit| format!("U{unit:05}")).collect();
    let words = || (0..LARGE_UNITS).map(|unit| Some(["East", "West"][unit % 2].to_owned())).collect();
    let table = Table {
        names: codes.clone(),
        codes,
        times: None,
        figures: Matrix::from_columns(LARGE_UNITS, LARGE_INDICATORS, figures).expect("a matrix"),
        groups: tree.groups().iter().map(|code| (code.clone(), words())).collect(),
        denominators: (tree.denominators().iter())
            .map(|code| (code.clone(), (0..LARGE_UNITS).map(|_| 1.0 + random.unit()).collect()))
            .collect(),
    };
    (entries, Arc::new(Input::new(table, tree).expect("an input")))
}

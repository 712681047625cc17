//! A composite index computed anew and with stages reused: prints markdown rows of measured times.
//!
//! `cargo bench -p indicators --bench composite`

#![expect(clippy::print_stdout, reason = "a benchmark tells its rows on standard output")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use indicators::composite::aggregate::{Scratch, complete_columns, run};
use indicators::composite::spec::{Entry, Kind};
use indicators::composite::{Input, Pipeline, Plan, Specification, Table, Tree};
use indicators::numeric::Matrix;
use rand_core::Rng;
use rand_pcg::Pcg64;

#[expect(clippy::disallowed_methods, reason = "a benchmark looks at the machine's clock")]
fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// The median time of some runs, in microseconds.
fn median(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut times: Vec<Duration> = (0..runs).map(|_| timed(&mut work)).collect();
    times.sort_unstable();
    times[runs / 2].as_secs_f64() * 1e6
}

/// Units with log-normal figures, a fiftieth of them missing before imputation; eight groups in two halves.
fn input(units: usize, wide: usize) -> Arc<Input> {
    let mut random = Pcg64::new(7, 0x0a02_bdbf_7bb3_c0a7_ac28_fa16_a64a_bf96);
    let mut uniform = || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
    let entry = |code: String, kind: Kind, parent: Option<String>| Entry { code, kind, parent, ..Entry::default() };
    let mut entries: Vec<Entry> =
        (0..wide).map(|at| entry(format!("i{at}"), Kind::Indicator, Some(format!("g{}", at % 8)))).collect();
    entries.extend((0..8).map(|at| entry(format!("g{at}"), Kind::Aggregate, Some(format!("h{}", at / 5)))));
    entries.extend((0..2).map(|at| entry(format!("h{at}"), Kind::Aggregate, Some("top".to_owned()))));
    entries.push(entry("top".to_owned(), Kind::Aggregate, None));
    let figures = (0..units * wide)
        .map(|_| {
            let normal = (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
            if uniform() < 0.02 { f64::NAN } else { normal.exp() }
        })
        .collect();
    let codes: Vec<String> = (0..units).map(|at| format!("U{at:06}")).collect();
    let table = Table {
        names: codes.clone(),
        codes,
        times: None,
        figures: Matrix::from_columns(units, wide, figures).expect("a matrix"),
        groups: BTreeMap::new(),
        denominators: BTreeMap::new(),
    };
    Arc::new(Input::new(table, Tree::build(&entries).expect("a tree")).expect("an input"))
}

fn specification(points: usize, weight: f64, method: &str) -> Specification {
    let text = format!(
        r#"{{"data": {{"file": "d"}}, "metadata": {{"file": "m"}}, "stages": [
            {{"impute": {{"method": "mean"}}}},
            {{"treat": {{"each": {{"first": {{"winsorise": {{"points_max": {points}}}}}}}}}}},
            {{"normalise": {{"method": {{"minmax": {{"lower": 1, "upper": 100}}}}}}}},
            {{"aggregate": {{"methods": ["{method}"], "weights": {{"h0": {weight}}}}}}}]}}"#
    );
    Specification::parse(&text).expect("a specification")
}

fn main() {
    println!("| what | µs |\n|---|---|");
    for (units, wide, runs) in [(51, 49, 2_000), (10_000, 60, 60)] {
        let input = input(units, wide);
        let mut pipeline = Pipeline::new(input.clone());
        for method in ["arithmetic", "geometric"] {
            let specification = specification(5, 1.0, method);
            let first = pipeline.run(&specification).expect("a run");
            let plan: &Plan = first.plan.as_ref().expect("a plan");
            let leaves = first.stage("normalised").expect("figures").values.clone();
            let complete = complete_columns(&leaves);
            let periods = input.table.periods(&first.last().rows);
            let mut weights = first.last().weights.as_ref().clone();
            let mut into = Matrix::filled(units, plan.steps().len(), 0.0);
            let mut scratch = Scratch::default();
            let mut turn = 0.0;
            let time = median(runs, || {
                turn += 1.0;
                weights[wide] = 1.0 + turn / 1e6;
                let done = run(plan, &leaves, &complete, &weights, &periods, &mut scratch, &mut into);
                black_box(done.expect("scores"));
            });
            println!("| {units} × {wide}, {method}, other weights, stages reused | {time:.2} |");
            if method == "arithmetic" {
                let bytes = 8.0 * (units * (wide + 2 * plan.steps().len())) as f64;
                println!("| – as bytes read and written a second | {:.2} GB/s |", bytes / time / 1e3);
            }
        }
        let mut turn = 0.0;
        let time = median(runs / 4, || {
            turn += 1.0;
            black_box(pipeline.run(&specification(5, 1.0 + turn / 1e6, "arithmetic")).expect("a run"));
        });
        println!(
            "| {units} × {wide}, the whole pipeline asked with another weight, parsing and hashing with it | {time:.1} |"
        );
        let mut points = 0;
        let time = median(runs / 20, || {
            points = points % 5 + 1;
            let mut cold = Pipeline::new(input.clone());
            black_box(cold.run(&specification(points, 1.0, "arithmetic")).expect("a run"));
        });
        println!("| {units} × {wide}, every stage anew: impute, treat, normalise, aggregate | {time:.1} |");
    }
    // What the memory gives: one array of 400 MB read and added up, eight sums at once.
    let large = vec![1.0_f64; 50_000_000];
    let time = median(5, || {
        let mut sums = [0.0; 8];
        for block in large.chunks_exact(8) {
            sums.iter_mut().zip(block).for_each(|(sum, x)| *sum += x);
        }
        black_box(sums);
    });
    println!("| reading 400 MB, for comparison | {:.2} GB/s |", 8.0 * large.len() as f64 / time / 1e3);
}

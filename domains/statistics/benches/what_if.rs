//! Milliseconds from a moved slider to ranks with intervals, without HTTP: `cargo bench -p statistics`.
//!
//! Invented figures of 10, 1,000 and 5,000 units under 20 indicators in four groups. What is prepared once for an evaluation
//! (figures read from the file that is kept) is timed by itself; a change is everything from the choice to the ranges, 96
//! combinations ranked.

#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs, reason = "a benchmark says what it saw")]
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::collections::BTreeMap;
use std::time::Instant;

use statistics::model::EvaluationInput;
use statistics::rules::what_if::{Choice, Prepared, answer};
use statistics::rules::{download, result};

const INDICATORS: usize = 20;
const GROUPS: usize = 4;
const ROUNDS: usize = 15;

fn content() -> EvaluationInput {
    let mut lines = vec![serde_json::json!({ "code": "top", "name": "top" })];
    lines.extend((0..GROUPS).map(|at| serde_json::json!({ "code": format!("g{at}"), "parent": "top", "name": "g" })));
    lines.extend((0..INDICATORS).map(|at| {
        serde_json::json!({ "code": format!("i{at}"), "parent": format!("g{}", at % GROUPS), "name": "i", "expression": "x" })
    }));
    serde_json::from_value(serde_json::json!({
        "name": "bench", "members": ["310000"], "data_set": "x", "data_version": 1, "years": [2024], "lines": lines,
        "stages": [
            { "normalise": { "method": { "minmax": { "lower": 1, "upper": 100 } } } },
            { "aggregate": { "methods": ["arithmetic"] } },
        ],
    }))
    .unwrap()
}

/// Figures from a fixed sequence, so that every run is of the same ones.
fn data(units: usize) -> String {
    let mut text = String::from("uCode,uName,Time");
    (0..INDICATORS).for_each(|at| text += &format!(",i{at}"));
    let mut state = 20_261_126_u64;
    for unit in 0..units {
        text += &format!("\nU{unit:05},u,2024");
        for _ in 0..INDICATORS {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text += &format!(",{}", (state >> 40) as f64 / 1_000.0);
        }
    }
    text
}

fn main() {
    let content = content();
    println!("{:>6} {:>12} {:>12} {:>12}", "units", "prepare, ms", "change, ms", "slowest, ms");
    for units in [10, 1_000, 5_000] {
        let text = data(units);
        let begun = Instant::now();
        let specification = download::specification(&content).unwrap();
        let input = result::input(&specification, &text).unwrap();
        let prepared = Prepared { specification, entries: download::entries(&content), input };
        let ready = begun.elapsed();
        let mut seen: Vec<f64> = (0..ROUNDS)
            .map(|round| {
                let weights = BTreeMap::from([("g0".to_owned(), 1.0 + round as f64), ("i3".to_owned(), 2.0)]);
                let choice = Choice { scale: "own".into(), mean: "own".into(), weights, year: 2024 };
                let begun = Instant::now();
                let sure = answer(&prepared, &choice).unwrap();
                assert_eq!((sure.ranks.len(), sure.combinations), (units, 96));
                begun.elapsed().as_secs_f64() * 1_000.0
            })
            .collect();
        seen.sort_by(f64::total_cmp);
        println!(
            "{units:>6} {:>12.2} {:>12.2} {:>12.2}",
            ready.as_secs_f64() * 1_000.0,
            seen[ROUNDS / 2],
            seen[ROUNDS - 1]
        );
    }
}

//! Measures of equity with their decomposition, checks as data: prints markdown rows of measured times.
//!
//! `cargo bench -p indicators --bench equity`

#![expect(clippy::print_stdout, reason = "a benchmark tells its rows on standard output")]

use std::time::{Duration, Instant};

use indicators::equity::{Ask, Level, Study};
use indicators::expression::rules::{Rule, bind};
use indicators::expression::{Book, Panel, Table, Unit};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64;

/// The best and the middle of several runs.
fn row(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "| {name} | {} | {:.1} | {:.1} |",
        times.len(),
        milliseconds(times[0]),
        milliseconds(times[times.len() / 2])
    );
}

#[expect(clippy::disallowed_methods, reason = "a benchmark looks at the machine's clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = work();
    (made, start.elapsed())
}

/// A number from 0 up to 1.
fn share(chance: &mut Pcg64) -> f64 {
    f64::from(u32::try_from(chance.next_u64() >> 32).unwrap_or(0)) / 4_294_967_296.0
}

fn main() {
    println!("| what | runs | best ms | middle ms |\n|---|---|---|---|");
    equity();
    rules();
}

fn equity() {
    let (schools, indicators) = (60_000, 60);
    let mut chance = Pcg64::seed_from_u64(1);
    let county: Vec<usize> = (0..schools).map(|_| usize::try_from(chance.next_u64() % 2_900).unwrap_or(0)).collect();
    let name = |divisor: usize| -> Vec<String> { county.iter().map(|county| (county / divisor).to_string()).collect() };
    let (provinces, cities, counties) = (name(100), name(10), name(1));
    let level = |name: &str, of: &[String]| Level::of(name, of.iter().map(String::as_str));
    let levels = [level("province", &provinces), level("city", &cities), level("county", &counties)];
    let pupils: Vec<f64> = (0..schools).map(|_| (50.0 + 1950.0 * share(&mut chance)).floor()).collect();
    let columns: Vec<Vec<f64>> = (0..indicators)
        .map(|_| pupils.iter().map(|pupils| (pupils * (0.2 + share(&mut chance))).ceil() / pupils).collect())
        .collect();
    let views: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let study = Study::of(&pupils, &levels, Ask::default()).expect("a study");
    let mut sum = 0.0;
    let times = (0..15)
        .map(|_| {
            let (found, time) = timed(|| study.columns(&views).expect("measures"));
            sum += found.iter().filter_map(|one| one.cv.ok()).sum::<f64>();
            time
        })
        .collect();
    row("60,000 schools × 3 levels × 60 indicators, every measure and decomposition", times);
    println!("<!-- {sum} -->");
}

fn rules() {
    for (records, columns, what) in [
        (20_000, 50, "1 million values (20,000 × 50) × 200 rules"),
        (1_000_000, 4, "200 rules on 1,000,000 records each"),
    ] {
        let mut chance = Pcg64::seed_from_u64(2);
        let table = |chance: &mut Pcg64| {
            let mut table = Table::of((0..records).map(|place| format!("s{place}")).collect()).expect("keys");
            for column in 0..columns {
                let value = |chance: &mut Pcg64| {
                    let drawn = share(chance);
                    (drawn > 0.01).then(|| (1000.0 * drawn).floor())
                };
                let values = (0..records).map(|_| value(chance)).collect();
                table.add(&format!("f{column}"), Unit::number(), values).expect("a column");
            }
            table
        };
        let mut panel = Panel::of(2026, table(&mut chance));
        panel.add(2025, table(&mut chance));
        let field = |place: usize| format!("f{}", place % columns);
        let rules: Vec<Rule> = (0..200)
            .map(|place| {
                let [a, b, c] = [field(place), field(place * 7 + 1), field(place * 3 + 2)];
                let check = match place % 10 {
                    0 => format!(r#""kind": "year_on_year", "of": "{a}", "low": 0.1, "high": 9"#),
                    1 => format!(r#""kind": "robust_z", "of": "{a} - {b}", "limit": 3.5"#),
                    2 => format!(r#""kind": "compare", "left": "{a}", "operator": "compulsory_pair", "right": "{b}""#),
                    _ => format!(
                        r#""kind": "compare", "left": "sum({a}, {b})", "operator": "greater_or_equal", "right": "{c} / 2 - 400""#
                    ),
                };
                serde_json::from_str(&format!(r#"{{"code": "R{place}", "check": {{{check}}}}}"#)).expect("a rule")
            })
            .collect();
        let (checks, bound) = timed(|| bind(&rules, &panel, 2026, &Book::default()).expect("bound"));
        row(&format!("{what}: bound to the figures"), vec![bound]);
        let mut flagged = 0;
        let times = (0..5)
            .map(|_| {
                let (report, time) = timed(|| checks.run(100));
                flagged += report.counts.iter().sum::<usize>();
                time
            })
            .collect();
        row(&format!("{what}: run"), times);
        println!("<!-- {flagged} flagged -->");
    }
}

//! What the form adds to the engine: flags of many returns at once, one live check, a suggestion. Prints markdown rows.
//!
//! `cargo bench -p collection --bench forms`

#![expect(clippy::print_stdout, reason = "a benchmark tells its rows on standard output")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use collection::model::form::{Figure, Form, Values};
use collection::rules::check::{Facts, Record, flags, of_many};
use collection::rules::localise::suggest;
use collection::rules::shipped::shipped;

/// The best and the middle of several runs.
fn row(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    let (best, middle) = (milliseconds(times[0]), milliseconds(times[times.len() / 2]));
    println!("| {name} | {} | {best:.2} | {middle:.2} |", times.len());
}

#[expect(clippy::disallowed_methods, reason = "a benchmark looks at the machine's clock")]
fn timed<T>(runs: usize, mut work: impl FnMut() -> T) -> Vec<Duration> {
    (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        })
        .collect()
}

/// A made-up return of a primary school, every field filled in; every fiftieth has one class too few in a band.
fn made_up(form: &Form, place: usize) -> Values {
    let mut now: Values = form
        .fields
        .iter()
        .filter(|field| field.required && field.kind.numeric())
        .map(|field| (field.name.clone(), Figure::Number(0.0)))
        .collect();
    let classes = 12 + place % 24;
    let slip = usize::from(place.is_multiple_of(50));
    for (name, number) in [
        ("pupils_primary", classes * 38),
        ("nearby_pupils_primary", classes * 37),
        ("built_year", 2018),
        ("classes", classes),
        ("classes_36_40", classes - slip),
        ("teachers", classes * 2 + 3),
        ("teachers_primary_bachelor", classes * 2 + 3),
        ("teaching_area", classes * 240 + place % 97),
        ("equipment_value", classes * 11),
    ] {
        now.insert(name.to_owned(), Figure::Number(number as f64));
    }
    now.insert("kind".to_owned(), Figure::Text("primary".to_owned()));
    now
}

fn main() {
    let form = shipped("school").expect("the form of schools");
    println!("| what | runs | best ms | middle ms |\n|---|---|---|---|");
    for count in [300, 16_000] {
        let returns: Vec<(String, Values)> =
            (0..count).map(|place| (format!("u{place:05}"), made_up(&form, place))).collect();
        let records: Vec<Record> = returns.iter().map(|(key, now)| Record { key, now, before: Some(now) }).collect();
        let times = timed(5, || of_many(&form, &records).expect("flags").iter().map(Vec::len).sum::<usize>());
        row(&format!("flags of {count} returns × 65 fields × 47 checks, the year before beside them"), times);
    }
    let own = made_up(&form, 50);
    let peers: Vec<(String, Values)> = (0..300).map(|place| (format!("u{place}"), made_up(&form, place))).collect();
    let record = Record { key: "own", now: &own, before: Some(&own) };
    row(
        "one live check beside 300 others",
        timed(50, || flags(&form, &Facts { record, peers: &peers }).expect("flags")),
    );
    let alone = Facts { record, peers: &[] };
    row("the fewest changes of one return", timed(50, || suggest(&form, &alone).expect("a suggestion")));
}

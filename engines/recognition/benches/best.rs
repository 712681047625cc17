//! One learner against one programme, and against five hundred: prints markdown rows of measured times.
//!
//! `cargo bench -p recognition`

#![expect(clippy::print_stdout, reason = "a benchmark tells its rows on standard output")]

#[path = "../tests/all/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use recognition::model::{Learner, Rule};
use recognition::{Edit, RuleBook};
use support::{land, world::day};

/// What one row says.
fn row(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 1000).min(times.len() - 1)].as_secs_f64() * 1000.0;
    println!("| {name} | {} | {:.3} | {:.3} | {:.3} |", times.len(), at(500), at(990), at(1000));
}

#[expect(clippy::disallowed_methods, reason = "a benchmark looks at the machine's clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = work();
    (made, start.elapsed())
}

fn main() {
    println!("| what | runs | p50 ms | p99 ms | most ms |\n|---|---|---|---|---|");
    let day = day("2026-03-01");
    for (name, capped) in [
        ("one learner × one programme, no cap binds", land::LOOSE),
        ("the same, usual caps", land::USUAL),
        ("the same, caps of a quarter of that", land::TIGHT),
    ] {
        let (rules, programmes) = land::land(1, 1, 100, land::DENSE, capped);
        let book = RuleBook::index(rules, programmes, Vec::new()).expect("a book");
        let dated = book.on(day);
        let learners: Vec<Learner> = (0..200).map(|seed| land::learner(seed, 40, land::DENSE)).collect();
        let (mut times, mut unproved, mut uses, mut states) = (Vec::new(), 0, 0, 0);
        for learner in &learners {
            let (answer, time) = timed(|| dated.best(learner, "P0").expect("an answer"));
            unproved += usize::from(!answer.proof.optimal);
            uses += answer.uses.len();
            states += answer.proof.states;
            times.push(time);
        }
        row(name, times);
        println!("<!-- {uses} uses in all, {unproved} answers not proved, {states} states -->");
    }
    let (rules, programmes) = land::land(2, 500, 50_000, land::WIDE, land::USUAL);
    let (book, time) = timed(|| RuleBook::index(rules, programmes, Vec::new()).expect("a book"));
    row("index of 50,000 rules and 500 programmes", vec![time]);
    let changed: Vec<Rule> = book.rules().step_by(1_000).cloned().collect();
    let edits = changed.into_iter().map(|mut rule| {
        rule.version += 1;
        let edit = Edit { rules_gone: vec![rule.id.clone()], rules: vec![rule], ..Edit::default() };
        timed(|| book.edited(edit).expect("a book")).1
    });
    row("the book after one rule changed", edits.collect());
    let dated = book.on(day);
    let learners: Vec<Learner> = (0..12).map(|seed| land::learner(seed, 40, land::WIDE)).collect();
    let (mut times, mut unproved, mut programmes) = (Vec::new(), 0, 0);
    for learner in &learners {
        let (counted, time) = timed(|| dated.what_counts(learner).expect("an answer"));
        unproved += counted.iter().filter(|counted| !counted.answer.proof.optimal).count();
        programmes += counted.len();
        times.push(time);
    }
    row("one learner × 500 programmes, 50,000 rules", times);
    println!("<!-- {programmes} programmes counted in all, {unproved} answers not proved -->");
    let explained: Vec<Duration> =
        learners.iter().map(|learner| timed(|| dated.explain(learner, "P0").expect("an answer")).1).collect();
    row("one explanation: every cap solved again, every wish weighed", explained);
}

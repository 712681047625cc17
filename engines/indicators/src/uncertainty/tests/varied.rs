//! Each kind of variation, and the same bits however the work is divided.

use serde_json::{Value, json};

use super::{
    super::{Beside, Evaluator, Indices, Outcome, Piece, Study},
    asem::{computed, document, factors, input, specification, study},
    near,
};
use crate::composite::Pipeline;

fn factor(name: &str, vary: Value) -> Value {
    json!({ "name": name, "vary": vary })
}

fn many() -> Study {
    let factors = vec![
        factor("errors", json!({ "errors": { "relative": 0.05, "columns": { "LPI": 0.2 }, "draws": 6 } })),
        factor("imputed", json!({ "imputation": { "stage": 1, "draw": "donor", "draws": 5 } })),
        factor("direction", json!({ "choices": { "at": "/metadata/entries/RTAs/direction", "values": [1.0, -1.0] } })),
        factor("share", json!({ "uniform": { "at": "/stages/2/screen/data_at_least", "lower": 0.8, "upper": 1.0 } })),
        factor(
            "skewness",
            json!({ "normal": {
            "at": "/stages/3/treat/each/pass/skewness", "mean": 2.0, "deviation": 0.5, "lower": 1.0
        } }),
        ),
        factor(
            "weight",
            json!({ "uniform": { "at": "/stages/5/aggregate/weights/Conn", "lower": 0.5, "upper": 2.0 } }),
        ),
        factor("noise", json!({ "weights": { "levels": { "1": 0.2, "2": 0.3 }, "draws": 40 } })),
    ];
    let method = json!({ "sampled": { "base": 32, "estimate": { "bootstrap": 50 } } });
    study(document(factors, method), &Beside::default()).unwrap()
}

/// Pieces in `threads` stretches side by side.
fn threaded(study: &Study, threads: usize) -> Outcome {
    let stretch = |thread: usize| -> Vec<Piece> {
        let mut evaluator = Evaluator::new(study);
        let range = thread * study.pieces() / threads..(thread + 1) * study.pieces() / threads;
        range.map(|number| evaluator.piece(number).unwrap()).collect()
    };
    let pieces = std::thread::scope(|scope| {
        let stretch = &stretch;
        let running: Vec<_> = (0..threads).map(|thread| scope.spawn(move || stretch(thread))).collect();
        // Whoever ends last is put first: the order in which pieces come back does not matter.
        running.into_iter().rev().flat_map(|thread| thread.join().unwrap()).collect()
    });
    study.outcome(pieces).unwrap()
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// Every result that has digits, as its bits.
fn all(outcome: &Outcome) -> Vec<u64> {
    let mut lines = String::new();
    for (_, sheet) in outcome.sheets(&[0.05, 0.5, 0.95]) {
        lines.push_str(&sheet.csv());
    }
    let text = lines.bytes().map(u64::from);
    [bits(&outcome.scores), bits(&outcome.targets), bits(&outcome.design)].concat().into_iter().chain(text).collect()
}

#[test]
fn the_same_bits_at_any_number_of_threads() {
    let exact = study(document(factors(), json!("exact")), &Beside::default()).unwrap();
    for study in [exact, many()] {
        let one = all(&threaded(&study, 1));
        for threads in [2, 7] {
            assert!(one == all(&threaded(&study, threads)), "{threads} threads");
        }
    }
}

#[test]
fn what_is_kept_changes_nothing() {
    let study = many();
    let kept = computed(&study);
    let mut evaluator = Evaluator::afresh(&study);
    let afresh = study.outcome((0..study.pieces()).map(|number| evaluator.piece(number).unwrap()).collect()).unwrap();
    assert_eq!(bits(&kept.scores), bits(&afresh.scores));
    assert_eq!(kept.ranks, afresh.ranks);
    assert!(kept.targets.iter().any(|target| *target > 0.0));
}

/// A varied replicate is what a run of the changed specification gives.
#[test]
fn a_replicate_is_a_run() {
    let study = study(document(factors(), json!("exact")), &Beside::default()).unwrap();
    let outcome = computed(&study);
    let (units, mut pipeline) = (outcome.units.len(), Pipeline::new(input()));
    let values = factors();
    for replicate in [0, 77, 1999] {
        let mut changed = serde_json::to_value(specification()).unwrap();
        for (factor, shown) in values.iter().zip(&outcome.design[replicate * 4..]) {
            let choices = &factor["vary"]["choices"];
            let at = choices["at"].as_str().unwrap();
            *changed.pointer_mut(at).unwrap() = choices["values"][*shown as usize - 1].clone();
        }
        let run = pipeline.run(&serde_json::from_value(changed).unwrap()).unwrap();
        let index = run.last().values.column(input().tree.top().unwrap()).to_vec();
        outcome.scores[replicate * units..][..units].iter().zip(index).for_each(|(seen, run)| near(*seen, run, 1e-13));
    }
}

/// Two independent parts of a score share its variance in the sample as they do by enumeration.
#[test]
fn a_sample_agrees_with_the_enumeration() {
    let factors = || factors().into_iter().filter(|factor| factor["name"] != "Weights").collect::<Vec<_>>();
    let exact = computed(&study(document(factors(), json!("exact")), &Beside::default()).unwrap());
    let method = json!({ "sampled": { "base": 1024, "estimate": { "bootstrap": 100, "confidence": 0.99 } } });
    let sampled = computed(&study(document(factors(), method), &Beside::default()).unwrap());
    let (Indices::Exact(exact), Indices::Sampled(sampled)) = (exact.indices, sampled.indices) else { panic!() };
    for (exact, sampled) in exact.shares.iter().zip(&sampled) {
        near(sampled.first.value, exact.first, 0.05);
        near(sampled.total.value, exact.total, 0.05);
        let (lower, upper) = sampled.total.interval.unwrap();
        assert!(lower <= exact.total && exact.total <= upper, "{exact:?} {sampled:?}");
    }
}

#[test]
fn scores_and_ranks_of_a_unit_are_targets() {
    for (target, ranked) in [(json!({ "rank": "AUS" }), true), (json!({ "score": "AUS" }), false)] {
        let mut document = document(factors(), json!("exact"));
        document.target = serde_json::from_value(target).unwrap();
        let outcome = computed(&study(document, &Beside::default()).unwrap());
        let (units, unit) = (outcome.units.len(), outcome.units.iter().position(|unit| unit == "AUS").unwrap());
        for (replicate, target) in outcome.targets.iter().enumerate() {
            let at = replicate * units + unit;
            assert_eq!(*target, if ranked { f64::from(outcome.ranks[at]) } else { outcome.scores[at] });
        }
        let Indices::Exact(exact) = &outcome.indices else { panic!("no indices") };
        if ranked {
            assert_eq!(exact.shares, outcome.unit_indices[unit]);
        }
    }
}

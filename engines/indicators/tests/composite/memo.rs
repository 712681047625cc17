//! What was computed once is not computed again, and one result has one set of bits.

use std::sync::Arc;

use indicators::composite::spec::StageSpec;
use indicators::composite::{Pipeline, Specification};

use crate::support::{asem, specification};

fn chain(weight: f64, points: usize) -> Specification {
    specification(
        &format!(
            r#"{{"denominate": {{}}}}, {{"impute": {{"method": "mean"}}}},
            {{"treat": {{"each": {{"first": {{"winsorise": {{"points_max": {points}}}}}}}}}}},
            {{"normalise": {{"method": {{"minmax": {{"lower": 0, "upper": 100}}}}}}}},
            {{"weigh": {{"method": {{"given": {{"Conn": {weight}}}}}}}}},
            {{"aggregate": {{"methods": ["arithmetic"]}}}}"#
        ),
        "",
    )
}

#[test]
fn another_weight_recomputes_weights_and_aggregation_alone() {
    let mut pipeline = Pipeline::new(asem());
    pipeline.run(&chain(1.0, 5)).expect("a run");
    assert_eq!(pipeline.computed(), 6);
    pipeline.run(&chain(1.0, 5)).expect("a run");
    assert_eq!(pipeline.computed(), 6);
    let other = pipeline.run(&chain(2.0, 5)).expect("a run");
    assert_eq!(pipeline.computed(), 8);
    assert_eq!(other.last().name, "aggregated");
    pipeline.run(&chain(2.0, 3)).expect("a run");
    assert_eq!(pipeline.computed(), 12);
}

#[test]
fn results_from_what_was_kept_have_the_same_bits() {
    let input = asem();
    let mut kept = Pipeline::new(input.clone());
    for (weight, points) in [(1.0, 5), (2.0, 5), (2.0, 1), (1.0, 5)] {
        let specification = chain(weight, points);
        let warm = kept.run(&specification).expect("a run");
        let cold = Pipeline::new(input.clone()).run(&specification).expect("a run");
        let bits = |run: &indicators::composite::Run| -> Vec<u64> {
            run.last().values.values().iter().map(|x| x.to_bits()).collect()
        };
        assert_eq!(bits(&warm), bits(&cold));
        assert_eq!(warm.last().hash(), cold.last().hash());
    }
}

#[test]
fn results_have_the_same_bits_on_any_number_of_threads() {
    let input = asem();
    let bits = |input: Arc<indicators::composite::Input>| -> Vec<u64> {
        let run = Pipeline::new(input).run(&chain(2.0, 3)).expect("a run");
        run.last().values.values().iter().map(|x| x.to_bits()).collect()
    };
    let alone = bits(input.clone());
    let others: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(|| bits(input.clone()))).collect();
        workers.into_iter().map(|worker| worker.join().expect("a result")).collect()
    });
    assert!(others.iter().all(|other| *other == alone));
}

#[test]
fn layout_does_not_reach_the_hash_and_meaning_does() {
    let plain = r#"{"data":{"file":"d.csv"},"metadata":{"file":"m.csv"},"stages":[{"treat":{}}]}"#;
    let spelt = r#"{ "metadata": {"file": "m.csv"}, "stages": [ {"treat": {"combine": false}} ],
        "data": {"unit": "uCode", "file": "d.csv"} }"#;
    let other = plain.replace(r#"{"treat":{}}"#, r#"{"treat":{"combine":true}}"#);
    let hash = |text: &str| Specification::parse(text).expect("a specification").hash();
    assert_eq!(hash(plain), hash(spelt));
    assert_ne!(hash(plain), hash(&other));
    let again = Specification::parse(&Specification::parse(plain).expect("it").canonical()).expect("it");
    assert_eq!(again.hash(), hash(plain));
    assert!(matches!(again.stages[0], StageSpec::Treat(_)));
}

//! Documents that ask for what is not there, too much, or nothing; each answer says where and what to do.

use serde_json::{Value, json};

use super::{
    super::{Beside, Indices, spec::Sensitivity},
    asem::{computed, document, factors, study},
};

const POINTS: &str = "/stages/3/treat/each/first/winsorise/points_max";

fn factor(vary: Value) -> Value {
    json!({ "name": "A", "vary": vary })
}

fn choices(at: &str, values: Value) -> Value {
    factor(json!({ "choices": { "at": at, "values": values } }))
}

#[track_caller]
fn refused(factors: Vec<Value>, method: Value, expected: &str) {
    let told = study(document(factors, method), &Beside::default()).unwrap_err().to_string();
    assert!(told.contains(expected), "{told}");
}

#[test]
fn addresses_that_do_not_exist() {
    for (at, expected) in [
        ("stages", "does not begin with /"),
        (
            "/stages/9/treat",
            "the address /stages/9/treat leads nowhere: /stages has no 9; there is a list with the numbers 0 to 5",
        ),
        ("/stages/3/impute/x", "/stages/3 has no impute; there is treat"),
        ("/stages/3/treat/each/first/winsorise/points_max/x", "leads nowhere"),
        ("/title", "/title is no choice of the computation"),
        ("/metadata/entries/LPI/code", "is no choice of the computation"),
        ("/metadata/entries/ZZZ/weight", "has no ZZZ"),
        ("/stages/3/treat/wrong", "unknown field `wrong`"),
        ("/stages/5/aggregate/weights/ZZZ", "there is no ZZZ"),
    ] {
        refused(vec![choices(at, json!([1, 2]))], json!("exact"), expected);
    }
    refused(vec![choices(POINTS, json!(["many"]))], json!("exact"), "invalid type: string \"many\"");
    refused(vec![choices("/stages/3", json!([{ "screen": { "by": "missing" } }]))], json!("exact"), "is no choice");
    refused(vec![choices("/stages/5/aggregate/methods", json!([["median"]]))], json!("exact"), "median");
}

#[test]
fn values_probabilities_and_draws_out_of_range() {
    refused(Vec::new(), json!("exact"), "nothing varies");
    refused(vec![choices(POINTS, json!([]))], json!("exact"), "0 values; list 1 to");
    for probabilities in [json!([0.5]), json!([0.5, 0.4]), json!([1.5, -0.5]), json!([0.0, 0.0])] {
        let vary = json!({ "choices": { "at": POINTS, "values": [1, 2], "probabilities": probabilities } });
        refused(vec![factor(vary)], json!("exact"), "with the sum 1");
    }
    for (vary, expected) in [
        (json!({ "uniform": { "at": POINTS, "lower": 2.0, "upper": 1.0 } }), "write the smaller number first"),
        (json!({ "normal": { "at": POINTS, "mean": 0.0, "deviation": 0.0 } }), "write a deviation above 0"),
        (json!({ "weights": { "levels": { "2": 1.0 }, "draws": 5 } }), "noise 1 at level 2"),
        (json!({ "weights": { "levels": { "9": 0.1 }, "draws": 5 } }), "at level 9 of 4"),
        (json!({ "weights": { "levels": { "2": 0.1 }, "draws": 0 } }), "0 draws"),
        (json!({ "errors": { "relative": -1.0, "draws": 5 } }), "a standard error of -1"),
        (json!({ "errors": { "columns": { "ZZZ": 1.0 }, "draws": 5 } }), "ZZZ is no indicator"),
        (json!({ "imputation": { "stage": 0, "draws": 5 } }), "stage 0 imputes nothing: it is denominate"),
        (json!({ "imputation": { "stage": 99, "draws": 5 } }), "it is not there"),
    ] {
        refused(vec![factor(vary)], json!("exact"), expected);
    }
    refused(vec![choices(POINTS, json!([1])), choices(POINTS, json!([2]))], json!("exact"), "there twice");
    let mut other = choices("/stages/3/treat/each", json!([{}]));
    other["name"] = json!("B");
    refused(vec![choices(POINTS, json!([1])), other], json!("exact"), "it changes what A changes as well");
}

#[test]
fn too_many_combinations_and_what_cannot_be_enumerated() {
    let draws = |name: &str| json!({ "name": name, "vary": { "errors": { "relative": 0.1, "draws": 10_000 } } });
    refused(vec![draws("A"), draws("B")], json!("exact"), "100000000 combinations, more than 10000000");
    let uniform =
        factor(json!({ "uniform": { "at": "/stages/5/aggregate/weights/Conn", "lower": 0.5, "upper": 2.0 } }));
    refused(vec![uniform.clone()], json!("exact"), "A has no list of values");
    refused(vec![uniform.clone()], json!({ "sampled": { "base": 0 } }), "a sample without rows");
    refused(
        vec![uniform.clone()],
        json!({ "sampled": { "base": 4_000_000 } }),
        "12000000 replicates, more than 10000000",
    );
    refused(vec![uniform.clone()], json!({ "given": { "rows": [[1.0], [1.0]] } }), "a multiple of 3");
    refused(
        vec![choices(POINTS, json!([1]))],
        json!({ "given": { "rows": [[1.0], [2.0], [1.0]] } }),
        "2 is no value of A",
    );
    refused(
        vec![choices(POINTS, json!([1]))],
        json!({ "given": { "rows": [[1.0, 1.0], [], []] } }),
        "row 1 has 2 values",
    );
}

#[test]
fn what_is_looked_at_must_be_there() {
    let with = |key: &str, value: Value| {
        let mut document = serde_json::to_value(document(factors(), json!("exact"))).unwrap();
        document[key] = value;
        Sensitivity::parse(&document.to_string()).and_then(|document| study(document, &Beside::default()))
    };
    for (key, value, expected) in [
        ("of", json!("ZZZ"), "there is no aggregate ZZZ"),
        ("of", json!("LPI"), "there is no aggregate LPI"),
        ("period", json!(1999.0), "there is no such period"),
        ("target", json!({ "rank": "ZZZ" }), "there is no unit ZZZ"),
        ("quantiles", json!([1.5]), "the probability 1.5"),
        ("method", json!({ "sampled": { "base": 2, "estimate": { "confidence": 1.0 } } }), "a confidence of 1"),
    ] {
        let told = with(key, value).unwrap_err().to_string();
        assert!(told.contains(expected), "{told}");
    }
    for (document, expected) in [("{", "EOF"), ("{}", "missing field"), ("[1]", "sensitivity")] {
        let told = Sensitivity::parse(document).unwrap_err().to_string();
        assert!(told.contains(expected), "{told}");
    }
}

/// A choice that cannot be computed is told with the combination it belongs to.
#[test]
fn a_replicate_that_cannot_be_computed_says_which() {
    let scale = choices("/stages/4/normalise/method", json!([{ "zscore": { "mean": 0.0, "deviation": 1.0 } }]));
    let mut mean = choices("/stages/5/aggregate/methods", json!([["geometric"]]));
    mean["name"] = json!("B");
    let study = study(document(vec![scale, mean], json!("exact")), &Beside::default()).unwrap();
    let told = super::super::Evaluator::new(&study).piece(0).unwrap_err().to_string();
    assert!(told.contains("with A = {\"zscore\"") && told.contains("takes only figures above 0"), "{told}");
    let zero = choices("/stages/5/aggregate/weights", json!([{ "Conn": 0.0, "Sust": 0.0 }]));
    let study = self::study(document(vec![zero], json!("exact")), &Beside::default()).unwrap();
    let told = super::super::Evaluator::new(&study).piece(0).unwrap_err().to_string();
    assert!(told.contains("Index of") && told.contains("sum to nothing"), "{told}");
}

#[test]
fn a_single_choice_leaves_nothing_to_explain() {
    let study = study(document(vec![choices(POINTS, json!([5]))], json!("exact")), &Beside::default()).unwrap();
    let outcome = computed(&study);
    let Indices::Exact(exact) = &outcome.indices else { panic!("no indices") };
    assert_eq!((exact.mean, exact.variance), (0.0, 0.0));
    assert!(exact.shares[0].first.is_nan() && outcome.unit_indices[0][0].total.is_nan());
    let sheets = outcome.sheets(&study.document().quantiles);
    let (_, sheet) = sheets.iter().find(|(name, _)| *name == "indices").unwrap();
    assert!(sheet.csv().ends_with("\"A\",\"exact\",NA,NA,NA,NA,NA,NA,NA\n"), "{}", sheet.csv());
}

//! Abilities on ordered scores: against derivatives by differences, and against sums.

use super::super::*;
use super::simulated::two;
use super::simulated::{Design, simulate};

/// Derivatives of a function of fourth order: first and second.
fn derivatives(of: impl Fn(f64) -> f64, at: f64) -> (f64, f64) {
    let h = 1e-3;
    let (a, b, c, d) = (of(at - 2.0 * h), of(at - h), of(at + h), of(at + 2.0 * h));
    ((8.0 * (c - b) - (d - a)) / (12.0 * h), (16.0 * (b + c) - (a + d) - 30.0 * of(at)) / (12.0 * h * h))
}

#[test]
fn searched_abilities_solve_their_equations_on_ordered_scores() {
    for (model, categories) in [(Model::GeneralizedPartialCredit, 4), (Model::Graded, 4), (Model::PartialCredit, 3)] {
        let design = Design { model, items: 6, categories, persons: 400, groups: 2, missing: 0.2, seed: 14 };
        let (responses, _) = simulate(&design);
        let fit = estimate(&responses, model, &Options::default()).expect("a fit");
        for method in [Method::Map, Method::Ml, Method::Wle] {
            let found = abilities(&responses, &fit, method, two()).expect("abilities");
            for (row, ability) in found.persons.iter().enumerate() {
                let theta = ability.value;
                if !theta.is_finite() || theta.abs() > 8.0 {
                    // Far out differences of probabilities near 0 and 1 say nothing.
                    continue;
                }
                let answered: Vec<(&Item, usize)> = fit
                    .items
                    .iter()
                    .zip(responses.categories(row))
                    .filter_map(|(item, k)| k.map(|k| (item, usize::from(k))))
                    .collect();
                let log =
                    |theta: f64| -> f64 { answered.iter().map(|(item, k)| item.probabilities(theta)[*k].ln()).sum() };
                let (first, second) = derivatives(log, theta);
                let latent = fit.latents[usize::from(responses.groups()[row])];
                let (rest, curvature) = match method {
                    Method::Map => {
                        let inverse = latent.deviation.powi(-2);
                        (first - (theta - latent.mean) * inverse, Some(inverse - second))
                    }
                    Method::Ml => (first, Some(-second)),
                    _ => {
                        let (mut information, mut bend) = (0.0, 0.0);
                        for (item, _) in &answered {
                            for k in 0..item.categories() {
                                let p = item.probabilities(theta)[k];
                                let (by, twice) = derivatives(|theta| item.probabilities(theta)[k], theta);
                                information += by * by / p;
                                bend += by * twice / p;
                            }
                        }
                        (first + bend / (2.0 * information), None)
                    }
                };
                assert!(rest.abs() < 1e-7, "{model:?} {method:?} {row}: {rest} at {theta}");
                if let Some(curvature) = curvature {
                    let error = ability.error.expect("an error");
                    assert!((error * curvature.sqrt() - 1.0).abs() < 1e-5, "{model:?} {method:?} {row}: {ability:?}");
                }
            }
        }
    }
}

#[test]
fn information_is_the_expected_square_of_the_slope() {
    for (model, categories) in [(Model::GeneralizedPartialCredit, 4), (Model::Graded, 5), (Model::TwoParameter, 2)] {
        let design = Design { model, items: 4, categories, persons: 200, groups: 1, missing: 0.0, seed: 2 };
        let (_, truth) = simulate(&design);
        for theta in [-3.0, -0.7, 0.0, 1.9] {
            let plain = |item: &Item| -> f64 {
                (0..item.categories())
                    .map(|k| {
                        let (by, _) = derivatives(|theta| item.probabilities(theta)[k], theta);
                        by * by / item.probabilities(theta)[k]
                    })
                    .sum()
            };
            for item in &truth.items {
                assert!((item.information(theta) - plain(item)).abs() < 1e-9, "{model:?} {theta}");
                let all: f64 = item.probabilities(theta).iter().sum();
                assert!((all - 1.0).abs() < 1e-14);
            }
            let whole: f64 = truth.items.iter().map(plain).sum();
            assert!((test_information(&truth.items, theta) - whole).abs() < 1e-9);
        }
    }
}

#[test]
fn an_answer_at_its_end_has_no_maximum_whatever_the_sign_of_the_slope() {
    let mut reader = Reader::of_names(Test::new("t", "s"), &["up", "down"]).expect("a test");
    let rows =
        [([1.0, 0.0], f64::INFINITY), ([0.0, 1.0], f64::NEG_INFINITY), ([1.0, 1.0], f64::NAN), ([0.0, 0.0], f64::NAN)];
    for (scores, _) in rows {
        reader.row(&scores.map(Some), 1.0, 0).expect("a row");
    }
    let responses = reader.finish().expect("responses");
    let item =
        |name: &str, slope: f64| Item { name: name.to_owned(), curve: Curve::Divided, slope, intercepts: vec![0.3] };
    let items = vec![item("up", 1.0), item("down", -0.5)];
    let latents = vec![Latent::STANDARD];
    let fit = Fit::given(&responses, Model::TwoParameter, items, latents, Grid::default()).expect("a fit");
    let of = |method| abilities(&responses, &fit, method, Hands::default()).expect("abilities").persons;
    for ((_, expected), (ml, wle)) in rows.iter().zip(of(Method::Ml).iter().zip(of(Method::Wle))) {
        if expected.is_infinite() {
            assert_eq!((ml.value, ml.error), (*expected, None));
        } else {
            assert!(ml.value.is_finite() && ml.error.is_some());
        }
        assert!(wle.value.is_finite() && wle.error.is_some(), "{wle:?}");
    }
}

#[test]
fn parameters_from_elsewhere_are_checked() {
    let mut reader = Reader::of_names(Test::new("t", "s"), &["a", "b"]).expect("a test");
    for scores in [[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]] {
        reader.row(&scores.map(Some), 1.0, 0).expect("a row");
    }
    let responses = reader.finish().expect("responses");
    let item = |intercepts: &[f64]| Item {
        name: "q".to_owned(),
        curve: Curve::Graded,
        slope: 1.0,
        intercepts: intercepts.to_vec(),
    };
    let of = |items: Vec<Item>, latents: Vec<Latent>| {
        Fit::given(&responses, Model::Graded, items, latents, Grid::default()).map(|_| ())
    };
    let one = || vec![Latent::STANDARD];
    assert_eq!(of(vec![item(&[0.0])], one()), Err(Fault::Lengths { what: "items", given: 1, expected: 2 }));
    let wrong = Err(Fault::Lengths { what: "categories of an item", given: 2, expected: 3 });
    assert_eq!(of(vec![item(&[0.0]), item(&[0.0])], one()), wrong);
    let crossed = Err(Fault::NotFinite { what: "item parameters", row: 2 });
    assert_eq!(of(vec![item(&[0.0]), item(&[-1.0, 1.0])], one()), crossed);
    assert_eq!(of(vec![item(&[0.0]), item(&[1.0, f64::NAN])], one()), crossed);
    let flat = vec![Latent { mean: 0.0, deviation: 0.0 }];
    assert_eq!(of(vec![item(&[0.0]), item(&[1.0, 0.0])], flat), Err(Fault::Spread { group: 0, deviation: 0.0 }));
    assert_eq!(of(vec![item(&[0.0]), item(&[1.0, 0.0])], one()), Ok(()));
}

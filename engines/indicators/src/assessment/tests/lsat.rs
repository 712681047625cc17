//! What another program gives on the same answers.

mod tables;

use super::super::item_fit::item_fit;
use super::super::*;
use tables::*;

const NAMES: [&str; 5] = ["Item_1", "Item_2", "Item_3", "Item_4", "Item_5"];

pub fn lsat() -> Responses {
    let mut reader = Reader::of_names(Test::new("LSAT6", "law"), &NAMES).expect("a test");
    for (answers, count) in PATTERNS {
        let scores: Vec<Option<f64>> = answers.iter().map(|answer| Some(f64::from(*answer))).collect();
        reader.row(&scores, f64::from(count), 0).expect("a row");
    }
    reader.finish().expect("responses")
}

fn item(place: usize, slope: f64, intercept: f64) -> Item {
    Item { name: NAMES[place].to_owned(), curve: Curve::Divided, slope, intercepts: vec![intercept] }
}

/// The model with the parameters the other program found.
fn theirs(model: Model) -> Fit {
    let (items, variance): (Vec<Item>, f64) = if model == Model::Rasch {
        (RASCH_ITEMS.iter().enumerate().map(|(place, [d, _])| item(place, 1.0, *d)).collect(), RASCH_FIT[1])
    } else {
        let items = TWO_PARAMETER_ITEMS.iter().enumerate().map(|(place, [a, b, ..])| item(place, *a, -a * b));
        (items.collect(), TWO_PARAMETER_FIT[1])
    };
    let latent = Latent { mean: 0.0, deviation: variance.sqrt() };
    Fit::given(&lsat(), model, items, vec![latent], Grid::default()).expect("a fit")
}

/// Difference relative to the size of the expected number, from 1 up.
fn off(seen: f64, expected: f64) -> f64 {
    (seen - expected).abs() / expected.abs().max(1.0)
}

/// A model, what they say of each pattern, and their likelihood and variance.
type Case = (Model, &'static [[f64; 8]; 30], [f64; 2]);

const CASES: [Case; 2] =
    [(Model::TwoParameter, &TWO_PARAMETER_ABILITIES, TWO_PARAMETER_FIT), (Model::Rasch, &RASCH_ABILITIES, RASCH_FIT)];

#[test]
fn the_likelihood_at_their_parameters_is_theirs() {
    for (model, _, [likelihood, _]) in CASES {
        let seen = theirs(model).log_likelihood;
        assert!(off(seen, likelihood) < 1e-14, "{model:?}: {seen} for {likelihood}");
    }
}

#[test]
fn abilities_at_their_parameters_are_theirs_as_far_as_they_searched() {
    // EAP is a sum on the same points and agrees to rounding. The others are searched for: theirs end by a tolerance of a
    // general minimiser (equal Rasch scores differ by 4e-6 there), and their errors by a numeric second derivative.
    let bounds = [1e-13, 1e-13, 3e-6, 6e-6, 4e-6, 4e-5, 4e-6, 1e-4];
    for (model, expected, _) in CASES {
        let fit = theirs(model);
        for (place, method) in Method::ALL.into_iter().enumerate() {
            let found = abilities(&lsat(), &fit, method, Hands::default()).expect("abilities");
            assert_eq!(found.persons.len(), expected.len());
            for (pattern, (seen, expected)) in found.persons.iter().zip(expected).enumerate() {
                let (value, error) = (expected[2 * place], expected[2 * place + 1]);
                if value.is_infinite() {
                    assert_eq!((seen.value, seen.error), (value, None), "{model:?} {method:?} {pattern}");
                    continue;
                }
                let (by_value, by_error) = (off(seen.value, value), off(seen.error.expect("an error"), error));
                assert!(by_value < bounds[2 * place], "{model:?} {method:?} {pattern}: {seen:?} for {value}");
                assert!(by_error < bounds[2 * place + 1], "{model:?} {method:?} {pattern}: {seen:?} for {error}");
            }
        }
    }
}

#[test]
fn searched_abilities_solve_their_equations() {
    // Written down for the dichotomous item alone, apart from the code that searches.
    for model in [Model::TwoParameter, Model::Rasch] {
        let fit = theirs(model);
        let deviation = fit.latents[0].deviation;
        for method in [Method::Map, Method::Ml, Method::Wle] {
            let found = abilities(&lsat(), &fit, method, Hands::default()).expect("abilities");
            for (ability, (answers, _)) in found.persons.iter().zip(PATTERNS) {
                let theta = ability.value;
                if theta.is_infinite() {
                    continue;
                }
                let (mut score, mut information, mut bend) = (0.0, 0.0, 0.0);
                for (item, answer) in fit.items.iter().zip(answers) {
                    let p = 1.0 / (1.0 + (-(item.slope * theta + item.intercepts[0])).exp());
                    score += item.slope * (f64::from(answer) - p);
                    information += item.slope.powi(2) * p * (1.0 - p);
                    bend += item.slope.powi(3) * p * (1.0 - p) * (1.0 - 2.0 * p);
                }
                let rest = match method {
                    Method::Map => score - theta / (deviation * deviation),
                    Method::Ml => score,
                    _ => score + bend / (2.0 * information),
                };
                assert!(rest.abs() < 1e-13, "{model:?} {method:?} {answers:?}: {rest}");
            }
        }
    }
}

#[test]
fn item_fit_and_information_at_their_parameters_are_theirs() {
    for (model, expected, information) in [
        (Model::TwoParameter, &TWO_PARAMETER_ITEM_FIT, &TWO_PARAMETER_INFORMATION),
        (Model::Rasch, &RASCH_ITEM_FIT, &RASCH_INFORMATION),
    ] {
        let fit = theirs(model);
        for (seen, (s_x2, degrees, p)) in item_fit(&lsat(), &fit).expect("fit").iter().zip(expected) {
            assert_eq!(seen.degrees, *degrees, "{seen:?}");
            assert!(off(seen.s_x2.expect("a value"), *s_x2) < 1e-11, "{seen:?} for {s_x2}");
            assert!(off(seen.p.expect("a value"), *p) < 1e-11, "{seen:?} for {p}");
            assert_eq!(seen.rmsea, Some(0.0));
        }
        for [theta, expected] in information {
            assert!(off(test_information(&fit.items, *theta), *expected) < 1e-14, "{theta}");
        }
    }
}

#[test]
fn our_maximum_is_above_theirs_and_near_it() {
    for (model, _, [likelihood, variance]) in CASES {
        let fit = estimate(&lsat(), model, &Options::default()).expect("a fit");
        assert!(fit.converged && fit.remaining < 1e-20, "{model:?}: {} after {}", fit.remaining, fit.iterations);
        let gain = fit.log_likelihood - likelihood;
        assert!((0.0..1e-5).contains(&gain), "{model:?}: {gain}");
        let there = theirs(model);
        let errors = fit.item_errors.as_ref().expect("errors");
        for (place, (ours, theirs)) in fit.items.iter().zip(&there.items).enumerate() {
            let free = usize::from(model.free_slopes());
            // How far they stopped from the maximum, in standard errors.
            let apart = (ours.intercepts[0] - theirs.intercepts[0]).abs() / errors[place][free];
            assert!(apart < 2e-3, "{model:?} {place}: {apart}");
            let expected: &[f64] = match model {
                Model::Rasch => &RASCH_ITEMS[place][1..],
                _ => &TWO_PARAMETER_ITEMS[place][2..],
            };
            for (ours, theirs) in errors[place].iter().zip(expected) {
                assert!((ours / theirs - 1.0).abs() < 2e-3, "{model:?} {place}: {ours} for {theirs}");
            }
        }
        let ours = fit.latents[0].deviation.powi(2);
        assert!((ours - variance).abs() < 5e-4, "{model:?}: {ours} for {variance}");
        assert_eq!(fit.parameters, if model == Model::Rasch { 6 } else { 10 });
        assert!((fit.aic() - (2.0 * fit.parameters as f64 - 2.0 * fit.log_likelihood)).abs() < 1e-12);
        assert!((fit.bic() - fit.aic() - fit.parameters as f64 * (1000.0_f64.ln() - 2.0)).abs() < 1e-9);
    }
}

#[test]
fn a_third_program_is_near_the_same_answer() {
    // girth 0.8's twopl_mml on the same persons: slope and difficulty.
    let theirs = [
        [0.8257309572348758, -3.358719529639444],
        [0.7228304955370539, -1.3700536264742034],
        [0.89083534491516, -0.27972823706824856],
        [0.6884004481708902, -1.866431941023804],
        [0.6569264627232158, -3.12586502065023],
    ];
    let fit = estimate(&lsat(), Model::TwoParameter, &Options::default()).expect("a fit");
    for (item, [slope, difficulty]) in fit.items.iter().zip(theirs) {
        assert!((item.slope - slope).abs() < 3e-4, "{item:?} for {slope}");
        assert!((item.thresholds()[0] - difficulty).abs() < 2e-3, "{item:?} for {difficulty}");
    }
}

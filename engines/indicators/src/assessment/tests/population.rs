//! Populations: plausible values, replicate weights, and their combination.

use super::super::*;
use super::simulated::two;
use super::simulated::{Design, Dice, simulate};

/// 1,500 persons whose ability depends on a covariate, with the true items.
fn conditioned() -> (Responses, Fit, Vec<Vec<f64>>) {
    let design =
        Design { model: Model::TwoParameter, items: 10, categories: 2, persons: 50, groups: 1, missing: 0.0, seed: 6 };
    let (_, truth) = simulate(&design);
    let names: Vec<&str> = truth.items.iter().map(|item| item.name.as_str()).collect();
    let mut reader = Reader::of_names(Test::new("t", "s"), &names).expect("a test");
    let (mut dice, mut covariates) = (Dice::new(12), Vec::new());
    for _ in 0..1_500 {
        let x = dice.normal();
        let theta = 0.3 + 0.6 * x + 0.8 * dice.normal();
        let right =
            |item: &Item, dice: &mut Dice| Some(f64::from(u8::from(dice.unit() < item.probabilities(theta)[1])));
        let scores: Vec<Option<f64>> = truth.items.iter().map(|item| right(item, &mut dice)).collect();
        reader.row(&scores, 1.0, 0).expect("a row");
        covariates.push(vec![x]);
    }
    let responses = reader.finish().expect("responses");
    let latents = vec![Latent::STANDARD];
    let fit = Fit::given(&responses, Model::TwoParameter, truth.items, latents, Grid::default()).expect("a fit");
    (responses, fit, covariates)
}

fn conditioning(covariates: Vec<Vec<f64>>, draws: usize) -> Conditioning<'static> {
    Conditioning { covariates, draws, seed: 77, draw_coefficients: true, hands: two() }
}

#[test]
fn a_latent_regression_is_found_and_has_no_slope_left() {
    let (responses, fit, covariates) = conditioned();
    let plausible = plausible_values(&responses, &fit, &conditioning(covariates.clone(), 10)).expect("draws");
    for (found, known) in plausible.coefficients.iter().zip([0.3, 0.6]) {
        let error = found.error.expect("an error");
        assert!((found.value - known).abs() < 4.0 * error && (0.02..0.05).contains(&error), "{found:?} for {known}");
    }
    assert!((plausible.deviation - 0.8).abs() < 0.12, "{}", plausible.deviation);
    // The likelihood of the regression, plainly written, is level at the answer.
    let points = fit.grid.abilities();
    let likelihood = |constant: f64, slope: f64, deviation: f64| -> f64 {
        covariates
            .iter()
            .enumerate()
            .map(|(row, x)| {
                let (mut whole, mut weights) = (0.0, 0.0);
                for theta in &points {
                    let u = (theta - constant - slope * x[0]) / deviation;
                    let answers = responses.categories(row).into_iter().zip(&fit.items);
                    let right: f64 = answers
                        .map(|(k, item)| {
                            let p = 1.0 / (1.0 + (-(item.slope * theta + item.intercepts[0])).exp());
                            if k == Some(1) { p } else { 1.0 - p }
                        })
                        .product();
                    whole += (-0.5 * u * u).exp() * right;
                    weights += (-0.5 * u * u).exp();
                }
                (whole / weights).ln()
            })
            .sum()
    };
    let [constant, slope] = [plausible.coefficients[0].value, plausible.coefficients[1].value];
    let (deviation, h) = (plausible.deviation, 1e-3);
    for slope in [
        likelihood(constant + h, slope, deviation) - likelihood(constant - h, slope, deviation),
        likelihood(constant, slope + h, deviation) - likelihood(constant, slope - h, deviation),
        likelihood(constant, slope, deviation + h) - likelihood(constant, slope, deviation - h),
    ] {
        assert!((slope / (2.0 * h)).abs() < 2e-3, "{slope}");
    }
}

#[test]
fn draws_have_the_spread_of_the_population_and_means_of_abilities_do_not() {
    let (responses, fit, covariates) = conditioned();
    let ones = vec![1.0; responses.rows()];
    let plausible = plausible_values(&responses, &fit, &conditioning(covariates.clone(), 20)).expect("draws");
    let spread: f64 =
        plausible.draws.iter().map(|draw| standard_deviation(draw, &ones).expect("a deviation")).sum::<f64>() / 20.0;
    assert!((spread - 1.0).abs() < 0.08, "{spread}");
    let eap = abilities(&responses, &fit, Method::Eap, two()).expect("abilities");
    let values: Vec<f64> = eap.persons.iter().map(|person| person.value).collect();
    assert!(standard_deviation(&values, &ones).expect("a deviation") < 0.9);
    // Draws of one person: mean and deviation of the posterior, here of the regression on nothing but a constant.
    let nothing = vec![Vec::new(); responses.rows()];
    let once = Conditioning { draw_coefficients: false, ..conditioning(nothing, 1_000) };
    let plausible = plausible_values(&responses, &fit, &once).expect("draws");
    let latent = Latent { mean: plausible.coefficients[0].value, deviation: plausible.deviation };
    let known = Fit::given(&responses, fit.model, fit.items.clone(), vec![latent], fit.grid).expect("a fit");
    let eap = abilities(&responses, &known, Method::Eap, two()).expect("abilities");
    for (row, person) in eap.persons.iter().enumerate().take(40) {
        let draws: Vec<f64> = plausible.draws.iter().map(|draw| draw[row]).collect();
        let ones = vec![1.0; draws.len()];
        let error = person.error.expect("an error");
        let (m, s) = (mean(&draws, &ones).expect("a mean"), standard_deviation(&draws, &ones).expect("a deviation"));
        assert!((m - person.value).abs() < 4.5 * error / 1_000.0_f64.sqrt(), "{row}: {m} for {person:?}");
        assert!((s / error - 1.0).abs() < 0.1, "{row}: {s} for {person:?}");
    }
    let again = plausible_values(&responses, &fit, &once).expect("draws");
    assert_eq!(again.draws, plausible.draws);
}

#[test]
fn conditioning_that_cannot_be_is_refused() {
    let (responses, fit, covariates) = conditioned();
    let of = |covariates: Vec<Vec<f64>>, draws| {
        plausible_values(&responses, &fit, &conditioning(covariates, draws)).map(|_| ())
    };
    assert!(matches!(of(covariates.clone(), 0), Err(Fault::Setting { name: "draws", .. })));
    assert_eq!(
        of(vec![vec![1.0]; 3], 1),
        Err(Fault::Lengths { what: "rows of covariates", given: 3, expected: 1_500 })
    );
    let with = |change: &dyn Fn(usize, f64) -> Vec<f64>| {
        covariates.iter().enumerate().map(|(row, x)| change(row, x[0])).collect::<Vec<Vec<f64>>>()
    };
    let gap = with(&|row, x| vec![if row == 4 { f64::NAN } else { x }]);
    assert_eq!(of(gap, 1), Err(Fault::NotFinite { what: "covariate", row: 5 }));
    let doubled = with(&|_, x| vec![x, 2.0 * x - 1.0]);
    assert_eq!(of(doubled, 1), Err(Fault::Collinear { covariate: 2 }));
    let ragged = with(&|row, x| if row == 1 { vec![x, x] } else { vec![x] });
    assert_eq!(of(ragged, 1), Err(Fault::Lengths { what: "covariates of a row", given: 2, expected: 1 }));
}

fn zones(per_zone: u32, zones: u32) -> Vec<Zone> {
    (0..zones * per_zone).map(|place| Zone { zone: place / per_zone, unit: place % per_zone }).collect()
}

fn total(values: &[f64], weights: &[f64]) -> Option<f64> {
    Some(values.iter().zip(weights).map(|(value, weight)| value * weight).sum())
}

#[test]
fn replicates_give_the_textbook_variance_of_linear_statistics() {
    let mut dice = Dice::new(31);
    let values: Vec<f64> = (0..60).map(|_| dice.normal()).collect();
    let ones = vec![1.0; 60];
    let near = |seen: f64, expected: f64| assert!((seen / expected - 1.0).abs() < 1e-11, "{seen} for {expected}");
    // Delete one of sixty: the variance of a mean, s²/n.
    let single = zones(60, 1);
    let (value, variance) =
        Replicates::jackknife(&ones, &single).expect("weights").variance(&values, &ones, mean).expect("a variance");
    let squares: f64 = values.iter().map(|x| (x - value).powi(2)).sum();
    near(variance, squares / 59.0 / 60.0);
    // Twenty zones of three: n_h·s_h² summed, the variance of a total.
    let by_three = zones(3, 20);
    let jkn = Replicates::jackknife(&ones, &by_three).expect("weights");
    let expected: f64 = values
        .chunks(3)
        .map(|zone| {
            let m = zone.iter().sum::<f64>() / 3.0;
            3.0 * zone.iter().map(|x| (x - m).powi(2)).sum::<f64>() / 2.0
        })
        .sum();
    near(jkn.variance(&values, &ones, total).expect("a variance").1, expected);
    assert_eq!(jkn.len(), 60);
    // Thirty pairs: the squared difference of each pair; balance makes every Fay factor give the same.
    let pairs = zones(2, 30);
    let expected: f64 = values.chunks(2).map(|pair| (pair[0] - pair[1]).powi(2)).sum();
    for k in [0.0, 0.3, 0.5] {
        let brr = Replicates::balanced(&ones, &pairs, k).expect("weights");
        near(brr.variance(&values, &ones, total).expect("a variance").1, expected);
        assert_eq!(brr.len(), 32);
    }
    // The paired jackknife: one of each pair doubled, the other left out; or both ways and half of each.
    let raised = |zone: usize, unit: usize| -> Vec<f64> {
        (0..60)
            .map(|place| match (place / 2 == zone, place % 2 == unit) {
                (true, true) => 2.0,
                (true, false) => 0.0,
                _ => 1.0,
            })
            .collect()
    };
    let one_way: Vec<Vec<f64>> = (0..30).map(|zone| raised(zone, 0)).collect();
    let both_ways = (0..60).map(|place| raised(place / 2, place % 2)).collect();
    for replicates in [Replicates::jk2(one_way, false), Replicates::jk2(both_ways, true)] {
        let variance = replicates.expect("weights").variance(&values, &ones, total).expect("a variance").1;
        near(variance, expected);
    }
    // Every number of zones is balanced, whichever construction its matrix comes from.
    for count in 1..=64 {
        let values: Vec<f64> = (0..2 * count).map(|_| dice.normal()).collect();
        let ones = vec![1.0; values.len()];
        let brr = Replicates::balanced(&ones, &zones(2, count as u32), 0.5).expect("weights");
        let expected: f64 = values.chunks(2).map(|pair| (pair[0] - pair[1]).powi(2)).sum();
        near(brr.variance(&values, &ones, total).expect("a variance").1, expected);
        assert!((count + 1..count + 16).contains(&brr.len()), "{count}: {}", brr.len());
    }
    // As many zones as PISA has: eighty weights.
    assert_eq!(Replicates::balanced(&vec![1.0; 158], &zones(2, 79), 0.5).expect("weights").len(), 80);
}

#[test]
fn plausible_values_are_combined_by_rubins_rule() {
    let draws = vec![vec![1.0, 2.0, 3.0, 4.0], vec![2.0, 2.0, 3.0, 5.0], vec![1.0, 1.0, 2.0, 4.0]];
    let plausible =
        PlausibleValues { test: Test::new("t", "s"), draws: draws.clone(), coefficients: Vec::new(), deviation: 1.0 };
    let ones = [1.0; 4];
    let replicates = Replicates::jackknife(&ones, &zones(4, 1)).expect("weights");
    let seen = combine(&plausible, &ones, &replicates, mean).expect("an answer");
    // Means 2.5, 3, 2; variances s²/4 of each draw.
    let within: Vec<f64> = draws
        .iter()
        .map(|draw| {
            let m = draw.iter().sum::<f64>() / 4.0;
            draw.iter().map(|x| (x - m).powi(2)).sum::<f64>() / 3.0 / 4.0
        })
        .collect();
    let sampling = within.iter().sum::<f64>() / 3.0;
    assert!((seen.value - 2.5).abs() < 1e-15 && (seen.imputation - 0.25).abs() < 1e-15);
    assert!((seen.sampling - sampling).abs() < 1e-15);
    assert!((seen.error - (sampling + 4.0 / 3.0 * 0.25).sqrt()).abs() < 1e-15);
    assert!((seen.degrees - 2.0 * (1.0 + sampling / (0.25 * 4.0 / 3.0)).powi(2)).abs() < 1e-12);
    let share = combine(&plausible, &ones, &replicates, share_above(3.0)).expect("an answer");
    assert!((share.value - (0.5 + 0.5 + 0.25) / 3.0).abs() < 1e-15);
}

#[test]
fn replicates_that_cannot_be_are_refused() {
    let ones = vec![1.0; 4];
    assert_eq!(Replicates::jk1(Vec::new()), Err(Fault::NoWeight));
    assert_eq!(Replicates::jk1(vec![vec![0.0; 4]; 2]), Err(Fault::NoWeight));
    assert!(matches!(Replicates::brr_fay(vec![ones.clone()], 1.0), Err(Fault::Setting { .. })));
    let ragged = vec![ones.clone(), vec![1.0; 3]];
    assert_eq!(
        Replicates::jk2(ragged, false),
        Err(Fault::Lengths { what: "replicate weights", given: 3, expected: 4 })
    );
    assert_eq!(
        Replicates::jk1(vec![ones.clone()]),
        Err(Fault::Lengths { what: "replicate weights", given: 1, expected: 2 })
    );
    let negative = vec![vec![1.0, -1.0, 1.0, 1.0], ones.clone()];
    assert_eq!(Replicates::jk1(negative), Err(Fault::Count { row: 2, count: -1.0 }));
    assert_eq!(Replicates::jackknife(&ones, &zones(1, 4)), Err(Fault::Groups { groups: 1 }));
    assert_eq!(Replicates::balanced(&ones, &zones(4, 1), 0.5), Err(Fault::Groups { groups: 4 }));
    assert_eq!(
        Replicates::jkn(vec![ones.clone()], Vec::new()),
        Err(Fault::Lengths { what: "factors", given: 0, expected: 1 })
    );
    let good = Replicates::jackknife(&ones, &zones(4, 1)).expect("weights");
    assert_eq!(good.variance(&ones, &[0.0; 4], mean), Err(Fault::NoWeight));
    assert_eq!(
        good.variance(&ones, &ones, |_, weights| (weights[2] > 0.0).then_some(1.0)),
        Err(Fault::Undefined { replicate: 3 })
    );
}

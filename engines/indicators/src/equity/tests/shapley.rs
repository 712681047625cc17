//! Shares of schools beside the Shapley value by its definition.

use super::super::shares::{COEFFICIENT_MAX, NoShares, coefficient, variance};
use super::super::{Undefined, sum};
use super::near;

const PUPILS: [f64; 5] = [45.0, 37.0, 89.0, 76.0, 55.0];
const EACH: [f64; 5] = [279.0 / 45.0, 137.0 / 37.0, 935.0 / 89.0, 160.0 / 76.0, 402.0 / 55.0];

/// The Shapley value as the mean gain over all orders in which schools come to have what they have.
fn by_orders(values: &[f64], weights: &[f64], worth: &dyn Fn(&[f64]) -> f64) -> Vec<f64> {
    let all: f64 = weights.iter().sum();
    let mean = values.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>() / all;
    let (mut shares, mut orders) = (vec![0.0; values.len()], 0.0);
    let mut order: Vec<usize> = (0..values.len()).collect();
    permute(&mut order, 0, &mut |order| {
        let mut now = vec![mean; values.len()];
        let mut before = worth(&now);
        for school in order {
            now[*school] = values[*school];
            let after = worth(&now);
            shares[*school] += after - before;
            before = after;
        }
        orders += 1.0;
    });
    shares.iter().map(|share| share / orders).collect()
}

fn permute(order: &mut Vec<usize>, from: usize, visit: &mut dyn FnMut(&[usize])) {
    if from == order.len() {
        return visit(order);
    }
    for other in from..order.len() {
        order.swap(from, other);
        permute(order, from + 1, visit);
        order.swap(from, other);
    }
}

fn moments(values: &[f64], weights: &[f64]) -> (f64, f64) {
    let all: f64 = weights.iter().sum();
    let mean = values.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>() / all;
    (mean, values.iter().zip(weights).map(|(x, w)| w * (x - mean).powi(2)).sum::<f64>() / all)
}

#[test]
fn shares_of_the_variance_are_the_lines_of_the_official_example() {
    let shares: Vec<f64> = variance(&EACH, &PUPILS).expect("shares").into_iter().flatten().collect();
    let (mean, all) = moments(&EACH, &PUPILS);
    let printed: Vec<String> = shares.iter().map(|share| format!("{:.3}", share * mean * mean)).collect();
    assert_eq!(printed, ["0.003", "0.849", "5.127", "4.501", "0.173"]);
    near(sum(shares.iter().copied()), all / (mean * mean));
    let defined = by_orders(&EACH, &PUPILS, &|now| moments(now, &PUPILS).1 / (mean * mean));
    shares.iter().zip(defined).for_each(|(got, expected)| near(*got, expected));
}

#[test]
fn shares_of_the_coefficient_are_the_mean_gain_over_all_orders() {
    let shares: Vec<f64> = coefficient(&EACH, &PUPILS).expect("shares").into_iter().flatten().collect();
    let cv = |now: &[f64]| {
        let (mean, variance) = moments(now, &PUPILS);
        variance.sqrt() / mean
    };
    let defined = by_orders(&EACH, &PUPILS, &cv);
    shares.iter().zip(defined).for_each(|(got, expected)| near(*got, expected));
    near(sum(shares.iter().copied()), cv(&EACH));
}

#[test]
fn schools_that_do_not_count_have_no_share() {
    let shares = variance(&[1.0, f64::NAN, 3.0, 9.0], &[1.0, 1.0, 1.0, 0.0]).expect("shares");
    assert_eq!(shares, [Some(0.125), None, Some(0.125), None]);
    assert_eq!(variance(&[], &[]), Err(NoShares::Undefined(Undefined::NoUnits)));
    assert_eq!(variance(&[0.0], &[1.0]), Err(NoShares::Undefined(Undefined::ZeroMean)));
    assert_eq!(coefficient(&[5.0], &[3.0]), Ok(vec![Some(0.0)]));
    let many = vec![1.0; COEFFICIENT_MAX + 1];
    assert_eq!(coefficient(&many, &many), Err(NoShares::TooManySchools { schools: COEFFICIENT_MAX + 1 }));
    assert_eq!(coefficient(&[-9.0, 10.0], &[1.0, 1.0]), Err(NoShares::CoalitionMean));
    assert_eq!(coefficient(&[1.0, 4.0, 4.0], &[2.0, 1.0, 1.0]).expect("shares").iter().flatten().count(), 3);
}

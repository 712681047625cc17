use std::f64::consts::PI;

use super::{
    super::{Design, Estimator, FirstOrder, Sampling, TotalOrder, estimate},
    figures, near,
};

const PLAIN: Estimator =
    Estimator { first: FirstOrder::Saltelli, total: TotalOrder::Jansen, draws: 0, confidence: 0.9, seed: 0 };

/// Analytic indices of the Ishigami function with a = 7, b = 0.1 (Ishigami & Homma 1990).
fn ishigami_indices() -> [(f64, f64); 3] {
    let (a, b) = (7.0, 0.1);
    let first = 0.5 * (1.0 + b * PI.powi(4) / 5.0f64).powi(2);
    let second = a * a / 8.0f64;
    let third = b * b * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0f64);
    let all = first + second + third;
    [(first / all, (first + third) / all), (second / all, second / all), (0.0, third / all)]
}

fn ishigami(design: &Design) -> Vec<f64> {
    let value = |row| {
        let [x, y, z] = [0, 1, 2].map(|factor| (2.0 * design.coordinate(row, factor) - 1.0) * PI);
        x.sin() + 7.0 * y.sin().powi(2) + 0.1 * z.powi(4) * x.sin()
    };
    (0..design.rows()).map(value).collect()
}

#[test]
fn estimates_approach_the_analytic_values() {
    for (sampling, base, tolerance) in [(Sampling::Sobol, 8192, 0.006), (Sampling::Random, 65536, 0.02)] {
        let outputs = ishigami(&Design::new(base, 3, sampling, 11).unwrap());
        for first in [FirstOrder::Saltelli, FirstOrder::Jansen] {
            for total in [TotalOrder::Jansen, TotalOrder::Sobol] {
                let indices = estimate(&outputs, 3, Estimator { first, total, ..PLAIN }).unwrap();
                for (index, (first, total)) in indices.iter().zip(ishigami_indices()) {
                    near(index.first.value, first, tolerance);
                    near(index.total.value, total, tolerance);
                }
            }
        }
    }
}

/// SALib 1.6.0, `analyze.sobol` without second order, on these outputs.
#[test]
fn estimates_are_salibs_on_its_sample() {
    let rows = figures(include_str!("../../../tests/figures/sensitivity/salib_ishigami_outputs.csv"));
    let outputs: Vec<f64> = (0..5).flat_map(|block| rows.iter().map(move |row| row[block])).collect();
    let indices = estimate(&outputs, 3, PLAIN).unwrap();
    let salib = [
        (0.26511403290602403, 0.5003727922616233),
        (0.44550155789847834, 0.44219214349150304),
        (0.016675537980754863, 0.24904346349589412),
    ];
    for (index, (first, total)) in indices.iter().zip(salib) {
        near(index.first.value, first, 1e-12);
        near(index.total.value, total, 1e-12);
    }
}

/// COINr's total indices do not need a centre; its variance has n − 1.
#[test]
fn total_indices_are_coinrs_on_its_replicates() {
    let rows = figures(include_str!("../../../tests/figures/sensitivity/sampled_choices.csv"));
    let outputs: Vec<f64> = rows.iter().map(|row| row[4] / 51.0).collect();
    let indices = estimate(&outputs, 4, PLAIN).unwrap();
    let coinr = [0.046919845310138583, 0.31825619469752936, 0.17272811934793891, 0.75287120765927207];
    for (index, total) in indices.iter().zip(coinr) {
        near(index.total.value * 511.0 / 512.0, total, 1e-12);
    }
}

#[test]
fn a_mean_far_from_zero_changes_nothing() {
    let outputs = ishigami(&Design::new(512, 3, Sampling::Sobol, 2).unwrap());
    let moved: Vec<f64> = outputs.iter().map(|value| 1e6 + value).collect();
    let pairs = estimate(&outputs, 3, PLAIN).unwrap().into_iter().zip(estimate(&moved, 3, PLAIN).unwrap());
    for (one, other) in pairs {
        near(other.first.value, one.first.value, 1e-8);
        near(other.total.value, one.total.value, 1e-8);
    }
}

/// A 90 % interval holds the true value in about 90 of 100 analyses.
#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    let mut held = [0u32; 6];
    for seed in 0..200 {
        let outputs = ishigami(&Design::new(256, 3, Sampling::Random, seed).unwrap());
        let indices = estimate(&outputs, 3, Estimator { draws: 200, seed, ..PLAIN }).unwrap();
        for (factor, (index, (first, total))) in indices.iter().zip(ishigami_indices()).enumerate() {
            for (place, (estimated, truth)) in [(index.first, first), (index.total, total)].into_iter().enumerate() {
                let (lower, upper) = estimated.interval.unwrap();
                held[2 * factor + place] += u32::from(lower <= truth && truth <= upper);
            }
        }
    }
    assert!(held.iter().all(|held| (166..=194).contains(held)), "{held:?} of 200");
}

#[test]
fn what_does_not_vary_has_no_indices() {
    for value in [0.0, 3.25, 1e300, 0.1] {
        assert_eq!(estimate(&vec![value; 60], 3, Estimator { draws: 10, ..PLAIN }), None);
    }
    let mut outputs = vec![0.0; 60];
    outputs[3] = f64::NAN;
    assert_eq!(estimate(&outputs, 3, PLAIN), None);
}

//! Numbers by their definitions.

use super::matrix::Matrix;
use super::moments::{deviation, kurtosis, mean, population_deviation, range, skewness, variance};
use super::optimise::{Patience, nelder_mead};
use super::quantile::{median, quantile};
use super::rank::{Ties, ascending, descending};
use super::special::{beta_regularised, ln_gamma};
use super::sum::sum;

const GONE: f64 = f64::NAN;

fn close(ours: f64, theirs: f64) {
    assert!((ours - theirs).abs() <= 1e-13 * theirs.abs().max(1e-300), "{ours:e} is not {theirs:e}");
}

#[test]
fn sums_keep_what_plain_ones_lose() {
    assert_eq!(sum([1e16, 1.0, -1e16]), 1.0);
    assert_eq!(sum([1.0, 1e100, 1.0, -1e100]), 2.0);
    assert_eq!(sum([f64::INFINITY, 1.0]), f64::INFINITY);
    assert_eq!(sum([]), 0.0);
    assert_eq!(mean(&[1e16, 1.0, GONE, -1e16]), 1.0 / 3.0);
}

#[test]
fn moments_do_without_what_is_missing() {
    let values = [2.0, GONE, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
    close(mean(&values), 5.0);
    close(variance(&values), 32.0 / 7.0);
    close(population_deviation(&values), 2.0);
    // Σd³ = 42, Σd⁴ = 356, n = 8: G₁ = √56/6 · 42/8 / 8; G₂ = 7/30·(9·(356/8/16 − 3) + 6).
    close(skewness(&values), 56.0_f64.sqrt() / 6.0 * (42.0 / 8.0) / 8.0);
    close(kurtosis(&values), 7.0 / 30.0 * (9.0 * (356.0 / 8.0 / 16.0 - 3.0) + 6.0));
    assert_eq!(range(&values), (2.0, 9.0));
    assert!(mean(&[]).is_nan() && variance(&[1.0]).is_nan() && range(&[GONE]).0.is_nan());
    assert!(skewness(&[1.0, 2.0]).is_nan() && kurtosis(&[1.0, 2.0, 4.0]).is_nan() && skewness(&[3.0; 5]).is_nan());
    assert_eq!(deviation(&[3.0; 5]), 0.0);
}

#[test]
fn quantiles_are_of_type_seven() {
    let values = [10.0, 1.0, GONE, 3.0, 4.0];
    for (probability, expected) in [(0.0, 1.0), (0.25, 2.5), (0.5, 3.5), (0.9, 8.2), (1.0, 10.0), (7.0, 10.0)] {
        close(quantile(&values, probability), expected);
    }
    close(median(&values), 3.5);
    close(median(&values[..2]), 5.5);
    close(median(&values[..1]), 10.0);
    assert!(median(&[GONE]).is_nan() && quantile(&[], 0.5).is_nan());
}

#[test]
fn places_among_ties() {
    let values = [5.0, GONE, 2.0, 5.0, 9.0, -0.0, 0.0];
    for (ties, expected) in [
        (Ties::Min, [4.0, GONE, 3.0, 4.0, 6.0, 1.0, 1.0]),
        (Ties::Max, [5.0, GONE, 3.0, 5.0, 6.0, 2.0, 2.0]),
        (Ties::Average, [4.5, GONE, 3.0, 4.5, 6.0, 1.5, 1.5]),
    ] {
        let bits = |values: &[f64]| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&ascending(&values, ties)), bits(&expected), "{ties:?}");
    }
    assert_eq!(descending(&[5.0, 2.0, 5.0, 9.0], Ties::Min), [2.0, 4.0, 2.0, 1.0]);
}

#[test]
fn special_functions_at_known_places() {
    close(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln());
    close(ln_gamma(10.0), 362_880.0_f64.ln());
    close(beta_regularised(2.0, 3.0, 0.4), 0.5248);
    close(beta_regularised(1.0, 1.0, 0.3), 0.3);
    assert_eq!((beta_regularised(2.0, 3.0, 0.0), beta_regularised(2.0, 3.0, 1.0)), (0.0, 1.0));
}

#[test]
fn the_valley_is_found() {
    // Rosenbrock's valley has its least value 0 at (1, 1).
    let mut valley = |x: &[f64]| (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2);
    let patience = Patience { tolerance: 1e-14, evaluations_max: 5_000 };
    let found = nelder_mead(&[-1.2, 1.0], patience, &mut valley);
    assert!(found.value < 1e-10 && (found.point[0] - 1.0).abs() < 1e-4, "{found:?}");
    // R's optim takes 195 evaluations to 8.825241e-08 with its own tolerance, √ε.
    let usual =
        nelder_mead(&[-1.2, 1.0], Patience { tolerance: f64::EPSILON.sqrt(), evaluations_max: 500 }, &mut valley);
    assert!(usual.evaluations == 195 && (usual.value - 8.825241e-8).abs() < 1e-14, "{usual:?}");
    let few = nelder_mead(&[-1.2, 1.0], Patience { tolerance: 1e-14, evaluations_max: 10 }, &mut valley);
    assert!(!few.converged && few.evaluations < 20, "{few:?}");
    // Where nothing has a value the search ends at once.
    let none = nelder_mead(&[1.0, 2.0], patience, &mut |_| f64::NAN);
    assert!(none.evaluations < 10, "{none:?}");
}

#[test]
fn matrices_stand_by_columns() {
    let matrix = Matrix::from_columns(2, 3, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).expect("a matrix");
    assert_eq!(matrix.column(1), [3.0, 4.0]);
    assert_eq!(matrix.take_rows(&[1]).values(), [2.0, 4.0, 6.0]);
    assert_eq!(matrix.take_columns(&[2, 0]).values(), [5.0, 6.0, 1.0, 2.0]);
    assert_eq!(Matrix::from_columns(2, 3, vec![0.0; 5]), None);
}

#[test]
fn pairs_are_counted_one_by_one() {
    use super::correlation::{Pairs, ordered_pairs};
    for seed in 0..40_usize {
        let column = |by: usize, of: usize| -> Vec<f64> {
            (0..seed + 3).map(|row| ((row * by + seed) % of) as f64 - 3.0).collect()
        };
        let (left, right) = (column(7, 11), column(5, 3 + seed % 8));
        let sign = |x: f64, y: f64| i64::from(x > y) - i64::from(x < y);
        let mut plain = Pairs { both: 0, one: 0, other: 0 };
        for first in 0..left.len() {
            for second in 0..first {
                let (x, y) = (sign(left[first], left[second]), sign(right[first], right[second]));
                plain = Pairs { both: plain.both + x * y, one: plain.one + x * x, other: plain.other + y * y };
            }
        }
        assert_eq!(ordered_pairs(&left, &right), plain, "{left:?} {right:?}");
    }
    assert_eq!(ordered_pairs(&[0.0, -0.0], &[1.0, 2.0]), Pairs { both: 0, one: 0, other: 1 });
}

/// Expected: R 4.2.2's `cor.test` on the same columns.
#[test]
fn rank_correlations_are_judged_as_in_r() {
    use super::correlation::Coefficient::{Kendall, Spearman};
    use super::significance::judged;
    let by = |rows: u32, of: &dyn Fn(u32) -> u32| (0..rows).map(|row| f64::from(of(row))).collect::<Vec<f64>>();
    let rows = [
        (vec![3.0, 1.0, 4.0, 1.5, 9.0, GONE], vec![2.0, 7.0, 1.0, 8.0, 2.8, 1.0], 0.35, 0.48333333333333334),
        (by(4, &|row| row), by(4, &|row| row), 1.0 / 12.0, 1.0 / 12.0),
        (by(4, &|row| row), vec![2.0, 1.0, 4.0, 3.0], 5.0 / 12.0, 0.75),
        (by(9, &|row| row), by(9, &|row| [0, 1, 2, 3, 4, 5, 6, 8, 7][row as usize]), 18.0 / 362880.0, 18.0 / 362880.0),
        (
            vec![1.0, 1.0, 2.0, 3.0, 5.0, 8.0],
            vec![1.0, 4.0, 9.0, 9.0, 25.0, 7.0],
            0.19134184815794827,
            0.17308015214379324,
        ),
        (by(40, &|row| row), by(40, &|row| row * 17 % 41), 0.8204886951729842, 0.8804101690512631),
        (by(60, &|row| row / 2), by(60, &|row| row * 13 % 23), 0.8285933663861972, 0.7933428774893788),
    ];
    for (left, right, spearman, kendall) in rows {
        for (coefficient, expected) in [(Spearman, spearman), (Kendall, kendall)] {
            let found = judged(&left, &right, coefficient).1;
            assert!((found - expected).abs() <= 2e-12 * expected, "{coefficient:?} {left:?}: {found:e} {expected:e}");
        }
    }
    // Where R's series ends at nothing, Student's t is SciPy's answer.
    let nearly = [2.0, 1.0, 4.0, 3.0, 6.0, 5.0, 9.0, 8.0, 7.0, 12.0, 10.0, 11.0];
    let found = judged(&by(12, &|row| row), &nearly, Spearman).1;
    assert!((found - 1.1702227928659685e-05).abs() < 1e-16, "{found:e}");
    assert!(judged(&[1.0, 2.0], &[1.0, GONE], Kendall).1.is_nan());
    assert!(judged(&[1.0; 5], &[2.0; 5], Spearman).1.is_nan());
}

#[test]
fn a_sum_over_a_count_is_rounded_once() {
    use super::sum::Sum;
    let mut total = Sum::default();
    // 2⁵³ + 3 has no place among the figures: rounded before the division, a third of it is off by half.
    [9_007_199_254_740_994.0, 1.0].iter().for_each(|term| total.add(*term));
    assert_eq!(total.over(3.0), 3_002_399_751_580_331.5);
    assert_eq!(total.value() / 3.0, 3_002_399_751_580_332.0);
}

//! How two columns move together, over the rows where both are there.

use serde::{Deserialize, Serialize};

use super::moments::mean;
use super::rank::{Ties, ascending};
use super::special::student_two_sided;
use super::sum::sum;

/// The coefficient that is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coefficient {
    /// Of the values.
    #[default]
    Pearson,
    /// Of the average places.
    Spearman,
    /// τ-b: pairs in the same order less pairs in the other, ties taken out.
    Kendall,
}

/// The rows where both are there.
pub fn pairs(left: &[f64], right: &[f64]) -> (Vec<f64>, Vec<f64>) {
    left.iter().zip(right).filter(|(left, right)| !left.is_nan() && !right.is_nan()).unzip()
}

/// The coefficient of two columns over the rows where both are there; NaN where one of them does not vary.
pub fn correlation(left: &[f64], right: &[f64], coefficient: Coefficient) -> f64 {
    let (left, right) = pairs(left, right);
    match coefficient {
        Coefficient::Pearson => of_complete(&left, &right),
        Coefficient::Spearman => of_complete(&ascending(&left, Ties::Average), &ascending(&right, Ties::Average)),
        Coefficient::Kendall => kendall(&left, &right),
    }
}

/// Covariance with n − 1 over the rows where both are there; NaN below two.
pub fn covariance(left: &[f64], right: &[f64]) -> f64 {
    let (left, right) = pairs(left, right);
    if left.len() < 2 {
        return f64::NAN;
    }
    let (centre, middle) = (mean(&left), mean(&right));
    sum(left.iter().zip(&right).map(|(x, y)| (x - centre) * (y - middle))) / (left.len() - 1) as f64
}

/// Pearson's coefficient of complete columns.
pub fn of_complete(left: &[f64], right: &[f64]) -> f64 {
    if left.len() < 2 {
        return f64::NAN;
    }
    let (centre, middle) = (mean(left), mean(right));
    let both = sum(left.iter().zip(right).map(|(x, y)| (x - centre) * (y - middle)));
    let one = sum(left.iter().map(|x| (x - centre) * (x - centre)));
    let other = sum(right.iter().map(|y| (y - middle) * (y - middle)));
    if one == 0.0 || other == 0.0 {
        return f64::NAN;
    }
    (both / (one.sqrt() * other.sqrt())).clamp(-1.0, 1.0)
}

fn kendall(left: &[f64], right: &[f64]) -> f64 {
    let sign = |x: f64, y: f64| i64::from(x > y) - i64::from(x < y);
    let (mut both, mut one, mut other) = (0_i64, 0_i64, 0_i64);
    for first in 0..left.len() {
        for second in 0..first {
            let (x, y) = (sign(left[first], left[second]), sign(right[first], right[second]));
            both += x * y;
            one += x * x;
            other += y * y;
        }
    }
    if one == 0 || other == 0 { f64::NAN } else { both as f64 / ((one as f64).sqrt() * (other as f64).sqrt()) }
}

/// How likely a Pearson coefficient of this size is without any connection, two-sided, by Student's t; NaN below three
/// rows where both are there.
pub fn p_value(left: &[f64], right: &[f64]) -> f64 {
    let (left, right) = pairs(left, right);
    if left.len() < 3 {
        return f64::NAN;
    }
    let (freedom, coefficient) = ((left.len() - 2) as f64, of_complete(&left, &right));
    // 1 − r² as a product keeps its digits where r is near 1.
    let t = freedom.sqrt() * coefficient / ((1.0 - coefficient) * (1.0 + coefficient)).sqrt();
    student_two_sided(t, freedom)
}

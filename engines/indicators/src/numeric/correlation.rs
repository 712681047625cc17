//! How two columns move together, over the rows where both are there.

use serde::{Deserialize, Serialize};

use super::moments::mean;
use super::rank::{Ties, ascending};
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
        Coefficient::Kendall => ordered_pairs(&left, &right).tau(),
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

/// How pairs of rows stand to each other in two columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pairs {
    /// Pairs in the same order less pairs in the other.
    pub both: i64,
    /// Pairs that the first column tells apart.
    pub one: i64,
    /// Pairs that the second column tells apart.
    pub other: i64,
}

impl Pairs {
    /// Kendall's τ-b; NaN where a column does not vary.
    pub fn tau(self) -> f64 {
        let (one, other) = (self.one as f64, self.other as f64);
        if self.one == 0 || self.other == 0 { f64::NAN } else { self.both as f64 / (one.sqrt() * other.sqrt()) }
    }
}

/// Counts the pairs of complete columns: sorted by the first, every step of a merge sort by the second that passes a row
/// is a pair in the other order (Knight 1966). Takes n·log n steps.
pub fn ordered_pairs(left: &[f64], right: &[f64]) -> Pairs {
    let of = |count: usize| (count * count.saturating_sub(1) / 2) as i64;
    let same = |values: &[f64]| -> i64 { values.chunk_by(|a, b| a == b).map(|equal| of(equal.len())).sum() };
    // Adding zero makes one zero of both, and the order total.
    let mut rows: Vec<(f64, f64)> = left.iter().zip(right).map(|(x, y)| (x + 0.0, y + 0.0)).collect();
    rows.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let in_left = same(&rows.iter().map(|row| row.0).collect::<Vec<_>>());
    let in_both: i64 = rows.chunk_by(|a, b| a == b).map(|equal| of(equal.len())).sum();
    let mut second: Vec<f64> = rows.iter().map(|row| row.1).collect();
    let passed = passed(&mut second);
    let in_right = same(&second);
    let all = of(left.len());
    Pairs { both: all - in_left - in_right + in_both - 2 * passed, one: all - in_left, other: all - in_right }
}

/// Sorts, and counts the pairs that stood in falling order.
fn passed(values: &mut [f64]) -> i64 {
    let mut from = values.to_vec();
    let mut passed = 0;
    let mut width = 1;
    while width < values.len() {
        for start in (0..values.len()).step_by(2 * width) {
            let middle = (start + width).min(values.len());
            let end = (start + 2 * width).min(values.len());
            let (mut low, mut high) = (start, middle);
            for to in &mut values[start..end] {
                if low < middle && (high == end || from[low] <= from[high]) {
                    *to = from[low];
                    low += 1;
                } else {
                    passed += (middle - low) as i64;
                    *to = from[high];
                    high += 1;
                }
            }
        }
        from.copy_from_slice(values);
        width *= 2;
    }
    passed
}

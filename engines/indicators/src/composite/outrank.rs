//! Outranking: how much of the weight says that one unit stands before another.
//!
//! COINr 1.1 gives units with missing values results that depend on the order of rows, because it fills one half of the
//! table from the other. Here two units are compared on the indicators both have, and those weights are brought to the
//! sum 1, so that e(i, j) + e(j, i) = 1 always; two units with nothing in common have no entry.

use crate::numeric::Matrix;

/// How far from one half a share may lie and still be a draw: weights are rounded, halves are meant.
const DRAW: f64 = 1e-12;

/// The table of pairs: row i, column j is the share of weight by which i stands before j, half of it where they are the
/// same; 0 on the diagonal, NaN where two units have nothing in common.
pub fn table(columns: &[&[f64]], weights: &[f64]) -> Matrix {
    let units = columns.first().map_or(0, |column| column.len());
    let mut table = Matrix::filled(units, units, 0.0);
    for second in 0..units {
        for first in 0..second {
            let share = share(columns, weights, first, second);
            table.set(first, second, share);
            table.set(second, first, 1.0 - share);
        }
    }
    table
}

fn share(columns: &[&[f64]], weights: &[f64], first: usize, second: usize) -> f64 {
    let (mut won, mut total) = (0.0, 0.0);
    for (column, weight) in columns.iter().zip(weights) {
        let (one, other) = (column[first], column[second]);
        if one.is_nan() || other.is_nan() {
            continue;
        }
        total += weight;
        won += match one.partial_cmp(&other) {
            Some(std::cmp::Ordering::Greater) => *weight,
            Some(std::cmp::Ordering::Equal) => weight / 2.0,
            _ => 0.0,
        };
    }
    if total == 0.0 { f64::NAN } else { won / total }
}

/// How many pairs one unit dominates wholly, and that as a share of all pairs.
pub fn dominance(table: &Matrix) -> (usize, f64) {
    let units = table.rows();
    let dominant = table.values().iter().filter(|share| (**share - 1.0).abs() < DRAW).count();
    (dominant, dominant as f64 / ((units * units - units) as f64 / 2.0))
}

/// Copeland's scores: pairs won less pairs lost. A unit that has not enough gets none.
pub fn copeland(columns: &[&[f64]], weights: &[f64], enough: &[bool], out: &mut [f64]) {
    let units = out.len();
    out.fill(0.0);
    for second in 0..units {
        for first in (0..second).filter(|&first| enough[first] && enough[second]) {
            let share = share(columns, weights, first, second);
            let won = if (share - 0.5).abs() <= DRAW || share.is_nan() { 0.0 } else { (share - 0.5).signum() };
            out[first] += won;
            out[second] -= won;
        }
    }
    for (score, _) in out.iter_mut().zip(enough).filter(|(_, enough)| !**enough) {
        *score = f64::NAN;
    }
}

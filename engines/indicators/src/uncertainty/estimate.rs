//! Sobol' indices from the outputs of a sampled design, with intervals by bootstrap.
//!
//! The output is centred on the mean of all its values, without which the first-order estimator pays for the mean's
//! square in its variance. The bootstrap draws rows of the design, and computes mean and variance anew from each draw;
//! an interval with the variance held fixed would be too narrow.

use serde::{Deserialize, Serialize};

use super::random::Random;
use crate::numeric::quantile::of_sorted as quantile;

/// Formula for the first-order index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstOrder {
    /// mean of B·(AB − A) over the variance (Saltelli et al. 2010, table 2 b).
    #[default]
    Saltelli,
    /// 1 − mean of (B − AB)² over twice the variance (Jansen 1999).
    Jansen,
}

/// Formula for the total index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TotalOrder {
    /// mean of (A − AB)² over twice the variance (Jansen 1999); never negative.
    #[default]
    Jansen,
    /// mean of A·(A − AB) over the variance (Sobol' 2007).
    Sobol,
}

/// What to compute and how surely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimator {
    /// First-order formula.
    pub first: FirstOrder,
    /// Total formula.
    pub total: TotalOrder,
    /// Draws of the bootstrap; none, no interval.
    pub draws: usize,
    /// Share of the draws that an interval holds, as 0.9.
    pub confidence: f64,
    /// Seed of the draws.
    pub seed: u64,
}

/// A number with the ends of its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimated {
    /// The estimate.
    pub value: f64,
    /// Lower and upper end, where there was a bootstrap.
    pub interval: Option<(f64, f64)>,
}

/// The indices of one factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SampledIndex {
    /// Share of the variance that knowing this factor alone would remove.
    pub first: Estimated,
    /// Share of the variance that would be left if every other factor were known.
    pub total: Estimated,
}

/// Outputs of a design, taken apart row by row into the terms that every formula adds up.
struct Terms {
    base: usize,
    factors: usize,
    /// For each row: a + b + Σ ab, a + b, a² + b².
    row: Vec<[f64; 3]>,
    /// For each row and factor: first-order term and its slope in the centre, total term and its slope.
    factor: Vec<[f64; 4]>,
    estimator: Estimator,
}

/// Indices of every factor. `outputs` has the design's rows in its order: base × (factors + 2) finite numbers. `None`
/// where the output does not vary, so that no share of its variance exists.
pub fn estimate(outputs: &[f64], factors: usize, estimator: Estimator) -> Option<Vec<SampledIndex>> {
    let base = outputs.len() / (factors + 2);
    let terms = Terms::of(outputs, base, factors, estimator);
    let values = terms.indices(|_| 1.0)?;
    let intervals = terms.bootstrap();
    let estimated = |place: usize, value: f64| Estimated { value, interval: intervals.get(place).copied() };
    let index = |(factor, (first, total)): (usize, (f64, f64))| SampledIndex {
        first: estimated(2 * factor, first),
        total: estimated(2 * factor + 1, total),
    };
    Some(values.into_iter().enumerate().map(index).collect())
}

impl Terms {
    fn of(outputs: &[f64], base: usize, factors: usize, estimator: Estimator) -> Self {
        // A shift by the overall mean changes no index and keeps the sums of products short of cancellation.
        let mean = outputs.iter().sum::<f64>() / outputs.len() as f64;
        let at = |block: usize, row: usize| outputs[block * base + row] - mean;
        let (mut rows, mut terms) = (Vec::with_capacity(base), Vec::with_capacity(base * factors));
        for row in 0..base {
            let (a, b) = (at(0, row), at(1, row));
            let mixed: f64 = (0..factors).map(|factor| at(factor + 2, row)).sum();
            rows.push([a + b + mixed, a + b, a * a + b * b]);
            terms.extend((0..factors).map(|factor| {
                let ab = at(factor + 2, row);
                let (first, first_slope) = match estimator.first {
                    FirstOrder::Saltelli => (b * (ab - a), ab - a),
                    FirstOrder::Jansen => (-(b - ab) * (b - ab) / 2.0, 0.0),
                };
                let (total, total_slope) = match estimator.total {
                    TotalOrder::Jansen => ((a - ab) * (a - ab) / 2.0, 0.0),
                    TotalOrder::Sobol => (a * (a - ab), a - ab),
                };
                [first, first_slope, total, total_slope]
            }));
        }
        Self { base, factors, row: rows, factor: terms, estimator }
    }

    /// First and total index of each factor when row r counts `weight(r)` times.
    fn indices(&self, weight: impl Fn(usize) -> f64) -> Option<Vec<(f64, f64)>> {
        let mut sums = [0.0; 3];
        let mut terms = vec![[0.0; 4]; self.factors];
        let rows = self.row.iter().zip(self.factor.chunks_exact(self.factors)).enumerate();
        for (row, (own, factors)) in rows {
            let weight = weight(row);
            if weight == 0.0 {
                continue;
            }
            sums.iter_mut().zip(own).for_each(|(sum, term)| *sum += weight * term);
            for (sum, term) in terms.iter_mut().zip(factors) {
                sum.iter_mut().zip(term).for_each(|(sum, term)| *sum += weight * term);
            }
        }
        let rows = self.base as f64;
        let centre = sums[0] / (rows * (self.factors + 2) as f64);
        let mean = sums[1] / (2.0 * rows);
        let variance = sums[2] / (2.0 * rows) - mean * mean;
        // A variance that rounding alone can make is none.
        if !variance.is_finite() || variance <= sums[2].abs() / (2.0 * rows) * 1e-14 {
            return None;
        }
        let jansen = f64::from(u8::from(self.estimator.first == FirstOrder::Jansen));
        let index = |sum: &[f64; 4]| {
            let first = jansen + (sum[0] - centre * sum[1]) / rows / variance;
            (first, (sum[2] - centre * sum[3]) / rows / variance)
        };
        Some(terms.iter().map(index).collect())
    }

    /// Intervals of first and total index, factor by factor; empty without draws.
    fn bootstrap(&self) -> Vec<(f64, f64)> {
        let mut random = Random::of(self.estimator.seed, 1);
        let mut drawn = vec![Vec::with_capacity(self.estimator.draws); 2 * self.factors];
        let mut times = vec![0.0; self.base];
        for _ in 0..self.estimator.draws {
            times.fill(0.0);
            (0..self.base).for_each(|_| times[random.below(self.base)] += 1.0);
            // A draw without any variation says nothing about shares of it.
            for (factor, (first, total)) in self.indices(|row| times[row]).into_iter().flatten().enumerate() {
                drawn[2 * factor].push(first);
                drawn[2 * factor + 1].push(total);
            }
        }
        drawn.retain(|values| !values.is_empty());
        let tail = (1.0 - self.estimator.confidence) / 2.0;
        drawn.iter_mut().for_each(|values| values.sort_by(f64::total_cmp));
        drawn.iter().map(|values| (quantile(values, tail), quantile(values, 1.0 - tail))).collect()
    }
}

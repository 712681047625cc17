//! The abilities over which likelihoods are summed, and how they are distributed in a group.

use super::{Fault, Item, responses::MISSING};

/// Equally spaced abilities from −limit to limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Number of points.
    pub points: usize,
    /// The outermost ability.
    pub limit: f64,
}

impl Default for Grid {
    /// 61 points from −6 to 6, what the R package mirt takes in one dimension.
    fn default() -> Grid {
        Grid { points: 61, limit: 6.0 }
    }
}

/// More points than this change nothing but the time.
const POINTS_MAX: usize = 2_001;

impl Grid {
    /// Refuses a grid that is too coarse, too fine, or no grid.
    ///
    /// # Errors
    /// [`Fault::Setting`].
    pub fn check(&self) -> Result<(), Fault> {
        if self.points < 11 || self.points > POINTS_MAX {
            let value = self.points as f64;
            return Err(Fault::Setting { name: "points", value, allowed: "a whole number from 11 to 2001" });
        }
        if !(1.0..=40.0).contains(&self.limit) {
            return Err(Fault::Setting { name: "limit", value: self.limit, allowed: "from 1 to 40" });
        }
        if self.spacing() > 1.0 {
            return Err(Fault::Setting {
                name: "points",
                value: self.points as f64,
                allowed: "enough for steps of 1 or less",
            });
        }
        Ok(())
    }

    /// The distance of neighbouring points.
    pub fn spacing(&self) -> f64 {
        2.0 * self.limit / (self.points - 1) as f64
    }

    /// The abilities, ascending.
    pub fn abilities(&self) -> Vec<f64> {
        let last = (self.points - 1) as f64;
        (0..self.points).map(|q| self.limit * (2.0 * q as f64 - last) / last).collect()
    }
}

/// The distribution of ability in a group: normal, on the grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Latent {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub deviation: f64,
}

impl Latent {
    /// Mean 0, deviation 1.
    pub const STANDARD: Latent = Latent { mean: 0.0, deviation: 1.0 };

    /// Logarithms of the weights of the points: the normal density, normalised over the grid.
    pub(crate) fn log_weights(&self, abilities: &[f64]) -> Vec<f64> {
        let mut logs: Vec<f64> =
            abilities.iter().map(|theta| -0.5 * ((theta - self.mean) / self.deviation).powi(2)).collect();
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let normal = most + logs.iter().map(|log| (log - most).exp()).sum::<f64>().ln();
        logs.iter_mut().for_each(|log| *log -= normal);
        logs
    }
}

/// Logarithms of the probabilities of every category of every item at every point.
pub(crate) struct Table {
    pub(crate) points: usize,
    /// `Σ_i ln P_i0`, by point.
    pub(crate) base: Vec<f64>,
    /// Where the rows of an item begin: row 0 is `−ln P_0`, for a cell nobody answered; row k is `ln P_k − ln P_0`.
    pub(crate) starts: Vec<usize>,
    pub(crate) rows: Vec<f64>,
}

impl Table {
    pub(crate) fn new(items: &[Item], abilities: &[f64]) -> Table {
        let points = abilities.len();
        let mut starts = Vec::with_capacity(items.len() + 1);
        let mut all = 0;
        for item in items {
            starts.push(all);
            all += item.categories();
        }
        starts.push(all);
        let (mut base, mut rows, mut logs) = (vec![0.0; points], vec![0.0; all * points], Vec::new());
        for (item, start) in items.iter().zip(&starts) {
            for (q, theta) in abilities.iter().enumerate() {
                item.log_probabilities(*theta, &mut logs);
                base[q] += logs[0];
                rows[start * points + q] = -logs[0];
                for (k, log) in logs.iter().enumerate().skip(1) {
                    rows[(start + k) * points + q] = log - logs[0];
                }
            }
        }
        Table { points, base, starts, rows }
    }

    /// Which row a cell adds to the base; none for category 0, which is the base.
    pub(crate) fn row_of(&self, item: usize, cell: u8) -> Option<usize> {
        match cell {
            0 => None,
            MISSING => Some(self.starts[item]),
            k => Some(self.starts[item] + usize::from(k)),
        }
    }

    /// Adds `ln L(cells | θ_q)` without its base, so that the caller can put base and prior in one.
    pub(crate) fn add(&self, cells: &[u8], to: &mut [f64]) {
        for (item, cell) in cells.iter().enumerate() {
            if let Some(row) = self.row_of(item, *cell) {
                let row = &self.rows[row * self.points..(row + 1) * self.points];
                to.iter_mut().zip(row).for_each(|(to, add)| *to += add);
            }
        }
    }

    /// `ln L(cells | θ_q)` at every point.
    pub(crate) fn log_likelihood(&self, cells: &[u8]) -> Vec<f64> {
        let mut logs = self.base.clone();
        self.add(cells, &mut logs);
        logs
    }
}

/// Turns logarithms into shares that sum to one, and returns the logarithm of what they summed to. Scaled by the largest,
/// nothing underflows however many items there are.
pub(crate) fn normalise(logs: &mut [f64]) -> f64 {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for log in logs.iter_mut() {
        *log = (*log - most).exp();
        sum += *log;
    }
    let scale = 1.0 / sum;
    logs.iter_mut().for_each(|share| *share *= scale);
    most + sum.ln()
}

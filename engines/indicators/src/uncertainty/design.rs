//! Where a model is evaluated: two independent samples A and B, and for each factor A with that factor's column of B.

use serde::{Deserialize, Serialize};

use super::{
    random::Random,
    sobol::{DIMENSIONS_MAX, POINTS_MAX, Sobol},
};

/// How many factors a sampled analysis may have: each takes two dimensions of the sequence.
pub const FACTORS_MAX: usize = DIMENSIONS_MAX / 2;

/// Where the points come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sampling {
    /// Scrambled Sobol' points: the error falls nearly with the number of points.
    #[default]
    Sobol,
    /// Independent pseudo-random points: the error falls with its square root.
    Random,
}

/// A design with `base` rows in A and in B; rows are numbered A first, then B, then one block of `base` rows a factor, in
/// which that factor's column comes from B and the others from A (Saltelli 2010).
#[derive(Clone, Debug)]
pub struct Design {
    base: usize,
    factors: usize,
    /// A and B side by side: `base` × 2·`factors`.
    points: Vec<f64>,
}

/// Why no design could be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DesignRefused {
    /// Nothing varies, or no row.
    Empty,
    /// More factors than [`FACTORS_MAX`].
    Factors(usize),
    /// More rows than the sequence has points.
    Rows(usize),
}

impl Design {
    /// Samples a design.
    pub fn new(base: usize, factors: usize, sampling: Sampling, seed: u64) -> Result<Self, DesignRefused> {
        match (base, factors) {
            (0, _) | (_, 0) => return Err(DesignRefused::Empty),
            (_, many) if many > FACTORS_MAX => return Err(DesignRefused::Factors(many)),
            (many, _) if many > POINTS_MAX => return Err(DesignRefused::Rows(many)),
            _ => {}
        }
        let points = match sampling {
            Sampling::Sobol => {
                let sequence = Sobol::new(2 * factors, seed);
                let row = |point| {
                    let sequence = &sequence;
                    (0..2 * factors).map(move |dimension| sequence.coordinate(point, dimension))
                };
                (0..base as u32).flat_map(row).collect()
            }
            Sampling::Random => {
                let mut random = Random::of(seed, 0);
                (0..base * 2 * factors).map(|_| random.unit()).collect()
            }
        };
        Ok(Self { base, factors, points })
    }

    /// Rows of A.
    pub fn base(&self) -> usize {
        self.base
    }

    /// Columns of A.
    pub fn factors(&self) -> usize {
        self.factors
    }

    /// Rows in all: base × (factors + 2).
    pub fn rows(&self) -> usize {
        self.base * (self.factors + 2)
    }

    /// The value between 0 and 1 that `factor` takes in `row`.
    pub fn coordinate(&self, row: usize, factor: usize) -> f64 {
        let (block, point) = (row / self.base, row % self.base);
        let from_b = block == 1 || block == factor + 2;
        self.points[point * 2 * self.factors + if from_b { self.factors + factor } else { factor }]
    }
}

//! Indices without sampling error: every combination of discrete choices is evaluated, and the variance of the output is
//! taken apart completely.
//!
//! Along each factor the values are replaced by weighted orthogonal contrasts: what the first levels have in common, and
//! how each further level differs from those before it (Helmert's contrasts with unequal weights; their squares are the
//! increments of Welford's sum of squares). Afterwards each number belongs to exactly the set of factors along which it
//! is a contrast, and the sum of squares of a set is its component of the variance (Hoeffding 1948, Sobol' 1993). One pass
//! in place yields all 2^k components with no difference of near numbers anywhere.

/// How many combinations are enumerated at most: 80 MB of output.
pub const COMBINATIONS_MAX: usize = 10_000_000;

/// Levels of each factor with their probabilities; the last factor runs fastest.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    probabilities: Vec<Vec<f64>>,
    size: usize,
}

/// Why a grid could not be made.
#[derive(Clone, Debug, PartialEq)]
pub enum GridRefused {
    /// No factor, or one without levels.
    Empty,
    /// This factor has a probability that is negative or not finite, or its sum is not 1.
    Probabilities {
        /// Number of the factor, from 0.
        factor: usize,
        /// What its probabilities sum to.
        sum: f64,
    },
    /// More combinations than [`COMBINATIONS_MAX`]; how many there are.
    Combinations(f64),
}

/// Probabilities are entered as decimals; their sum may miss 1 by this much and is then divided away.
const SUM_TOLERANCE: f64 = 1e-9;

impl Grid {
    /// A grid of these probabilities, one list a factor.
    pub fn new(mut probabilities: Vec<Vec<f64>>) -> Result<Self, GridRefused> {
        if probabilities.is_empty() || probabilities.iter().any(Vec::is_empty) {
            return Err(GridRefused::Empty);
        }
        for (factor, levels) in probabilities.iter_mut().enumerate() {
            let sum: f64 = levels.iter().sum();
            if levels.iter().any(|p| p.is_nan() || *p < 0.0) || (sum - 1.0).abs() > SUM_TOLERANCE || sum.is_nan() {
                return Err(GridRefused::Probabilities { factor, sum });
            }
            levels.iter_mut().for_each(|p| *p /= sum);
        }
        let combinations: f64 = probabilities.iter().map(|levels| levels.len() as f64).product();
        if combinations > COMBINATIONS_MAX as f64 {
            return Err(GridRefused::Combinations(combinations));
        }
        Ok(Self { size: probabilities.iter().map(Vec::len).product(), probabilities })
    }

    /// Combinations.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Factors.
    pub fn factors(&self) -> usize {
        self.probabilities.len()
    }

    /// The level of each factor in a combination, from 0, into a buffer that is used again.
    pub fn levels_into(&self, mut combination: usize, levels: &mut Vec<u64>) {
        levels.resize(self.factors(), 0);
        for (level, probabilities) in levels.iter_mut().zip(&self.probabilities).rev() {
            *level = (combination % probabilities.len()) as u64;
            combination /= probabilities.len();
        }
    }

    /// Whether every combination is as probable as every other.
    pub fn even(&self) -> bool {
        self.probabilities.iter().all(|levels| levels.iter().all(|p| *p == levels[0]))
    }

    /// How probable each combination is, in their order.
    pub fn weights(&self) -> Vec<f64> {
        self.probabilities.iter().fold(vec![1.0], |weights, levels| {
            weights.iter().flat_map(|weight| levels.iter().map(move |p| weight * p)).collect()
        })
    }

    /// Takes the variance of an output apart; `values` has one number a combination and is used up as working space.
    pub fn decompose(&self, values: &mut [f64]) -> Decomposition {
        assert_eq!(values.len(), self.size, "one value a combination");
        // Contrasts of what is centred on any of its values are smaller, and a constant output is exactly zero.
        let centre = values[0];
        values.iter_mut().for_each(|value| *value -= centre);
        let mut stride = self.size;
        for levels in &self.probabilities {
            let block = stride;
            stride /= levels.len();
            contrasts(values, levels, block, stride);
        }
        let mut components = vec![0.0; 1 << self.factors()];
        self.sum_squares(values, &mut components);
        let mean = centre + values[0];
        components[0] = 0.0;
        Decomposition { factors: self.factors(), mean, components }
    }

    /// Adds each square to the set of factors along which it is a contrast; bit i of a set stands for factor i.
    fn sum_squares(&self, values: &[f64], components: &mut [f64]) {
        let last = self.factors() - 1;
        let row = self.probabilities[last].len();
        let mut levels = vec![0usize; last];
        let mut set = 0usize;
        for values in values.chunks_exact(row) {
            components[set] += values[0] * values[0];
            components[set | 1 << last] += values[1..].iter().map(|value| value * value).sum::<f64>();
            for factor in (0..last).rev() {
                levels[factor] += 1;
                set |= 1 << factor;
                if levels[factor] < self.probabilities[factor].len() {
                    break;
                }
                levels[factor] = 0;
                set &= !(1 << factor);
            }
        }
    }
}

/// Replaces, along one axis, level 0 by the weighted mean and each other level by its weighted contrast to those before.
fn contrasts(values: &mut [f64], probabilities: &[f64], block: usize, stride: usize) {
    let mut before = probabilities[0];
    let mut steps = Vec::with_capacity(probabilities.len());
    for &p in &probabilities[1..] {
        let sum = before + p;
        // A level without probability adds nothing, and the first with any replaces what had none.
        steps.push(if sum > 0.0 { (p / sum, (p * (before / sum)).sqrt()) } else { (1.0, 0.0) });
        before = sum;
    }
    for block in values.chunks_exact_mut(block) {
        let (means, others) = block.split_at_mut(stride);
        for (level, &(share, scale)) in others.chunks_exact_mut(stride).zip(&steps) {
            for (mean, value) in means.iter_mut().zip(level) {
                let apart = *value - *mean;
                *mean += share * apart;
                *value = scale * apart;
            }
        }
    }
}

/// The variance of an output, taken apart by sets of factors.
#[derive(Clone, Debug, PartialEq)]
pub struct Decomposition {
    factors: usize,
    /// Mean of the output.
    pub mean: f64,
    components: Vec<f64>,
}

impl Decomposition {
    /// Variance of the output.
    pub fn variance(&self) -> f64 {
        self.components.iter().sum()
    }

    /// The part of the variance that is owed to exactly this set of factors together (bit i stands for factor i).
    pub fn component(&self, set: usize) -> f64 {
        self.components[set]
    }

    /// The variance that knowing the whole set would remove: the components of all its subsets.
    pub fn closed(&self, set: usize) -> f64 {
        self.sum(|of| of & !set == 0, |_| 1.0)
    }

    /// First-order index of a factor; `None` where the output does not vary.
    pub fn first(&self, factor: usize) -> Option<f64> {
        self.share(self.components[1 << factor])
    }

    /// Total index of a factor.
    pub fn total(&self, factor: usize) -> Option<f64> {
        self.share(self.sum(|set| set >> factor & 1 == 1, |_| 1.0))
    }

    /// Shapley effect of a factor (Owen 2014): each component shared equally among its factors. Effects sum to 1.
    pub fn shapley(&self, factor: usize) -> Option<f64> {
        self.share(self.sum(|set| set >> factor & 1 == 1, |set| 1.0 / f64::from(set.count_ones())))
    }

    /// The share of a component, as the interaction of a set is told.
    pub fn interaction(&self, set: usize) -> Option<f64> {
        self.share(self.components[set])
    }

    /// Factors.
    pub fn factors(&self) -> usize {
        self.factors
    }

    fn sum(&self, counts: impl Fn(usize) -> bool, weight: impl Fn(usize) -> f64) -> f64 {
        let sets = self.components.iter().enumerate();
        sets.filter(|(set, _)| counts(*set)).map(|(set, component)| component * weight(set)).sum()
    }

    fn share(&self, part: f64) -> Option<f64> {
        let variance = self.variance();
        (variance > 0.0).then(|| part / variance)
    }
}

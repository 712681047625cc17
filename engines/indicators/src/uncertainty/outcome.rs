//! What the replicates of a study say together.

use super::{
    estimate::{Estimator, SampledIndex, estimate},
    evaluator::Piece,
    exact::Decomposition,
    factor::Taken,
    ranks::{RankInterval, Rankings},
    spec::SETS_MAX,
    study::{Replicate, Study},
};
use crate::composite::Fault;

/// Units whose pairs and places are told as tables of units × units.
pub const PAIRED_MAX: usize = 5_000;
/// Comparisons of two units in one replicate that are made at most.
pub const COMPARISONS_MAX: usize = 20_000_000_000;

/// The results of a study, replicate by replicate and together. Factors stand in the order of the document.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Names of the factors.
    pub factors: Vec<String>,
    /// Codes of the units.
    pub units: Vec<String>,
    /// Scores and places by the specification as it is.
    pub nominal: Replicate,
    /// Replicates × factors: the number of the choice or draw from 1, or the value.
    pub design: Vec<f64>,
    /// How probable each replicate is, where they differ.
    pub weights: Option<Vec<f64>>,
    /// Replicates that the places are told of: all, or those of A and B, whose rows are independent.
    pub independent: usize,
    /// Replicates × units, if they are kept.
    pub scores: Vec<f64>,
    /// Replicates × units.
    pub ranks: Vec<u16>,
    /// The target of each replicate.
    pub targets: Vec<f64>,
    /// What the target owes to the factors.
    pub indices: Indices,
    /// What each unit's place owes to the factors, if it was asked for: first, total and, if exact, Shapley effect.
    pub unit_indices: Vec<Vec<Share>>,
    /// Each unit's place.
    pub intervals: Vec<RankInterval>,
}

/// What an output owes to the factors.
#[derive(Clone, Debug)]
pub enum Indices {
    /// Nothing: it does not vary, or a replicate has none.
    None,
    /// Estimates.
    Sampled(Vec<SampledIndex>),
    /// Without sampling error.
    Exact(Exact),
}

/// Exact parts of a variance.
#[derive(Clone, Debug, PartialEq)]
pub struct Exact {
    /// Mean of the output.
    pub mean: f64,
    /// Its variance.
    pub variance: f64,
    /// Factor by factor.
    pub shares: Vec<Share>,
    /// The joint parts of sets of factors, largest sets last; bit i stands for factor i. Empty where there are too many.
    pub sets: Vec<(usize, f64)>,
}

/// A factor's part in a variance; NaN where the output does not vary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Alone.
    pub first: f64,
    /// In total.
    pub total: f64,
    /// Fairly divided; NaN if it is not known.
    pub shapley: f64,
}

impl Study {
    /// Puts pieces together, all of them in any order. Refused: a piece that is not there.
    pub fn outcome(&self, mut pieces: Vec<Piece>) -> Result<Outcome, Fault> {
        pieces.sort_by_key(|piece| piece.jobs.start);
        let mut next = 0;
        for piece in &pieces {
            if piece.jobs.start != next {
                break;
            }
            next = piece.jobs.end;
        }
        if next != self.replicates() {
            return Err(Fault::new("pieces", format!("there is none from {next} on"), "compute each piece once"));
        }
        let mut outcome = self.gathered(&pieces);
        drop(pieces);
        let units = outcome.units.len();
        outcome.intervals = outcome.rankings().intervals(&self.document.quantiles);
        outcome.indices = self.indices(&outcome.targets);
        if self.document.units {
            let rank = |unit: usize| -> Vec<f64> {
                outcome.ranks.iter().skip(unit).step_by(units).map(|rank| f64::from(*rank)).collect()
            };
            outcome.unit_indices = (0..units).map(|unit| self.shares(rank(unit))).collect();
        }
        Ok(outcome)
    }

    /// The replicates in their own order.
    fn gathered(&self, pieces: &[Piece]) -> Outcome {
        let (replicates, units) = (self.replicates(), self.units.len());
        let scored = if self.document.scores { replicates * units } else { 0 };
        let mut outcome = Outcome {
            factors: self.document.factors.iter().map(|factor| factor.name.clone()).collect(),
            units: self.codes().to_vec(),
            nominal: self.nominal.clone(),
            design: vec![0.0; replicates * self.factors.len()],
            weights: self.jobs.grid().filter(|grid| !grid.even()).map(|grid| grid.weights()),
            independent: match self.jobs.grid() {
                Some(_) => replicates,
                None => replicates / (self.factors.len() + 2) * 2,
            },
            scores: vec![f64::NAN; scored],
            ranks: vec![0; replicates * units],
            targets: vec![f64::NAN; replicates],
            indices: Indices::None,
            unit_indices: Vec::new(),
            intervals: Vec::new(),
        };
        let mut taken: Vec<Taken> = Vec::new();
        for piece in pieces {
            for (at, job) in piece.jobs.clone().enumerate() {
                let replicate = self.jobs.replicate(job);
                let (from, to) = (at * units, replicate * units);
                outcome.ranks[to..to + units].copy_from_slice(&piece.ranks[from..from + units]);
                if scored > 0 {
                    outcome.scores[to..to + units].copy_from_slice(&piece.scores[from..from + units]);
                }
                outcome.targets[replicate] = piece.targets[at];
                self.jobs.taken(replicate, &mut taken);
                for (factor, taken) in self.factors.iter().zip(&taken) {
                    outcome.design[replicate * self.factors.len() + factor.number] = factor.levels.shown(*taken);
                }
            }
        }
        outcome
    }

    fn indices(&self, outputs: &[f64]) -> Indices {
        if outputs.iter().any(|output| !output.is_finite()) {
            return Indices::None;
        }
        match (self.jobs.grid(), self.estimator()) {
            (Some(grid), _) => Indices::Exact(self.exact(&grid.decompose(&mut outputs.to_vec()))),
            (None, Some(estimator)) => {
                estimate(outputs, self.factors.len(), estimator).map_or(Indices::None, Indices::Sampled)
            }
            (None, None) => Indices::None,
        }
    }

    /// The same without intervals, for one of many outputs.
    fn shares(&self, mut outputs: Vec<f64>) -> Vec<Share> {
        let factors = self.factors.len();
        if let Some(grid) = self.jobs.grid() {
            let parts = grid.decompose(&mut outputs);
            return self.by_number(|at| share(&parts, at));
        }
        let estimator = self.estimator().map(|estimator| Estimator { draws: 0, ..estimator });
        let indices = estimator.and_then(|estimator| estimate(&outputs, factors, estimator));
        let nothing = Share { first: f64::NAN, total: f64::NAN, shapley: f64::NAN };
        let of = |at: usize| {
            indices.as_ref().map_or(nothing, |indices: &Vec<SampledIndex>| Share {
                first: indices[at].first.value,
                total: indices[at].total.value,
                shapley: f64::NAN,
            })
        };
        (0..factors).map(of).collect()
    }

    /// Blocks of a design stand in the order of the document, and so do the estimates.
    fn estimator(&self) -> Option<Estimator> {
        self.document.estimate().map(|estimate| Estimator {
            first: estimate.first,
            total: estimate.total,
            draws: estimate.bootstrap,
            confidence: estimate.confidence,
            seed: self.document.seed,
        })
    }

    /// What is known in the order of evaluation, in the order of the document.
    fn by_number<T: Copy>(&self, of: impl Fn(usize) -> T) -> Vec<T> {
        let mut known: Vec<(usize, T)> = self.factors.iter().enumerate().map(|(at, f)| (f.number, of(at))).collect();
        known.sort_by_key(|(number, _)| *number);
        known.into_iter().map(|(_, known)| known).collect()
    }

    fn exact(&self, parts: &Decomposition) -> Exact {
        let count = 1usize << self.factors.len();
        let numbers = |set: usize| {
            let members = self.factors.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
            members.fold(0, |numbers, (_, factor)| numbers | 1 << factor.number)
        };
        let mut sets: Vec<(usize, f64)> = match count <= SETS_MAX {
            true => (1..count).map(|set| (numbers(set), parts.interaction(set).unwrap_or(f64::NAN))).collect(),
            false => Vec::new(),
        };
        sets.sort_by_key(|(set, _)| (set.count_ones(), set.reverse_bits()));
        sets.reverse();
        sets.sort_by_key(|(set, _)| set.count_ones());
        Exact { mean: parts.mean, variance: parts.variance(), shares: self.by_number(|at| share(parts, at)), sets }
    }
}

fn share(parts: &Decomposition, factor: usize) -> Share {
    Share {
        first: parts.first(factor).unwrap_or(f64::NAN),
        total: parts.total(factor).unwrap_or(f64::NAN),
        shapley: parts.shapley(factor).unwrap_or(f64::NAN),
    }
}

impl Outcome {
    /// The places of replicates that are independent of each other, with their probabilities.
    pub fn rankings(&self) -> Rankings<'_> {
        let ranks = &self.ranks[..self.independent * self.units.len()];
        Rankings { ranks, units: self.units.len(), weights: self.weights.as_deref() }
    }

    /// Whether tables of units × units can be told.
    pub fn paired(&self) -> bool {
        let units = self.units.len();
        units <= PAIRED_MAX && self.independent.saturating_mul(units * units) <= COMPARISONS_MAX
    }
}

//! How sure a ranking is, and which choice decides it.
//!
//! Nouns: a *factor* (one choice or number of a specification that could have been another), a [`Design`] (where the
//! model is evaluated), an *index* (a factor's share of the output's variance: alone, in total, or fairly divided), and
//! [`Rankings`] (every ranking that came out, to be read as intervals).
//!
//! Discrete choices are enumerated and their indices are exact (`exact`); whatever is continuous is sampled, and its
//! indices carry an interval (`estimate`).

mod address;
mod checks;
mod design;
mod estimate;
mod evaluator;
mod exact;
mod factor;
mod imputation;
mod jobs;
mod knobs;
mod load;
pub mod normal;
mod outcome;
mod random;
mod ranking;
mod ranks;
mod scorer;
mod shape;
mod sheets;
mod sobol;
pub mod spec;
mod stages;
mod study;
mod tables;

#[cfg(test)]
mod tests;

pub use design::{Design, DesignRefused, FACTORS_MAX, Sampling};
pub use estimate::{Estimated, Estimator, FirstOrder, SampledIndex, TotalOrder, estimate};
pub use evaluator::{Computed, Evaluator, Piece};
pub use exact::{COMBINATIONS_MAX, Decomposition, Grid, GridRefused};
pub use load::study;
pub use outcome::{COMPARISONS_MAX, Exact, Indices, Outcome, PAIRED_MAX, Share};
pub use random::Random;
pub use ranking::{Ranker, UNITS_MAX};
pub use ranks::{RankInterval, Rankings};
pub use sheets::Long;
pub use sobol::{DIMENSIONS_MAX, POINTS_MAX, Sobol};
pub use study::{Beside, Replicate, Study};

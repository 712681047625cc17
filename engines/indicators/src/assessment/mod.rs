//! Measurement of achievement: item response models, abilities, plausible values and replicate variances.
//!
//! Nouns: [`Responses`] (who answered what), [`Item`] and [`Model`] (how ability makes answers likely), [`Fit`] (the
//! estimated parameters), [`Abilities`], [`PlausibleValues`], [`Replicates`].
//!
//! A scale belongs to one [`Test`] of one subject. Guides of quality evaluation name dimensions and no formula across
//! subjects (《义务教育质量评价指南》, 2021), and a region's or a school's worth is not a 升学率: nothing here adds subjects
//! up or ranks schools, and whoever joins results of different tests is refused ([`Fault::Subjects`]).
//!
//! Parameters are found by marginal maximum likelihood over a fixed grid of abilities. Sums over persons run in parts whose
//! borders depend on the number of persons alone: results have the same bits whoever does the parts ([`Hands`]).

mod ability;
mod accelerate;
mod chance;
pub mod dif;
mod distribution;
mod estimate;
mod expect;
mod fault;
mod grid;
mod item;
pub mod item_fit;
mod linear;
mod louis;
mod maximize;
mod parallel;
mod parameters;
mod plausible;
mod replicate;
pub mod residual;
mod responses;

#[cfg(test)]
mod tests;

pub use ability::{Abilities, Ability, Method, abilities};
pub use estimate::{Estimate, Fit, Options, estimate};
pub use fault::Fault;
pub use grid::{Grid, Latent};
pub use item::{Curve, Item, Model, test_information};
pub use parallel::{Hands, Lent};
pub use plausible::{Conditioning, PlausibleValues, plausible_values};
pub use replicate::{Combined, Replicates, Zone, combine, mean, share_above, standard_deviation};
pub use responses::{Column, Reader, Responses, Test};

/// Items in one scale: a national assessment with all its booklets has some hundreds.
pub const ITEMS_MAX: usize = 1_000;
/// Cells of a table: ten million pupils with forty items.
pub const CELLS_MAX: usize = 400_000_000;
/// Highest score of an item.
pub const SCORE_MAX: u16 = 1_000;
/// Different scores of an item: beyond these, each would have too few answers to be told from its neighbours.
pub const CATEGORIES_MAX: usize = 32;

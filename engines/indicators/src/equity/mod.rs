//! Dispersion and equity: how evenly something is spread over schools and pupils.
//!
//! Nouns: [`Study`] (who is looked at: weights and levels, checked once), [`Measures`] (what one column of values comes to),
//! [`Split`] (how much of a measure lies within groups and how much between them), [`shares`] (each school's part in a
//! county's 差异系数), [`parity`] (one group beside another).
//!
//! A value is what a pupil of that school has (生均, 每百名 …), the weight is the school's pupils. So the 差异系数 is pupil-weighted:
//! `CV = S ÷ X̄`, `S = √(Σ (nᵢ/N)(xᵢ − X̄)²)`, `X̄ = Σ resource ÷ N` (national method of 2012); [`Measures::plain_cv`] counts each
//! school once and stands beside it for comparison only. A missing value (`NaN`) and a school without pupils are left out and
//! counted. A measure that has no meaning for the values at hand says so in [`Undefined`] instead of returning a number.

mod column;
mod held;
mod lanes;
mod order;
pub mod parity;
mod quantile;
pub mod shares;
mod split;
mod study;

#[cfg(test)]
mod tests;

use crate::numeric::sum::sum;
pub use column::Measures;
pub use quantile::Range;
pub use split::{Decomposition, Group, Split};
pub use study::{Ask, GROUPS_MAX, Hostile, Level, Study, UNITS_MAX, Undefined};

/// A measure, or why there is none.
pub type Answer = Result<f64, Undefined>;

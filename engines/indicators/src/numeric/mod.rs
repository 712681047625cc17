//! What every measure is made of: sums in a fixed order, moments, quantiles, ranks, small matrices.
//!
//! Figures are `f64`; inside the engine, and only there, NaN means missing. Every function here runs on one thread in
//! one order, so that its result has the same bits wherever it is called from.

pub mod correlation;
pub mod eigen;
pub mod matrix;
pub mod moments;
pub mod optimise;
pub mod quantile;
pub mod rank;
pub mod significance;
pub mod special;
pub mod sum;

#[cfg(test)]
mod tests;

pub use matrix::Matrix;

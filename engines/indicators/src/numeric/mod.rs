//! Sums, quantiles.
pub mod quantile;
pub mod sum;

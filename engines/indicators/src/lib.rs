//! Indicators, computed exactly: expressions over data elements, dispersion and equity, standards as data, composite
//! indices with every choice of the OECD/JRC Handbook, how sure a ranking is, and the measurement of achievement.
//!
//! Everything here is a function of its inputs: figures are finite `f64` or missing, sums run in a fixed order, and the
//! result has the same bits at any number of threads. Whoever needs chance brings the seed.
//!
//! Deliberately unknown here: where figures are stored, who may publish them, the clock, files and pages.

pub mod assessment;
pub mod composite;
pub mod equity;
pub mod expression;
pub mod numeric;
pub mod standard;
pub mod suppression;
pub mod uncertainty;

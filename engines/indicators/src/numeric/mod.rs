//! What every measure is made of: sums in a fixed order, moments, quantiles, ranks, small matrices.

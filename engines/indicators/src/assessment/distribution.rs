//! Tail probability of the χ² distribution.

use crate::numeric::special::gamma_upper;

/// Probability of a χ² at least this large; 1 without degrees of freedom.
pub(crate) fn chi_squared_tail(value: f64, degrees: usize) -> f64 {
    if degrees == 0 {
        return 1.0;
    }
    gamma_upper(degrees as f64 / 2.0, value / 2.0)
}

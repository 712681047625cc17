//! Mean, spread and shape of the values that are there.

use super::sum::{present, sum};

/// Arithmetic mean; NaN when nothing is there.
pub fn mean(values: &[f64]) -> f64 {
    let count = present(values).count();
    if count == 0 {
        return f64::NAN;
    }
    let first = sum(present(values)) / count as f64;
    if !first.is_finite() {
        return first;
    }
    // The second pass removes what the division rounded away.
    first + sum(present(values).map(|value| value - first)) / count as f64
}

/// Sum of squared deviations from the mean, with how many values there were.
fn squares(values: &[f64]) -> (f64, usize) {
    let centre = mean(values);
    (sum(present(values).map(|value| (value - centre) * (value - centre))), present(values).count())
}

/// Variance with n − 1; NaN below two values.
pub fn variance(values: &[f64]) -> f64 {
    match squares(values) {
        (_, 0 | 1) => f64::NAN,
        (squares, count) => squares / (count - 1) as f64,
    }
}

/// Standard deviation with n − 1, as samples are described; NaN below two values.
pub fn deviation(values: &[f64]) -> f64 {
    variance(values).sqrt()
}

/// Standard deviation with n, as whole populations are described (差异系数); NaN when nothing is there.
pub fn population_deviation(values: &[f64]) -> f64 {
    match squares(values) {
        (_, 0) => f64::NAN,
        (squares, count) => (squares / count as f64).sqrt(),
    }
}

/// Skewness, type 2 (Joanes & Gill 1998, G₁); NaN below three values or where all are the same.
pub fn skewness(values: &[f64]) -> f64 {
    let (squares, count) = squares(values);
    if count < 3 {
        return f64::NAN;
    }
    let (n, centre) = (count as f64, mean(values));
    let cubes = sum(present(values).map(|value| (value - centre).powi(3)));
    let plain = n.sqrt() * cubes / squares.powf(1.5);
    plain * (n * (n - 1.0)).sqrt() / (n - 2.0)
}

/// Excess kurtosis, type 2 (Joanes & Gill 1998, G₂); NaN below four values or where all are the same.
pub fn kurtosis(values: &[f64]) -> f64 {
    let (squares, count) = squares(values);
    if count < 4 {
        return f64::NAN;
    }
    let (n, centre) = (count as f64, mean(values));
    let fourths = sum(present(values).map(|value| (value - centre).powi(4)));
    let ratio = n * fourths / (squares * squares);
    ((n + 1.0) * (ratio - 3.0) + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0))
}

/// Smallest and largest of what is there; NaN twice when nothing is.
pub fn range(values: &[f64]) -> (f64, f64) {
    present(values).fold((f64::NAN, f64::NAN), |(least, most), value| (least.min(value), most.max(value)))
}

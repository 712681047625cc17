//! Quantiles of type 7 (Hyndman & Fan 1996): linear between order statistics, the sample's ends at 0 and 1.

use super::sum::present;

/// The quantile at `probability` of the values that are there; NaN when nothing is.
pub fn quantile(values: &[f64], probability: f64) -> f64 {
    let mut sorted: Vec<f64> = present(values).collect();
    sorted.sort_by(f64::total_cmp);
    of_sorted(&sorted, probability)
}

/// The quantile of values that are sorted and all there.
pub fn of_sorted(sorted: &[f64], probability: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    // A place that is whole but for rounding is taken as whole, as R does.
    let place = last as f64 * probability.clamp(0.0, 1.0);
    let below = (place + 4.0 * f64::EPSILON).floor();
    let share = place - below;
    let low = sorted[below as usize];
    if share.abs() < 1e-12 {
        return low;
    }
    low + share * (sorted[(below as usize + 1).min(last)] - low)
}

/// The middle of the values that are there: of an even number the mean of the two in the middle.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted: Vec<f64> = present(values).collect();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => sorted[odd / 2],
        even => (sorted[even / 2 - 1] + sorted[even / 2]) / 2.0,
    }
}

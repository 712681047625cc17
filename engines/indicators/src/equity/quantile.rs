//! Percentiles, and what leans on them: ranges, McLoone, Verstegen.

use super::Answer;
use super::column::{Sorted, finite};
use super::lanes::total;
use super::study::Undefined;

/// A range between two percentiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// In per cent.
    pub low: f64,
    /// In per cent.
    pub high: f64,
    /// The values there.
    pub at: Option<(f64, f64)>,
    /// High ÷ low.
    pub ratio: Answer,
    /// (High − low) ÷ low: for 5 and 95 the federal range ratio.
    pub range_ratio: Answer,
}

/// The value below which a share of the weight lies: the least whose cumulated weight reaches it, and the mean with its
/// neighbour where it is reached exactly.
pub(super) fn quantile(sorted: &Sorted, share: f64) -> f64 {
    let wanted = share * sorted.weight;
    let near = 1e-12 * sorted.weight;
    let place = sorted.below.partition_point(|below| *below < wanted - near);
    match (sorted.below.get(place), sorted.values.get(place), sorted.values.get(place + 1)) {
        (Some(below), Some(here), Some(next)) if (below - wanted).abs() <= near => f64::midpoint(*here, *next),
        (_, Some(here), _) => *here,
        _ => sorted.values.last().copied().unwrap_or(f64::NAN),
    }
}

/// What the units of some places have, beside what they would have at the median.
pub(super) fn beside_median(sorted: &Sorted, median: f64, places: std::ops::Range<usize>) -> Answer {
    if median <= 0.0 {
        return Err(Undefined::Denominator);
    }
    let (values, weights) = (&sorted.values[places.clone()], &sorted.weights[places]);
    let weight = total(weights.len(), |place| weights[place]);
    finite(total(weights.len(), |place| values[place] * weights[place]) / (weight * median))
}

pub(super) fn range(sorted: &Sorted, low: f64, high: f64) -> Range {
    let at = (!sorted.values.is_empty()).then(|| (quantile(sorted, low / 100.0), quantile(sorted, high / 100.0)));
    let beside = |work: fn(f64, f64) -> f64| match at {
        None => Err(Undefined::NoUnits),
        Some((below, _)) if below <= 0.0 => Err(Undefined::Denominator),
        Some((below, above)) => finite(work(below, above)),
    };
    Range {
        low,
        high,
        at,
        ratio: beside(|below, above| above / below),
        range_ratio: beside(|below, above| (above - below) / below),
    }
}

//! What one column of values comes to: sorted once, then everything in a few passes.

use super::Answer;
use super::lanes::total;
use super::order::ascending;
use super::quantile::{Range, beside_median, quantile, range};
use super::split::{self, Decomposition};
use super::study::{Study, Undefined};

/// The measures of one column.
#[derive(Clone, Debug)]
pub struct Measures {
    /// Units with a value and a weight.
    pub counted: usize,
    /// Units without a value, or with a missing weight.
    pub missing: usize,
    /// Units with weight zero.
    pub weightless: usize,
    /// The sum of weights.
    pub weight: f64,
    /// The weighted mean.
    pub mean: Answer,
    /// The mean with each unit counted once.
    pub plain_mean: Answer,
    /// 差异系数: weighted.
    pub cv: Answer,
    /// The same with each unit counted once.
    pub plain_cv: Answer,
    /// Gini, weighted.
    pub gini: Answer,
    /// Theil T, GE(1).
    pub theil_t: Answer,
    /// Theil L (mean logarithmic deviation), GE(0).
    pub theil_l: Answer,
    /// GE(α) for each α asked for.
    pub entropy: Vec<(f64, Answer)>,
    /// Atkinson for each ε asked for.
    pub atkinson: Vec<(f64, Answer)>,
    /// The value that half of the weight does not exceed.
    pub median: Answer,
    /// McLoone: what those up to the median have, beside what they would have at the median. 1 is even.
    pub mcloone: Answer,
    /// Verstegen: what those from the median on have, beside what they would have at the median. 1 is even.
    pub verstegen: Answer,
    /// The least and the greatest value.
    pub extremes: Option<(f64, f64)>,
    /// Ranges between percentiles.
    pub ranges: Vec<Range>,
    /// The decomposition over each level.
    pub levels: Vec<Decomposition>,
}

/// The units that count, in ascending order of their values.
pub(super) struct Sorted {
    pub(super) values: Vec<f64>,
    pub(super) weights: Vec<f64>,
    /// The weight up to and with each.
    pub(super) below: Vec<f64>,
    /// Place of the unit in the study.
    pub(super) unit: Vec<u32>,
    pub(super) weight: f64,
    pub(super) mean: f64,
    /// The values divided by the mean.
    pub(super) ratios: Vec<f64>,
    /// Their logarithms, `-∞` for zero; empty if a value is negative.
    pub(super) logs: Vec<f64>,
    /// Whether measures relative to the mean have a meaning.
    pub(super) relative: Result<(), Undefined>,
}

pub(super) fn measures(study: &Study, values: &[f64]) -> Measures {
    let (mut kept, mut weightless) = (Kept::default(), 0);
    kept.values.reserve(values.len());
    for ((value, weight), unit) in values.iter().zip(study.weights).zip(0_u32..) {
        if !value.is_nan() && *weight > 0.0 {
            kept.values.push(*value + 0.0);
            kept.unit.push(unit);
        } else if !value.is_nan() && *weight == 0.0 {
            weightless += 1;
        }
    }
    let missing = values.len() - kept.values.len() - weightless;
    let sorted = sorted(&kept, study.weights);
    let units = kept.values.len();
    let count = f64::from(u32::try_from(units).unwrap_or(u32::MAX));
    let plain_mean = finite(total(units, |place| kept.values[place]) / count);
    let plain_cv = plain_mean.and_then(|mean| {
        positive(mean)?;
        let square = |place: usize| (kept.values[place] / mean - 1.0) * (kept.values[place] / mean - 1.0);
        finite((total(units, square) / count).sqrt())
    });
    let none = (units == 0).then_some(Undefined::NoUnits);
    let told = |answer: Answer| none.map_or(answer, Err);
    let relative = |answer: &dyn Fn() -> Answer| told(sorted.relative.and_then(|()| answer()));
    let whole_gini = if sorted.relative.is_ok() { gini(&sorted.ratios, &sorted.weights, sorted.weight) } else { 0.0 };
    let up_to = |median: f64| sorted.values.partition_point(|value| *value <= median);
    let below = |median: f64| sorted.values.partition_point(|value| *value < median);
    let median = told(finite(quantile(&sorted, 0.5)));
    Measures {
        counted: units,
        missing,
        weightless,
        weight: sorted.weight,
        mean: told(finite(sorted.mean)),
        plain_mean: told(plain_mean),
        cv: relative(&|| finite(deviation(&sorted).sqrt())),
        plain_cv: told(plain_cv),
        gini: relative(&|| finite(whole_gini)),
        theil_t: relative(&|| theil_t(&sorted)),
        theil_l: relative(&|| theil_l(&sorted)),
        entropy: study.ask.entropy.iter().map(|alpha| (*alpha, relative(&|| entropy(&sorted, *alpha)))).collect(),
        atkinson: study
            .ask
            .atkinson
            .iter()
            .map(|dislike| (*dislike, relative(&|| atkinson(&sorted, *dislike))))
            .collect(),
        median,
        mcloone: median.and_then(|median| beside_median(&sorted, median, 0..up_to(median))),
        verstegen: median.and_then(|median| beside_median(&sorted, median, below(median)..units)),
        extremes: sorted.values.first().copied().zip(sorted.values.last().copied()),
        ranges: study.ask.ranges.iter().map(|(low, high)| range(&sorted, *low, *high)).collect(),
        levels: split::levels(study, &sorted, whole_gini),
    }
}

/// Values that count, in the study's order, and whose they are.
#[derive(Default)]
struct Kept {
    values: Vec<f64>,
    unit: Vec<u32>,
}

fn sorted(kept: &Kept, all: &[f64]) -> Sorted {
    let count = kept.values.len();
    let (mut values, mut weights, mut unit, mut below) =
        (Vec::with_capacity(count), Vec::with_capacity(count), Vec::with_capacity(count), Vec::with_capacity(count));
    let mut sum = 0.0;
    for place in ascending(&kept.values) {
        let place = usize::try_from(place).unwrap_or(0);
        let at = kept.unit[place];
        let weight = usize::try_from(at).map_or(0.0, |at| all[at]);
        values.push(kept.values[place]);
        weights.push(weight);
        unit.push(at);
        sum += weight;
        below.push(sum);
    }
    let weight = total(count, |place| weights[place]);
    let mean = total(count, |place| values[place] * weights[place]) / weight;
    let relative = finite(mean).and_then(positive);
    let ratios: Vec<f64> =
        if relative.is_ok() { values.iter().map(|value| value / mean).collect() } else { Vec::new() };
    let logs = match values.first() {
        Some(least) if *least >= 0.0 => ratios.iter().map(|ratio| ratio.ln()).collect(),
        _ => Vec::new(),
    };
    Sorted { values, weights, below, unit, weight, mean, ratios, logs, relative }
}

fn positive(mean: f64) -> Result<(), Undefined> {
    match mean {
        mean if mean > 0.0 => Ok(()),
        mean if mean < 0.0 => Err(Undefined::NegativeMean),
        _ => Err(Undefined::ZeroMean),
    }
}

pub(super) fn finite(value: f64) -> Answer {
    if value.is_finite() { Ok(value + 0.0) } else { Err(Undefined::TooLarge) }
}

/// The squared weighted coefficient of variation.
fn deviation(sorted: &Sorted) -> f64 {
    let term = |place: usize| sorted.weights[place] * (sorted.ratios[place] - 1.0) * (sorted.ratios[place] - 1.0);
    total(sorted.ratios.len(), term) / sorted.weight
}

/// Gini of ascending values with mean one: the area between shares of weight and of value, summed over the gaps between
/// neighbours, so that nothing cancels where all are nearly even.
pub(super) fn gini(ratios: &[f64], weights: &[f64], weight: f64) -> f64 {
    let (mut below, mut area) = (0.0, 0.0);
    for (pair, here) in ratios.windows(2).zip(weights) {
        below += here;
        area += below * (weight - below).max(0.0) * (pair[1] - pair[0]);
    }
    area / (weight * weight)
}

fn theil_t(sorted: &Sorted) -> Answer {
    negative(sorted)?;
    // What adds up to zero is taken from each term: then every term is at least zero and nothing cancels.
    let term = |place: usize| {
        let (ratio, log) = (sorted.ratios[place], sorted.logs[place]);
        sorted.weights[place] * (if ratio > 0.0 { ratio * log } else { 0.0 } - (ratio - 1.0))
    };
    finite((total(sorted.ratios.len(), term) / sorted.weight).max(0.0))
}

fn theil_l(sorted: &Sorted) -> Answer {
    above_zero(sorted)?;
    let term = |place: usize| sorted.weights[place] * ((sorted.ratios[place] - 1.0) - sorted.logs[place]);
    finite((total(sorted.ratios.len(), term) / sorted.weight).max(0.0))
}

fn negative(sorted: &Sorted) -> Result<(), Undefined> {
    if sorted.values.first().is_some_and(|least| *least < 0.0) { Err(Undefined::NegativeValue) } else { Ok(()) }
}

fn above_zero(sorted: &Sorted) -> Result<(), Undefined> {
    negative(sorted)?;
    if sorted.values.first() == Some(&0.0) { Err(Undefined::ZeroValue) } else { Ok(()) }
}

/// The weighted mean of the ratios to a power.
fn power_mean(sorted: &Sorted, exponent: f64) -> Answer {
    negative(sorted)?;
    if exponent <= 0.0 {
        above_zero(sorted)?;
    }
    let term = |place: usize| sorted.weights[place] * power(sorted.ratios[place], exponent);
    finite(total(sorted.ratios.len(), term) / sorted.weight)
}

pub(super) fn power(ratio: f64, exponent: f64) -> f64 {
    match exponent {
        0.5 => ratio.sqrt(),
        2.0 => ratio * ratio,
        -1.0 => 1.0 / ratio,
        _ => ratio.powf(exponent),
    }
}

fn entropy(sorted: &Sorted, alpha: f64) -> Answer {
    match alpha {
        0.0 => theil_l(sorted),
        1.0 => theil_t(sorted),
        2.0 => finite(deviation(sorted) / 2.0),
        _ => finite((power_mean(sorted, alpha)? - 1.0) / (alpha * (alpha - 1.0))),
    }
}

/// 1 − what everybody would have to have alike for the same welfare, relative to the mean. A zero makes it one from ε = 1 on:
/// the limit, since the worst off are all that counts.
fn atkinson(sorted: &Sorted, dislike: f64) -> Answer {
    match above_zero(sorted) {
        Err(Undefined::ZeroValue) if dislike >= 1.0 => Ok(1.0),
        Err(why) if why != Undefined::ZeroValue => Err(why),
        _ if dislike == 1.0 => finite(-(-theil_l(sorted)?).exp_m1()),
        _ => finite((1.0 - power_mean(sorted, 1.0 - dislike)?.powf(1.0 / (1.0 - dislike))).max(0.0)),
    }
}

//! Sampling variance by replicate weights, and its combination with plausible values.
//!
//! Schools are drawn, and pupils in them: errors come from repeating the statistic under weights in which some schools count
//! less (Wolter 2007; OECD, PISA Data Analysis Manual, chapters 4 and 8).

use super::{Fault, PlausibleValues};

/// Replicate weights with the factor of each squared difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Replicates {
    weights: Vec<Vec<f64>>,
    factors: Vec<f64>,
}

/// Where a person was drawn: the zone (pair or stratum of schools), and the unit (school) in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Zone {
    /// Zone, any number.
    pub zone: u32,
    /// Unit in the zone, any number.
    pub unit: u32,
}

/// A statistic with its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Combined {
    /// Mean of the statistic over plausible values.
    pub value: f64,
    /// Sampling variance: mean over plausible values.
    pub sampling: f64,
    /// Variance between plausible values.
    pub imputation: f64,
    /// Standard error: `√(sampling + (1 + 1/M)·imputation)` (Rubin 1987).
    pub error: f64,
    /// Rubin's degrees of freedom; infinite if plausible values agree.
    pub degrees: f64,
}

impl Replicates {
    /// Balanced repeated replication with Fay's factor `k` (PISA: 80 weights, k = 0.5): factor `1/(G·(1−k)²)`.
    ///
    /// # Errors
    /// [`Fault::Setting`] unless 0 ≤ k < 1; weights that are negative, not finite, of different lengths, or none.
    pub fn brr_fay(weights: Vec<Vec<f64>>, k: f64) -> Result<Replicates, Fault> {
        if !(0.0..1.0).contains(&k) {
            return Err(Fault::Setting { name: "Fay's factor", value: k, allowed: "from 0 to below 1" });
        }
        let factor = 1.0 / (weights.len() as f64 * (1.0 - k) * (1.0 - k));
        Replicates::checked(weights, |_| factor)
    }

    /// Jackknife without strata: factor `(G−1)/G`.
    ///
    /// # Errors
    /// As [`Replicates::brr_fay`].
    pub fn jk1(weights: Vec<Vec<f64>>) -> Result<Replicates, Fault> {
        let count = weights.len() as f64;
        if weights.len() == 1 {
            // Its factor would be zero, and every statistic exact.
            return Err(Fault::Lengths { what: "replicate weights", given: 1, expected: 2 });
        }
        Replicates::checked(weights, |_| (count - 1.0) / count)
    }

    /// Paired jackknife: factor 1 with one weight a zone, ½ with both ways of each zone (TIMSS since 2015).
    ///
    /// # Errors
    /// As [`Replicates::brr_fay`].
    pub fn jk2(weights: Vec<Vec<f64>>, both: bool) -> Result<Replicates, Fault> {
        Replicates::checked(weights, |_| if both { 0.5 } else { 1.0 })
    }

    /// Stratified jackknife: a factor a weight, `(n_h−1)/n_h` for a unit of a zone of n_h.
    ///
    /// # Errors
    /// As [`Replicates::brr_fay`]; [`Fault::Lengths`] unless there are as many factors as weights.
    pub fn jkn(weights: Vec<Vec<f64>>, factors: Vec<f64>) -> Result<Replicates, Fault> {
        if factors.len() != weights.len() {
            return Err(Fault::Lengths { what: "factors", given: factors.len(), expected: weights.len() });
        }
        if let Some(place) = factors.iter().position(|factor| !factor.is_finite() || *factor < 0.0) {
            return Err(Fault::Setting { name: "a factor", value: factors[place], allowed: "finite and not negative" });
        }
        Replicates::checked(weights, |place| factors[place])
    }

    fn checked(weights: Vec<Vec<f64>>, factor: impl Fn(usize) -> f64) -> Result<Replicates, Fault> {
        let expected = weights.first().map_or(0, Vec::len);
        if expected == 0 {
            return Err(Fault::NoWeight);
        }
        for weights in &weights {
            if weights.len() != expected {
                return Err(Fault::Lengths { what: "replicate weights", given: weights.len(), expected });
            }
            usable(weights)?;
        }
        let factors = (0..weights.len()).map(factor).collect();
        Ok(Replicates { weights, factors })
    }

    /// Jackknife weights of a design: each unit in turn left out, the others of its zone raised to its place.
    ///
    /// # Errors
    /// [`Fault::Lengths`]; [`Fault::Groups`] if a zone has a single unit, which could not be told from the rest.
    pub fn jackknife(base: &[f64], zones: &[Zone]) -> Result<Replicates, Fault> {
        let units = units(base, zones)?;
        let (mut weights, mut factors) = (Vec::new(), Vec::new());
        for (zone, units) in &units {
            let count = units.len() as f64;
            for left_out in units {
                weights.push(reweighed(base, zones, |at| match at.zone == *zone {
                    true if at.unit == *left_out => 0.0,
                    true => count / (count - 1.0),
                    false => 1.0,
                }));
                factors.push((count - 1.0) / count);
            }
        }
        Replicates::jkn(weights, factors)
    }

    /// Balanced weights of a design with two units a zone: in each replicate one unit of each zone counts 2−k times, the
    /// other k times, chosen by the rows of a Hadamard matrix.
    ///
    /// # Errors
    /// [`Fault::Lengths`]; [`Fault::Groups`] unless every zone has two units; [`Fault::Setting`] for `k` or too many zones.
    pub fn balanced(base: &[f64], zones: &[Zone], k: f64) -> Result<Replicates, Fault> {
        let units = units(base, zones)?;
        if let Some((_, units)) = units.iter().find(|(_, units)| units.len() != 2) {
            return Err(Fault::Groups { groups: units.len() });
        }
        let signs = hadamard(units.len() + 1).ok_or(Fault::Setting {
            name: "zones",
            value: units.len() as f64,
            allowed: "at most 1000",
        })?;
        let weights = signs
            .iter()
            .map(|row| {
                reweighed(base, zones, |at| {
                    let place = units.partition_point(|(zone, _)| *zone < at.zone);
                    // Column 0 is constant: balance begins with column 1.
                    let first = at.unit == units[place].1[0];
                    if row[place + 1] == first { 2.0 - k } else { k }
                })
            })
            .collect();
        Replicates::brr_fay(weights, k)
    }

    /// `Σ factor·(replicate − full)²` of a statistic.
    ///
    /// # Errors
    /// [`Fault::Lengths`], [`Fault::NoWeight`], [`Fault::Undefined`].
    pub fn variance(
        &self,
        values: &[f64],
        weights: &[f64],
        statistic: impl Fn(&[f64], &[f64]) -> Option<f64>,
    ) -> Result<(f64, f64), Fault> {
        let expected = self.weights[0].len();
        for (what, given) in [("values", values.len()), ("weights", weights.len())] {
            if given != expected {
                return Err(Fault::Lengths { what, given, expected });
            }
        }
        usable(weights)?;
        let at = |weights: &[f64], replicate: usize| {
            statistic(values, weights).filter(|value| value.is_finite()).ok_or(Fault::Undefined { replicate })
        };
        let full = at(weights, 0)?;
        let mut variance = 0.0;
        for (place, (weights, factor)) in self.weights.iter().zip(&self.factors).enumerate() {
            variance += factor * (at(weights, place + 1)? - full).powi(2);
        }
        Ok((full, variance))
    }

    /// Number of replicates.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether there are none, which construction refuses.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }
}

fn usable(weights: &[f64]) -> Result<(), Fault> {
    if let Some(place) = weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
        return Err(Fault::Count { row: place + 1, count: weights[place] });
    }
    if weights.iter().sum::<f64>() > 0.0 { Ok(()) } else { Err(Fault::NoWeight) }
}

/// Zones in order, each with its units in order.
fn units(base: &[f64], zones: &[Zone]) -> Result<Vec<(u32, Vec<u32>)>, Fault> {
    if base.len() != zones.len() {
        return Err(Fault::Lengths { what: "zones", given: zones.len(), expected: base.len() });
    }
    let mut sorted = zones.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut units: Vec<(u32, Vec<u32>)> = Vec::new();
    for at in sorted {
        match units.last_mut() {
            Some((zone, units)) if *zone == at.zone => units.push(at.unit),
            _ => units.push((at.zone, vec![at.unit])),
        }
    }
    match units.iter().find(|(_, units)| units.len() < 2) {
        Some((_, units)) => Err(Fault::Groups { groups: units.len() }),
        None => Ok(units),
    }
}

fn reweighed(base: &[f64], zones: &[Zone], factor: impl Fn(&Zone) -> f64) -> Vec<f64> {
    base.iter().zip(zones).map(|(weight, at)| weight * factor(at)).collect()
}

/// Order of a Hadamard matrix at most.
const ORDER_MAX: usize = 1_024;

/// The smallest Hadamard matrix of at least this order that Paley's (1933) first construction and Sylvester's doubling
/// give; true for +1, the first column constant. For 80 it has 80 rows, as PISA has weights.
fn hadamard(least: usize) -> Option<Vec<Vec<bool>>> {
    (least..=ORDER_MAX).find_map(of_order)
}

fn of_order(order: usize) -> Option<Vec<Vec<bool>>> {
    if order == 1 {
        return Some(vec![vec![true]]);
    }
    if !order.is_multiple_of(2) || (order > 2 && !order.is_multiple_of(4)) {
        return None;
    }
    if order > 2 && prime(order - 1) {
        return Some(paley(order));
    }
    let half = of_order(order / 2)?;
    let double = |row: &Vec<bool>, flip: bool| {
        row.iter().copied().chain(row.iter().map(|sign| *sign != flip)).collect::<Vec<bool>>()
    };
    Some(half.iter().map(|row| double(row, false)).chain(half.iter().map(|row| double(row, true))).collect())
}

fn prime(number: usize) -> bool {
    number > 1 && (2..).take_while(|d| d * d <= number).all(|d| !number.is_multiple_of(d))
}

/// Paley's first construction for a prime order − 1 that leaves 3 by 4: `I + S` with `S` of quadratic residues, its rows
/// given the sign that makes the first column constant.
fn paley(order: usize) -> Vec<Vec<bool>> {
    let q = order - 1;
    let mut residue = vec![false; q];
    for x in 1..q {
        residue[x * x % q] = true;
    }
    let entry = |row: usize, column: usize| match (row, column) {
        (0, _) => true,
        (_, 0) => false,
        (row, column) if row == column => true,
        (row, column) => residue[(row + q - column) % q],
    };
    (0..order)
        .map(|row| {
            let first = entry(row, 0);
            (0..order).map(|column| entry(row, column) == first).collect()
        })
        .collect()
}

/// A statistic of a population over its plausible values, with Rubin's rule. The statistic gets values and weights.
///
/// # Errors
/// As [`Replicates::variance`].
pub fn combine(
    plausible: &PlausibleValues,
    weights: &[f64],
    replicates: &Replicates,
    statistic: impl Fn(&[f64], &[f64]) -> Option<f64>,
) -> Result<Combined, Fault> {
    let count = plausible.draws.len() as f64;
    let mut each = Vec::with_capacity(plausible.draws.len());
    for draw in &plausible.draws {
        each.push(replicates.variance(draw, weights, &statistic)?);
    }
    if each.is_empty() {
        return Err(Fault::Lengths { what: "plausible values", given: 0, expected: 1 });
    }
    let value = each.iter().map(|(value, _)| value).sum::<f64>() / count;
    let sampling = each.iter().map(|(_, variance)| variance).sum::<f64>() / count;
    let squares: f64 = each.iter().map(|(one, _)| (one - value).powi(2)).sum();
    let imputation = if count > 1.0 { squares / (count - 1.0) } else { 0.0 };
    let between = (1.0 + 1.0 / count) * imputation;
    let degrees = if between > 0.0 { (count - 1.0) * (1.0 + sampling / between).powi(2) } else { f64::INFINITY };
    Ok(Combined { value, sampling, imputation, error: (sampling + between).sqrt(), degrees })
}

/// Weighted mean.
pub fn mean(values: &[f64], weights: &[f64]) -> Option<f64> {
    let all: f64 = weights.iter().sum();
    (all > 0.0).then(|| values.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f64>() / all)
}

/// Weighted standard deviation (of the population the weights stand for).
pub fn standard_deviation(values: &[f64], weights: &[f64]) -> Option<f64> {
    let middle = mean(values, weights)?;
    let squares: Vec<f64> = values.iter().map(|value| (value - middle).powi(2)).collect();
    mean(&squares, weights).map(f64::sqrt)
}

/// The statistic "weighted share of persons at or above a cut".
pub fn share_above(cut: f64) -> impl Fn(&[f64], &[f64]) -> Option<f64> {
    move |values, weights| {
        let above: Vec<f64> = values.iter().map(|value| f64::from(u8::from(*value >= cut))).collect();
        mean(&above, weights)
    }
}

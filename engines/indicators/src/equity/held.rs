//! What is summed up of each group: from the units of the finest level once, and from its groups for every level it refines.

use super::column::Sorted;
use super::study::{Level, Study};

/// What is summed up of a group; all relative to the mean of all.
#[derive(Clone, Copy, Default)]
pub(super) struct Held {
    pub(super) weight: f64,
    pub(super) count: u32,
    /// Σ w (r − 1).
    off: f64,
    /// Σ w r ln r.
    pub(super) entropy: f64,
    /// Σ w ln r.
    pub(super) logs: f64,
    pub(super) mean: f64,
    /// Σ w (r − mean)².
    pub(super) squares: f64,
    /// The area between equality and the group's curve of shares, times twice its weight squared and mean.
    pub(super) area: f64,
}

/// A level's groups.
pub(super) struct Sums {
    pub(super) held: Vec<Held>,
    /// Σ w r^exponent of each group, by exponent.
    pub(super) powers: Vec<(f64, Vec<f64>)>,
}

/// A group's curve in the making, in ascending order: half a cache line, because groups come in no order.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Curve {
    weight: f64,
    below: f64,
    last: f64,
    area: f64,
}

/// The sums of every level, in the study's order.
pub(super) fn sums(study: &Study, sorted: &Sorted, powers: &[(f64, Vec<f64>)]) -> Vec<Sums> {
    let mut made: Vec<Sums> = Vec::with_capacity(study.levels.len());
    for (place, level) in study.levels.iter().enumerate().rev() {
        let of = |unit: &u32| usize::try_from(*unit).map_or(0, |unit| level.group[unit]);
        let group: Vec<u32> = sorted.unit.iter().map(of).collect();
        let finer = made.last().zip(study.parents.get(place + 1)).filter(|(_, parents)| !parents.is_empty());
        let mut sums = match finer {
            Some((finer, parents)) => rolled(finer, parents, level),
            None => counted(sorted, &group, level, powers),
        };
        curves(sorted, &group, &mut sums.held);
        made.push(sums);
    }
    made.reverse();
    made
}

fn at(group: u32) -> usize {
    usize::try_from(group).unwrap_or(0)
}

/// From the units.
fn counted(sorted: &Sorted, group: &[u32], level: &Level, powers: &[(f64, Vec<f64>)]) -> Sums {
    let mut held = vec![Held::default(); level.groups.len()];
    for (((group, weight), ratio), place) in group.iter().zip(&sorted.weights).zip(&sorted.ratios).zip(0..) {
        let held = &mut held[at(*group)];
        held.count += 1;
        held.weight += weight;
        held.off += weight * (ratio - 1.0);
        if let Some(log) = sorted.logs.get(place) {
            held.entropy += if *ratio > 0.0 { weight * ratio * log } else { 0.0 };
            held.logs += weight * log;
        }
    }
    means(&mut held);
    for ((group, weight), ratio) in group.iter().zip(&sorted.weights).zip(&sorted.ratios) {
        let held = &mut held[at(*group)];
        held.squares += weight * (ratio - held.mean) * (ratio - held.mean);
    }
    let power = |(exponent, values): &(f64, Vec<f64>)| {
        let mut sums = vec![0.0; level.groups.len()];
        for ((group, weight), value) in group.iter().zip(&sorted.weights).zip(values) {
            sums[at(*group)] += weight * value;
        }
        (*exponent, sums)
    };
    Sums { held, powers: powers.iter().map(power).collect() }
}

/// From the groups of a level that refines this one. Squares move to the new mean by the parallel axis theorem, which cancels
/// nothing.
fn rolled(finer: &Sums, parents: &[u32], level: &Level) -> Sums {
    let mut held = vec![Held::default(); level.groups.len()];
    for (part, parent) in finer.held.iter().zip(parents).filter(|(part, _)| part.count > 0) {
        let held = &mut held[at(*parent)];
        held.count += part.count;
        held.weight += part.weight;
        held.off += part.off;
        held.entropy += part.entropy;
        held.logs += part.logs;
    }
    means(&mut held);
    for (part, parent) in finer.held.iter().zip(parents).filter(|(part, _)| part.count > 0) {
        let held = &mut held[at(*parent)];
        held.squares += part.squares + part.weight * (part.mean - held.mean) * (part.mean - held.mean);
    }
    let power = |(exponent, values): &(f64, Vec<f64>)| {
        let mut sums = vec![0.0; level.groups.len()];
        values.iter().zip(parents).for_each(|(value, parent)| sums[at(*parent)] += value);
        (*exponent, sums)
    };
    Sums { held, powers: finer.powers.iter().map(power).collect() }
}

fn means(held: &mut [Held]) {
    for held in held.iter_mut().filter(|held| held.count > 0) {
        held.mean = 1.0 + held.off / held.weight;
    }
}

/// The areas, which need every unit in ascending order at every level.
fn curves(sorted: &Sorted, group: &[u32], held: &mut [Held]) {
    let start = |held: &Held| Curve { weight: held.weight, below: 0.0, last: 0.0, area: 0.0 };
    let mut curves: Vec<Curve> = held.iter().map(start).collect();
    for ((group, weight), ratio) in group.iter().zip(&sorted.weights).zip(&sorted.ratios) {
        let curve = &mut curves[at(*group)];
        curve.area += curve.below * (curve.weight - curve.below).max(0.0) * (ratio - curve.last);
        curve.below += weight;
        curve.last = *ratio;
    }
    for (held, curve) in held.iter_mut().zip(&curves) {
        held.area = curve.area;
        if held.count == 1 {
            // One unit is its own mean; rounding must not say otherwise.
            held.squares = 0.0;
            held.mean = curve.last;
        }
    }
}

//! The least that would have to change for a 差异系数 to keep its limit. Both answers are exact up to rounding; both only add.
//!
//! xᵢ is what a pupil of school i has, pᵢ the share of the pupils there, and CV ≤ L means Σ pᵢxᵢ² ≤ (1 + L²)(Σ pᵢxᵢ)².
//!
//! **Least added.** Of all ways to add a given amount, the one that leaves the least variance raises the lowest schools to one
//! common level. CV falls steadily as that level rises: its derivative has the sign of tμ − Σpx², and the level t is never
//! above the mean μ before all are even. So the least amount is at the level where the limit is just kept, which is found in
//! the one interval between neighbouring schools that contains it.
//!
//! **Fewest lifted.** CV² ÷ (1 + CV²) is the least over c of Σ pᵢ(1 − c xᵢ)². A school that is lifted to 1/c adds nothing to
//! that sum, and only schools below 1/c can be lifted there. For a given c the best k schools are therefore those with the
//! largest √pᵢ(1 − c xᵢ), which are lines in c: between the points where two lines meet the choice is fixed and the sum is a
//! parabola. Looking at every interval decides whether k schools are enough; k is found by halving.

use serde::Serialize;

use crate::numeric::sum::sum;

/// The most schools for which the fewest are looked for: the number of intervals grows with the square.
pub const LIFTED_SCHOOLS_MAX: usize = 200;

/// The least addition.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Added {
    /// How much is added in all: value × weight. It is divisible; whole teachers or rooms may take a little more.
    pub amount: f64,
    /// The value to which every school below it is raised.
    pub level: f64,
    /// Places of the schools that are raised.
    pub schools: Vec<usize>,
}

/// The fewest schools to lift.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lifted {
    /// Places of the schools.
    pub schools: Vec<usize>,
    /// The value to which each of them is lifted. It is at least the mean: few schools must carry it all.
    pub level: f64,
    /// How much that takes in all.
    pub amount: f64,
}

/// A school that counts: place, value, weight.
type Counted = (usize, f64, f64);

/// The least amount to add so that the weighted CV is at most `limit`. None if it is already, or if there is nothing to measure.
pub fn least_added(values: &[f64], weights: &[f64], limit: f64) -> Option<Added> {
    let mut schools = counted(values, weights)?;
    if kept(&schools, limit) {
        return None;
    }
    schools.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let raised = |level: f64| -> Vec<Counted> {
        schools.iter().map(|(place, value, weight)| (*place, value.max(level), *weight)).collect()
    };
    // The first school at whose level the limit is kept; at the highest all are even.
    let enough = schools.partition_point(|(_, value, _)| !kept(&raised(*value), limit));
    let (mut low, mut high) = (schools[enough.checked_sub(1)?].1, schools.get(enough)?.1);
    // Halving ends when no number lies between.
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        match kept(&raised(middle), limit) {
            true => high = middle,
            false => low = middle,
        }
    }
    let below = || schools.iter().filter(|(_, value, _)| *value < high);
    Some(Added {
        amount: sum(below().map(|(_, value, weight)| (high - value) * weight)),
        level: high,
        schools: below().map(|(place, ..)| *place).collect(),
    })
}

/// The fewest schools whose lifting makes the weighted CV at most `limit`, and how far. None if it is already, if there is
/// nothing to measure, or if there are more than [`LIFTED_SCHOOLS_MAX`] schools.
pub fn fewest_lifted(values: &[f64], weights: &[f64], limit: f64) -> Option<Lifted> {
    let schools = counted(values, weights)?;
    if kept(&schools, limit) || schools.len() > LIFTED_SCHOOLS_MAX {
        return None;
    }
    let weight = sum(schools.iter().map(|(_, _, weight)| *weight));
    let lines: Vec<Line> = schools.iter().map(|(_, value, own)| Line { part: own / weight, value: *value }).collect();
    let intervals = intervals(&lines);
    let most = limit * limit / (1.0 + limit * limit);
    let (mut few, mut many) = (0, schools.len());
    let mut found = None;
    while few + 1 < many {
        let half = few.midpoint(many);
        match enough(&lines, &intervals, half, most) {
            Some(chosen) => {
                many = half;
                found = Some(chosen);
            }
            None => few = half,
        }
    }
    // All but one are always enough: lifted to the level of the one that is left.
    let (chosen, level) = found.or_else(|| enough(&lines, &intervals, schools.len() - 1, most))?;
    let amount = sum(chosen.iter().map(|place| (level - schools[*place].1) * schools[*place].2));
    Some(Lifted { schools: chosen.iter().map(|place| schools[*place].0).collect(), level, amount })
}

struct Line {
    part: f64,
    value: f64,
}

impl Line {
    fn at(&self, c: f64) -> f64 {
        self.part.sqrt() * (1.0 - c * self.value)
    }
}

/// The intervals of c in which the order of the lines, and which are above zero, does not change.
fn intervals(lines: &[Line]) -> Vec<(f64, f64)> {
    let mut meet: Vec<f64> = lines.iter().map(|line| 1.0 / line.value).collect();
    for (place, one) in lines.iter().enumerate() {
        for other in &lines[place + 1..] {
            let (a, b) = (one.part.sqrt(), other.part.sqrt());
            meet.push((a - b) / (a * one.value - b * other.value));
        }
    }
    meet.retain(|c| c.is_finite() && *c > 0.0);
    meet.sort_by(f64::total_cmp);
    meet.dedup();
    let last = meet.last().copied().unwrap_or(0.0);
    let starts = [0.0].into_iter().chain(meet.iter().copied());
    starts.zip(meet.iter().copied().chain([2.0 * last.max(1.0)])).collect()
}

/// Lifting at most `count` schools so that the sum stays within `most`, if that is possible: which, and to what level.
fn enough(lines: &[Line], intervals: &[(f64, f64)], count: usize, most: f64) -> Option<(Vec<usize>, f64)> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let mut heights = vec![0.0; lines.len()];
    for (start, end) in intervals {
        let middle = f64::midpoint(*start, *end);
        heights.iter_mut().zip(lines).for_each(|(height, line)| *height = line.at(middle));
        if count < order.len() {
            order.select_nth_unstable_by(count, |a, b| heights[*b].total_cmp(&heights[*a]).then(a.cmp(b)));
        }
        let lifted = |place: &usize| heights[*place] > 0.0;
        let stays = order[..count].iter().filter(|place| !lifted(place)).chain(&order[count..]);
        let (mut parts, mut values, mut squares) = (0.0, 0.0, 0.0);
        for place in stays {
            let line = &lines[*place];
            parts += line.part;
            values += line.part * line.value;
            squares += line.part * line.value * line.value;
        }
        if squares <= 0.0 {
            continue;
        }
        let c = (values / squares).clamp(*start, *end);
        // The sum is never negative; cancellation may make it look so.
        if c > 0.0 && parts - 2.0 * values * c + squares * c * c <= most * (1.0 + 1e-12) {
            let mut chosen: Vec<usize> = order[..count].iter().copied().filter(lifted).collect();
            chosen.sort_unstable();
            return Some((chosen, 1.0 / c));
        }
    }
    None
}

fn counted(values: &[f64], weights: &[f64]) -> Option<Vec<Counted>> {
    let all = values.iter().zip(weights).enumerate().map(|(place, (value, weight))| (place, *value, *weight));
    let schools: Vec<Counted> = all
        .filter(|(_, value, weight)| value.is_finite() && *value >= 0.0 && *weight > 0.0 && weight.is_finite())
        .collect();
    schools.iter().any(|(_, value, _)| *value > 0.0).then_some(schools)
}

/// Whether the weighted CV is within the limit, but for rounding.
fn kept(schools: &[Counted], limit: f64) -> bool {
    let weight = sum(schools.iter().map(|(_, _, weight)| *weight));
    let mean = sum(schools.iter().map(|(_, value, weight)| value * weight)) / weight;
    let squares = sum(schools.iter().map(|(_, value, weight)| weight * (value / mean - 1.0).powi(2))) / weight;
    crate::expression::reaches(limit, squares.sqrt())
}

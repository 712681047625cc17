//! Aggregation: a plan run on rows.
//!
//! Departures from COINr 1.1: a mean of powers leaves out missing children as the other means do (there it gives NA);
//! Copeland's method compares on the indicators both units have (see [`super::outrank`]); availability thresholds hold
//! for methods that look at all units as well.

use super::limits::{COMPARED_UNITS_MAX, FAVOURED_UNITS_MAX, PAIRED_UNITS_MAX};
use super::plan::{Plan, Step};
use super::spec::{Aggregator, OrderedWeights, Penalty};
use super::{benefit, kemeny, outrank};
use crate::numeric::Matrix;

/// Rows that are worked on together, so that a block of all aggregates stays in the nearest cache.
const BLOCK: usize = 512;

/// A figure that a method cannot take.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfit {
    /// The aggregate, as a node of the tree.
    pub node: usize,
    /// The row.
    pub row: usize,
    /// Why.
    pub why: &'static str,
}

/// Buffers that a thread uses again.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    weights: Vec<f64>,
    complete: Vec<bool>,
    sums: Vec<f64>,
    counts: Vec<u32>,
    ordered: Vec<f64>,
}

/// What methods that look at all units say beside the scores.
#[derive(Clone, Debug, PartialEq)]
pub enum Aside {
    /// Benefit of the doubt.
    Favoured {
        /// The aggregate.
        node: usize,
        /// The first row of the period.
        first: usize,
        /// Weights of its children for each row of the period (rows × children).
        weights: Matrix,
    },
    /// Kemeny's order.
    Ordered {
        /// The aggregate.
        node: usize,
        /// The first row of the period.
        first: usize,
        /// Rows of the period in order, and how sure that is.
        order: kemeny::Order,
    },
}

/// Which columns of a matrix have no missing value.
pub fn complete_columns(leaves: &Matrix) -> Vec<bool> {
    (0..leaves.columns()).map(|column| leaves.complete(column)).collect()
}

/// Aggregates rows. `leaves` is rows × indicators, `complete` says which of its columns have no missing value,
/// `by_node` holds a weight for each node, `periods` the ranges of rows whose units are compared with each other. `into`
/// (rows × aggregates) is written whole. Fails at the first figure a method cannot take.
pub fn run(
    plan: &Plan,
    leaves: &Matrix,
    complete: &[bool],
    by_node: &[f64],
    periods: &[std::ops::Range<usize>],
    scratch: &mut Scratch,
    into: &mut Matrix,
) -> Result<Vec<Aside>, Unfit> {
    let mut weights = std::mem::take(&mut scratch.weights);
    plan.child_weights(by_node, &mut weights);
    scratch.complete.clear();
    scratch.complete.extend_from_slice(complete);
    for step in plan.steps() {
        let whole = plan.children()[step.children.clone()].iter().all(|&child| scratch.complete[child as usize]);
        let sum: f64 = weights[step.children.clone()].iter().sum();
        scratch.complete.push(whole && sum != 0.0);
    }
    let mut asides = Vec::new();
    let by_rows = plan.steps().iter().all(|step| !looks_at_all(&step.rule));
    let rows = leaves.rows();
    let block = if by_rows { BLOCK } else { rows.max(1) };
    let mut result = Ok(());
    for start in (0..rows).step_by(block) {
        let range = start..(start + block).min(rows);
        for (at, step) in plan.steps().iter().enumerate() {
            let weights = &weights[step.children.clone()];
            let (before, rest) = into.split_at_column(at);
            let out = &mut rest[..rows];
            let view = View { plan, step, leaves, before, rows, weights };
            let done = match looks_at_all(&step.rule) {
                true => view.together(periods, out, &mut asides),
                false => view.block(range.clone(), scratch, &mut out[range.clone()]),
            };
            if let Err((row, why)) = done {
                result = Err(Unfit { node: step.node, row, why });
                break;
            }
        }
        if result.is_err() {
            break;
        }
    }
    scratch.weights = weights;
    result.map(|()| asides)
}

/// One column of aggregates by itself: the step `at` of a plan, whose children stand in `leaves` or among the columns
/// `before` it. `weights` are those of its children, `whole` says that all of these are there in every row.
#[expect(clippy::too_many_arguments, reason = "the parts of a run, as its caller keeps them")]
pub fn step(
    plan: &Plan,
    at: usize,
    leaves: &Matrix,
    before: &[f64],
    weights: &[f64],
    whole: bool,
    periods: &[std::ops::Range<usize>],
    scratch: &mut Scratch,
    out: &mut [f64],
) -> Result<(), Unfit> {
    let step = &plan.steps()[at];
    let view = View { plan, step, leaves, before, rows: leaves.rows(), weights };
    scratch.complete.clear();
    scratch.complete.resize(step.node + 1, whole);
    let done = match looks_at_all(&step.rule) {
        true => view.together(periods, out, &mut Vec::new()),
        false => view.block(0..leaves.rows(), scratch, out),
    };
    done.map_err(|(row, why)| Unfit { node: step.node, row, why })
}

fn looks_at_all(rule: &Aggregator) -> bool {
    matches!(rule, Aggregator::Copeland | Aggregator::Kemeny { .. } | Aggregator::BenefitOfTheDoubt { .. })
}

/// One step's look at its children.
struct View<'a> {
    plan: &'a Plan,
    step: &'a Step,
    leaves: &'a Matrix,
    before: &'a [f64],
    rows: usize,
    weights: &'a [f64],
}

impl View<'_> {
    fn column(&self, child: u32) -> &[f64] {
        match (child as usize).checked_sub(self.plan.leaves()) {
            None => self.leaves.column(child as usize),
            Some(at) => &self.before[at * self.rows..(at + 1) * self.rows],
        }
    }

    fn children(&self) -> impl Iterator<Item = (&[f64], f64)> {
        let children = &self.plan.children()[self.step.children.clone()];
        children.iter().zip(self.weights).map(|(&child, &weight)| (self.column(child), weight))
    }

    fn block(
        &self,
        range: std::ops::Range<usize>,
        scratch: &mut Scratch,
        out: &mut [f64],
    ) -> Result<(), (usize, &'static str)> {
        let complete = scratch.complete[self.step.node];
        let start = range.start;
        let at = |(index, why): (usize, &'static str)| (start + index, why);
        match &self.step.rule {
            Aggregator::Arithmetic if complete => self.plain_mean(range, out),
            Aggregator::Arithmetic => {
                self.mean(range.clone(), scratch, out, Ok, |x| x).map_err(at)?;
                self.alone(range, scratch, out);
            }
            Aggregator::Geometric => self.geometric(range, scratch, out).map_err(at)?,
            Aggregator::Harmonic => {
                let turned = |x: f64| if x == 0.0 { Err("a harmonic mean cannot take 0") } else { Ok(1.0 / x) };
                self.mean(range, scratch, out, turned, |x| 1.0 / x).map_err(at)?;
            }
            Aggregator::Power { p } if *p == 0.0 => self.geometric(range, scratch, out).map_err(at)?,
            Aggregator::Power { p } => {
                let raised = |x: f64| match x.powf(*p) {
                    _ if *p < 0.0 && x <= 0.0 => Err("a mean of negative powers takes only figures above 0"),
                    raised if raised.is_nan() => Err("a mean of broken powers takes only figures from 0"),
                    raised => Ok(raised),
                };
                self.mean(range, scratch, out, raised, |x| x.powf(1.0 / p)).map_err(at)?;
            }
            Aggregator::Owa(ordered) => self.ordered(range, ordered, scratch, out),
            Aggregator::MazziottaPareto { penalty } => self.mazziotta(range, *penalty, out).map_err(at)?,
            // Methods that look at all units are not run on blocks.
            Aggregator::Copeland | Aggregator::Kemeny { .. } | Aggregator::BenefitOfTheDoubt { .. } => {}
        }
        Ok(())
    }

    /// Every child is there in every row: one multiplication and one addition a figure.
    fn plain_mean(&self, range: std::ops::Range<usize>, out: &mut [f64]) {
        let total: f64 = self.weights.iter().sum();
        out.fill(0.0);
        for (column, weight) in self.children() {
            let share = weight / total;
            for (sum, x) in out.iter_mut().zip(&column[range.clone()]) {
                *sum += share * x;
            }
        }
    }

    fn geometric(
        &self,
        range: std::ops::Range<usize>,
        scratch: &mut Scratch,
        out: &mut [f64],
    ) -> Result<(), (usize, &'static str)> {
        let log = |x: f64| if x > 0.0 { Ok(x.ln()) } else { Err("a geometric mean takes only figures above 0") };
        self.mean(range, scratch, out, log, f64::exp)
    }

    /// The weighted mean of what a function makes of the children that are there, and back.
    fn mean(
        &self,
        range: std::ops::Range<usize>,
        scratch: &mut Scratch,
        out: &mut [f64],
        there: impl Fn(f64) -> Result<f64, &'static str>,
        back: impl Fn(f64) -> f64,
    ) -> Result<(), (usize, &'static str)> {
        let (sums, counts) = (&mut scratch.sums, &mut scratch.counts);
        sums.clear();
        sums.resize(out.len(), 0.0);
        counts.clear();
        counts.resize(out.len(), 0);
        out.fill(0.0);
        for (column, weight) in self.children() {
            for (index, &x) in column[range.clone()].iter().enumerate() {
                if x.is_nan() {
                    continue;
                }
                out[index] += weight * there(x).map_err(|why| (index, why))?;
                sums[index] += weight;
                counts[index] += 1;
            }
        }
        for (index, value) in out.iter_mut().enumerate() {
            let enough = self.enough(counts[index] as usize) && sums[index] != 0.0;
            *value = if enough { back(*value / sums[index]) } else { f64::NAN };
        }
        Ok(())
    }

    /// The mean of a single figure is that figure: multiplied by its weight and divided again it may lose its last digit,
    /// and with it its place among equals.
    fn alone(&self, range: std::ops::Range<usize>, scratch: &Scratch, out: &mut [f64]) {
        for (index, row) in range.enumerate().filter(|(index, _)| scratch.counts[*index] == 1) {
            let only = self.children().map(|(column, _)| column[row]).find(|x| !x.is_nan());
            if let Some(only) = only.filter(|_| !out[index].is_nan()) {
                out[index] = only;
            }
        }
    }

    /// Whether as many children are there as must be, and at least one.
    fn enough(&self, there: usize) -> bool {
        there > 0 && there as f64 / self.weights.len() as f64 >= self.step.available_at_least
    }

    fn ordered(&self, range: std::ops::Range<usize>, by: &OrderedWeights, scratch: &mut Scratch, out: &mut [f64]) {
        let there = &mut scratch.ordered;
        for (index, row) in range.enumerate() {
            there.clear();
            there.extend(self.children().map(|(column, _)| column[row]).filter(|x| !x.is_nan()));
            there.sort_unstable_by(|a, b| b.total_cmp(a));
            let count = there.len();
            let (mut sum, mut total) = (0.0, 0.0);
            for (place, x) in there.iter().enumerate() {
                let weight = match by {
                    OrderedWeights::Weights(weights) => weights[place],
                    OrderedWeights::Quantifier(alpha) => {
                        ((place + 1) as f64 / count as f64).powf(*alpha) - (place as f64 / count as f64).powf(*alpha)
                    }
                };
                sum += weight * x;
                total += weight;
            }
            out[index] = if self.enough(count) && total > 0.0 { sum / total } else { f64::NAN };
        }
    }

    fn mazziotta(
        &self,
        range: std::ops::Range<usize>,
        penalty: Penalty,
        out: &mut [f64],
    ) -> Result<(), (usize, &'static str)> {
        for (index, row) in range.enumerate() {
            let there = || self.children().map(|(column, w)| (column[row], w)).filter(|(x, _)| !x.is_nan());
            let total: f64 = there().map(|(_, weight)| weight).sum();
            if !self.enough(there().count()) || total == 0.0 {
                out[index] = f64::NAN;
                continue;
            }
            let mean = there().map(|(x, weight)| weight * x).sum::<f64>() / total;
            let variance = there().map(|(x, weight)| weight * (x - mean) * (x - mean)).sum::<f64>() / total;
            if mean == 0.0 && variance > 0.0 {
                return Err((
                    index,
                    "a Mazziotta–Pareto index needs a mean other than 0: normalise to 100 ± 10 or 70…130",
                ));
            }
            let step = if variance == 0.0 { 0.0 } else { variance / mean };
            out[index] = if penalty == Penalty::Downward { mean - step } else { mean + step };
        }
        Ok(())
    }

    /// Why so many units of a period are not compared with each other.
    fn too_many(&self, units: usize) -> Option<&'static str> {
        match &self.step.rule {
            Aggregator::Copeland if units > COMPARED_UNITS_MAX => {
                Some("Copeland's method compares at most 50,000 units")
            }
            Aggregator::Kemeny { .. } if units > PAIRED_UNITS_MAX => Some("Kemeny's order takes at most 5,000 units"),
            Aggregator::BenefitOfTheDoubt { .. } if units > FAVOURED_UNITS_MAX => {
                Some("benefit of the doubt takes at most 5,000 units")
            }
            _ => None,
        }
    }

    /// Methods that compare the units of a period with each other.
    fn together(
        &self,
        periods: &[std::ops::Range<usize>],
        out: &mut [f64],
        asides: &mut Vec<Aside>,
    ) -> Result<(), (usize, &'static str)> {
        for period in periods {
            if let Some(why) = self.too_many(period.len()) {
                return Err((period.start, why));
            }
            let columns: Vec<&[f64]> = self.children().map(|(column, _)| &column[period.clone()]).collect();
            let enough: Vec<bool> = (0..period.len())
                .map(|row| self.enough(columns.iter().filter(|column| !column[row].is_nan()).count()))
                .collect();
            let out = &mut out[period.clone()];
            match &self.step.rule {
                Aggregator::Copeland => outrank::copeland(&columns, self.weights, &enough, out),
                Aggregator::Kemeny { branches_max } => {
                    let order = kemeny::order(&columns, self.weights, &enough, *branches_max, out);
                    asides.push(Aside::Ordered { node: self.step.node, first: period.start, order });
                }
                Aggregator::BenefitOfTheDoubt { share_min, share_max } => {
                    let weights = benefit::scores(&columns, *share_min, *share_max, &enough, out)
                        .map_err(|(row, why)| (period.start + row, why))?;
                    asides.push(Aside::Favoured { node: self.step.node, first: period.start, weights });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

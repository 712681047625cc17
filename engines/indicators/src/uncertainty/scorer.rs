//! A plan that is run again and again with little changed.
//!
//! Each aggregate keeps its last column. A change of its method or of its children's weights recomputes it and what is
//! above it, and nothing else. A geometric mean keeps its logarithm as well, so that one above it needs none anew.

use std::{ops::Range, sync::Arc};

use super::shape::gaps;
use crate::composite::{
    Plan,
    aggregate::{self, Scratch, Unfit},
    spec::Aggregator,
};
use crate::numeric::Matrix;

/// The columns of a plan over some rows, and what they were made of.
pub(super) struct Scorer {
    plan: Plan,
    /// Weights by node as aggregation takes them.
    weights: Vec<f64>,
    periods: Vec<Range<usize>>,
    leaves: Arc<Matrix>,
    values: Matrix,
    /// Logarithms by node, where they were asked for.
    logs: Vec<Vec<f64>>,
    /// By node: whether its value and its logarithm are those of now, and whether nothing is missing in it.
    has_value: Vec<bool>,
    has_log: Vec<bool>,
    complete: Vec<bool>,
    /// By step: whether it must be computed anew.
    stale: Vec<bool>,
    /// The step above each node.
    above: Vec<Option<usize>>,
    scratch: Scratch,
    child_weights: Vec<f64>,
    /// Steps that were computed since the beginning.
    pub computed: u64,
}

impl Scorer {
    /// A scorer of a plan, before it has figures.
    pub fn new(plan: &Plan, weights: Vec<f64>) -> Self {
        let nodes = plan.leaves() + plan.steps().len();
        let mut above = vec![None; nodes];
        for (at, step) in plan.steps().iter().enumerate() {
            plan.children()[step.children.clone()].iter().for_each(|&child| above[child as usize] = Some(at));
        }
        Self {
            weights,
            periods: Vec::new(),
            leaves: Arc::new(Matrix::filled(0, plan.leaves(), f64::NAN)),
            values: Matrix::filled(0, plan.steps().len(), f64::NAN),
            logs: vec![Vec::new(); nodes],
            has_value: vec![false; nodes],
            has_log: vec![false; nodes],
            complete: vec![false; nodes],
            stale: vec![true; plan.steps().len()],
            above,
            scratch: Scratch::default(),
            child_weights: Vec::new(),
            computed: 0,
            plan: plan.clone(),
        }
    }

    /// Takes new figures: rows × indicators, and the ranges of rows whose units are compared with each other.
    /// The figures before come back.
    pub fn set_leaves(&mut self, leaves: Arc<Matrix>, periods: Vec<Range<usize>>) -> Arc<Matrix> {
        let (rows, steps) = (leaves.rows(), self.plan.steps().len());
        if self.values.rows() != rows {
            self.values = Matrix::filled(rows, steps, f64::NAN);
            self.logs.iter_mut().for_each(|log| log.resize(rows, f64::NAN));
        }
        for leaf in 0..self.plan.leaves() {
            self.complete[leaf] = !gaps(leaves.column(leaf));
            self.has_value[leaf] = true;
        }
        self.has_log.fill(false);
        self.stale.fill(true);
        self.periods = periods;
        std::mem::replace(&mut self.leaves, leaves)
    }

    /// Changes how an aggregate is made.
    pub fn set_rule(&mut self, step: usize, rule: &Aggregator, available_at_least: f64) {
        let now = &self.plan.steps()[step];
        if now.rule != *rule || now.available_at_least != available_at_least {
            self.plan.set_rule(step, rule.clone(), available_at_least);
            self.stale[step] = true;
        }
    }

    /// Changes the weight of a node.
    pub fn set_weight(&mut self, node: usize, weight: f64) {
        if self.weights[node] != weight {
            self.weights[node] = weight;
            if let Some(step) = self.above[node] {
                self.stale[step] = true;
            }
        }
    }

    /// Forgets every aggregate, as if nothing had been computed before.
    pub fn forget(&mut self) {
        self.stale.fill(true);
        self.has_log.fill(false);
    }

    /// The column of a node, brought up to date. Fails at the first figure a method cannot take.
    pub fn score(&mut self, node: usize) -> Result<&[f64], Unfit> {
        let leaves = self.plan.leaves();
        for step in 0..self.stale.len() {
            if !self.stale[step] {
                continue;
            }
            self.compute(step)?;
            self.computed += 1;
            self.stale[step] = false;
            if let Some(above) = self.above[leaves + step] {
                self.stale[above] = true;
            }
        }
        self.need_value(node);
        Ok(self.column(node))
    }

    fn column(&self, node: usize) -> &[f64] {
        match node.checked_sub(self.plan.leaves()) {
            None => self.leaves.column(node),
            Some(step) => self.values.column(step),
        }
    }

    fn compute(&mut self, step: usize) -> Result<(), Unfit> {
        let node = self.plan.leaves() + step;
        let children = self.plan.steps()[step].children.clone();
        let of = |at: usize, plan: &Plan| plan.children()[at] as usize;
        self.child_weights.clear();
        self.child_weights.extend(children.clone().map(|at| self.weights[of(at, &self.plan)]));
        let sum: f64 = self.child_weights.iter().sum();
        if sum == 0.0 || !sum.is_finite() {
            return Err(Unfit { node, row: 0, why: "the weights of its children sum to nothing" });
        }
        let whole = children.clone().all(|at| self.complete[of(at, &self.plan)]);
        let geometric = match self.plan.steps()[step].rule {
            Aggregator::Geometric => true,
            Aggregator::Power { p } => p == 0.0,
            _ => false,
        };
        let arithmetic = self.plan.steps()[step].rule == Aggregator::Arithmetic;
        (self.has_value[node], self.has_log[node]) = (!geometric || !whole, false);
        self.complete[node] = whole;
        if whole && geometric {
            for at in children.clone() {
                self.need_log(of(at, &self.plan), node)?;
            }
            let (below, own) = self.logs.split_at_mut(node);
            let child = |at: usize| below[of(children.start + at, &self.plan)].as_slice();
            blend(&mut own[0], child, &self.child_weights, sum);
            self.has_log[node] = true;
            return Ok(());
        }
        for at in children.clone() {
            self.need_value(of(at, &self.plan));
        }
        let (plan, leaves, rows) = (&self.plan, &self.leaves, self.leaves.rows());
        let (before, rest) = self.values.split_at_column(step);
        let out = &mut rest[..rows];
        if whole && arithmetic {
            let child = |at: usize| match of(children.start + at, plan).checked_sub(plan.leaves()) {
                None => leaves.column(of(children.start + at, plan)),
                Some(step) => &before[step * rows..(step + 1) * rows],
            };
            blend(out, child, &self.child_weights, sum);
            return Ok(());
        }
        let weights = &self.child_weights;
        aggregate::step(plan, step, leaves, before, weights, whole, &self.periods, &mut self.scratch, out)?;
        self.complete[node] = !gaps(out);
        Ok(())
    }

    fn need_value(&mut self, node: usize) {
        if !self.has_value[node] {
            // Only an aggregate can be known by its logarithm alone.
            let out = self.values.column_mut(node - self.plan.leaves());
            out.iter_mut().zip(&self.logs[node]).for_each(|(value, log)| *value = log.exp());
            self.has_value[node] = true;
        }
    }

    fn need_log(&mut self, node: usize, parent: usize) -> Result<(), Unfit> {
        if self.has_log[node] {
            return Ok(());
        }
        let mut log = std::mem::take(&mut self.logs[node]);
        log.resize(self.leaves.rows(), f64::NAN);
        let least = self.column(node).iter().fold(f64::INFINITY, |least, x| if *x < least { *x } else { least });
        log.iter_mut().zip(self.column(node)).for_each(|(log, value)| *log = value.ln());
        if least <= 0.0 {
            let row = self.column(node).iter().position(|value| *value <= 0.0).unwrap_or(0);
            self.logs[node] = log;
            return Err(Unfit { node: parent, row, why: "a geometric mean takes only figures above 0" });
        }
        self.logs[node] = log;
        self.has_log[node] = true;
        Ok(())
    }
}

/// The weighted mean of columns without gaps, four at a time, so that a row's sum stays in a register meanwhile. Terms are
/// added in the order of the children, as everywhere.
fn blend<'a>(out: &mut [f64], child: impl Fn(usize) -> &'a [f64], weights: &[f64], sum: f64) {
    let rows = out.len();
    let take = |at: usize| (&child(at)[..rows], weights[at] / sum);
    let mut at = 0;
    if weights.len() >= 2 {
        let ((a, u), (b, v)) = (take(0), take(1));
        for row in 0..rows {
            out[row] = u * a[row] + v * b[row];
        }
        at = 2;
    } else {
        out.fill(0.0);
    }
    while at + 4 <= weights.len() {
        let ((a, u), (b, v), (c, w), (d, x)) = (take(at), take(at + 1), take(at + 2), take(at + 3));
        for row in 0..rows {
            out[row] = out[row] + u * a[row] + v * b[row] + w * c[row] + x * d[row];
        }
        at += 4;
    }
    for at in at..weights.len() {
        let (a, u) = take(at);
        for (out, a) in out.iter_mut().zip(a) {
            *out += u * a;
        }
    }
}

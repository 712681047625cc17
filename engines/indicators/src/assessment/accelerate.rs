//! Expectation–maximisation, accelerated: its own steps far from the answer, quasi-Newton steps that use its step as metric
//! near it (Jamshidian & Jennrich 1997), so that the answer is the maximum to rounding and not where slow steps got tired.

use std::collections::VecDeque;

use super::{
    Grid, Hands,
    expect::{Expected, expect},
    linear::{self, dot},
    maximize::{Local, direction, locals, maximize},
    parameters::{Layout, State},
    responses::Patterns,
};

/// Plain steps before acceleration begins.
const PLAIN: usize = 4;
/// Pairs of steps and changes of the gradient that are remembered.
const MEMORY: usize = 12;
/// Halvings of an accelerated step before a plain one is taken instead.
const HALVINGS: usize = 6;

/// What climbing needs to know and does not change.
pub(crate) struct Climb<'a> {
    pub(crate) patterns: &'a Patterns,
    pub(crate) layout: &'a Layout,
    pub(crate) grid: &'a Grid,
    pub(crate) abilities: &'a [f64],
    pub(crate) hands: Hands<'a>,
}

/// How the climb ended.
pub(crate) struct Ended {
    pub(crate) expected: Expected,
    pub(crate) iterations: usize,
    /// What a step in the metric of complete data would still gain, per person: a squared distance from the maximum.
    pub(crate) remaining: f64,
    pub(crate) converged: bool,
}

/// Where the climb is.
struct Here {
    state: State,
    expected: Expected,
    gradient: Vec<f64>,
    locals: Vec<Local>,
    remaining: f64,
}

impl Climb<'_> {
    fn expect(&self, state: &State) -> Expected {
        expect(self.patterns, &state.items, &state.latents, self.abilities, self.hands)
    }

    fn look(&self, state: State, expected: Expected) -> Here {
        let locals = locals(self.layout, &state, self.abilities, &expected);
        let gradient: Vec<f64> = locals.iter().flat_map(|local| local.gradient.iter().copied()).collect();
        let plain: Vec<f64> = locals.iter().flat_map(direction).collect();
        let remaining = dot(&plain, &gradient);
        Here { state, expected, gradient, locals, remaining }
    }

    /// Climbs until what remains per person is below the square of `tolerance`, or nothing leads up any more.
    pub(crate) fn run(&self, state: &mut State, iterations_max: usize, tolerance: f64) -> Ended {
        let persons = self.patterns.counts.iter().sum::<f64>().max(1.0);
        for _ in 0..PLAIN.min(iterations_max) {
            let expected = self.expect(state);
            maximize(self.layout, state, self.grid, self.abilities, &expected);
        }
        let mut iterations = PLAIN;
        let expected = self.expect(state);
        let mut here = self.look(state.clone(), expected);
        let mut memory = Memory::default();
        let mut stuck = 0;
        while iterations < iterations_max && here.remaining > tolerance * tolerance * persons && stuck < 3 {
            iterations += 1;
            let accelerated = self.accelerated(&here, &memory);
            let plain = accelerated.is_none();
            let there = accelerated.unwrap_or_else(|| self.plain(&here));
            let (x, y) = (self.layout.vector(&here.state), self.layout.vector(&there.state));
            let step: Vec<f64> = y.iter().zip(&x).map(|(y, x)| y - x).collect();
            let change: Vec<f64> = here.gradient.iter().zip(&there.gradient).map(|(a, b)| a - b).collect();
            if plain {
                memory.pairs.clear();
            }
            memory.keep(step, change);
            // A plain step that gains nothing says that rounding hides what may remain.
            let gained = there.expected.log_likelihood > here.expected.log_likelihood;
            stuck = if gained || there.remaining < 0.5 * here.remaining { 0 } else { stuck + usize::from(plain) };
            here = there;
        }
        *state = here.state;
        let converged = here.remaining <= 1e-16 * persons;
        Ended { expected: here.expected, iterations, remaining: here.remaining / persons, converged }
    }

    fn plain(&self, here: &Here) -> Here {
        let mut state = here.state.clone();
        maximize(self.layout, &mut state, self.grid, self.abilities, &here.expected);
        let expected = self.expect(&state);
        self.look(state, expected)
    }

    /// A quasi-Newton step that does not lead down; none if there is no such step.
    fn accelerated(&self, here: &Here, memory: &Memory) -> Option<Here> {
        let mut step = memory.direction(&here.gradient, &here.locals);
        let rise = dot(&step, &here.gradient);
        if rise.is_nan() || rise <= 0.0 {
            return None;
        }
        let longest = step.iter().fold(0.0_f64, |most, step| most.max(step.abs()));
        if longest > 1.0 {
            step.iter_mut().for_each(|step| *step /= longest);
        }
        let at = self.layout.vector(&here.state);
        let before = here.expected.log_likelihood;
        // Two sums of the same likelihood differ by this much at most without meaning it.
        let noise = 1e-13 * before.abs();
        for _ in 0..HALVINGS {
            let mut state = here.state.clone();
            let there: Vec<f64> = at.iter().zip(&step).map(|(at, step)| at + step).collect();
            self.layout.set(&mut state, &there);
            if state.possible(self.grid) {
                let expected = self.expect(&state);
                if expected.log_likelihood >= before - noise {
                    let there = self.look(state, expected);
                    // Where likelihoods differ by noise only, the gradient must not grow.
                    let level = there.expected.log_likelihood <= before + noise;
                    if !level || there.remaining < here.remaining {
                        return Some(there);
                    }
                }
            }
            step.iter_mut().for_each(|step| *step *= 0.5);
        }
        None
    }
}

/// Steps and what they did to the gradient.
#[derive(Default)]
struct Memory {
    pairs: VecDeque<(Vec<f64>, Vec<f64>)>,
}

impl Memory {
    fn keep(&mut self, step: Vec<f64>, change: Vec<f64>) {
        let product = dot(&step, &change);
        if product > 1e-10 * (dot(&step, &step) * dot(&change, &change)).sqrt() {
            self.pairs.push_back((step, change));
            if self.pairs.len() > MEMORY {
                self.pairs.pop_front();
            }
        }
    }

    /// The limited-memory direction (Nocedal 1980) whose first metric is the complete-data information.
    fn direction(&self, gradient: &[f64], locals: &[Local]) -> Vec<f64> {
        let mut q = gradient.to_vec();
        let mut factors = Vec::with_capacity(self.pairs.len());
        for (step, change) in self.pairs.iter().rev() {
            let factor = dot(step, &q) / dot(step, change);
            q.iter_mut().zip(change).for_each(|(q, change)| *q -= factor * change);
            factors.push(factor);
        }
        let mut r = metric(locals, &q);
        if let Some((step, change)) = self.pairs.back() {
            let scale = dot(step, change) / dot(change, &metric(locals, change));
            if scale.is_finite() && scale > 0.0 {
                r.iter_mut().for_each(|r| *r *= scale);
            }
        }
        for ((step, change), factor) in self.pairs.iter().zip(factors.iter().rev()) {
            let back = factor - dot(change, &r) / dot(step, change);
            r.iter_mut().zip(step).for_each(|(r, step)| *r += back * step);
        }
        r
    }
}

/// Block by block, information⁻¹ times a vector.
fn metric(locals: &[Local], vector: &[f64]) -> Vec<f64> {
    let mut out = Vec::with_capacity(vector.len());
    for local in locals {
        let n = local.gradient.len();
        let start = out.len();
        let mut part = vector[start..start + n].to_vec();
        match linear::cholesky(&local.information, n) {
            Some(lower) => linear::solve(&lower, n, &mut part),
            None => part.iter_mut().enumerate().for_each(|(d, part)| {
                *part /= local.information[d * n + d].abs().max(1.0);
            }),
        }
        out.extend(part);
    }
    out
}

//! Steps over columns, run a block of records at a time.

use std::sync::Arc;

use super::table::Period;
use super::tree::Operator;
use super::unit::Unit;
use super::{near, reaches};

/// How many records a step works on at once: the blocks of an expression's steps stay in the first cache.
const BLOCK: usize = 512;

/// Where a step finds its figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Source {
    Column(usize),
    Step(usize),
    Constant(f64),
}

/// One step; its result is found under its place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Negative(Source),
    Not(Source),
    Ceil(Source),
    Floor(Source),
    Abs(Source),
    /// 1 where a figure is there, 0 where it is missing.
    Present(Source),
    Binary(Operator, Source, Source),
    Min(Source, Source),
    Max(Source, Source),
    /// The left where it is there, else the right.
    Coalesce(Source, Source),
    /// The left where the right holds, else missing.
    KeepIf(Source, Source),
    Select(Source, Source, Source),
}

/// Expressions bound to the figures of one year. It can be run again and again, and by several threads.
#[derive(Clone, Debug)]
pub struct Program {
    pub(super) records: usize,
    /// Name, period and figures in base units.
    pub(super) columns: Vec<(String, Period, Arc<[f64]>)>,
    pub(super) steps: Vec<Step>,
    pub(super) outputs: Vec<(Source, Unit)>,
}

/// Why a record has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// This element is missing, so many years back.
    Missing {
        /// The element.
        name: String,
        /// 0 for the year itself.
        back: u8,
    },
    /// A division by zero.
    ZeroDenominator,
    /// A result beyond what a number holds.
    TooLarge,
    /// All elements are missing, where one would have been enough.
    AllMissing,
}

impl Program {
    pub(super) fn of(records: usize) -> Program {
        Program { records, columns: Vec::new(), steps: Vec::new(), outputs: Vec::new() }
    }

    /// How many records there are.
    pub fn records(&self) -> usize {
        self.records
    }

    /// The unit of an output.
    pub fn unit(&self, output: usize) -> &Unit {
        &self.outputs[output].1
    }

    /// Every output of every record, in the outputs' units; `None` where there is no result.
    pub fn run(&self) -> Vec<Vec<Option<f64>>> {
        let mut all = vec![Vec::with_capacity(self.records); self.outputs.len()];
        self.blocks(|_, outputs| {
            for ((values, (_, unit)), block) in all.iter_mut().zip(&self.outputs).zip(outputs) {
                values.extend(block.iter().map(|value| kept(unit.out_of_base(*value))));
            }
        });
        all
    }

    /// Hands out blocks: where they begin, and each output in base units, missing as `NaN`.
    pub(super) fn blocks(&self, mut visit: impl FnMut(usize, &[&[f64]])) {
        let mut scratch = vec![0.0; self.steps.len() * BLOCK];
        // Constants are blocks like everything else: filled once.
        let (constants, places) = self.constants();
        for start in (0..self.records).step_by(BLOCK) {
            let length = BLOCK.min(self.records - start);
            for (place, step) in self.steps.iter().enumerate() {
                let (done, open) = scratch.split_at_mut(place * BLOCK);
                let read = |source: Source| -> &[f64] {
                    match source {
                        Source::Column(column) => &self.columns[column].2[start..start + length],
                        Source::Step(step) => &done[step * BLOCK..step * BLOCK + length],
                        Source::Constant(value) => &constants[places[&value.to_bits()] * BLOCK..][..length],
                    }
                };
                run(step, read, &mut open[..length]);
            }
            let outputs: Vec<&[f64]> = self
                .outputs
                .iter()
                .map(|(source, _)| match *source {
                    Source::Column(column) => &self.columns[column].2[start..start + length],
                    Source::Step(step) => &scratch[step * BLOCK..step * BLOCK + length],
                    Source::Constant(value) => &constants[places[&value.to_bits()] * BLOCK..][..length],
                })
                .collect();
            visit(start, &outputs);
        }
    }

    /// A block of each constant, and where it lies.
    fn constants(&self) -> (Vec<f64>, std::collections::HashMap<u64, usize>) {
        let (mut blocks, mut places) = (Vec::new(), std::collections::HashMap::new());
        let sources = self.steps.iter().flat_map(sources).chain(self.outputs.iter().map(|(source, _)| *source));
        for source in sources {
            if let Source::Constant(value) = source
                && !places.contains_key(&value.to_bits())
            {
                places.insert(value.to_bits(), places.len());
                blocks.extend(std::iter::repeat_n(value, BLOCK));
            }
        }
        (blocks, places)
    }

    /// Why an output of a record has no result; none if it has one.
    pub fn why(&self, output: usize, record: usize) -> Option<Absent> {
        let one = self.one(record);
        let value = |source: Source| match source {
            Source::Column(column) => self.columns[column].2[record],
            Source::Step(step) => one[step],
            Source::Constant(value) => value,
        };
        let mut source = self.outputs[output].0;
        while !value(source).is_finite() {
            match source {
                Source::Constant(_) => return Some(Absent::TooLarge),
                Source::Column(column) => {
                    let (name, period, _) = &self.columns[column];
                    return Some(Absent::Missing { name: name.clone(), back: period.back });
                }
                Source::Step(step) => {
                    let step = &self.steps[step];
                    let blamed = sources(step).find(|source| value(*source).is_nan());
                    match (step, blamed) {
                        (Step::KeepIf(kept, _), _) if value(*kept).is_finite() => return Some(Absent::AllMissing),
                        (_, Some(blamed)) => source = blamed,
                        (Step::Binary(Operator::Over, _, below), None) if value(*below) == 0.0 => {
                            return Some(Absent::ZeroDenominator);
                        }
                        _ => return Some(Absent::TooLarge),
                    }
                }
            }
        }
        None
    }

    /// Every step of one record.
    fn one(&self, record: usize) -> Vec<f64> {
        let mut done: Vec<f64> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let given: Vec<f64> = sources(step)
                .map(|source| match source {
                    Source::Column(column) => self.columns[column].2[record],
                    Source::Step(step) => done[step],
                    Source::Constant(value) => value,
                })
                .collect();
            let order: Vec<Source> = sources(step).collect();
            let read = |source: Source| {
                let place = order.iter().position(|known| *known == source).unwrap_or(0);
                &given[place..=place]
            };
            let mut made = [0.0];
            run(step, read, &mut made);
            done.push(made[0]);
        }
        done
    }
}

/// A result, unless it is missing or beyond all numbers; zero without a sign.
pub(super) fn kept(value: f64) -> Option<f64> {
    value.is_finite().then_some(value + 0.0)
}

/// What a step reads.
fn sources(step: &Step) -> impl Iterator<Item = Source> + use<> {
    let found = match *step {
        Step::Negative(a) | Step::Not(a) | Step::Ceil(a) | Step::Floor(a) | Step::Abs(a) | Step::Present(a) => {
            [Some(a), None, None]
        }
        Step::Binary(_, a, b) | Step::Min(a, b) | Step::Max(a, b) | Step::Coalesce(a, b) | Step::KeepIf(a, b) => {
            [Some(a), Some(b), None]
        }
        Step::Select(a, b, c) => [Some(a), Some(b), Some(c)],
    };
    found.into_iter().flatten()
}

/// Runs one step over a block.
fn run<'a>(step: &Step, read: impl Fn(Source) -> &'a [f64], out: &mut [f64]) {
    let truth = |holds: bool| f64::from(u8::from(holds));
    let mut one = |a: Source, work: &dyn Fn(f64) -> f64| {
        out.iter_mut().zip(read(a)).for_each(|(out, a)| *out = work(*a));
    };
    match *step {
        Step::Negative(a) => one(a, &|a| -a),
        Step::Ceil(a) => one(a, &|a| if near(a, a.round()) { a.round() } else { a.ceil() }),
        Step::Floor(a) => one(a, &|a| if near(a, a.round()) { a.round() } else { a.floor() }),
        Step::Abs(a) => one(a, &f64::abs),
        Step::Present(a) => one(a, &|a| truth(!a.is_nan())),
        Step::Not(a) => one(a, &|a| if a.is_nan() { a } else { truth(a == 0.0) }),
        Step::Min(a, b) => two(read(a), read(b), out, |a, b| if a.is_nan() || a < b { a } else { b }),
        Step::Max(a, b) => two(read(a), read(b), out, |a, b| if a.is_nan() || a > b { a } else { b }),
        Step::Coalesce(a, b) => two(read(a), read(b), out, |a, b| if a.is_nan() { b } else { a }),
        Step::KeepIf(a, b) => two(read(a), read(b), out, |a, b| if b == 1.0 { a } else { f64::NAN }),
        Step::Binary(operator, a, b) => binary(operator, read(a), read(b), out),
        Step::Select(condition, a, b) => {
            let (condition, a, b) = (read(condition), read(a), read(b));
            for (place, out) in out.iter_mut().enumerate() {
                let condition = condition[place];
                *out = match condition.is_nan() {
                    true => f64::NAN,
                    false if condition == 0.0 => b[place],
                    false => a[place],
                };
            }
        }
    }
}

fn binary(operator: Operator, a: &[f64], b: &[f64], out: &mut [f64]) {
    // A comparison with something missing is missing.
    let judged =
        |a: f64, b: f64, holds: bool| if a.is_nan() || b.is_nan() { f64::NAN } else { f64::from(u8::from(holds)) };
    match operator {
        Operator::Plus => two(a, b, out, |a, b| a + b),
        Operator::Minus => two(a, b, out, |a, b| a - b),
        Operator::Times => two(a, b, out, |a, b| a * b),
        Operator::Over => two(a, b, out, |a, b| if b == 0.0 { f64::NAN } else { a / b }),
        Operator::Equal => two(a, b, out, |a, b| judged(a, b, near(a, b))),
        Operator::NotEqual => two(a, b, out, |a, b| judged(a, b, !near(a, b))),
        Operator::Less => two(a, b, out, |a, b| judged(a, b, !reaches(a, b))),
        Operator::LessOrEqual => two(a, b, out, |a, b| judged(a, b, reaches(b, a))),
        Operator::Greater => two(a, b, out, |a, b| judged(a, b, !reaches(b, a))),
        Operator::GreaterOrEqual => two(a, b, out, |a, b| judged(a, b, reaches(a, b))),
        // What one side decides alone is decided, whatever is missing on the other.
        Operator::And => two(a, b, out, |a, b| if a == 0.0 || b == 0.0 { 0.0 } else { judged(a, b, true) }),
        Operator::Or => {
            let holds = |a: f64| !a.is_nan() && a != 0.0;
            two(a, b, out, |a, b| if holds(a) || holds(b) { 1.0 } else { judged(a, b, false) });
        }
    }
}

fn two(a: &[f64], b: &[f64], out: &mut [f64], work: impl Fn(f64, f64) -> f64) {
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = work(*a, *b);
    }
}

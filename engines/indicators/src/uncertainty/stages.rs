//! Stages as an analysis needs them.

use crate::composite::{
    Fault, Stage,
    pipeline::{Input, compute},
    spec::{Aggregate, StageSpec},
};

/// Computes stages.
#[derive(Debug, Default)]
pub(super) struct Lean;

impl Lean {
    pub fn compute(&mut self, input: &Input, before: &Stage, spec: &StageSpec, ahead: &Aggregate) -> Result<Stage, Fault> {
        compute(input, before, spec, Some(ahead))
    }
}

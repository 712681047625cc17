//! Tests of measures, by subject.

mod hostile;
mod identities;
mod shapley;
mod vectors;

use super::{Ask, Level, Measures, Study};

fn measured(values: &[f64], weights: &[f64], levels: &[Level], ask: Ask) -> Measures {
    Study::of(weights, levels, ask).expect("a study").column(values).expect("measures")
}

#[track_caller]
fn near(got: f64, expected: f64) {
    assert!((got - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{got} for {expected}");
}

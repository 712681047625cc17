//! Checked against other software's figures, analytic values, and slow definitions.

#![expect(clippy::excessive_precision, reason = "figures stand with the digits they have where they come from")]

mod asem;
mod estimate;
mod exact;
mod hostile;
mod points;
mod ranking;
mod ranks;
mod replay;
mod stages;
mod varied;

/// The engine under the name by which the benchmark has it too.
mod engine {
    pub use crate::*;
}

/// A table of this folder's figures: its lines without the header, as numbers.
fn figures(text: &str) -> Vec<Vec<f64>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|line| line.unwrap().iter().map(|cell| cell.parse().unwrap()).collect()).collect()
}

fn near(seen: f64, expected: f64, tolerance: f64) {
    let scale = expected.abs().max(1.0);
    assert!((seen - expected).abs() <= tolerance * scale, "{seen} is not {expected}");
}

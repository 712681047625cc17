//! Imputations as draws.

use super::{random::Random, spec::Draw};
use crate::numeric::{Matrix, moments};

/// What was imputed, drawn anew.
pub(super) fn drawn(before: &Matrix, after: &Matrix, draw: Draw, mut random: Random) -> Matrix {
    let mut figures = after.clone();
    for column in 0..after.columns() {
        let observed: Vec<f64> = before.column(column).iter().copied().filter(|figure| !figure.is_nan()).collect();
        let spread = moments::deviation(&observed);
        for (figure, was) in figures.column_mut(column).iter_mut().zip(before.column(column)) {
            if !was.is_nan() || figure.is_nan() {
                continue;
            }
            *figure = match draw {
                Draw::Normal if spread.is_finite() => *figure + spread * random.normal(),
                Draw::Donor if !observed.is_empty() => observed[random.below(observed.len())],
                _ => *figure,
            };
        }
    }
    figures
}

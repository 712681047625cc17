//! Parity: the mean of one group beside another's, such as rural beside urban schools.

use super::study::Undefined;
use super::{Answer, sum};

/// One group beside another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parity {
    /// The weighted mean of the first.
    pub first: Answer,
    /// The weighted mean of the second.
    pub second: Answer,
    /// First ÷ second; 1 is parity (the parity index of UNESCO's Institute for Statistics).
    pub index: Answer,
    /// The same made symmetrical, at most 1: the index where it is up to 1, else 2 − 1 ÷ index.
    pub adjusted: Answer,
}

/// The parity index of two groups; a unit may be in one, in both or in none. Missing values (`NaN`) and weights that are missing,
/// zero or negative are left out.
pub fn parity(values: &[f64], weights: &[f64], first: &[bool], second: &[bool]) -> Parity {
    let mean = |group: &[bool]| {
        let chosen = || {
            let all = values.iter().zip(weights).zip(group);
            all.filter(|((value, weight), inside)| {
                **inside && value.is_finite() && **weight > 0.0 && weight.is_finite()
            })
        };
        match sum(chosen().map(|((_, weight), _)| *weight)) {
            total if total > 0.0 => Ok(sum(chosen().map(|((value, weight), _)| value * weight)) / total),
            _ => Err(Undefined::NoUnits),
        }
    };
    let (first, second) = (mean(first), mean(second));
    let index = second.and_then(|second| match second {
        second if second > 0.0 => first.and_then(|first| super::column::finite(first / second)),
        _ => Err(Undefined::Denominator),
    });
    let adjusted = index.and_then(|index| match index {
        index if index < 0.0 => Err(Undefined::NegativeMean),
        index if index <= 1.0 => Ok(index),
        index => Ok(2.0 - 1.0 / index),
    });
    Parity { first, second, index, adjusted }
}

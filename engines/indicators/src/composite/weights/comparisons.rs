//! Weights that people judge: budgets of points, and comparisons in pairs.

use std::collections::BTreeMap;

use crate::composite::fault::Fault;
use crate::composite::spec::Comparisons;

/// Mean consistency index of random reciprocal matrices of 1 … 15 elements (Saaty 1980, as the OECD/JRC Handbook cites
/// it; 11 – 15 Saaty & Vargas 2012).
const RANDOM_INDEX: [f64; 15] =
    [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/// Weights from comparisons, and how consistent these are.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The principal eigenvector, sum 1.
    pub weights: Vec<f64>,
    /// The largest eigenvalue; the number of elements where all comparisons agree.
    pub eigenvalue: f64,
    /// (eigenvalue − n)/(n − 1).
    pub index: f64,
    /// That over the random index; 0 for one or two elements.
    pub ratio: f64,
}

/// Judges comparisons. Refused in order: shape; entries that are not above zero; a diagonal other than 1; entries that
/// are not reciprocal.
pub fn judged(comparisons: &Comparisons) -> Result<Judgement, Fault> {
    let (codes, matrix) = (&comparisons.codes, &comparisons.matrix);
    let size = codes.len();
    if size == 0 || size > RANDOM_INDEX.len() || matrix.len() != size || matrix.iter().any(|row| row.len() != size) {
        let what = format!("{size} codes and a matrix of {} rows", matrix.len());
        let remedy = format!("compare 1 to {} elements in a square matrix", RANDOM_INDEX.len());
        return Err(Fault::new("ahp.matrix", what, remedy));
    }
    for row in 0..size {
        for column in 0..size {
            let (there, across) = (matrix[row][column], matrix[column][row]);
            let place = format!("ahp.matrix[{row}][{column}]");
            if !(there > 0.0 && there.is_finite()) {
                return Err(Fault::new(place, format!("{there} is no comparison"), "write a number above 0"));
            }
            // Published matrices are rounded: one ninth is written 0.11.
            if (there * across - 1.0).abs() > 0.02 {
                let what = format!("{} to {} is {there}, the other way {across}", codes[row], codes[column]);
                return Err(Fault::new(place, what, "write the reciprocal, and 1 on the diagonal"));
            }
        }
    }
    let weights = principal(matrix);
    let product = |row: usize| matrix[row].iter().zip(&weights).map(|(x, w)| x * w).sum::<f64>();
    let eigenvalue: f64 = (0..size).map(product).sum();
    let n = size as f64;
    let index = if size < 2 { 0.0 } else { (eigenvalue - n) / (n - 1.0) };
    let ratio = if size < 3 { 0.0 } else { index / RANDOM_INDEX[size - 1] };
    Ok(Judgement { weights, eigenvalue, index, ratio })
}

/// The principal eigenvector of a positive matrix, sum 1, by repeated multiplication until nothing moves.
fn principal(matrix: &[Vec<f64>]) -> Vec<f64> {
    const ROUNDS_MAX: usize = 10_000;
    let mut weights = vec![1.0 / matrix.len() as f64; matrix.len()];
    for _ in 0..ROUNDS_MAX {
        let product: Vec<f64> = matrix.iter().map(|row| row.iter().zip(&weights).map(|(x, w)| x * w).sum()).collect();
        let total: f64 = product.iter().sum();
        let next: Vec<f64> = product.iter().map(|x| x / total).collect();
        let moved = next.iter().zip(&weights).fold(0.0_f64, |most, (a, b)| most.max((a - b).abs()));
        weights = next;
        if moved < 1e-17 {
            break;
        }
    }
    weights
}

/// The mean of experts' points, each expert's brought to the sum 1. Refused: nobody; points below zero; an expert
/// without points; experts who judge different elements.
pub(super) fn budget(experts: &[BTreeMap<String, f64>]) -> Result<BTreeMap<String, f64>, Fault> {
    let [first, ..] = experts else {
        return Err(Fault::new("budget_allocation", "there is no expert", "give each expert's points by code"));
    };
    let mut mean: BTreeMap<String, f64> = first.keys().map(|code| (code.clone(), 0.0)).collect();
    for (at, points) in experts.iter().enumerate() {
        let place = format!("budget_allocation[{at}]");
        let sum: f64 = points.values().sum();
        if points.values().any(|point| !point.is_finite() || *point < 0.0) || sum <= 0.0 {
            return Err(Fault::new(place, format!("the points sum to {sum}"), "write numbers from 0, one above"));
        }
        if !points.keys().eq(first.keys()) {
            let remedy = "let every expert judge the same codes, with 0 for none";
            return Err(Fault::new(place, "this expert judges other elements than the first", remedy));
        }
        for (total, point) in mean.values_mut().zip(points.values()) {
            *total += point / sum / experts.len() as f64;
        }
    }
    Ok(mean)
}

//! Expectation–maximisation under a joint normal distribution.
//!
//! Columns are standardised by what is there. Each round takes, for every row, the expectation of its missing figures
//! given those that are there, and their covariance, and from all rows the next mean and covariance (Dempster, Laird &
//! Rubin 1977; Little & Rubin 2019, ch. 11). Missing figures become their last expectations.

use super::{Input, Made};
use crate::composite::fault::Fault;
use crate::composite::finding::{Finding, Remark};
use crate::composite::spec::Maximisation;
use crate::numeric::Matrix;
use crate::numeric::moments::{mean, population_deviation};

/// Fills the columns in the rows of a period.
pub(super) fn fill(
    input: &Input,
    columns: &[usize],
    period: &std::ops::Range<usize>,
    how: Maximisation,
    made: &mut Made,
) -> Result<(), Fault> {
    let codes = || columns.iter().map(|&at| input.tree.nodes()[at].code.as_str()).collect::<Vec<_>>().join(", ");
    if how.ridge < 0.0 || !how.ridge.is_finite() || how.tolerance.is_nan() || how.tolerance <= 0.0 {
        return Err(Fault::new(
            "",
            "ridge or tolerance is out of range",
            "write a ridge from 0 and a tolerance above 0",
        ));
    }
    let mut values = Matrix::filled(period.len(), columns.len(), f64::NAN);
    for (to, &from) in columns.iter().enumerate() {
        values.column_mut(to).copy_from_slice(&made.values.column(from)[period.clone()]);
    }
    if values.values().iter().all(|x| !x.is_nan()) {
        return Ok(());
    }
    let rounds = maximise(&mut values, how).ok_or_else(|| {
        let remedy = "write a ridge such as 0.01, or a level, so that fewer indicators are taken together";
        Fault::new(codes(), "the covariance of these indicators cannot be inverted", remedy)
    })?;
    if rounds >= how.rounds_max {
        made.findings.push(Finding::new(codes(), Remark::ImputationUnsettled { rounds }));
    }
    for (from, &to) in columns.iter().enumerate() {
        made.values.column_mut(to)[period.clone()].copy_from_slice(values.column(from));
    }
    Ok(())
}

/// Fills a matrix in place; the number of rounds, or none where a covariance cannot be inverted. A column with nothing
/// there, or the same everywhere, takes no part: the former stays, the latter is filled with its one figure.
pub fn maximise(values: &mut Matrix, how: Maximisation) -> Option<usize> {
    let (rows, wide) = (values.rows(), values.columns());
    let scales: Vec<(f64, f64)> =
        (0..wide).map(|at| (mean(values.column(at)), population_deviation(values.column(at)))).collect();
    for (at, &(centre, spread)) in scales.iter().enumerate().filter(|(_, scale)| scale.1 == 0.0) {
        debug_assert_eq!(spread, 0.0);
        values.column_mut(at).iter_mut().filter(|x| x.is_nan()).for_each(|x| *x = centre);
    }
    let used: Vec<usize> = (0..wide).filter(|&at| scales[at].1 > 0.0).collect();
    let size = used.len();
    let mut scaled = Matrix::filled(rows, size, f64::NAN);
    for (to, &from) in used.iter().enumerate() {
        let (centre, spread) = scales[from];
        for row in 0..rows {
            scaled.set(row, to, (values.at(row, from) - centre) / spread);
        }
    }
    let missing: Vec<Vec<usize>> =
        (0..rows).map(|row| (0..size).filter(|&at| scaled.at(row, at).is_nan()).collect()).collect();
    let mut means = vec![0.0; size];
    let mut covariance = Matrix::filled(size, size, 0.0);
    (0..size).for_each(|at| covariance.set(at, at, 1.0 + how.ridge));
    let mut rounds = 0;
    loop {
        rounds += 1;
        let (next_means, next_covariance) = round(&mut scaled, &missing, &means, &covariance, how.ridge)?;
        let moved =
            |old: &[f64], new: &[f64]| old.iter().zip(new).fold(0.0_f64, |most, (a, b)| most.max((a - b).abs()));
        let far = moved(&means, &next_means).max(moved(covariance.values(), next_covariance.values()));
        (means, covariance) = (next_means, next_covariance);
        if far < how.tolerance || rounds >= how.rounds_max {
            break;
        }
    }
    for (from, &to) in used.iter().enumerate() {
        let (centre, spread) = scales[to];
        for row in 0..rows {
            if values.at(row, to).is_nan() {
                values.set(row, to, scaled.at(row, from) * spread + centre);
            }
        }
    }
    Some(rounds)
}

/// One round: expectations are written into the matrix, the next parameters come back.
fn round(
    scaled: &mut Matrix,
    missing: &[Vec<usize>],
    means: &[f64],
    covariance: &Matrix,
    ridge: f64,
) -> Option<(Vec<f64>, Matrix)> {
    let (rows, size) = (scaled.rows(), scaled.columns());
    let mut spread = Matrix::filled(size, size, 0.0);
    for (row, gone) in missing.iter().enumerate().filter(|(_, gone)| !gone.is_empty()) {
        let there: Vec<usize> = (0..size).filter(|at| !gone.contains(at)).collect();
        let factor = cholesky(covariance, &there)?;
        let deviations: Vec<f64> = there.iter().map(|&at| scaled.at(row, at) - means[at]).collect();
        let solved = solve(&factor, deviations);
        let slopes: Vec<Vec<f64>> = gone
            .iter()
            .map(|&at| solve(&factor, there.iter().map(|&other| covariance.at(at, other)).collect()))
            .collect();
        for (place, &at) in gone.iter().enumerate() {
            let step: f64 = there.iter().zip(&solved).map(|(&other, x)| covariance.at(at, other) * x).sum();
            scaled.set(row, at, means[at] + step);
            for &second in gone {
                let explained: f64 =
                    there.iter().zip(&slopes[place]).map(|(&other, x)| covariance.at(second, other) * x).sum();
                spread.set(at, second, spread.at(at, second) + covariance.at(at, second) - explained);
            }
        }
    }
    let n = rows as f64;
    let next: Vec<f64> = (0..size).map(|at| mean(scaled.column(at))).collect();
    for one in 0..size {
        for two in 0..size {
            let products = scaled.column(one).iter().zip(scaled.column(two));
            let sum: f64 = products.map(|(x, y)| (x - next[one]) * (y - next[two])).sum();
            let own = if one == two { ridge } else { 0.0 };
            spread.set(one, two, (sum + spread.at(one, two)) / n + own);
        }
    }
    Some((next, spread))
}

/// The lower triangle L of L·Lᵀ for some rows and columns of a matrix; none where it is not positive.
fn cholesky(matrix: &Matrix, of: &[usize]) -> Option<Vec<Vec<f64>>> {
    let mut factor: Vec<Vec<f64>> = Vec::with_capacity(of.len());
    for (row, &at) in of.iter().enumerate() {
        let mut line = Vec::with_capacity(row + 1);
        for (column, &other) in of[..=row].iter().enumerate() {
            let earlier = |line: &[f64], other: &[f64]| line.iter().zip(other).map(|(x, y)| x * y).sum::<f64>();
            if row == column {
                let rest = matrix.at(at, at) - earlier(&line, &line);
                if rest.is_nan() || rest <= 1e-13 * matrix.at(at, at) {
                    return None;
                }
                line.push(rest.sqrt());
            } else {
                let known: &Vec<f64> = &factor[column];
                line.push((matrix.at(at, other) - earlier(&line, &known[..column])) / known[column]);
            }
        }
        factor.push(line);
    }
    Some(factor)
}

fn solve(factor: &[Vec<f64>], mut right: Vec<f64>) -> Vec<f64> {
    for row in 0..factor.len() {
        let known: f64 = (0..row).map(|column| factor[row][column] * right[column]).sum();
        right[row] = (right[row] - known) / factor[row][row];
    }
    for row in (0..factor.len()).rev() {
        let known: f64 = (row + 1..factor.len()).map(|below| factor[below][row] * right[below]).sum();
        right[row] = (right[row] - known) / factor[row][row];
    }
    right
}

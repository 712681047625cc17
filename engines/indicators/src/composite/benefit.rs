//! Benefit of the doubt: each unit is scored with the weights that favour it most.
//!
//! For unit o: maximise Σ w_j·y_oj subject to Σ w_j·y_kj ≤ 1 for every unit k, w ≥ 0, and bounds on each child's share
//! w_j·y_oj of the score (Cherchye, Moesen, Rogge & Van Puyenbroeck 2007). A linear programme for each unit.

use microlp::{ComparisonOp, OptimizationDirection, Problem};

use crate::numeric::Matrix;

/// Scores of units and their weights (units × children). Children must be from 0; a missing child takes no part in its
/// unit's score, and a unit that has not enough gets none and limits nobody.
pub fn scores(
    columns: &[&[f64]],
    share_min: f64,
    share_max: f64,
    enough: &[bool],
    out: &mut [f64],
) -> Result<Matrix, (usize, &'static str)> {
    let units = out.len();
    let mut favoured = Matrix::filled(units, columns.len(), f64::NAN);
    for (row, _) in enough.iter().enumerate().filter(|(_, enough)| **enough) {
        if columns.iter().any(|column| column[row] < 0.0) {
            return Err((row, "benefit of the doubt takes only figures from 0: normalise first"));
        }
    }
    // Figures are brought to 0…1, so that the programme's numbers are of one size; shares do not change by that.
    let largest: Vec<f64> = columns
        .iter()
        .map(|column| {
            let there = column.iter().zip(enough).filter(|(x, enough)| **enough && !x.is_nan());
            there.fold(0.0_f64, |most, (x, _)| most.max(*x))
        })
        .collect();
    for unit in 0..units {
        out[unit] = f64::NAN;
        if !enough[unit] {
            continue;
        }
        let there: Vec<usize> =
            (0..columns.len()).filter(|&child| !columns[child][unit].is_nan() && largest[child] > 0.0).collect();
        let scaled = |row: usize, child: usize| columns[child][row] / largest[child];
        if there.iter().all(|&child| scaled(unit, child) == 0.0) {
            out[unit] = 0.0;
            continue;
        }
        let solved = favour(unit, &there, &scaled, enough, (share_min, share_max));
        let Some(weights) = solved else {
            return Err((unit, "no weights keep the bounds on shares: a child is 0 or missing, lower the least share"));
        };
        out[unit] = weights.iter().zip(&there).map(|(weight, &child)| weight * scaled(unit, child)).sum();
        for (weight, &child) in weights.iter().zip(&there) {
            favoured.set(unit, child, weight / largest[child]);
        }
    }
    Ok(favoured)
}

fn favour(
    unit: usize,
    there: &[usize],
    scaled: &dyn Fn(usize, usize) -> f64,
    enough: &[bool],
    (share_min, share_max): (f64, f64),
) -> Option<Vec<f64>> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let weights: Vec<_> =
        there.iter().map(|&child| problem.add_var(scaled(unit, child), (0.0, f64::INFINITY))).collect();
    for other in (0..enough.len()).filter(|&other| enough[other]) {
        // A figure another unit lacks limits no weight.
        let row: Vec<_> = weights
            .iter()
            .zip(there)
            .map(|(&weight, &child)| (weight, scaled(other, child)))
            .filter(|(_, x)| !x.is_nan() && *x != 0.0)
            .collect();
        if !row.is_empty() {
            problem.add_constraint(row.as_slice(), ComparisonOp::Le, 1.0);
        }
    }
    let whole: Vec<f64> = there.iter().map(|&child| scaled(unit, child)).collect();
    for at in 0..there.len() {
        let bound = |share: f64| -> Vec<_> {
            let mine = |other: usize| if other == at { whole[other] } else { 0.0 };
            weights.iter().enumerate().map(|(other, &weight)| (weight, mine(other) - share * whole[other])).collect()
        };
        if share_min > 0.0 {
            problem.add_constraint(bound(share_min).as_slice(), ComparisonOp::Ge, 0.0);
        }
        if share_max < 1.0 {
            problem.add_constraint(bound(share_max).as_slice(), ComparisonOp::Le, 0.0);
        }
    }
    let solution = problem.solve().ok()?.into_solution().ok()?;
    let found: Vec<f64> = weights.iter().map(|&weight| solution.var_value(weight)).collect();
    let score: f64 = found.iter().zip(&whole).map(|(weight, x)| weight * x).sum();
    (score > 0.0).then_some(found)
}

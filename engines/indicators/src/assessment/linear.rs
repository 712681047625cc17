//! Symmetric positive definite systems, by rows.

/// The lower triangle `L` of `A = L·Lᵀ`; none if `A` is not positive definite (relative to its diagonal).
pub(crate) fn cholesky(matrix: &[f64], n: usize) -> Option<Vec<f64>> {
    let mut lower = vec![0.0; n * n];
    for row in 0..n {
        for column in 0..=row {
            let dot: f64 = (0..column).map(|k| lower[row * n + k] * lower[column * n + k]).sum();
            let rest = matrix[row * n + column] - dot;
            if row == column {
                if rest.is_nan() || rest <= 1e-13 * matrix[row * n + row].abs() || rest <= 0.0 {
                    return None;
                }
                lower[row * n + row] = rest.sqrt();
            } else {
                lower[row * n + column] = rest / lower[column * n + column];
            }
        }
    }
    Some(lower)
}

/// The place, from 0, of the first row at which a matrix stops being positive definite.
pub(crate) fn first_dependent(matrix: &[f64], n: usize) -> Option<usize> {
    (1..=n)
        .find(|size| {
            let part: Vec<f64> = (0..*size).flat_map(|row| matrix[row * n..row * n + size].iter().copied()).collect();
            cholesky(&part, *size).is_none()
        })
        .map(|size| size - 1)
}

/// Solves `L·Lᵀ·x = b` in place.
pub(crate) fn solve(lower: &[f64], n: usize, b: &mut [f64]) {
    for row in 0..n {
        let dot: f64 = (0..row).map(|k| lower[row * n + k] * b[k]).sum();
        b[row] = (b[row] - dot) / lower[row * n + row];
    }
    for row in (0..n).rev() {
        let dot: f64 = (row + 1..n).map(|k| lower[k * n + row] * b[k]).sum();
        b[row] = (b[row] - dot) / lower[row * n + row];
    }
}

/// The inverse from its factor.
pub(crate) fn inverse(lower: &[f64], n: usize) -> Vec<f64> {
    let mut inverse = vec![0.0; n * n];
    let mut unit = vec![0.0; n];
    for column in 0..n {
        unit.fill(0.0);
        unit[column] = 1.0;
        solve(lower, n, &mut unit);
        for row in 0..n {
            inverse[row * n + column] = unit[row];
        }
    }
    inverse
}

/// Scalar product.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

//! Eigenvalues of small symmetric matrices and singular values of tall ones, by Jacobi's rotations: slow, short, and
//! accurate to the last digits even where a value is small beside the others (Demmel & Veselić 1992).

use super::matrix::Matrix;
use super::sum::sum;

/// Sweeps after which a matrix of finite numbers has long converged.
const SWEEPS_MAX: usize = 100;

/// Values from the largest to the smallest, and their vectors as columns of length one.
#[derive(Clone, Debug)]
pub struct Decomposition {
    /// The values.
    pub values: Vec<f64>,
    /// Column k belongs to value k. The sum of a column is not negative, which settles its sign.
    pub vectors: Matrix,
}

/// Eigenvalues and vectors of a symmetric matrix of finite numbers; its upper triangle is read.
pub fn symmetric(matrix: &Matrix) -> Decomposition {
    let size = matrix.columns();
    let mut work = matrix.clone();
    for column in 0..size {
        for row in column + 1..size {
            work.set(row, column, matrix.at(column, row));
        }
    }
    let mut vectors = identity(size);
    for _ in 0..SWEEPS_MAX {
        let mut turned = false;
        for p in 0..size {
            for q in p + 1..size {
                turned |= annihilate(&mut work, &mut vectors, p, q);
            }
        }
        if !turned {
            break;
        }
    }
    let values = (0..size).map(|index| work.at(index, index)).collect();
    sorted(values, &vectors)
}

/// Turns rows and columns p and q so that their entry vanishes; whether that was necessary.
fn annihilate(work: &mut Matrix, vectors: &mut Matrix, p: usize, q: usize) -> bool {
    let (off, left, right) = (work.at(p, q), work.at(p, p), work.at(q, q));
    if off.abs() <= f64::EPSILON * (left.abs() * right.abs()).sqrt() || off.abs() < f64::MIN_POSITIVE {
        return false;
    }
    let (cosine, sine) = rotation(left, right, off);
    for index in 0..work.columns() {
        let (a, b) = (work.at(index, p), work.at(index, q));
        work.set(index, p, cosine * a - sine * b);
        work.set(index, q, sine * a + cosine * b);
    }
    for index in 0..work.columns() {
        let (a, b) = (work.at(p, index), work.at(q, index));
        work.set(p, index, cosine * a - sine * b);
        work.set(q, index, sine * a + cosine * b);
    }
    turn(vectors, p, q, cosine, sine);
    true
}

/// Singular values and right singular vectors of a matrix of finite numbers: those of its columns made orthogonal.
pub fn singular(matrix: &Matrix) -> Decomposition {
    let size = matrix.columns();
    let (mut work, mut vectors) = (matrix.clone(), identity(size));
    for _ in 0..SWEEPS_MAX {
        let mut turned = false;
        for p in 0..size {
            for q in p + 1..size {
                let (left, right, both) = products(&work, p, q);
                // Squares of columns near nothing are noise of the others and settle nothing.
                if both.abs() <= f64::EPSILON * (left * right).sqrt() || left * right == 0.0 {
                    continue;
                }
                let (cosine, sine) = rotation(left, right, both);
                turn(&mut work, p, q, cosine, sine);
                turn(&mut vectors, p, q, cosine, sine);
                turned = true;
            }
        }
        if !turned {
            break;
        }
    }
    let lengths = (0..size).map(|column| sum(work.column(column).iter().map(|x| x * x)).sqrt()).collect();
    sorted(lengths, &vectors)
}

fn products(work: &Matrix, p: usize, q: usize) -> (f64, f64, f64) {
    let (one, other) = (work.column(p), work.column(q));
    let left = sum(one.iter().map(|x| x * x));
    let right = sum(other.iter().map(|x| x * x));
    (left, right, sum(one.iter().zip(other).map(|(x, y)| x * y)))
}

/// Cosine and sine of the smaller angle that makes the off-diagonal entry vanish.
fn rotation(left: f64, right: f64, off: f64) -> (f64, f64) {
    let zeta = (right - left) / (2.0 * off);
    let tangent =
        if zeta.abs() > 1e150 { 0.5 / zeta } else { zeta.signum() / (zeta.abs() + (1.0 + zeta * zeta).sqrt()) };
    let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
    (cosine, cosine * tangent)
}

fn turn(matrix: &mut Matrix, p: usize, q: usize, cosine: f64, sine: f64) {
    for row in 0..matrix.rows() {
        let (a, b) = (matrix.at(row, p), matrix.at(row, q));
        matrix.set(row, p, cosine * a - sine * b);
        matrix.set(row, q, sine * a + cosine * b);
    }
}

fn identity(size: usize) -> Matrix {
    let mut identity = Matrix::filled(size, size, 0.0);
    for index in 0..size {
        identity.set(index, index, 1.0);
    }
    identity
}

fn sorted(values: Vec<f64>, vectors: &Matrix) -> Decomposition {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    let mut vectors = vectors.take_columns(&order);
    for column in 0..vectors.columns() {
        if sum(vectors.column(column).iter().copied()) < 0.0 {
            vectors.column_mut(column).iter_mut().for_each(|x| *x = -*x);
        }
    }
    Decomposition { values: order.iter().map(|&index| values[index]).collect(), vectors }
}

//! How likely a correlation of a size is without any connection, two-sided, as R's `cor.test` says, which COINr asks.
//!
//! Pearson's by Student's t. Spearman's, without equals, by counting permutations up to nine rows and by a series of
//! Edgeworth's kind up to 1,290 (Best & Roberts 1975, algorithm AS 89); beyond, with equals, and where the series ends at
//! nothing (R then says 0), by Student's t, as SciPy's `spearmanr` always does. Kendall's, without equals, by counting
//! permutations below 50 rows (SciPy up to 33), otherwise by the normal distribution with the variance of tied ranks
//! (Kendall 1970, ch. 4).

use std::sync::OnceLock;

use super::correlation::{Coefficient, Pairs, of_complete, ordered_pairs, pairs};
use super::rank::{Ties, ascending};
use super::special::{normal_two_sided, student_two_sided};

/// Rows of which Spearman's coefficient is judged by permutations.
const PERMUTED_MAX: usize = 9;
/// Rows of which it is judged by the series.
const SERIES_MAX: usize = 1_290;
/// Rows of which Kendall's coefficient is judged by permutations.
const INVERTED_MAX: usize = 49;

/// The coefficient over the rows where both are there, and the probability of one as far from nothing; NaN where there is no
/// coefficient or there are too few rows.
pub fn judged(left: &[f64], right: &[f64], coefficient: Coefficient) -> (f64, f64) {
    let (left, right) = pairs(left, right);
    match coefficient {
        Coefficient::Pearson => {
            let found = of_complete(&left, &right);
            (found, student(found, left.len()))
        }
        Coefficient::Spearman => {
            let (left, right) = (ascending(&left, Ties::Average), ascending(&right, Ties::Average));
            let found = of_complete(&left, &right);
            (found, spearman(&left, &right, found))
        }
        Coefficient::Kendall => {
            let pairs = ordered_pairs(&left, &right);
            (pairs.tau(), kendall(&left, &right, pairs))
        }
    }
}

fn student(coefficient: f64, rows: usize) -> f64 {
    if rows < 3 {
        return f64::NAN;
    }
    let freedom = (rows - 2) as f64;
    // 1 − r² as a product keeps its digits where r is near 1.
    let t = freedom.sqrt() * coefficient / ((1.0 - coefficient) * (1.0 + coefficient)).sqrt();
    student_two_sided(t, freedom)
}

/// Of places with equals sharing the mean of theirs.
fn spearman(left: &[f64], right: &[f64], coefficient: f64) -> f64 {
    let rows = left.len();
    if rows > SERIES_MAX || coefficient.is_nan() || !distinct(left) || !distinct(right) {
        return student(coefficient, rows);
    }
    let squares: f64 = left.iter().zip(right).map(|(x, y)| (x - y) * (x - y)).sum();
    if rows > PERMUTED_MAX {
        let tail = edgeworth(squares, rows as f64);
        return if tail > 0.0 { (2.0 * tail).min(1.0) } else { student(coefficient, rows) };
    }
    let squares = squares as usize;
    let counts = distances(rows);
    let all: u64 = counts.iter().sum();
    // The sums lie evenly about their middle.
    let upper = 2 * squares > counts.len() - 1;
    let tail: u64 = if upper { counts[squares..].iter().sum() } else { counts[..=squares].iter().sum() };
    (2.0 * tail as f64 / all as f64).min(1.0)
}

/// The share of permutations of n rows whose squared differences sum to no less than this above the middle of all sums,
/// and to no more than this below it, by the series with the coefficients of AS 89.
fn edgeworth(squares: f64, n: f64) -> f64 {
    let upper = squares > (n * n * n - n) / 6.0;
    let (b, square) = (1.0 / n, n * n - 1.0);
    let from = if upper { squares - 2.0 } else { squares + 1.0 };
    let x = (6.0 * from * b / square - 1.0) * (n - 1.0).sqrt();
    let y = x * x;
    let inner = 0.0072 - 0.0831 * b + y * b * (0.0131 - 4.6e-4 * y);
    let middle = -0.0758 + b * (0.1033 + 0.3932 * b) - y * b * (0.0879 + 0.0151 * b - y * inner);
    let correction = x * b * (0.2274 + b * (0.2531 + 0.1745 * b) + y * middle) / (y / 2.0).exp();
    let beyond = |x: f64| if x > 0.0 { normal_two_sided(x) / 2.0 } else { 1.0 - normal_two_sided(x) / 2.0 };
    if upper { beyond(x) + correction } else { beyond(-x) - correction }
}

/// Whether no place is shared: then the places are all whole and different.
fn distinct(places: &[f64]) -> bool {
    let mut seen = vec![false; places.len() + 1];
    places.iter().all(|&place| !std::mem::replace(&mut seen[place as usize], true))
}

/// How many permutations of so many places, at most nine, have each sum of squared differences.
fn distances(rows: usize) -> &'static [u64] {
    static KEPT: [OnceLock<Vec<u64>>; PERMUTED_MAX + 1] = [const { OnceLock::new() }; PERMUTED_MAX + 1];
    KEPT[rows].get_or_init(|| {
        let most = (rows * rows * rows - rows) / 3;
        // By the set of places that are taken: the next row takes one of the others.
        let mut counts = vec![vec![0_u64; most + 1]; 1 << rows];
        counts[0][0] = 1;
        for taken in 0..(1_usize << rows) - 1 {
            let row = taken.count_ones() as usize;
            let here = std::mem::take(&mut counts[taken]);
            for place in (0..rows).filter(|place| taken & (1 << place) == 0) {
                let squared = row.abs_diff(place).pow(2);
                let next = &mut counts[taken | (1 << place)];
                next[squared..].iter_mut().zip(&here).for_each(|(to, count)| *to += count);
            }
        }
        counts.pop().unwrap_or_default()
    })
}

/// Of values as they are.
fn kendall(left: &[f64], right: &[f64], pairs: Pairs) -> f64 {
    let rows = left.len();
    if pairs.one == 0 || pairs.other == 0 {
        return f64::NAN;
    }
    let all = (rows * (rows - 1) / 2) as i64;
    if rows <= INVERTED_MAX && pairs.one == all && pairs.other == all {
        let against = ((all - pairs.both) / 2).min((all + pairs.both) / 2) as usize;
        return (2.0 * inverted_at_most(rows, against)).min(1.0);
    }
    let (one, other) = (shared(left), shared(right));
    let n = rows as f64;
    let spread = (n * (n - 1.0) * (2.0 * n + 5.0) - one[2] - other[2]) / 18.0
        + one[0] * other[0] / (2.0 * n * (n - 1.0))
        + one[1] * other[1] / (9.0 * n * (n - 1.0) * (n - 2.0));
    normal_two_sided(pairs.both as f64 / spread.sqrt())
}

/// Σ t(t−1), Σ t(t−1)(t−2) and Σ t(t−1)(2t+5) over the groups of t equal values.
fn shared(values: &[f64]) -> [f64; 3] {
    let mut sorted: Vec<f64> = values.iter().map(|value| value + 0.0).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.chunk_by(|a, b| a == b).fold([0.0; 3], |sums, equal| {
        let t = equal.len() as f64;
        let pairs = t * (t - 1.0);
        [sums[0] + pairs, sums[1] + pairs * (t - 2.0), sums[2] + pairs * (2.0 * t + 5.0)]
    })
}

/// The share of permutations of so many rows with at most so many pairs in falling order, which is at most half of all
/// pairs.
fn inverted_at_most(rows: usize, pairs: usize) -> f64 {
    // Shares by the number of pairs, then running sums of them; a further row adds 0, 1, … pairs, each as likely.
    let mut shares = vec![0.0; pairs + 1];
    shares[0] = 1.0;
    let mut sums = vec![0.0; pairs + 2];
    for row in 2..=rows {
        for at in 0..=pairs {
            sums[at + 1] = sums[at] + shares[at];
        }
        for (at, share) in shares.iter_mut().enumerate() {
            *share = (sums[at + 1] - sums[(at + 1).saturating_sub(row)]) / row as f64;
        }
    }
    shares.iter().sum()
}

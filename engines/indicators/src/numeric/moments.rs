//! Mean, spread and shape of the values that are there.

use super::sum::{Sum, present, sum};

/// Arithmetic mean, rounded once; NaN when nothing is there.
pub fn mean(values: &[f64]) -> f64 {
    let (mut total, mut count) = (Sum::default(), 0_usize);
    for value in present(values) {
        total.add(value);
        count += 1;
    }
    if count == 0 { f64::NAN } else { total.over(count as f64) }
}

/// Sum of squared deviations from the mean, with how many values there were.
fn squares(values: &[f64]) -> (f64, usize) {
    let centre = mean(values);
    (sum(present(values).map(|value| (value - centre) * (value - centre))), present(values).count())
}

/// Variance with n − 1; NaN below two values.
pub fn variance(values: &[f64]) -> f64 {
    match squares(values) {
        (_, 0 | 1) => f64::NAN,
        (squares, count) => squares / (count - 1) as f64,
    }
}

/// Standard deviation with n − 1, as samples are described; NaN below two values.
pub fn deviation(values: &[f64]) -> f64 {
    variance(values).sqrt()
}

/// Standard deviation with n, as whole populations are described (差异系数); NaN when nothing is there.
pub fn population_deviation(values: &[f64]) -> f64 {
    match squares(values) {
        (_, 0) => f64::NAN,
        (squares, count) => (squares / count as f64).sqrt(),
    }
}

/// Skewness and kurtosis of one look at the values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Skewness, type 2 (Joanes & Gill 1998, G₁); NaN below three values or where all are the same.
    pub skewness: f64,
    /// Excess kurtosis, type 2 (Joanes & Gill 1998, G₂); NaN below four values or where all are the same.
    pub kurtosis: f64,
}

/// Values that are summed side by side, because one sum waits for itself; always the same ones, so that bits stay.
const LANES: usize = 4;

/// Sums of 1, d, d², d³ and d⁴ with d the distance from a centre, over the values that are there.
fn powers(values: &[f64], centre: f64) -> [f64; 5] {
    let mut sums = [[0.0; LANES]; 5];
    let mut add = |lane: usize, x: f64| {
        let (one, d) = if x.is_nan() { (0.0, 0.0) } else { (1.0, x - centre) };
        let square = d * d;
        let terms = [one, d, square, square * d, square * square];
        sums.iter_mut().zip(terms).for_each(|(sum, term)| sum[lane] += term);
    };
    let blocks = values.chunks_exact(LANES);
    let rest = blocks.remainder();
    blocks.for_each(|block| block.iter().enumerate().for_each(|(lane, x)| add(lane, *x)));
    rest.iter().enumerate().for_each(|(lane, x)| add(lane, *x));
    sums.map(|lanes| (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
}

/// Skewness and kurtosis.
pub fn shape(values: &[f64]) -> Shape {
    let [n, total, ..] = powers(values, 0.0);
    let [_, first, second, third, fourth] = powers(values, total / n);
    // The centre is rounded; what that leaves is taken out of the powers.
    let off = first / n;
    let squares = second - n * off * off;
    let cubes = third - 3.0 * off * second + 2.0 * n * off * off * off;
    let fourths = fourth - 4.0 * off * third + 6.0 * off * off * second - 3.0 * n * off * off * off * off;
    // Where all values are the same, what is left of them is rounding.
    let flat = {
        let (least, most) = range(values);
        least == most
    };
    let skewness = cubes * n.sqrt() / (squares * squares.sqrt()) * (n * (n - 1.0)).sqrt() / (n - 2.0);
    let ratio = n * fourths / (squares * squares);
    let kurtosis = ((n + 1.0) * (ratio - 3.0) + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0));
    Shape {
        skewness: if n < 3.0 || flat { f64::NAN } else { skewness },
        kurtosis: if n < 4.0 || flat { f64::NAN } else { kurtosis },
    }
}

/// Skewness, type 2.
pub fn skewness(values: &[f64]) -> f64 {
    shape(values).skewness
}

/// Excess kurtosis, type 2.
pub fn kurtosis(values: &[f64]) -> f64 {
    shape(values).kurtosis
}

/// Smallest and largest of what is there; NaN twice when nothing is.
pub fn range(values: &[f64]) -> (f64, f64) {
    present(values).fold((f64::NAN, f64::NAN), |(least, most), value| (least.min(value), most.max(value)))
}

//! The shape of a column without gaps, in two passes over eight partial sums that run side by side.

/// Partial sums. Their number is fixed, so that a sum has the same bits on every machine.
const LANES: usize = 8;

/// Mean and sums of powers of deviations from it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Described {
    count: f64,
    pub mean: f64,
    squares: f64,
    cubes: f64,
    fourths: f64,
}

impl Described {
    /// Describes a column; `None` where a figure is missing or infinite, or there is none.
    pub fn of(column: &[f64]) -> Option<Described> {
        let count = column.len() as f64;
        let first = total(column) / count;
        if !first.is_finite() {
            return None;
        }
        let [rest, squares, cubes, fourths] = powers(column, first);
        // What the first mean missed by is small against the spread; the powers are moved to the corrected mean.
        let e = rest / count;
        Some(Described {
            count,
            mean: first + e,
            squares: squares - count * e * e,
            cubes: cubes - 3.0 * e * squares,
            fourths: fourths - 4.0 * e * cubes,
        })
    }

    /// Least and largest figure; `None` where a figure is missing, or there is none.
    pub fn range(column: &[f64]) -> Option<(f64, f64)> {
        let (least, largest) = (-most(column, |x| -x), most(column, |x| x));
        (!gaps(column) && least <= largest).then_some((least, largest))
    }

    /// Standard deviation with n − 1.
    pub fn deviation(&self) -> f64 {
        (self.squares / (self.count - 1.0)).sqrt()
    }

    /// Skewness, type 2; NaN below three figures or where all are the same.
    pub fn skewness(&self) -> f64 {
        let n = self.count;
        let plain = n.sqrt() * self.cubes / (self.squares * self.squares.sqrt());
        if n < 3.0 { f64::NAN } else { plain * (n * (n - 1.0)).sqrt() / (n - 2.0) }
    }

    /// Excess kurtosis, type 2; NaN below four figures or where all are the same.
    pub fn kurtosis(&self) -> f64 {
        let n = self.count;
        let ratio = n * self.fourths / (self.squares * self.squares);
        if n < 4.0 { f64::NAN } else { ((n + 1.0) * (ratio - 3.0) + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0)) }
    }
}

/// The sum of a column.
fn total(column: &[f64]) -> f64 {
    let mut sums = [0.0; LANES];
    let (chunks, rest) = column.as_chunks::<LANES>();
    for chunk in chunks {
        for lane in 0..LANES {
            sums[lane] += chunk[lane];
        }
    }
    sums.iter_mut().zip(rest).for_each(|(sum, x)| *sum += x);
    joined(sums)
}

/// Sums of the first four powers of deviations.
fn powers(column: &[f64], centre: f64) -> [f64; 4] {
    let mut sums = [[0.0; LANES]; 4];
    let (chunks, rest) = column.as_chunks::<LANES>();
    // What fills up the last chunk deviates by nothing.
    let mut last = [centre; LANES];
    last[..rest.len()].copy_from_slice(rest);
    for chunk in chunks.iter().chain([&last]) {
        for lane in 0..LANES {
            let d = chunk[lane] - centre;
            let d2 = d * d;
            sums[0][lane] += d;
            sums[1][lane] += d2;
            sums[2][lane] += d2 * d;
            sums[3][lane] += d2 * d2;
        }
    }
    sums.map(joined)
}

fn joined([a, b, c, d, e, f, g, h]: [f64; LANES]) -> f64 {
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

/// The largest of what is made of each figure.
fn most(column: &[f64], of: impl Fn(f64) -> f64) -> f64 {
    let mut most = [f64::NEG_INFINITY; LANES];
    let (chunks, rest) = column.as_chunks::<LANES>();
    for chunk in chunks {
        for lane in 0..LANES {
            let x = of(chunk[lane]);
            most[lane] = if x > most[lane] { x } else { most[lane] };
        }
    }
    rest.iter().map(|x| of(*x)).chain(most).fold(f64::NEG_INFINITY, f64::max)
}

/// Whether a figure of a column is missing.
pub(super) fn gaps(column: &[f64]) -> bool {
    column.chunks(64 * LANES).any(|chunk| chunk.iter().fold(false, |gap, x| gap | x.is_nan()))
}

/// Whether a figure of a column is infinite.
pub(super) fn infinite(column: &[f64]) -> bool {
    column.chunks(64 * LANES).any(|chunk| chunk.iter().fold(false, |found, x| found | (x.abs() == f64::INFINITY)))
}

/// The outermost figure on a side, the next one inward, and whether there are others than these.
pub(super) fn extremes(column: &[f64], upward: bool) -> (f64, f64, bool) {
    let sign = if upward { 1.0 } else { -1.0 };
    let below = |limit: f64| most(column, |x| if x * sign < limit { x * sign } else { f64::NEG_INFINITY });
    let first = most(column, |x| x * sign);
    let second = below(first);
    (first * sign, second * sign, below(second) > f64::NEG_INFINITY)
}

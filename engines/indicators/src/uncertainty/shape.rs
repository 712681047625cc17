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
        let first = total(column, |x| [x])[0] / count;
        if !first.is_finite() {
            return None;
        }
        let [rest, squares, cubes, fourths] = total(column, |x| {
            let d = x - first;
            let d2 = d * d;
            [d, d2, d2 * d, d2 * d2]
        });
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
        let (mut least, mut most) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
        let mut gap = false;
        let chunks = column.chunks_exact(LANES);
        let rest = chunks.remainder();
        for chunk in chunks.chain([rest]) {
            for (lane, &x) in chunk.iter().enumerate() {
                least[lane] = if x < least[lane] { x } else { least[lane] };
                most[lane] = if x > most[lane] { x } else { most[lane] };
                gap |= x.is_nan();
            }
        }
        let least = least.into_iter().fold(f64::INFINITY, f64::min);
        let most = most.into_iter().fold(f64::NEG_INFINITY, f64::max);
        (!gap && least <= most).then_some((least, most))
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

/// Sums of what is made of each figure.
fn total<const N: usize>(column: &[f64], of: impl Fn(f64) -> [f64; N]) -> [f64; N] {
    let mut lanes = [[0.0; LANES]; N];
    let chunks = column.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for lane in 0..LANES {
            let terms = of(chunk[lane]);
            for (sums, term) in lanes.iter_mut().zip(terms) {
                sums[lane] += term;
            }
        }
    }
    for (lane, x) in rest.iter().enumerate() {
        for (sums, term) in lanes.iter_mut().zip(of(*x)) {
            sums[lane] += term;
        }
    }
    lanes.map(|[a, b, c, d, e, f, g, h]| ((a + b) + (c + d)) + ((e + f) + (g + h)))
}

/// The outermost figure on a side, the next one inward, and how many figures are neither.
pub(super) fn extremes(column: &[f64], upward: bool) -> (f64, f64, usize) {
    let sign = if upward { 1.0 } else { -1.0 };
    let (mut first, mut second) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    for x in column {
        let x = x * sign;
        if x > first {
            (first, second) = (x, first);
        } else if x > second && x < first {
            second = x;
        }
    }
    let (first, second) = (first * sign, second * sign);
    let others = column.iter().filter(|x| **x != first && **x != second).count();
    (first, second, others)
}

//! Sums in the order of their terms, with the rounding errors carried along (Neumaier 1974).
//!
//! Statistics are compared with software that adds in extended precision; a compensated sum is at least as close to the
//! exact one. Aggregation over a few children uses plain sums, because its bound is far below 10⁻¹² and it runs most.

/// A sum that carries its rounding error.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    high: f64,
    low: f64,
}

impl Sum {
    /// Adds a term.
    pub fn add(&mut self, term: f64) {
        let high = self.high + term;
        self.low += if self.high.abs() >= term.abs() { (self.high - high) + term } else { (term - high) + self.high };
        self.high = high;
    }

    /// The sum.
    pub fn value(self) -> f64 {
        // An infinite term makes the carried error NaN, the sum itself is right.
        if self.low.is_finite() { self.high + self.low } else { self.high }
    }

    /// The sum over a count, rounded once: what a division leaves is exact in a fused step and divided again.
    pub fn over(self, count: f64) -> f64 {
        let share = self.high / count;
        let left = (-share).mul_add(count, self.high) + self.low;
        let more = left / count;
        // An infinite or vanishing share leaves nothing to divide.
        if more.is_finite() { share + more } else { share }
    }
}

/// The sum of terms in their order.
pub fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut total = Sum::default();
    for term in terms {
        total.add(term);
    }
    total.value()
}

/// The values that are there, in their order.
pub fn present(values: &[f64]) -> impl Iterator<Item = f64> + Clone + '_ {
    values.iter().copied().filter(|value| !value.is_nan())
}

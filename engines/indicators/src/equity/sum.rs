//! Sums in a fixed order that carry their rounding error along (Neumaier 1974).

/// A sum in the making.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    high: f64,
    low: f64,
}

impl Sum {
    /// Adds a term.
    pub fn add(&mut self, term: f64) {
        let next = self.high + term;
        let (large, small) = if self.high.abs() >= term.abs() { (self.high, term) } else { (term, self.high) };
        self.low += (large - next) + small;
        self.high = next;
    }

    /// What was added.
    pub fn value(self) -> f64 {
        // Beyond the largest number the carried error is meaningless.
        if self.low.is_finite() { self.high + self.low } else { self.high }
    }
}

/// The sum of terms in their order.
pub fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut made = Sum::default();
    terms.into_iter().for_each(|term| made.add(term));
    made.value()
}

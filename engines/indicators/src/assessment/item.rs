//! Items and the models of how ability makes answers likely.
//!
//! Every model goes through `η_m(θ) = w_m·a·θ + c_m`, m = 1 … K−1, with slope `a` and intercepts `c`:
//! divided (Rasch, 2PL, partial credit): `P_k ∝ exp(η_k)`, `η_0 = 0`, `w_m = m` (Muraki 1992);
//! graded: `P(X ≥ m) = 1/(1+exp(−η_m))`, `w_m = 1` (Samejima 1969).

/// A model of a whole test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// Right or wrong, equal slopes of 1, variance of ability estimated (Rasch 1960).
    Rasch,
    /// Right or wrong, a slope an item (Birnbaum 1968).
    TwoParameter,
    /// Ordered scores, equal slopes of 1, variance estimated (Masters 1982).
    PartialCredit,
    /// Ordered scores, a slope an item (Muraki 1992).
    GeneralizedPartialCredit,
    /// Ordered scores by cumulative logits (Samejima 1969).
    Graded,
}

impl Model {
    /// Every model, with the name it has at the command line.
    pub const NAMES: [(&'static str, Model); 5] = [
        ("rasch", Model::Rasch),
        ("2pl", Model::TwoParameter),
        ("pcm", Model::PartialCredit),
        ("gpcm", Model::GeneralizedPartialCredit),
        ("grm", Model::Graded),
    ];

    /// Whether each item has a slope of its own.
    pub fn free_slopes(self) -> bool {
        !matches!(self, Model::Rasch | Model::PartialCredit)
    }

    /// Whether it knows right and wrong only.
    pub fn dichotomous(self) -> bool {
        matches!(self, Model::Rasch | Model::TwoParameter)
    }

    pub(crate) fn curve(self) -> Curve {
        if self == Model::Graded { Curve::Graded } else { Curve::Divided }
    }
}

/// How categories divide the probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// In proportion to exponentials.
    Divided,
    /// By differences of cumulative logistic curves.
    Graded,
}

/// An item with its parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Name.
    pub name: String,
    /// How categories divide the probability.
    pub curve: Curve,
    /// Slope `a`.
    pub slope: f64,
    /// Intercepts `c_1 … c_{K−1}`; decreasing for a graded item.
    pub intercepts: Vec<f64>,
}

/// `ln(1/(1+e^(−x)))`, exact at both ends.
fn log_logistic(x: f64) -> f64 {
    if x > 0.0 { -(-x).exp().ln_1p() } else { x - x.exp().ln_1p() }
}

fn logistic(x: f64) -> f64 {
    if x > 0.0 {
        1.0 / (1.0 + (-x).exp())
    } else {
        let e = x.exp();
        e / (1.0 + e)
    }
}

/// An item at one ability: probabilities of its categories, and for a graded one its cumulative curves.
#[derive(Default)]
pub(crate) struct Shape {
    pub(crate) p: Vec<f64>,
    cumulative: Vec<f64>,
}

/// Derivatives of `ln P_k` by ability.
#[derive(Clone, Copy)]
pub(crate) struct ByTheta {
    pub(crate) value: f64,
    pub(crate) first: f64,
    pub(crate) second: f64,
}

impl Item {
    /// Number of categories.
    pub fn categories(&self) -> usize {
        self.intercepts.len() + 1
    }

    /// `w_m`, m from 1.
    pub(crate) fn weight(&self, m: usize) -> f64 {
        match self.curve {
            Curve::Divided => m as f64,
            Curve::Graded => 1.0,
        }
    }

    fn eta(&self, m: usize, theta: f64) -> f64 {
        self.weight(m) * self.slope * theta + self.intercepts[m - 1]
    }

    /// The abilities at which neighbouring categories are equally likely (divided), or at which half reach a category
    /// (graded). For a dichotomous item the difficulty `b = −c/a`. Not finite where the slope is 0.
    pub fn thresholds(&self) -> Vec<f64> {
        (1..self.categories())
            .map(|m| match self.curve {
                Curve::Graded => -self.intercepts[m - 1] / self.slope,
                Curve::Divided => {
                    let before = if m == 1 { 0.0 } else { self.intercepts[m - 2] };
                    (before - self.intercepts[m - 1]) / self.slope
                }
            })
            .collect()
    }

    /// Probability of each category at an ability.
    pub fn probabilities(&self, theta: f64) -> Vec<f64> {
        let mut shape = Shape::default();
        self.shape(theta, &mut shape);
        shape.p
    }

    /// Logarithms of the probabilities.
    pub(crate) fn log_probabilities(&self, theta: f64, to: &mut Vec<f64>) {
        to.clear();
        let categories = self.categories();
        match self.curve {
            Curve::Divided => {
                to.push(0.0);
                to.extend((1..categories).map(|m| self.eta(m, theta)));
                let most = to.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let sum: f64 = to.iter().map(|eta| (eta - most).exp()).sum();
                let normal = most + sum.ln();
                to.iter_mut().for_each(|eta| *eta -= normal);
            }
            Curve::Graded => {
                for k in 0..categories {
                    let mut log = 0.0;
                    if k > 0 {
                        log += log_logistic(self.eta(k, theta));
                    }
                    if k + 1 < categories {
                        log += log_logistic(-self.eta(k + 1, theta));
                        if k > 0 {
                            // F_k − F_{k+1} without the difference of two numbers near one.
                            log += (-(self.eta(k + 1, theta) - self.eta(k, theta)).exp_m1()).ln();
                        }
                    }
                    to.push(log);
                }
            }
        }
    }

    pub(crate) fn shape(&self, theta: f64, shape: &mut Shape) {
        let mut p = std::mem::take(&mut shape.p);
        self.log_probabilities(theta, &mut p);
        p.iter_mut().for_each(|log| *log = log.exp());
        shape.p = p;
        shape.cumulative.clear();
        if self.curve == Curve::Graded {
            shape.cumulative.extend((1..self.categories()).map(|m| logistic(self.eta(m, theta))));
        }
    }

    /// `∂ ln P_k/∂η_m` for every m.
    pub(crate) fn score(&self, shape: &Shape, k: usize, to: &mut [f64]) {
        match self.curve {
            Curve::Divided => {
                for (m, score) in to.iter_mut().enumerate() {
                    *score = f64::from(u8::from(m + 1 == k)) - shape.p[m + 1];
                }
            }
            Curve::Graded => {
                to.fill(0.0);
                if k > 0 {
                    to[k - 1] = density(shape.cumulative[k - 1]) / shape.p[k];
                }
                if k < to.len() {
                    to[k] = -density(shape.cumulative[k]) / shape.p[k];
                }
            }
        }
    }

    /// Adds `Σ_k counts_k·(−∂² ln P_k/∂η_m∂η_n)` to a matrix by rows.
    pub(crate) fn add_information(&self, shape: &Shape, counts: &[f64], to: &mut [f64]) {
        let n = self.intercepts.len();
        if self.curve == Curve::Divided {
            let all: f64 = counts.iter().sum();
            for m in 0..n {
                let p = shape.p[m + 1];
                for (l, cell) in to[m * n..(m + 1) * n].iter_mut().enumerate() {
                    *cell += all * p * (f64::from(u8::from(m == l)) - shape.p[l + 1]);
                }
            }
            return;
        }
        for (k, count) in counts.iter().enumerate() {
            let p = shape.p[k];
            let part = |m: usize| {
                let f = shape.cumulative[m];
                (density(f) / p, density(f) * (1.0 - 2.0 * f) / p)
            };
            if k > 0 {
                let (ratio, bend) = part(k - 1);
                to[(k - 1) * n + k - 1] += count * (ratio * ratio - bend);
            }
            if k < n {
                let (ratio, bend) = part(k);
                to[k * n + k] += count * (ratio * ratio + bend);
                if k > 0 {
                    let cross = count * ratio * part(k - 1).0;
                    to[(k - 1) * n + k] -= cross;
                    to[k * n + k - 1] -= cross;
                }
            }
        }
    }

    /// `ln P_k` with its derivatives by ability, for every category.
    pub(crate) fn by_theta(&self, theta: f64) -> impl Iterator<Item = ByTheta> + '_ {
        (0..self.categories()).map(move |k| self.at(theta, k))
    }

    /// `ln P_k` with its derivatives by ability, for one category.
    pub(crate) fn at(&self, theta: f64, k: usize) -> ByTheta {
        let (a, last) = (self.slope, self.intercepts.len());
        if self.curve == Curve::Graded {
            let (mut value, mut lower, mut upper) = (0.0, 1.0, 0.0);
            if k > 0 {
                let eta = self.eta(k, theta);
                value += log_logistic(eta);
                lower = logistic(eta);
            }
            if k < last {
                let eta = self.eta(k + 1, theta);
                value += log_logistic(-eta);
                upper = logistic(eta);
                if k > 0 {
                    value += (-(eta - self.eta(k, theta)).exp_m1()).ln();
                }
            }
            return ByTheta {
                value,
                first: a * (1.0 - lower - upper),
                second: -a * a * (density(lower) + density(upper)),
            };
        }
        let most = (1..=last).map(|m| self.eta(m, theta)).fold(0.0, f64::max);
        let (mut sum, mut mean, mut square) = ((-most).exp(), 0.0, 0.0);
        for m in 1..=last {
            let share = (self.eta(m, theta) - most).exp();
            sum += share;
            // Counted from category k, so that an answer that is certain has a derivative of zero and not of rounding.
            mean += share * (m as f64 - k as f64);
            square += share * (m as f64 - k as f64).powi(2);
        }
        mean = (mean - (-most).exp() * k as f64) / sum;
        square = (square + (-most).exp() * (k as f64).powi(2)) / sum;
        let value = if k == 0 { 0.0 } else { self.eta(k, theta) } - most - sum.ln();
        ByTheta { value, first: -a * mean, second: -a * a * (square - mean * mean) }
    }

    /// Fisher information at an ability.
    pub fn information(&self, theta: f64) -> f64 {
        self.by_theta(theta).map(|k| k.value.exp() * k.first * k.first).sum()
    }

    /// Expected category and its variance at an ability.
    pub fn expected(&self, theta: f64) -> (f64, f64) {
        moments(&self.probabilities(theta))
    }
}

/// Fisher information of a whole test at an ability.
pub fn test_information(items: &[Item], theta: f64) -> f64 {
    items.iter().map(|item| item.information(theta)).sum()
}

fn density(cumulative: f64) -> f64 {
    cumulative * (1.0 - cumulative)
}

fn moments(p: &[f64]) -> (f64, f64) {
    let mean: f64 = p.iter().enumerate().map(|(k, p)| k as f64 * p).sum();
    let variance = p.iter().enumerate().map(|(k, p)| (k as f64 - mean).powi(2) * p).sum();
    (mean, variance)
}

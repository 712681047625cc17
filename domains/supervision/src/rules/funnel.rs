//! How sure it is that a school differs from the mean of the schools it is compared with.
//!
//! A school's value lies around the pupils' mean X̄ with a variance of φ ÷ nᵢ, nᵢ its pupils: small schools vary more by chance. φ is
//! estimated from the schools themselves, φ = Σ nᵢ(xᵢ − X̄)² ÷ (k − 1) (multiplicative over-dispersion; Spiegelhalter, Statistics in
//! Medicine 24, 2005, 1185–1202). The control limits are X̄ ± z·√(φ ÷ nᵢ), z = 1.96 for 95 % and 3.09 for 99.8 %.

use indicators::numeric::sum::sum;

/// z of the inner limits, 95 %.
pub const INNER: f64 = 1.959_963_984_540_054;
/// z of the outer limits, 99.8 %.
pub const OUTER: f64 = 3.090_232_306_167_813;
/// With fewer schools no spread can be told from chance.
pub const SCHOOLS_MIN: usize = 4;

/// Mean and spread of some schools.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Funnel {
    /// The mean a pupil has.
    pub mean: f64,
    /// φ: the variance of a school of one pupil.
    pub spread: f64,
}

/// Where a value lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Below the outer limit.
    FarBelow,
    /// Between the lower limits.
    Below,
    /// Within the inner limits: no difference can be told.
    Within,
    /// Between the upper limits.
    Above,
    /// Above the outer limit.
    FarAbove,
}

impl Position {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Position::FarBelow => "far_below",
            Position::Below => "below",
            Position::Within => "within",
            Position::Above => "above",
            Position::FarAbove => "far_above",
        }
    }
}

impl Funnel {
    /// The funnel of schools as pairs of value and pupils; none of fewer than [`SCHOOLS_MIN`], or where all are alike.
    pub fn of(schools: &[(f64, f64)]) -> Option<Funnel> {
        let counted: Vec<(f64, f64)> = schools
            .iter()
            .copied()
            .filter(|(value, pupils)| value.is_finite() && pupils.is_finite() && *pupils > 0.0)
            .collect();
        if counted.len() < SCHOOLS_MIN {
            return None;
        }
        let pupils = sum(counted.iter().map(|(_, pupils)| *pupils));
        let mean = sum(counted.iter().map(|(value, pupils)| value * pupils)) / pupils;
        let squares = sum(counted.iter().map(|(value, pupils)| pupils * (value - mean).powi(2)));
        let spread = squares / f64::from(u32::try_from(counted.len() - 1).ok()?);
        (spread.is_finite() && spread > 0.0 && mean.is_finite()).then_some(Funnel { mean, spread })
    }

    /// The limits at some pupils: outer low, inner low, inner high, outer high.
    pub fn limits(&self, pupils: f64) -> [f64; 4] {
        let error = (self.spread / pupils).sqrt();
        [-OUTER, -INNER, INNER, OUTER].map(|z| self.mean + z * error)
    }

    /// Where a value lies; none without pupils.
    pub fn position(&self, value: f64, pupils: f64) -> Option<Position> {
        if !value.is_finite() || !pupils.is_finite() || pupils <= 0.0 {
            return None;
        }
        let [far_low, low, high, far_high] = self.limits(pupils);
        Some(match value {
            value if value < far_low => Position::FarBelow,
            value if value < low => Position::Below,
            value if value > far_high => Position::FarAbove,
            value if value > high => Position::Above,
            _ => Position::Within,
        })
    }
}

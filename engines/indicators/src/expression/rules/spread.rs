//! Median and median absolute deviation of a group.

/// Where the middle of a group lies and how far its members are from it.
pub(super) struct Spread {
    pub(super) median: f64,
    /// What one unit of z is; zero where all are the same.
    unit: f64,
}

/// 1 ÷ Φ⁻¹(3/4): what makes a MAD comparable to a standard deviation.
const NORMAL_MAD: f64 = 0.674_489_750_196_081_7;
/// √(π/2): the same for a mean absolute deviation.
const NORMAL_MEAN: f64 = 1.253_314_137_315_500_3;

impl Spread {
    /// Of finite figures, at least one; their order is lost.
    pub(super) fn of(values: &mut [f64]) -> Spread {
        let median = median(values);
        let mut away: Vec<f64> = values.iter().map(|value| (value - median).abs()).collect();
        let mad = self::median(&mut away);
        let count = f64::from(u32::try_from(away.len()).unwrap_or(u32::MAX));
        let unit = match mad > 0.0 {
            true => mad / NORMAL_MAD,
            false => NORMAL_MEAN * away.iter().sum::<f64>() / count,
        };
        Spread { median, unit }
    }

    /// How many units a figure is from the middle; none where there is no spread.
    pub(super) fn z(&self, value: f64) -> Option<f64> {
        (self.unit > 0.0).then(|| (value - self.median) / self.unit)
    }
}

/// The middle, or the mean of the two in the middle.
fn median(values: &mut [f64]) -> f64 {
    let half = values.len() / 2;
    let (below, middle, _) = values.select_nth_unstable_by(half, f64::total_cmp);
    let middle = *middle;
    match below.iter().copied().max_by(f64::total_cmp) {
        Some(other) if values.len().is_multiple_of(2) => (other + middle) / 2.0,
        _ => middle,
    }
}

//! Chance that repeats: every number follows from a seed that the caller brought.

use super::normal;

/// A stream of pseudo-random numbers (SplitMix64, Steele, Lea & Flood 2014).
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

impl Random {
    /// The stream with this number among those of one seed; streams of one seed do not run into each other in practice,
    /// because their starts are mixed before use.
    pub fn of(seed: u64, stream: u64) -> Self {
        Self { state: mix(seed.wrapping_add(STEP)).wrapping_add(mix(stream ^ 0x5851_F42D_4C95_7F2D)) }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state)
    }

    /// A number strictly between 0 and 1, on a grid of 2⁵³ cells.
    pub fn unit(&mut self) -> f64 {
        cell(self.bits())
    }

    /// A whole number below `limit`, by the upper half of a product; its bias is below limit / 2⁶⁴.
    pub fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.bits()) * limit as u128) >> 64) as usize
    }

    /// A number from the standard normal distribution.
    pub fn normal(&mut self) -> f64 {
        normal::quantile(self.unit())
    }
}

/// The middle of the cell of the unit interval that the upper 53 bits name, so that neither end is ever met.
pub(super) fn cell(bits: u64) -> f64 {
    ((bits >> 11) as f64 + 0.5) * (0.5f64).powi(53)
}

pub(super) fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

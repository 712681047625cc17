//! Chance from a seed: SplitMix64 (Steele, Lea & Flood 2014), one stream a person, so that draws do not depend on threads.

/// A stream of numbers.
pub(crate) struct Chance {
    state: u64,
}

impl Chance {
    /// The stream of a seed and a place.
    pub(crate) fn new(seed: u64, place: u64) -> Chance {
        let mut chance = Chance { state: seed };
        let mixed = chance.next();
        Chance { state: mixed ^ place.wrapping_mul(0xD1B5_4A32_D192_ED03) }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Evenly between 0 and 1, never either.
    pub(crate) fn unit(&mut self) -> f64 {
        ((self.next() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// Standard normal (Box & Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.unit().ln()).sqrt();
        radius * (2.0 * std::f64::consts::PI * self.unit()).cos()
    }
}

//! The pause before an operation is run again.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// The first pause's upper end; each further one doubles it.
const FIRST: Duration = Duration::from_millis(2);
/// No pause is longer.
const LONGEST: Duration = Duration::from_millis(250);

/// Pauses of random length, so that two operations in each other's way do not meet again. Not for secrets.
pub(crate) struct Jitter(u64);

impl Jitter {
    pub(crate) fn new() -> Jitter {
        // The standard library seeds each hasher differently; the lowest bit is set because xorshift must not be 0.
        Jitter(RandomState::new().hash_one(0u8) | 1)
    }

    /// Between half and the whole of a span that doubles with each attempt.
    pub(crate) fn pause(&mut self, attempt: u32) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let span = FIRST.saturating_mul(1 << attempt.saturating_sub(1).min(10)).min(LONGEST);
        let half = span / 2;
        let share = (self.0 >> 40) as u32 % 1024;
        half + half * share / 1024
    }
}

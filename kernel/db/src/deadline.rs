//! The moment at which a running operation is ended.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Where this process's stopwatch starts. A stopwatch measures how long work takes; what time it is comes in as an
/// argument everywhere.
static START: LazyLock<Instant> = LazyLock::new(now);

#[expect(clippy::disallowed_methods, reason = "a stopwatch for deadlines and metrics, never the time of day")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// A deadline in microseconds since the stopwatch started; 0 means none.
#[derive(Debug, Default)]
pub(crate) struct Deadline(AtomicU64);

impl Deadline {
    pub(crate) fn after(&self, span: Duration) {
        let at = START.elapsed().saturating_add(span).as_micros();
        self.0.store(u64::try_from(at).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    pub(crate) fn none(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    pub(crate) fn passed(&self) -> bool {
        let at = self.0.load(Ordering::Relaxed);
        at != 0 && START.elapsed().as_micros() >= u128::from(at)
    }
}

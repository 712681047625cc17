//! The one place that asks the machine for time and for randomness.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use units::Instant;

/// The machine's clock.
pub fn system() -> op::Clock {
    Arc::new(now)
}

#[expect(clippy::disallowed_methods, reason = "this is the clock everything else is given")]
fn now() -> Instant {
    let micros = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros());
    Instant::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
}

/// A clock that tells the moment written in a file, RFC 3339, and the machine's time while there is none.
pub fn from_file(path: PathBuf) -> op::Clock {
    Arc::new(move || {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        Instant::parse(text.trim()).unwrap_or_else(|_| now())
    })
}

/// A clock that stands still until it is set: the year of the demonstration passes in seconds.
#[derive(Clone, Default)]
pub struct SetClock(Arc<AtomicI64>);

impl SetClock {
    /// Sets the moment.
    pub fn set(&self, at: Instant) {
        self.0.store(at.micros(), Ordering::SeqCst);
    }

    /// The clock to give away; each look at it moves it by a millisecond, so that what follows is later.
    pub fn clock(&self) -> op::Clock {
        let micros = self.0.clone();
        Arc::new(move || Instant::from_micros(micros.fetch_add(1_000, Ordering::SeqCst)))
    }
}

/// The machine's source of randomness.
#[expect(clippy::disallowed_methods, reason = "this is the randomness everything else is given")]
pub fn random() -> op::Random {
    Arc::new(|buffer| {
        // Without randomness no key, salt or identifier is safe: stopping is the only honest answer.
        getrandom::fill(buffer).expect("the operating system gives no randomness");
    })
}

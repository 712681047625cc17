//! How often somebody may try to sign in.
//!
//! Attempts are counted in buckets. A bucket is a name tried from one network – or a name tried from a browser that has
//! completed a sign-in for it before, which is then counted apart from everything else in the same network. There is no
//! bucket of the name alone: however often a stranger tries a name from elsewhere, its owner's bucket stays untouched.
//! What protects a name against guesses from many networks at once is the length of the password and the second factor.

use std::net::IpAddr;

use units::Instant;

/// Attempts that cost nothing: a person who has forgotten which password it was tries about this often.
pub const FREE_ATTEMPTS: i64 = 5;
/// The wait after the first attempt that is not free; it doubles with each further one.
pub const FIRST_WAIT_SECONDS: i64 = 2;
/// No wait is longer, so that a person who was mistaken for long is never told to come back tomorrow.
pub const LONGEST_WAIT_SECONDS: i64 = 15 * 60;
/// Without an attempt for this long, the count begins again.
pub const FORGET_SECONDS: i64 = 24 * 3600;

/// Attempts in a bucket since the last success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempts {
    /// How many.
    pub count: i64,
    /// When the last one was made.
    pub last_at: Instant,
}

/// Whether an attempt may be made now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Yes; this is the count to store with the attempt, before it is known whether it succeeds.
    Go {
        /// Attempts including this one.
        count: i64,
    },
    /// Not yet.
    Wait {
        /// Seconds until the next attempt, at least one.
        seconds: i64,
    },
}

/// Decides on an attempt in a bucket. An attempt that has to wait is not counted: trying too early does not lengthen it.
pub fn decide(attempts: Option<Attempts>, now: Instant) -> Turn {
    let Some(attempts) = attempts else {
        return Turn::Go { count: 1 };
    };
    let passed = now.seconds_since(attempts.last_at);
    if passed >= FORGET_SECONDS {
        return Turn::Go { count: 1 };
    }
    let wait = wait_seconds(attempts.count);
    // A clock set back must not lock anybody out for longer than the wait itself.
    let left = wait - passed.max(0);
    if left > 0 {
        Turn::Wait { seconds: left.min(LONGEST_WAIT_SECONDS) }
    } else {
        Turn::Go { count: attempts.count.saturating_add(1) }
    }
}

/// Seconds that must pass after the last of `count` attempts.
pub fn wait_seconds(count: i64) -> i64 {
    let beyond = count - FREE_ATTEMPTS;
    match beyond {
        ..0 => 0,
        0..20 => (FIRST_WAIT_SECONDS << beyond).min(LONGEST_WAIT_SECONDS),
        20.. => LONGEST_WAIT_SECONDS,
    }
}

/// The network an address belongs to for counting: /24 of IPv4, /56 of IPv6, what one household or office usually has.
pub fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => network(IpAddr::V4(v4)),
            None => {
                let [a, b, c, d, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}:{:x}::/56", d & 0xff00)
            }
        },
    }
}

/// The text of a bucket, which is stored as a keyed hash only.
pub fn bucket(step: &str, name: &str, source: &Source) -> String {
    match source {
        Source::Network(network) => format!("{step}\n{name}\nnetwork\n{network}"),
        Source::Device(device) => format!("{step}\n{name}\ndevice\n{device}"),
    }
}

/// Where an attempt comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// From a network, see [`network`].
    Network(String),
    /// From a browser known for this name, by the hash of its cookie.
    Device(String),
}

#[cfg(test)]
mod tests;

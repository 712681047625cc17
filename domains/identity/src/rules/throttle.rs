//! How often somebody may try to sign in.
//!
//! Attempts are counted in buckets:
//! - A browser that has completed a sign-in for a name before is counted apart from everything else. Past the free attempts
//!   it waits, and longer each time ([`decide`]); nobody else can make it wait.
//! - Any other browser is counted by the name and its network. It is never refused for that, because whoever sits in the same
//!   network could then keep a name's owner out: past the free attempts its answer, right or wrong, is held back, longer each
//!   time ([`decide_held`]). Few answers are held at once, for one name from one address and for one network, and it is this
//!   that bounds how fast a network guesses: by [`HELD_OF_NETWORK`] answers in [`LONGEST_HOLD_SECONDS`].
//! - The network alone, over all names, likewise and generously ([`decide_network`]), so that a password common to many names
//!   is not tried on all of them for nothing.
//! - Codes of the second factor, which only whoever knows the password gets to guess, are counted by network, and by the
//!   person over all browsers that are not known ([`decide_person`]): then everybody but a known browser waits.
//!
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

/// No answer is held longer: browsers and the proxies before a school give up after half a minute or more.
pub const LONGEST_HOLD_SECONDS: i64 = 16;
/// Answers held at once for one name from one address: a second window of the same person.
pub const HELD_OF_ADDRESS: usize = 2;
/// Answers held at once for one network.
pub const HELD_OF_NETWORK: usize = 16;
/// When all places are taken, one is free again within this long.
pub const NO_PLACE_SECONDS: i64 = LONGEST_HOLD_SECONDS / HELD_OF_ADDRESS as i64;
/// Failed attempts of one network over all names that cost nothing: a morning's mistakes of a large school.
pub const NETWORK_ATTEMPTS: i64 = 200;
/// In this many seconds a network's count goes down by one.
pub const NETWORK_FORGETS_SECONDS: i64 = 20;
/// Wrong codes for one person from browsers that are not known, before each further one waits as long as any.
pub const PERSON_ATTEMPTS: i64 = 20;

/// Attempts in a bucket since the last success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempts {
    /// How many.
    pub count: i64,
    /// When the last one was made.
    pub last_at: Instant,
}

/// Whether an attempt may be made now, and at what price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Yes; this is the count to store with the attempt, before it is known whether it succeeds.
    Go {
        /// Attempts including this one.
        count: i64,
    },
    /// Yes, but its answer is held back, whatever it is.
    Held {
        /// Attempts including this one.
        count: i64,
        /// Seconds, at least one.
        seconds: i64,
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

/// Decides on an attempt by a name from a network: never refused, but held back past the free ones.
pub fn decide_held(attempts: Option<Attempts>, now: Instant) -> Turn {
    let count = match attempts {
        Some(attempts) if now.seconds_since(attempts.last_at) < FORGET_SECONDS => attempts.count.saturating_add(1),
        _ => 1,
    };
    match count - FREE_ATTEMPTS {
        ..=0 => Turn::Go { count },
        beyond => Turn::Held { count, seconds: (1_i64 << (beyond - 1).min(10)).min(LONGEST_HOLD_SECONDS) },
    }
}

/// Decides on an attempt from a network, whatever the name. The count goes down with time, and successes are taken off it, so
/// that a school where everybody signs in every morning is not slowed.
pub fn decide_network(attempts: Option<Attempts>, now: Instant) -> Turn {
    let left = attempts.map_or(0, |attempts| attempts.count - forgotten(now.seconds_since(attempts.last_at)));
    let count = left.max(0).saturating_add(1);
    match count > NETWORK_ATTEMPTS {
        true => Turn::Held { count, seconds: LONGEST_HOLD_SECONDS },
        false => Turn::Go { count },
    }
}

/// By how much a network's count has gone down after so many seconds.
pub fn forgotten(seconds: i64) -> i64 {
    seconds.max(0) / NETWORK_FORGETS_SECONDS
}

/// Decides on a code of the second factor for a person from any browser that is not known.
pub fn decide_person(attempts: Option<Attempts>, now: Instant) -> Turn {
    let Some(attempts) = attempts.filter(|attempts| now.seconds_since(attempts.last_at) < FORGET_SECONDS) else {
        return Turn::Go { count: 1 };
    };
    let left = LONGEST_WAIT_SECONDS - now.seconds_since(attempts.last_at).max(0);
    match attempts.count >= PERSON_ATTEMPTS && left > 0 {
        true => Turn::Wait { seconds: left },
        false => Turn::Go { count: attempts.count.saturating_add(1) },
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
        Source::Session(session) => format!("{step}\n{name}\nsession\n{session}"),
        Source::Unknown => format!("{step}\n{name}\nunknown"),
    }
}

/// Where an attempt comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// From a network, see [`network`].
    Network(String),
    /// From a browser known for this name, by the hash of its cookie.
    Device(String),
    /// In a session of the name's owner.
    Session(String),
    /// From anywhere but a known browser.
    Unknown,
}

#[cfg(test)]
mod tests;

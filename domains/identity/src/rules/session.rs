//! How long a session lives, and how far a sign-in has come.

use units::Instant;

use crate::model::{ROLES, Session, Stage};

/// A session nobody used for an hour ends: a computer in an office or a school is shared.
pub const IDLE_SECONDS: i64 = 3600;
/// Every session ends after a working day.
pub const LIFETIME_SECONDS: i64 = 12 * 3600;
/// Between password and second factor.
pub const SIGN_IN_SECONDS: i64 = 10 * 60;
/// `seen_at` is written at most this often: a session costs at most one write in five minutes.
pub const SEEN_STEP_SECONDS: i64 = 300;
/// How long a browser stays known, in seconds; it is renewed with each sign-in.
pub const DEVICE_SECONDS: i64 = 180 * 24 * 3600;

/// Why a session is of no use, or that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// It can be used.
    Live,
    /// It was ended.
    Ended,
    /// Its time is over.
    Expired,
    /// Nobody used it for too long.
    Idle,
}

/// Whether a session can be used now.
pub fn life(session: &Session, now: Instant) -> Life {
    if session.ended_at.is_some() {
        Life::Ended
    } else if now >= session.expires_at {
        Life::Expired
    } else if now >= session.seen_at.plus_seconds(IDLE_SECONDS + SEEN_STEP_SECONDS) {
        // `seen_at` may lag by one step.
        Life::Idle
    } else {
        Life::Live
    }
}

/// Whether being seen now is worth a write.
pub fn worth_noting(session: &Session, now: Instant) -> bool {
    now.seconds_since(session.seen_at) >= SEEN_STEP_SECONDS
}

/// How far a session's sign-in has come: a person who enrolled a second factor shows it, and a person whose role asks for
/// one enrols it, before anything else.
pub fn stage<'r>(shown: bool, enrolled: bool, roles: impl IntoIterator<Item = &'r str>) -> Stage {
    match (shown, enrolled) {
        (true, _) => Stage::Complete,
        (false, true) => Stage::Factor,
        (false, false) if obligatory(roles) => Stage::Enrolment,
        (false, false) => Stage::Complete,
    }
}

/// Whether one of the roles makes a second factor obligatory.
pub fn obligatory<'r>(roles: impl IntoIterator<Item = &'r str>) -> bool {
    roles.into_iter().any(|role| ROLES.iter().any(|row| row.second_factor && row.role == role))
}

/// What a browser says of itself, in words a person recognises in a list: `Firefox · Windows`.
pub fn device_words(user_agent: &str) -> String {
    let find = |table: &[(&str, &'static str)]| {
        table.iter().find(|(mark, _)| user_agent.contains(mark)).map_or("–", |(_, word)| *word)
    };
    // The order matters: every later browser also calls itself by the earlier ones' names.
    let browser = find(&[
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
        ("curl", "curl"),
    ]);
    let system = find(&[
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iOS"),
        ("iPad", "iPadOS"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    format!("{browser} · {system}")
}

#[cfg(test)]
mod tests;

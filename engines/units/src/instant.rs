//! Instant (时刻): a point in time, the same for everybody.

use std::{borrow::Cow, fmt, str::FromStr};

use jiff::Timestamp;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{day::Day, text};

/// Microseconds of UTC since 1970, between the years 1 and 9999; values beyond are pulled to the nearest end.
///
/// Its text form, in JSON too, is RFC 3339 in UTC: `"2026-03-01T08:00:00Z"`, with a fraction only where there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// The text is not RFC 3339 with a date, a time, and an offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstantFault;

const MICROS_A_SECOND: i64 = 1_000_000;
pub(crate) const SECONDS_A_DAY: i64 = 86_400;
/// 中国标准时间 has been UTC+8 all year since 1991, so the civil day needs no time-zone tables.
pub(crate) const SHANGHAI_SECONDS: i64 = 8 * 3600;

impl Instant {
    /// 0001-01-02T00:00:00Z; a day inside the first year, so that its civil day exists in every offset.
    pub const MIN: Instant = Instant(-62_135_510_400 * MICROS_A_SECOND);
    /// 9999-12-30T22:00:00Z, the last whole second the calendar library writes.
    pub const MAX: Instant = Instant(253_402_207_200 * MICROS_A_SECOND);
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Instant = Instant(0);

    /// The instant so many microseconds after 1970 in UTC.
    pub const fn from_micros(micros: i64) -> Instant {
        if micros < Instant::MIN.0 {
            Instant::MIN
        } else if micros > Instant::MAX.0 {
            Instant::MAX
        } else {
            Instant(micros)
        }
    }

    /// Microseconds after 1970 in UTC, as it is stored.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds after 1970 in UTC, rounded down, as other protocols count.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(MICROS_A_SECOND)
    }

    /// Reads RFC 3339 with any offset; digits finer than microseconds are cut off.
    ///
    /// # Errors
    /// [`InstantFault`] for every other text.
    pub fn parse(text: &str) -> Result<Instant, InstantFault> {
        // The library reads more than RFC 3339 (a space for the T, annotations in brackets); this format is narrower.
        let bytes = text.as_bytes();
        let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
        let offset = text.ends_with('Z') || matches!(bytes.get(bytes.len().saturating_sub(6)), Some(b'+' | b'-'));
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"-+:.TZ".contains(&byte));
        if !plain || !offset || !separators.iter().all(|(place, mark)| bytes.get(*place) == Some(mark)) {
            return Err(InstantFault);
        }
        let timestamp: Timestamp = text.parse().map_err(|_| InstantFault)?;
        Ok(Instant::from_micros(timestamp.as_microsecond()))
    }

    /// So many seconds later, or earlier when negative; stops at the ends.
    pub const fn plus_seconds(self, seconds: i64) -> Instant {
        Instant::from_micros(self.0.saturating_add(seconds.saturating_mul(MICROS_A_SECOND)))
    }

    /// So many times 24 hours later, or earlier when negative; stops at the ends.
    pub const fn plus_days(self, days: i64) -> Instant {
        self.plus_seconds(days.saturating_mul(SECONDS_A_DAY))
    }

    /// Seconds from an earlier instant to this one, rounded down; negative when the other is later.
    pub const fn seconds_since(self, earlier: Instant) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(MICROS_A_SECOND)
    }

    /// The civil day in Shanghai (UTC+8, the one time zone of the country).
    pub fn day_in_shanghai(self) -> Day {
        let days = (self.seconds() + SHANGHAI_SECONDS).div_euclid(SECONDS_A_DAY);
        Day::EPOCH.plus_days(days)
    }

    /// The civil time in Shanghai for people: `"2026-03-01 16:00"`.
    pub fn text_in_shanghai(self) -> String {
        let seconds = (self.seconds() + SHANGHAI_SECONDS).rem_euclid(SECONDS_A_DAY);
        format!("{} {:02}:{:02}", self.day_in_shanghai(), seconds / 3600, seconds % 3600 / 60)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every value lies within the library's range, so the fallback is never what is read.
        let timestamp = Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH);
        formatter.pad(&timestamp.to_string())
    }
}

impl FromStr for Instant {
    type Err = InstantFault;

    fn from_str(text: &str) -> Result<Instant, InstantFault> {
        Instant::parse(text)
    }
}

impl fmt::Display for InstantFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an instant is written as in RFC 3339, such as 2026-03-01T08:00:00Z")
    }
}

impl std::error::Error for InstantFault {}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Instant, D::Error> {
        text::deserialize(deserializer, "an instant as in RFC 3339")
    }
}

impl JsonSchema for Instant {
    fn schema_name() -> Cow<'static, str> {
        "Instant".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "date-time",
            "description": "A point in time as in RFC 3339, answered in UTC.",
        })
    }
}

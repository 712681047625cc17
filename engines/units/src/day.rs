//! Day (日期): a civil date.

use std::{borrow::Cow, fmt, str::FromStr};

use jiff::{ToSpan, civil::Date};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    instant::{Instant, SECONDS_A_DAY, SHANGHAI_SECONDS},
    month::Month,
    text,
};

/// A day of the calendar between the years 1 and 9999, in no time zone. Text form everywhere: `"2026-03-01"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// Why a text or three numbers are not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayFault {
    /// Not four, two and two digits with hyphens between them.
    Malformed,
    /// No such day in the calendar: 30 February, month 13.
    NoSuchDay,
}

impl Day {
    /// 0001-01-01.
    pub const MIN: Day = Day(jiff::civil::date(1, 1, 1));
    /// 9999-12-31.
    pub const MAX: Day = Day(jiff::civil::date(9999, 12, 31));
    /// 1970-01-01.
    pub const EPOCH: Day = Day(jiff::civil::date(1970, 1, 1));

    /// The day of a year (1 to 9999), month (1 to 12) and day of the month.
    ///
    /// # Errors
    /// [`DayFault::NoSuchDay`] when the calendar has none.
    pub fn new(year: i32, month: u32, day: u32) -> Result<Day, DayFault> {
        let date = || {
            let year = i16::try_from(year).ok().filter(|year| *year >= 1)?;
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        };
        date().map(Day).ok_or(DayFault::NoSuchDay)
    }

    /// Reads `"2026-03-01"` and nothing else.
    ///
    /// # Errors
    /// See [`DayFault`].
    pub fn parse(text: &str) -> Result<Day, DayFault> {
        let mut parts = text.splitn(3, '-');
        let mut part = |length: usize| {
            parts.next().filter(|part| part.len() == length).and_then(text::digits).ok_or(DayFault::Malformed)
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        Day::new(i32::try_from(year).map_err(|_| DayFault::Malformed)?, month, day)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        i32::from(self.0.year())
    }

    /// The month of the year, 1 to 12.
    pub fn month(self) -> u32 {
        u32::from(self.0.month().unsigned_abs())
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        u32::from(self.0.day().unsigned_abs())
    }

    /// The calendar month it lies in.
    pub fn calendar_month(self) -> Month {
        Month::of(self)
    }

    /// So many days later, or earlier when negative; stops at the ends of the calendar.
    pub fn plus_days(self, days: i64) -> Day {
        let end = if days < 0 { Day::MIN } else { Day::MAX };
        let moved = 0.days().try_days(days).and_then(|span| self.0.checked_add(span));
        moved.map_or(end, |date| Day(date).clamp(Day::MIN, Day::MAX))
    }

    /// The same day so many years later, or earlier when negative; 29 February becomes the 28th where it must.
    /// Stops at the ends of the calendar.
    pub fn plus_years(self, years: i32) -> Day {
        let end = if years < 0 { Day::MIN } else { Day::MAX };
        let moved = 0.years().try_years(years).and_then(|span| self.0.checked_add(span));
        moved.map_or(end, |date| Day(date).clamp(Day::MIN, Day::MAX))
    }

    /// Days from an earlier day to this one; negative when the other is later.
    pub fn days_since(self, earlier: Day) -> i64 {
        i64::from((self.0 - earlier.0).get_days())
    }

    /// Whole years (周岁) of somebody born on `birth`; 0 before and during the first.
    ///
    /// 法释〔2006〕1号, article 2: counted by the calendar, a year is complete from the day after the birthday.
    pub fn full_years_since(self, birth: Day) -> i32 {
        let candidate = self.year() - birth.year();
        let reached = birth.plus_years(candidate) < self;
        (if reached { candidate } else { candidate - 1 }).max(0)
    }

    /// The instant the day begins in Shanghai (UTC+8).
    pub fn start_in_shanghai(self) -> Instant {
        let seconds = self.days_since(Day::EPOCH) * SECONDS_A_DAY - SHANGHAI_SECONDS;
        Instant::EPOCH.plus_seconds(seconds)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{:04}-{:02}-{:02}", self.year(), self.month(), self.day()))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Day {
    type Err = DayFault;

    fn from_str(text: &str) -> Result<Day, DayFault> {
        Day::parse(text)
    }
}

impl fmt::Display for DayFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            DayFault::Malformed => "a day is written as 2026-03-01",
            DayFault::NoSuchDay => "the calendar has no such day",
        })
    }
}

impl std::error::Error for DayFault {}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        text::deserialize(deserializer, "a day such as \"2026-03-01\"")
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "date",
            "description": "A day of the calendar.",
        })
    }
}

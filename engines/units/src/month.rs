//! Month (年月): a calendar month as grade files write it.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{day::Day, span::Span, text};

/// A month of a calendar year between 1 and 9999. Text form everywhere: `"202506"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    month: u32,
}

/// Why a text or two numbers are not a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthFault {
    /// Not six digits.
    Malformed,
    /// The year is 0, or the month is not 1 to 12.
    NoSuchMonth,
}

impl Month {
    /// The month of a year (1 to 9999), 1 to 12.
    ///
    /// # Errors
    /// [`MonthFault::NoSuchMonth`] outside those ranges.
    pub fn new(year: i32, month: u32) -> Result<Month, MonthFault> {
        let exists = (1..=9999).contains(&year) && (1..=12).contains(&month);
        if exists { Ok(Month { year, month }) } else { Err(MonthFault::NoSuchMonth) }
    }

    /// Reads `"202506"` and nothing else.
    ///
    /// # Errors
    /// See [`MonthFault`].
    pub fn parse(text: &str) -> Result<Month, MonthFault> {
        let number = text::digits(text).filter(|_| text.len() == 6).ok_or(MonthFault::Malformed)?;
        let year = i32::try_from(number / 100).map_err(|_| MonthFault::Malformed)?;
        Month::new(year, number % 100)
    }

    /// The month a day lies in.
    pub fn of(day: Day) -> Month {
        Month { year: day.year(), month: day.month() }
    }

    /// The calendar year, 1 to 9999.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month of the year, 1 to 12.
    pub const fn month(self) -> u32 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> Day {
        // Every month of the allowed years has a first day.
        Day::new(self.year, self.month, 1).unwrap_or(Day::MIN)
    }

    /// Its days, half-open: from its first day to the first day of the next month. The last month of the calendar
    /// ends at the last day.
    pub fn days(self) -> Span<Day> {
        let next =
            Day::new(self.year, self.month + 1, 1).or_else(|_| Day::new(self.year + 1, 1, 1)).unwrap_or(Day::MAX);
        Span::ordered(self.first_day(), next)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{:04}{:02}", self.year, self.month))
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Month {
    type Err = MonthFault;

    fn from_str(text: &str) -> Result<Month, MonthFault> {
        Month::parse(text)
    }
}

impl fmt::Display for MonthFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            MonthFault::Malformed => "a month is written as six digits such as 202506",
            MonthFault::NoSuchMonth => "the calendar has no such month",
        })
    }
}

impl std::error::Error for MonthFault {}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Month, D::Error> {
        text::deserialize(deserializer, "a month such as \"202506\"")
    }
}

impl JsonSchema for Month {
    fn schema_name() -> Cow<'static, str> {
        "Month".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        text::schema("^[0-9]{4}(0[1-9]|1[0-2])$", "A calendar month: four digits of the year and two of the month.")
    }
}

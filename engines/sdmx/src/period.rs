//! Periods of time as SDMX writes them, compared across frequencies.

use units::Day;

use crate::problem::Problem;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    /// `2020`, `2020-A1`
    Year,
    /// `2020-S1`
    Half,
    /// `2020-T1`
    Trimester,
    /// `2020-Q1`
    Quarter,
    /// `2020-01`, `2020-M01`
    Month,
    /// `2020-W01`, the weeks of ISO 8601
    Week,
    /// `2020-01-31`, `2020-D031`, `2020-01-31T12:00:00`
    Day,
}

/// A period: its first and its last day. Reporting years are calendar years here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// How long it is.
    pub frequency: Frequency,
    /// Its first day.
    pub start: Day,
    /// Its last day.
    pub end: Day,
}

impl Period {
    /// Reads a period.
    ///
    /// # Errors
    /// A syntax problem that quotes it.
    pub fn parse(text: &str) -> Result<Period, Problem> {
        Period::read(text).ok_or_else(|| {
            let shown = crate::reference::shown(text);
            Problem::syntax(format!(
                "“{shown}” is no period; one is written as 2020, 2020-S1, 2020-T1, 2020-Q1, 2020-01, 2020-W01 or 2020-01-31"
            ))
        })
    }

    fn read(text: &str) -> Option<Period> {
        let (year, rest) = text.split_at_checked(4)?;
        let year = i32::try_from(digits(year, 4)?).ok()?;
        let Some(rest) = rest.strip_prefix('-') else {
            return if rest.is_empty() { months(Frequency::Year, year, 1, 12) } else { None };
        };
        let letter = *rest.as_bytes().first()?;
        let count = |width: usize| digits(rest.get(1..)?, width);
        match letter {
            b'A' => (count(1)? == 1).then(|| months(Frequency::Year, year, 1, 12)).flatten(),
            b'S' => part(Frequency::Half, year, count(1)?, 6),
            b'T' => part(Frequency::Trimester, year, count(1)?, 4),
            b'Q' => part(Frequency::Quarter, year, count(1)?, 3),
            b'M' => part(Frequency::Month, year, count(2)?, 1),
            b'W' => week(year, count(2)?),
            b'D' => day_of_year(year, count(3)?),
            _ => calendar(year, rest),
        }
    }

    /// Whether it begins on or after the first day of another: `startPeriod`, `ge`.
    pub fn from(self, other: Period) -> bool {
        self.start >= other.start
    }

    /// Whether it ends on or before the last day of another: `endPeriod`, `le`.
    pub fn until(self, other: Period) -> bool {
        self.end <= other.end
    }

    /// Whether it lies wholly after another: `gt`.
    pub fn after(self, other: Period) -> bool {
        self.start > other.end
    }

    /// Whether it lies wholly before another: `lt`.
    pub fn before(self, other: Period) -> bool {
        self.end < other.start
    }

    /// Whether it is the same days as another, however written: `eq`.
    pub fn same(self, other: Period) -> bool {
        self.start == other.start && self.end == other.end
    }
}

/// `01`, `01-31` or `01-31T12:00:00` behind a year.
fn calendar(year: i32, rest: &str) -> Option<Period> {
    let month = digits(rest.get(..2)?, 2)?;
    match rest.as_bytes().get(2) {
        None => part(Frequency::Month, year, month, 1),
        Some(b'-') => {
            let day = digits(rest.get(3..5)?, 2)?;
            if let Some(time) = rest.get(5..).filter(|time| !time.is_empty()) {
                clock(time.strip_prefix('T')?)?;
            }
            let day = Day::new(year, month, day).ok()?;
            Some(Period { frequency: Frequency::Day, start: day, end: day })
        }
        Some(_) => None,
    }
}

/// `12:00:00`, with a fraction and an offset if somebody likes.
fn clock(text: &str) -> Option<()> {
    let two = |range| digits(text.get(range)?, 2);
    let fits =
        two(0..2)? <= 24 && text.get(2..3)? == ":" && two(3..5)? < 60 && text.get(5..6)? == ":" && two(6..8)? < 60;
    let rest = text.get(8..)?.trim_start_matches(|letter: char| letter == '.' || letter.is_ascii_digit());
    let zone = rest.is_empty()
        || rest == "Z"
        || (rest.len() == 6
            && rest.starts_with(['+', '-'])
            && digits(rest.get(1..3)?, 2)? <= 14
            && digits(rest.get(4..6)?, 2)? < 60);
    (fits && zone).then_some(())
}

/// The `count`-th part of a year in parts of so many months.
fn part(frequency: Frequency, year: i32, count: u32, long: u32) -> Option<Period> {
    if count == 0 || count > 12 / long {
        return None;
    }
    months(frequency, year, (count - 1) * long + 1, long)
}

fn months(frequency: Frequency, year: i32, first: u32, long: u32) -> Option<Period> {
    let start = Day::new(year, first, 1).ok()?;
    let behind = first + long;
    let next = if behind > 12 { Day::new(year + 1, behind - 12, 1) } else { Day::new(year, behind, 1) };
    // Behind the last year of the calendar there is no day.
    let end = next.map_or(Day::MAX, |next| next.plus_days(-1));
    Some(Period { frequency, start, end })
}

/// Week 1 is the one with the first Thursday of the year, and weeks begin on Monday (ISO 8601).
fn week(year: i32, count: u32) -> Option<Period> {
    let first = first_monday(year)?;
    let next = first_monday(year + 1)?;
    let start = first.plus_days((i64::from(count) - 1) * 7);
    (count > 0 && start < next).then(|| Period { frequency: Frequency::Week, start, end: start.plus_days(6) })
}

/// The Monday of the week 4 January lies in. 1970-01-01 was a Thursday.
fn first_monday(year: i32) -> Option<Day> {
    let fourth = Day::new(year, 1, 4).ok()?;
    let weekday = (fourth.days_since(Day::EPOCH) + 3).rem_euclid(7);
    Some(fourth.plus_days(-weekday))
}

fn day_of_year(year: i32, count: u32) -> Option<Period> {
    let first = Day::new(year, 1, 1).ok()?;
    let day = first.plus_days(i64::from(count) - 1);
    (count > 0 && day.year() == year).then_some(Period { frequency: Frequency::Day, start: day, end: day })
}

/// A number of exactly so many digits.
fn digits(text: &str, width: usize) -> Option<u32> {
    (text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

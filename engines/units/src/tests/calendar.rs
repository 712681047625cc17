use proptest::prelude::*;

use super::{check_not_a_number, check_refused, check_text};
use crate::{Day, DayFault, Instant, InstantFault, Month, MonthFault, Span, SpanFault};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

#[test]
fn an_instant_is_rfc_3339_in_utc() {
    for (text, written) in [
        ("2026-03-01T08:00:00Z", "2026-03-01T08:00:00Z"),
        ("2026-03-01T16:00:00+08:00", "2026-03-01T08:00:00Z"),
        ("2026-03-01T08:00:00.5Z", "2026-03-01T08:00:00.5Z"),
        ("2026-03-01T08:00:00.123456789Z", "2026-03-01T08:00:00.123456Z"),
        ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
    ] {
        check_text::<Instant>(text, written);
    }
    for text in [
        "",
        "2026-03-01",
        "2026-03-01T08:00:00",
        "2026-03-01 08:00:00Z",
        "2026-02-30T08:00:00Z",
        "2026-03-01T25:00:00Z",
        "2026-03-01T08:00:00+08:00[Asia/Shanghai]",
        "20260301T080000Z",
        "now",
    ] {
        check_refused::<Instant>(text, InstantFault);
    }
    check_not_a_number::<Instant>();
}

#[test]
fn arithmetic_stops_at_the_ends_of_time() {
    assert_eq!(Instant::from_micros(i64::MAX), Instant::MAX);
    assert_eq!(Instant::from_micros(i64::MIN), Instant::MIN);
    assert_eq!(Instant::MAX.plus_days(i64::MAX), Instant::MAX);
    assert_eq!(Instant::MIN.plus_seconds(i64::MIN), Instant::MIN);
    assert_eq!(Instant::MAX.to_string(), "9999-12-30T22:00:00Z");
    assert_eq!(Instant::MIN.to_string(), "0001-01-02T00:00:00Z");
    assert_eq!(day("2026-03-01").plus_days(i64::MAX), Day::MAX);
    assert_eq!(day("2026-03-01").plus_days(i64::MIN), Day::MIN);
    assert_eq!(day("0002-01-01").plus_days(-400), Day::MIN);
    assert_eq!(day("2026-03-01").plus_years(i32::MIN), Day::MIN);
    assert_eq!(instant("2026-03-01T00:00:01Z").seconds_since(instant("2026-03-01T00:00:00.5Z")), 0);
}

/// An instant, its day in Shanghai, and the civil time people read.
#[test]
fn shanghai_is_eight_hours_ahead() {
    for (at, civil) in [
        ("2026-03-01T15:59:59.999999Z", "2026-03-01 23:59"),
        ("2026-03-01T16:00:00Z", "2026-03-02 00:00"),
        ("1969-12-31T15:59:59Z", "1969-12-31 23:59"),
        ("1969-12-31T16:00:00Z", "1970-01-01 00:00"),
    ] {
        assert_eq!(instant(at).text_in_shanghai(), civil);
        assert_eq!(instant(at).day_in_shanghai().to_string(), civil[..10]);
    }
    assert_eq!(day("2026-03-02").start_in_shanghai(), instant("2026-03-01T16:00:00Z"));
}

#[test]
fn a_day_is_a_date_of_the_calendar() {
    check_text::<Day>("2024-02-29", "2024-02-29");
    check_text::<Day>("0001-01-01", "0001-01-01");
    for (text, fault) in [
        ("2025-02-29", DayFault::NoSuchDay),
        ("2025-13-01", DayFault::NoSuchDay),
        ("2025-00-01", DayFault::NoSuchDay),
        ("0000-01-01", DayFault::NoSuchDay),
        ("2025-1-01", DayFault::Malformed),
        ("20250101", DayFault::Malformed),
        ("2025-01-01 ", DayFault::Malformed),
        ("2025/01/01", DayFault::Malformed),
        ("-025-01-01", DayFault::Malformed),
        ("", DayFault::Malformed),
    ] {
        check_refused::<Day>(text, fault);
    }
    let leap = day("2024-02-29");
    assert_eq!((leap.year(), leap.month(), leap.day()), (2024, 2, 29));
    assert_eq!(leap.plus_days(1), day("2024-03-01"));
    assert_eq!(leap.plus_years(1), day("2025-02-28"));
    assert_eq!(day("2024-03-01").days_since(leap), 1);
    assert_eq!(Day::new(-1, 1, 1), Err(DayFault::NoSuchDay));
    assert_eq!(Day::new(2026, u32::MAX, 1), Err(DayFault::NoSuchDay));
}

#[test]
fn a_year_of_age_is_complete_the_day_after_the_birthday() {
    for (birth, today, years) in [
        ("2012-05-01", "2026-04-30", 13),
        ("2012-05-01", "2026-05-01", 13),
        ("2012-05-01", "2026-05-02", 14),
        ("2012-02-29", "2026-02-28", 13),
        ("2012-02-29", "2026-03-01", 14),
        ("2026-05-01", "2025-01-01", 0),
        ("2026-05-01", "2026-05-02", 0),
    ] {
        assert_eq!(day(today).full_years_since(day(birth)), years, "{birth} {today}");
    }
}

#[test]
fn a_month_is_six_digits() {
    check_text::<Month>("202506", "202506");
    for (text, fault) in [
        ("202513", MonthFault::NoSuchMonth),
        ("202500", MonthFault::NoSuchMonth),
        ("000001", MonthFault::NoSuchMonth),
        ("2025-06", MonthFault::Malformed),
        ("20256", MonthFault::Malformed),
        ("2025061", MonthFault::Malformed),
        ("2025 6", MonthFault::Malformed),
    ] {
        check_refused::<Month>(text, fault);
    }
    let december: Month = "202512".parse().unwrap();
    assert_eq!((december.year(), december.month()), (2025, 12));
    assert_eq!(december.days(), Span::new(day("2025-12-01"), day("2026-01-01")).unwrap());
    assert_eq!(day("2025-12-31").calendar_month(), december);
    assert_eq!(Month::new(9999, 12).unwrap().days().to(), Day::MAX);
}

#[test]
fn a_span_is_half_open_and_never_empty() {
    let span = Span::new(day("2026-01-01"), day("2026-02-01")).unwrap();
    assert!(span.contains(day("2026-01-01")) && span.contains(day("2026-01-31")));
    assert!(!span.contains(day("2026-02-01")) && !span.contains(day("2025-12-31")));
    assert_eq!(Span::new(2, 2), Err(SpanFault));
    assert!(!span.overlaps(&Span::new(day("2026-02-01"), day("2026-03-01")).unwrap()));
    assert!(span.overlaps(&Span::new(day("2026-01-31"), day("2026-03-01")).unwrap()));
    let json = serde_json::to_string(&span).unwrap();
    assert_eq!(json, r#"{"from":"2026-01-01","to":"2026-02-01"}"#);
    assert_eq!(serde_json::from_str::<Span<Day>>(&json).unwrap(), span);
    assert!(serde_json::from_str::<Span<i64>>(r#"{"from":2,"to":1}"#).is_err());
    assert!(serde_json::from_str::<Span<i64>>(r#"{"from":1,"to":2,"by":3}"#).is_err());
    assert_eq!(span.to_string(), "2026-01-01/2026-02-01");
}

proptest! {
    #[test]
    fn an_instant_survives_its_text(micros in any::<i64>()) {
        let at = Instant::from_micros(micros);
        prop_assert_eq!(Instant::parse(&at.to_string()), Ok(at));
        let start = at.day_in_shanghai().start_in_shanghai();
        prop_assert!((0..86_400).contains(&at.seconds_since(start)));
    }

    #[test]
    fn reading_time_never_panics(text in "[0-9TZ:+. -]{0,30}|.{0,30}") {
        let _ = Instant::parse(&text);
        let _ = Day::parse(&text);
        let _ = Month::parse(&text);
    }

    /// The text of days sorts as the days do: databases and files rely on it.
    #[test]
    fn days_sort_as_their_text(one in 0_i64..3_000_000, two in 0_i64..3_000_000) {
        let (one, two) = (Day::MIN.plus_days(one), Day::MIN.plus_days(two));
        prop_assert_eq!(one.cmp(&two), one.to_string().cmp(&two.to_string()));
        prop_assert_eq!(Day::parse(&one.to_string()), Ok(one));
        prop_assert_eq!(one.plus_days(two.days_since(one)), two);
    }
}

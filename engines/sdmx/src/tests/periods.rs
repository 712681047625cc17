//! Periods of all frequencies.

use sdmx::period::{Frequency, Period};

fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

#[test]
fn each_way_of_writing_has_its_days() {
    for (text, frequency, start, end) in [
        ("2020", Frequency::Year, "2020-01-01", "2020-12-31"),
        ("2020-A1", Frequency::Year, "2020-01-01", "2020-12-31"),
        ("2020-S2", Frequency::Half, "2020-07-01", "2020-12-31"),
        ("2020-T3", Frequency::Trimester, "2020-09-01", "2020-12-31"),
        ("2020-Q1", Frequency::Quarter, "2020-01-01", "2020-03-31"),
        ("2020-02", Frequency::Month, "2020-02-01", "2020-02-29"),
        ("2020-M02", Frequency::Month, "2020-02-01", "2020-02-29"),
        // 4 January 2021 was a Monday; 2020 has 53 weeks; week 1 of 2020 begins in 2019.
        ("2021-W01", Frequency::Week, "2021-01-04", "2021-01-10"),
        ("2020-W53", Frequency::Week, "2020-12-28", "2021-01-03"),
        ("2020-W01", Frequency::Week, "2019-12-30", "2020-01-05"),
        ("2020-D366", Frequency::Day, "2020-12-31", "2020-12-31"),
        ("2020-01-31", Frequency::Day, "2020-01-31", "2020-01-31"),
        ("2020-01-31T23:59:59.5+08:00", Frequency::Day, "2020-01-31", "2020-01-31"),
        ("9999", Frequency::Year, "9999-01-01", "9999-12-31"),
    ] {
        let found = period(text);
        let shown = (found.frequency, found.start.to_string(), found.end.to_string());
        assert_eq!(shown, (frequency, start.to_owned(), end.to_owned()), "{text}");
    }
}

#[test]
fn what_is_no_period_is_refused() {
    for text in [
        "",
        "20",
        "20200",
        "2020-",
        "2020-0",
        "2020-00",
        "2020-13",
        "2020-1",
        "2020-Q0",
        "2020-Q5",
        "2020-Q",
        "2020-Q11",
        "2020-S3",
        "2020-T4",
        "2020-W00",
        "2021-W53",
        "2020-D000",
        "2021-D366",
        "2020-02-30",
        "2020-02-3",
        "2020-01-31T",
        "2020-01-31T25:00:00",
        "2020-01-31Tx",
        "0000",
        "-2020",
        "２０２０",
        "2020-Q１",
        "2020/01",
        "2020-01-01/P1Y",
        "2020-A2",
        "abcd",
        "2020-01-31T12:00:00+1:000",
    ] {
        assert!(Period::parse(text).is_err(), "{text}");
    }
}

#[test]
fn periods_compare_across_frequencies() {
    let quarter = period("2020-Q2");
    for (text, from, until, after, before) in [
        ("2020", false, false, false, false),
        ("2020-04", true, true, false, false),
        ("2020-06-30", true, true, false, false),
        ("2020-07", true, false, true, false),
        ("2020-03-31", false, true, false, true),
        ("2021", true, false, true, false),
        ("2020-S1", false, true, false, false),
    ] {
        let one = period(text);
        assert_eq!(
            (one.from(quarter), one.until(quarter), one.after(quarter), one.before(quarter)),
            (from, until, after, before),
            "{text}"
        );
    }
    assert!(period("2020").same(period("2020-A1")) && !period("2020").same(period("2020-S1")));
}

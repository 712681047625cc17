//! Moments and languages of headers.

use units::Instant;

use super::{format_of, http_day, languages, settled, since};

#[test]
fn moments_are_written_as_http_has_them() {
    for (at, expected) in [
        ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ("2026-11-26T01:45:00Z", "Thu, 26 Nov 2026 01:45:00 GMT"),
    ] {
        assert_eq!(http_day(Instant::parse(at).unwrap()), expected);
        assert_eq!(since(expected), Some(Instant::parse(at).unwrap()), "and read again");
    }
    for strange in
        ["", "yesterday", "Sun, 06 Nov 1994", "Sun, 06 Xxx 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET"]
    {
        assert_eq!(since(strange), None, "{strange}");
    }
}

#[test]
fn a_change_is_named_when_its_second_is_over() {
    let at = |text: &str| Instant::parse(text).unwrap();
    let changed = Some(at("2026-11-26T01:45:00.2Z"));
    assert_eq!(settled(changed, at("2026-11-26T01:45:00.9Z")), None);
    assert_eq!(settled(changed, at("2026-11-26T01:45:01Z")), changed);
    assert_eq!(settled(None, at("2026-11-26T01:45:01Z")), None);
}

#[test]
fn languages_come_best_first_and_end_with_ours() {
    for (header, expected) in [
        ("", vec!["zh", "en"]),
        ("en-GB;q=0.8, de, *;q=0.1", vec!["de", "en-GB", "zh", "en"]),
        ("fr;q=0, en;q=nonsense", vec!["zh", "en"]),
    ] {
        assert_eq!(languages(header), expected, "{header}");
    }
}

#[test]
fn short_names_of_formats_stand_for_media_types() {
    assert_eq!(format_of("csv"), "text/csv");
    assert_eq!(format_of("application%2Fvnd.sdmx.data%2Bcsv"), "application/vnd.sdmx.data+csv");
    assert_eq!(format_of("application/vnd.sdmx.data+csv"), "application/vnd.sdmx.data+csv");
}

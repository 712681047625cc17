use super::*;

#[test]
fn codes_and_their_levels() {
    let cases = [
        ("310000", RegionLevel::Province, "31"),
        ("320500", RegionLevel::City, "3205"),
        ("320505", RegionLevel::County, "320505"),
        ("310101", RegionLevel::County, "310101"),
        ("341000", RegionLevel::City, "3410"),
    ];
    for (text, level, prefix) in cases {
        let code = RegionCode::parse(text).unwrap();
        assert_eq!((code.level(), code.prefix(), code.as_str()), (level, prefix, text));
    }
}

#[test]
fn what_is_no_region() {
    let cases = [
        ("", RegionFault::Shape),
        ("31000", RegionFault::Shape),
        ("3100000", RegionFault::Shape),
        ("31 000", RegionFault::Shape),
        ("３１００００", RegionFault::Shape),
        ("990000", RegionFault::Province(*b"99")),
        ("000000", RegionFault::Province(*b"00")),
        ("310001", RegionFault::CountyWithoutCity),
    ];
    for (text, fault) in cases {
        assert_eq!(RegionCode::parse(text), Err(fault), "{text}");
    }
}

#[test]
fn covering_follows_the_digits() {
    let covers =
        |outer: &str, inner: &str| RegionCode::parse(outer).unwrap().covers(&RegionCode::parse(inner).unwrap());
    assert!(covers("320000", "320505"));
    assert!(covers("320500", "320505"));
    assert!(covers("320500", "320500"));
    assert!(covers("310000", "310115"));
    assert!(!covers("320505", "320500"));
    assert!(!covers("320500", "320600"));
    // 321000 is Yangzhou: its trailing zeros must not let it cover the whole of Jiangsu.
    assert!(!covers("321000", "320500"));
    assert!(!covers("310000", "320000"));
}

#[test]
fn provinces_are_sorted_and_complete() {
    assert_eq!(PROVINCES.len(), 34);
    assert!(PROVINCES.windows(2).all(|pair| pair[0].digits < pair[1].digits));
}

#[test]
fn serde_refuses_what_parse_refuses() {
    use serde::Deserialize;
    use serde::de::{
        IntoDeserializer,
        value::{Error, StrDeserializer},
    };
    let read = |text: &'static str| {
        let from: StrDeserializer<'_, Error> = text.into_deserializer();
        RegionCode::deserialize(from)
    };
    assert!(read("330100").is_ok());
    assert!(read("33010").is_err());
}

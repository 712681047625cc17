use crate::rules::place::{city_of, prefix_of, province_of, together};

#[test]
fn a_county_lies_in_its_city_or_in_the_province_where_none_is_between() {
    for (county, city) in [
        ("341122", "341100"),
        ("310101", "310000"),
        ("310230", "310000"),
        ("500231", "500000"),
        ("429004", "420000"),
        ("340000", "340000"),
        ("none", "none"),
    ] {
        assert_eq!(city_of(county), city, "{county}");
    }
    assert_eq!((province_of("341122").as_deref(), province_of("99")), (Some("340000"), None));
    for (region, prefix) in
        [("340000", Some("34")), ("341100", Some("3411")), ("341122", Some("341122")), ("", None), ("34", None)]
    {
        assert_eq!(prefix_of(region).as_deref(), prefix, "{region}");
    }
}

#[test]
fn provinces_and_cities_are_seen_together_and_no_city_that_is_none() {
    for code in ["340000", "341100", "310000"] {
        assert_eq!(together(code).map(|code| code.to_string()).as_deref(), Some(code));
    }
    for code in ["341122", "310100", "310200", "500200", "429000", "34", "3411００", "990000"] {
        assert_eq!(together(code), None, "{code}");
    }
}

//! Figures as text.

use super::*;

#[test]
fn figures_are_short_where_people_read_and_whole_where_they_compute() {
    for (value, shown, whole) in [
        (0.0, "0.00", "0"),
        (-0.000_01, "0.0000", "-0.00001"),
        (12_345.678, "12,346", "12345.678"),
        (-1_234_567.0, "-1,234,567", "-1234567"),
        (0.123_456, "0.1235", "0.123456"),
        (101.26, "101.3", "101.26"),
        (1.0 / 3.0, "0.3333", "0.3333333333333333"),
    ] {
        assert_eq!((number(value).as_str(), exact(value).as_str()), (shown, whole));
        assert_eq!(exact(value).parse::<f64>().unwrap().to_bits(), value.to_bits());
    }
}

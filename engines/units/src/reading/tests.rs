//! Numbers as people read them.

use super::*;

#[test]
fn numbers_are_read_in_groups() {
    for (number, places, shown) in [
        (0.0, 4, "0"),
        (-0.0, 4, "0"),
        (24.0, 4, "24"),
        (1_234_567.5, 4, "1,234,567.5"),
        (-1_000.0, 0, "-1,000"),
        (999.0, 0, "999"),
        (0.125, 2, "0.12"),
        (100_000_000_000.0, 4, "100,000,000,000"),
    ] {
        assert_eq!(decimal(number, places), shown);
    }
}

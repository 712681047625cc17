use proptest::prelude::*;

use super::{check_not_a_number, check_refused, check_text};
use crate::{Credit, CreditFault, Ratio, RatioFault, Remainder, Rounding};

#[test]
fn credit_is_written_without_trailing_zeros() {
    for (text, written) in [
        ("0", "0"),
        ("2.5", "2.5"),
        ("2.50", "2.5"),
        ("2.500", "2.5"),
        ("003", "3"),
        ("0.05", "0.05"),
        ("-0.25", "-0.25"),
        ("-0", "0"),
        ("92233720368547758.07", "92233720368547758.07"),
    ] {
        check_text::<Credit>(text, written);
    }
    check_not_a_number::<Credit>();
}

#[test]
fn credit_refuses_everything_else() {
    use CreditFault::{Malformed, TooFine, TooLarge};
    for (text, fault) in [
        ("", Malformed),
        ("-", Malformed),
        (".5", Malformed),
        ("2.", Malformed),
        ("+2", Malformed),
        ("--2", Malformed),
        ("2,5", Malformed),
        (" 2", Malformed),
        ("1e3", Malformed),
        ("２", Malformed),
        ("2.5.0", Malformed),
        ("2.505", TooFine),
        ("0.001", TooFine),
        ("92233720368547758.08", TooLarge),
        ("99999999999999999999", TooLarge),
    ] {
        check_refused::<Credit>(text, fault);
    }
}

#[test]
fn sums_are_checked() {
    let most = Credit::from_hundredths(i64::MAX);
    let least = Credit::from_hundredths(i64::MIN);
    let one = Credit::from_hundredths(100);
    assert_eq!(most.checked_add(one), None);
    assert_eq!(least.checked_sub(one), None);
    assert_eq!(Credit::total([one, one, one]), Some(Credit::from_hundredths(300)));
    assert_eq!(Credit::total([most, one]), None);
    assert_eq!(least.to_string(), "-92233720368547758.08");
    assert!(least.is_negative() && !Credit::ZERO.is_negative());
}

/// Hundredths, ratio, rounding, rounded hundredths, numerator of the remainder.
#[test]
fn a_product_is_rounded_as_named() {
    use Rounding::{Down, HalfEven, HalfUp, Up};
    for (hundredths, ratio, rounding, rounded, left) in [
        (100, "1/3", Down, 33, 1),
        (100, "1/3", Up, 34, -2),
        (100, "1/3", HalfUp, 33, 1),
        (200, "1/3", HalfUp, 67, -1),
        (25, "1/2", Down, 12, 1),
        (25, "1/2", Up, 13, -1),
        (25, "1/2", HalfUp, 13, -1),
        (25, "1/2", HalfEven, 12, 1),
        (27, "1/2", HalfEven, 14, -1),
        (-25, "1/2", Down, -12, -1),
        (-25, "1/2", Up, -13, 1),
        (-25, "1/2", HalfUp, -13, 1),
        (-25, "1/2", HalfEven, -12, -1),
        (300, "3/2", Up, 450, 0),
        (300, "0/7", Up, 0, 0),
    ] {
        let ratio: Ratio = ratio.parse().unwrap();
        let (result, remainder) = Credit::from_hundredths(hundredths).times(ratio, rounding).unwrap();
        let expected = Remainder { numerator: left, denominator: ratio.denominator() };
        assert_eq!((result.hundredths(), remainder), (rounded, expected), "{hundredths} × {ratio} {rounding:?}");
    }
    let most = Credit::from_hundredths(i64::MAX);
    assert_eq!(most.times(Ratio::new(2, 1).unwrap(), Down), None);
}

#[test]
fn a_ratio_is_in_lowest_terms() {
    check_text::<Ratio>("6/4", "3/2");
    check_text::<Ratio>("0/9", "0/1");
    check_refused::<Ratio>("3", RatioFault::Malformed);
    check_refused::<Ratio>("-3/2", RatioFault::Malformed);
    check_refused::<Ratio>("1/2/3", RatioFault::Malformed);
    check_refused::<Ratio>("3/0", RatioFault::OutOfRange);
    assert_eq!(Ratio::new(-1, 2), Err(RatioFault::OutOfRange));
    assert!(Ratio::new(1, 3).unwrap() < Ratio::new(1, 2).unwrap());
    assert_eq!(serde_json::to_string(&Rounding::HalfEven).unwrap(), "\"half_even\"");
}

proptest! {
    #[test]
    fn credit_survives_its_text(hundredths in any::<i64>().prop_filter("the least has no positive twin", |value| *value > i64::MIN)) {
        let credit = Credit::from_hundredths(hundredths);
        prop_assert_eq!(Credit::parse(&credit.to_string()), Ok(credit));
    }

    #[test]
    fn reading_credit_never_panics(text in ".{0,30}") {
        let _ = Credit::parse(&text);
        let _ = text.parse::<Ratio>();
    }

    /// Rounded and remainder together are the exact product, and no rounding is a whole hundredth off.
    #[test]
    fn nothing_is_lost_by_rounding(
        hundredths in -1_000_000_000_i64..1_000_000_000,
        numerator in 0_i64..1_000_000,
        denominator in 1_i64..1_000_000,
    ) {
        let ratio = Ratio::new(numerator, denominator).unwrap();
        let exact = i128::from(hundredths) * i128::from(ratio.numerator());
        for rounding in [Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfEven] {
            let (rounded, left) = Credit::from_hundredths(hundredths).times(ratio, rounding).unwrap();
            let again = i128::from(rounded.hundredths()) * i128::from(left.denominator) + i128::from(left.numerator);
            prop_assert_eq!(again, exact);
            prop_assert!(left.numerator.abs() < left.denominator);
            if matches!(rounding, Rounding::HalfUp | Rounding::HalfEven) {
                prop_assert!(left.numerator.abs() * 2 <= left.denominator);
            }
        }
    }
}

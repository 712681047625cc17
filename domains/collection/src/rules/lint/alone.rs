//! What is wrong with one part of a form, whatever the rest of it says.

use indicators::expression::{Expression, rules};

use super::{NAME_CHARS_MAX, OPTIONS_MAX};
use crate::model::form::{Field, Kind};
use crate::rules::figure::{FIGURE_MAX, PLACES_MAX, TEXT_CHARS_MAX};

/// What is wrong with a field by itself.
pub(super) fn wrong(field: &Field) -> Option<&'static str> {
    let numbers = [field.low, field.high.unwrap_or(0.0), field.weight];
    let in_range = |number: &f64| number.is_finite() && number.abs() <= FIGURE_MAX;
    let length = field.high.unwrap_or(1.0);
    let texts = (1.0..=TEXT_CHARS_MAX as f64).contains(&length) && length.fract() == 0.0;
    match field.kind {
        _ if !numbers.iter().all(in_range) => Some("its bounds and weight are finite and not beyond 1e11"),
        _ if field.weight <= 0.0 => Some("its weight is above zero"),
        _ if field.kind.numeric() && field.high.is_some_and(|high| high < field.low) => {
            Some("its least is above its greatest")
        }
        _ if field.places > PLACES_MAX => Some("it has at most 4 decimal places"),
        _ if field.places > 0 && !matches!(field.kind, Kind::Decimal | Kind::Money) => {
            Some("only decimals and money have decimal places")
        }
        _ if field.required && field.required_if.is_some() => {
            Some("it is required always, or if something holds, not both")
        }
        _ if field.additive && !matches!(field.kind, Kind::Count | Kind::Decimal | Kind::Money) => {
            Some("only amounts add up")
        }
        Kind::Choice if field.options.is_empty() || field.options.len() > OPTIONS_MAX => {
            Some("a choice offers from 1 to 100 options")
        }
        Kind::Choice => None,
        _ if !field.options.is_empty() => Some("only a choice has options"),
        Kind::Text if !texts => Some("the greatest length of a text is from 1 to 200"),
        Kind::Year if field.unit.text() != "年" => Some("the unit of a year is 年"),
        Kind::YesNo if !field.unit.text().is_empty() => Some("yes or no has no unit"),
        _ => None,
    }
}

/// Numbers of a rule that make no sense.
pub(super) fn limits(test: &rules::Check) -> Option<&'static str> {
    match test {
        rules::Check::Compare { tolerance, .. } if !(0.0..=FIGURE_MAX).contains(tolerance) => {
            Some("the tolerance is from 0 on")
        }
        rules::Check::YearOnYear { low, high, change_at_least, .. }
            if !(0.0..=FIGURE_MAX).contains(low)
                || !(*low..=FIGURE_MAX).contains(high)
                || !(0.0..=FIGURE_MAX * 1e4).contains(change_at_least) =>
        {
            Some("the ratios are from 0 on, the lower first, and so is the least change")
        }
        rules::Check::RobustZ { limit, .. } if !(*limit > 0.0 && *limit <= 1_000.0) => {
            Some("the limit is above 0 and at most 1000")
        }
        rules::Check::Duplicates { of } if of.is_empty() => Some("name the fields that are compared"),
        _ => None,
    }
}

/// Names are what expressions read as a name and no function or sign.
pub(super) fn is_name(name: &str) -> bool {
    let letters = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    let begins = name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
    letters
        && begins
        && name.len() <= NAME_CHARS_MAX
        && Expression::parse(name).is_ok_and(|read| read.names() == [name])
}

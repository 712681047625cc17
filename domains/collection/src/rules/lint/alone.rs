//! What is wrong with one part of a form, whatever the rest of it says.

use indicators::expression::{Expression, rules};
use units::Fault;

use super::{NAME_CHARS_MAX, OPTIONS_MAX};
use crate::model::form::{Field, Kind};
use crate::rules::figure::{FIGURE_MAX, PLACES_MAX, TEXT_CHARS_MAX};

/// What is wrong with a field by itself; where it stands is its reader's to say.
pub(super) fn wrong(field: &Field) -> Option<Fault> {
    let numbers = [field.low, field.high.unwrap_or(0.0), field.weight];
    let in_range = |number: &f64| number.is_finite() && number.abs() <= FIGURE_MAX;
    let length = field.high.unwrap_or(1.0);
    let texts = (1.0..=TEXT_CHARS_MAX as f64).contains(&length) && length.fract() == 0.0;
    match field.kind {
        _ if !numbers.iter().all(in_range) => Some(Fault::new("", "collection.lint.bounds")),
        _ if field.weight <= 0.0 => Some(Fault::new("", "collection.lint.weight")),
        _ if field.kind.numeric() && field.high.is_some_and(|high| high < field.low) => {
            Some(Fault::new("", "collection.lint.least"))
        }
        _ if field.places > PLACES_MAX => Some(Fault::new("", "collection.lint.places").with("max", PLACES_MAX)),
        _ if field.places > 0 && !matches!(field.kind, Kind::Decimal | Kind::Money) => {
            Some(Fault::new("", "collection.lint.no_places"))
        }
        _ if field.required && field.required_if.is_some() => Some(Fault::new("", "collection.lint.required_twice")),
        _ if field.additive && !matches!(field.kind, Kind::Count | Kind::Decimal | Kind::Money) => {
            Some(Fault::new("", "collection.lint.additive"))
        }
        Kind::Choice if field.options.is_empty() || field.options.len() > OPTIONS_MAX => {
            Some(Fault::new("", "collection.lint.options").with("max", OPTIONS_MAX))
        }
        Kind::Choice => None,
        _ if !field.options.is_empty() => Some(Fault::new("", "collection.lint.no_options")),
        Kind::Text if !texts => Some(Fault::new("", "collection.lint.length").with("max", TEXT_CHARS_MAX)),
        Kind::Year if field.unit.text() != "年" => Some(Fault::new("", "collection.lint.year_unit")),
        Kind::YesNo if !field.unit.text().is_empty() => Some(Fault::new("", "collection.lint.yes_no_unit")),
        _ => None,
    }
}

/// Numbers of a rule that make no sense.
pub(super) fn limits(test: &rules::Check) -> Option<&'static str> {
    match test {
        rules::Check::Compare { tolerance, .. } if !(0.0..=FIGURE_MAX).contains(tolerance) => {
            Some("collection.lint.tolerance")
        }
        rules::Check::YearOnYear { low, high, change_at_least, .. }
            if !(0.0..=FIGURE_MAX).contains(low)
                || !(*low..=FIGURE_MAX).contains(high)
                || !(0.0..=FIGURE_MAX * 1e4).contains(change_at_least) =>
        {
            Some("collection.lint.ratios")
        }
        rules::Check::RobustZ { limit, .. } if !(*limit > 0.0 && *limit <= 1_000.0) => Some("collection.lint.limit"),
        rules::Check::Duplicates { of } if of.is_empty() => Some("collection.lint.compared"),
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

//! All SQL of identity; in and out are model types. Nobody else mentions its tables.

pub mod authority;
pub mod consents;
pub mod figures;
pub mod guardians;
pub mod holders;
pub mod people;
pub mod resets;
pub mod rotation;
pub mod secrets;
pub mod sessions;
pub mod throttle;
pub mod tokens;

use std::fmt::Write;

/// `$first, …`: as many parameters as there are values, for `in (…)`.
fn places(first: usize, count: usize) -> String {
    let mut text = String::with_capacity(count * 5);
    for place in first..first + count {
        let comma = if place == first { "" } else { ", " };
        // Writing to a string cannot fail.
        let _ = write!(text, "{comma}${place}");
    }
    text
}

/// Values asked for in one `in (…)`: far below the engines' limits on parameters.
const CHUNK: usize = 500;

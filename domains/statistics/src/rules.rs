//! Decisions and arithmetic of statistics and evaluation, pure: facts and input go in, a change, figure or refusal comes out.

pub mod bands;
pub mod content;
pub mod data_set;
pub mod download;
pub mod evaluation;
pub mod figures;
pub mod finding;
pub mod grid;
pub mod plan;
pub mod refused;
pub mod result;
pub mod sure;
pub mod system;
pub mod table;
pub mod what_if;
pub mod wide;

pub use refused::Refused;

use units::Fault;
use units::document::QUOTED;

/// Longest reason, in characters.
pub const REASON_CHARS_MAX: usize = 500;

/// What is wrong with a text field; control characters are refused, line breaks where the field has several lines are not.
pub fn text_fault(field: &str, value: &str, min: usize, max: usize, lines: bool) -> Option<Fault> {
    Fault::in_text(field, value, min..=max, lines, "statistics.form.control")
}

/// What the engine says of a document, as a fault of the form: by name, or in the engine's own words. The argument `place` is the path in
/// the document.
pub fn told(field: &str, fault: &indicators::composite::Fault) -> Fault {
    let place = if fault.place.is_empty() { field } else { &fault.place };
    let told = match &fault.named {
        Some(named) => Fault { field: field.to_owned(), code: named.code, args: named.args.clone() },
        None => {
            Fault::new(field, "statistics.document.fault").with(QUOTED, format!("{}; {}", fault.what, fault.remedy))
        }
    };
    told.with("place", place)
}

/// Whether a text is a code: a letter first, then letters, digits and `_`.
fn is_code(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
        && text.chars().count() <= 60
}

/// Whether a text is six digits.
fn is_region(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|letter| letter.is_ascii_digit())
}

/// Whether a text names a unit that figures are of: a region, or in a comparison group a code of at most twelve letters, digits
/// and `_` that begins with a letter, as `DEU` or `OECD`.
fn is_unit(text: &str) -> bool {
    let other = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    is_region(text)
        || text.starts_with(|letter: char| letter.is_ascii_alphabetic()) && text.len() <= 12 && text.chars().all(other)
}

#[cfg(test)]
pub(crate) mod tests;

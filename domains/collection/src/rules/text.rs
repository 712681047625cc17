//! What may stand in a field of text.

use units::Fault;

/// Longest reason or answer, in characters.
pub const REASON_CHARS_MAX: usize = 500;
/// Longest title or name, in characters.
pub const TITLE_CHARS_MAX: usize = 100;

/// What is wrong with a text; control characters are refused, line breaks where the field has several lines are not.
pub fn text_fault(field: &str, value: &str, min: usize, max: usize, lines: bool) -> Option<Fault> {
    Fault::in_text(field, value, min..=max, lines, "collection.form.control")
}

/// What is wrong with a reason that is owed.
pub fn reason_fault(field: &str, reason: &str) -> Option<Fault> {
    text_fault(field, reason, 1, REASON_CHARS_MAX, true)
}

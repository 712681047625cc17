//! Decisions of the monitoring centre, pure: facts and input and the day go in, a change or a refusal comes out.

pub mod compare;
pub mod content;
pub mod refused;
pub mod system;
pub mod table;

pub use refused::Refused;

use units::Fault;

/// Longest reason or answer, in characters.
pub const REASON_CHARS_MAX: usize = 500;
/// Longest comment, in characters.
pub const COMMENT_CHARS_MAX: usize = 2_000;
/// Most comments on one version: far more than any consultation brought, few enough for a page.
pub const COMMENTS_MAX: usize = 2_000;

/// What is wrong with a text field; control characters are refused, line breaks where the field has several lines are not.
pub fn text_fault(field: &str, value: &str, min: usize, max: usize, lines: bool) -> Option<Fault> {
    Fault::in_text(field, value, min..=max, lines, "monitor.form.control")
}

/// What is wrong with a reason that is owed.
pub fn reason_fault(field: &str, reason: &str) -> Option<Fault> {
    text_fault(field, reason, 1, REASON_CHARS_MAX, true)
}

#[cfg(test)]
pub(crate) mod tests;

//! Decisions of publication, pure: facts and input go in, a change, a list of faults or a refusal comes out.

pub mod dataflow;
pub mod difference;
pub mod observation;
pub mod refused;
pub mod release;
pub mod structure;
pub mod suppress;

pub use refused::Refused;

use units::Fault;

/// Longest reason, in characters.
pub const REASON_CHARS_MAX: usize = 500;
/// Longest entry of a change log, in characters.
pub const CHANGE_CHARS_MAX: usize = 2_000;

/// What is wrong with a text field; control characters are refused, line breaks where the field has several lines are not.
pub fn text_fault(field: &str, value: &str, min: usize, max: usize, lines: bool) -> Option<Fault> {
    Fault::in_text(field, &value.replace('\r', "\n"), min..=max, lines, "dissemination.form.control")
}

/// What is wrong with a reason that is owed.
pub fn reason_fault(field: &str, reason: &str) -> Option<Fault> {
    text_fault(field, reason, 1, REASON_CHARS_MAX, true)
}

#[cfg(test)]
mod tests;

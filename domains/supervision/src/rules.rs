//! Decisions of supervision, pure: facts and input and the day go in, a change, a figure or a refusal comes out.

pub mod figures;
pub mod formula;
pub mod funnel;
pub mod inequality;
pub mod peers;
pub mod place;
pub mod procedure;
pub mod pupils;
pub mod refused;

pub use refused::Refused;

use units::Fault;

/// Longest reason, in characters.
pub const REASON_CHARS_MAX: usize = 500;
/// Longest issue or remark, in characters.
pub const TEXT_CHARS_MAX: usize = 2_000;
/// Most issues, and most remarks, on one assessment: far more than a county has schools.
pub const FINDINGS_MAX: usize = 2_000;

/// What is wrong with a text field; control characters are refused, line breaks where the field has several lines are not.
pub fn text_fault(field: &str, value: &str, max: usize, lines: bool) -> Option<Fault> {
    Fault::in_text(field, value.trim(), 1..=max, lines, "supervision.form.control")
}

/// An amount of the engine, which says `NaN` where a figure is missing.
pub fn known(amount: f64) -> Option<f64> {
    Some(amount).filter(|amount| amount.is_finite())
}

#[cfg(test)]
pub(crate) mod tests;

//! Decisions about points and rewards, pure: facts and input and the day go in, a change or a refusal comes out.

pub mod earning;
pub mod item;
pub mod ledger;
pub mod order;
pub mod refused;
pub mod scheme;

pub use refused::Refused;

use flow::{Chart, FlowFault, Move};
use units::Fault;

/// The move a verb makes, or the refusal.
pub fn step(chart: &'static Chart, state: &str, verb: &str, who: &[&str]) -> Result<&'static Move, Refused> {
    chart.next(state, verb, who).map_err(|fault| match fault {
        FlowFault::NotByYou => Refused::NotYours,
        FlowFault::UnknownVerb | FlowFault::NotFromHere => Refused::NotNow,
    })
}

/// Longest reason, in characters.
pub const REASON_CHARS_MAX: usize = 500;

/// What is wrong with a text field; control characters are refused, line breaks where the field has several lines are not.
fn text_fault(field: &str, value: &str, min: usize, max: usize, lines: bool) -> Option<Fault> {
    Fault::in_text(field, value, min..=max, lines, "incentive.form.control")
}

/// What is wrong with an amount.
fn amount_fault(field: &str, value: i64, min: i64, max: i64) -> Option<Fault> {
    let fault = || Fault::new(field, "form.out_of_range").with("min", min).with("max", max);
    (!(min..=max).contains(&value)).then(fault)
}

/// What is wrong with a reason that is owed.
pub fn reason_fault(reason: &str) -> Option<Fault> {
    text_fault("reason", reason, 1, REASON_CHARS_MAX, true)
}

#[cfg(test)]
mod tests;

//! Decisions of the credit bank, pure: facts and input and the day go in, a change or a refusal comes out.

pub mod application;
pub mod choice;
pub mod declaration;
pub mod deposit;
pub mod facts;
pub mod ledger;
pub mod programme;
pub mod refused;
pub mod rule;
pub mod statistics;

pub use refused::Refused;

use flow::{Chart, FlowFault, Move};

/// The move a verb makes, or the refusal.
pub fn step(chart: &'static Chart, state: &str, verb: &str, who: &[&str]) -> Result<&'static Move, Refused> {
    chart.next(state, verb, who).map_err(|fault| match fault {
        FlowFault::NotByYou => Refused::NotYours,
        FlowFault::UnknownVerb | FlowFault::NotFromHere => Refused::NotNow,
    })
}

#[cfg(test)]
mod tests;

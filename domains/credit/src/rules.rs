//! Decisions of the credit bank, pure: facts and input and the day go in, a change or a refusal comes out.

pub mod appeal;
pub mod application;
pub mod change;
pub mod choice;
pub mod clock;
pub mod declaration;
pub mod deposit;
pub mod facts;
pub mod ledger;
pub mod objection;
pub mod opinion;
pub mod programme;
pub mod refused;
pub mod revocation;
pub mod rule;
pub mod setting;
pub mod statistics;

pub use objection::Objection;
pub use refused::Refused;

use flow::{Chart, FlowFault, Move};
use units::{Args, Refuse};

/// The move a verb makes, or the refusal.
pub fn step(chart: &'static Chart, state: &str, verb: &str, who: &[&str]) -> Result<&'static Move, Refused> {
    chart.next(state, verb, who).map_err(|fault| match fault {
        FlowFault::NotByYou => Refused::NotYours,
        FlowFault::UnknownVerb | FlowFault::NotFromHere => Refused::NotNow,
    })
}

/// Either sort of refusal, where a verb has both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum No {
    /// One of the ways of an application, a rule or a deposit.
    Refused(Refused),
    /// One of the steps around decisions.
    Objection(Objection),
}

impl From<Refused> for No {
    fn from(refused: Refused) -> No {
        No::Refused(refused)
    }
}

impl From<Objection> for No {
    fn from(objection: Objection) -> No {
        No::Objection(objection)
    }
}

impl Refuse for No {
    fn code(&self) -> &'static str {
        match self {
            No::Refused(refused) => refused.code(),
            No::Objection(objection) => objection.code(),
        }
    }

    fn args(&self) -> Args {
        match self {
            No::Refused(refused) => refused.args(),
            No::Objection(objection) => objection.args(),
        }
    }
}

#[cfg(test)]
mod tests;

//! Nouns, inputs and states of supervision: data only, no decisions and no storage.

/// Names of the cases of an enum: [`units::names`] for this domain.
macro_rules! names {
    ($($named:tt)*) => { units::names!("Supervision", $($named)*); };
}
use names;

mod county;
mod finding;

pub use county::{County, CountyInput, CountyKind, CountyState, Figures, PublishInput, SchoolFigures, StepInput};
pub use finding::{
    Issue, IssueInput, IssueKind, IssueState, MendInput, RecheckInput, Remark, RemarkInput, RemarkKind, RemarkRecord,
    Severity,
};

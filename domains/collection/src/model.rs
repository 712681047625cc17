//! Nouns: data only.

pub mod flag;
pub mod form;

/// Names of the cases of an enum: [`units::names`] for this domain.
macro_rules! names {
    ($($named:tt)*) => { units::names!("Collection", $($named)*); };
}
use names;

mod campaign;
mod notice;
mod returns;
mod steps;
mod unit;

pub use campaign::{Campaign, CampaignDetails, CampaignForm, CampaignInput, CampaignKind, CampaignState, StepInput};
pub use notice::Notice;
pub use returns::{
    AnswerKind, Before, FlagAnswer, FlagState, Head, Origin, Return, ReturnDetails, ReturnKind, ReturnState, Step,
    StepKind, Tier,
};
pub use steps::{
    AnswerInput, BackTo, BatchInput, BatchReturn, BulkInput, ExtendInput, LookedAt, Outcome, OutcomeFault, RejectInput,
    SaveInput,
};
pub use unit::{Added, Unit, UnitInput, UnitsInput};

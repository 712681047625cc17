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
mod unit;

pub use campaign::{Campaign, CampaignDetails, CampaignForm, CampaignInput, CampaignKind, CampaignState, StepInput};
pub use notice::Notice;
pub use returns::{
    AnswerInput, AnswerKind, BackTo, BatchInput, BatchReturn, Before, BulkInput, ExtendInput, FlagAnswer, FlagState,
    Head, LookedAt, Origin, Outcome, OutcomeFault, RejectInput, Return, ReturnDetails, ReturnKind, ReturnState,
    SaveInput, Step, StepKind, Tier,
};
pub use unit::{Added, Unit, UnitInput, UnitsInput};

//! Nouns, inputs and states of the monitoring centre: data only, no decisions and no storage.

/// Names of the cases of an enum: [`units::names`] for this domain.
macro_rules! names {
    ($($named:tt)*) => { units::names!("Monitor", $($named)*); };
}
use names;

mod comment;
mod difference;
mod indicator;
mod system;

pub use comment::{AnswerInput, Comment, CommentInput, CommentKind, Outcome, Stance, Voice, VoiceInput};
pub use difference::{Change, Difference, FieldChange};
pub use indicator::{Direction, Indicator, Nature, Target};
pub use system::{ConsultInput, PublishInput, StepInput, System, SystemInput, SystemKind, SystemState};

//! What recognition speaks of: rules, outcomes, programmes. Data that is valid by construction; nothing here decides.

mod class;
mod condition;
mod limits;
mod outcome;
mod programme;
mod rule;
mod scale;
mod title;

pub use class::{Class, Effect};
pub use condition::{Condition, Pattern};
pub use limits::*;
pub use outcome::{Learner, Outcome, Recorded, Spent, Standing};
pub use programme::{Course, Programme};
pub use rule::{Allowance, Cap, Exception, Given, Lift, Measure, Rule, Scope, Targets};
pub use scale::{Grade, Minimum, Scale, ScaleKind};
pub use title::{Title, fold};

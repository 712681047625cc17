//! Nouns, inputs and states of statistics and evaluation: data only, no decisions and no storage.

/// Names of the cases of an enum: [`units::names`] for this domain.
macro_rules! names {
    ($($named:tt)*) => { units::names!("Statistics", $($named)*); };
}
use names;

mod computed;
mod data_set;
mod evaluation;
mod plan;
mod system;

pub use computed::{Beside, Computed, GroupFigures, NodeFacts, Remark, Row, Sureness};
pub use data_set::{About, DataSet, DataSetInput, DataSetKind, Element, Figure, RegionName};
pub use evaluation::{
    Derived, Evaluation, EvaluationInput, EvaluationKind, EvaluationState, Group, Line, Missing, StepInput, Together,
};
pub use plan::{
    Changed, DataCited, Filling, Mean, Method, Outliers, Plan, PlanKept, PlanKind, PlanLine, Scaling, Units, Weighing,
};
pub use system::{IndicatorSystem, SystemCited, SystemLine};

//! Nouns of publication: data only.

mod dataflow;
mod release;
mod structure;

pub use dataflow::{Category, Dataflow, DataflowInput, Suppression};
pub use release::{
    Difference, DifferenceKind, ObservationInput, Release, ReleaseHead, ReleaseInput, ReleaseState, StepInput,
    StoredObservation,
};
pub use structure::{Attribute, Code, Dimension, Structure};

/// The agency under which everything is published.
pub const AGENCY: &str = "YRD";

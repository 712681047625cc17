//! Official standards as data: limits, who is counted, when it is reached, and what would have to change.
//!
//! Nouns: [`Standard`] (a dated document of one jurisdiction, its every number labelled by how it is known), [`Verdict`] (per
//! school, per indicator, per stage, with reasons), [`change`] (the least that would have to change), [`attain`] (attainment of
//! targets). The shipped standards are JSON beside this file; others are read from the same form.
//!
//! What a label says: [`Basis::Documented`] stands in an official text or in a table computed by it; [`Basis::Known`] is common
//! knowledge of the field that was not seen in a text; [`Basis::Inferred`] follows from what is documented. Only the first may be
//! presented as official.

pub mod attain;
pub mod change;
mod fault;
mod items;
mod judge;
mod model;
mod school;
mod shipped;
mod verdict;

#[cfg(test)]
mod tests;

pub use fault::StandardFault;
pub use model::{
    Basis, Dispersion, Element, Exclusion, Item, Limit, Place, Rule, SchoolKind, SchoolRule, Split, Stage, Standard,
    Target,
};
pub use shipped::Shipped;
pub use verdict::{DispersionVerdict, Excluded, Gap, ItemVerdict, Least, Reason, SchoolVerdict, StageVerdict, Verdict};

//! Composite indices: one immutable [`Specification`] computed stage by stage on the figures of units.
//!
//! Nouns: [`Table`] (units and their figures), [`Tree`] (indicators, what they are part of, in which direction they
//! count), [`Specification`] (data, stages, analyses, as JSON with a hash), stage (a pure function on a [`Matrix`] of
//! units × indicators), [`Plan`] (the tree compiled for aggregation), [`Pipeline`] (runs specifications and keeps the
//! result of a stage under the hash of what went into it, so that a changed weight recomputes only aggregation),
//! [`Fault`] (what is wrong, where, and what to do).
//!
//! The choices are those of the OECD/JRC *Handbook on Constructing Composite Indicators* (2008) and of the R package
//! COINr 1.1; where this module departs from either, the docstring says so and why.
//!
//! [`Matrix`]: crate::numeric::Matrix

pub mod aggregate;
pub mod analysis;
pub mod benefit;
pub mod data;
pub mod denominate;
pub mod fault;
pub mod finding;
pub mod impute;
pub mod kemeny;
pub mod limits;
pub mod normalise;
pub mod outrank;
pub mod pipeline;
pub mod plan;
pub mod screen;
pub mod sheet;
pub mod spec;
pub mod treat;
pub mod tree;
pub mod weights;

pub use data::Table;
pub use fault::Fault;
pub use finding::{Finding, Remark, Untreated};
pub use pipeline::{Input, Pipeline, Run, Stage};
pub use plan::Plan;
pub use sheet::Sheet;
pub use spec::Specification;
pub use tree::Tree;

//! SDMX, the way statistical offices exchange structures and data: an information model of its own, read and written in the
//! formats of versions 2.1 and 3.0.
//!
//! Nouns: [`Structures`](model::Structures) (what is published: codelists, concepts, data structures, dataflows, categories,
//! constraints), [`Cube`](model::Cube) (a dataflow with all that its data needs), [`Observation`], [`View`] (how a message
//! shows them), [`DataWriter`] (one message, observation by observation), [`DataQuery`](query::DataQuery) and
//! [`StructureQuery`](query::StructureQuery) (what an address asks for), [`Problem`] (why not).
//!
//! Messages of data are written and read as streams: what is held does not grow with the observations. Whatever a
//! stranger sends is bounded by [`limits`].
//!
//! Deliberately unknown here: HTTP, where observations are stored, what they mean.

// The example data is written as a user of this crate writes it, and shared with example and bench.
#[cfg(test)]
extern crate self as sdmx;

pub mod json;
pub mod limits;
mod message;
pub mod ml;
pub mod model;
mod name;
pub mod negotiate;
mod observation;
mod out;
pub mod period;
mod problem;
pub mod query;
pub mod reference;
pub mod table;
pub mod version;
mod writer;

pub use message::Envelope;
pub use name::Names;
pub use observation::{AtObservation, Level, Observation, Set, View, number};
pub use problem::{Code, Era, Failure, Outcome, Problem};
pub use writer::DataWriter;

#[cfg(test)]
mod tests;

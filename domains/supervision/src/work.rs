//! The verbs: load, ask, decide, write, tell.

pub mod county;
pub mod finding;
pub mod region;

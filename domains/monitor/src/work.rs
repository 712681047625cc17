//! The verbs of the monitoring centre: load, ask, decide, write, tell.

pub mod comment;
pub mod names;
pub mod system;

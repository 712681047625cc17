//! The verbs of statistics and evaluation: load, ask, decide, write, tell.

pub mod data_set;
pub mod evaluation;
pub mod example;
pub mod plan;
pub mod reading;
pub mod shipped;
pub mod system;

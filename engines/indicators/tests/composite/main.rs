//! The composite index against values that other software and the literature give, and against independent computation.

mod aggregate;
mod chain;
mod normalise;
mod support;
mod treat;

//! The composite index against values that other software and the literature give, and against independent computation.

mod aggregate;
mod chain;
mod document;
mod handbook;
mod hostile;
mod measures;
mod memo;
mod normalise;
mod pairs;
mod panel;
mod support;
mod treat;

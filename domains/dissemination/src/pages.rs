//! Publication for people.

pub(crate) mod catalogue;
mod chart;
pub(crate) mod desk;
pub(crate) mod download;
pub(crate) mod flow;
mod preview;
pub(crate) mod steps;

//! Pages of supervision.

pub(crate) mod counties;
pub(crate) mod receive;
pub(crate) mod schools;
pub(crate) mod steps;

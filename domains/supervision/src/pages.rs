//! Pages of supervision.

pub(crate) mod counties;
pub(crate) mod numbers;
pub(crate) mod receive;
pub(crate) mod regions;
pub(crate) mod reports;
pub(crate) mod schools;
pub(crate) mod steps;
pub(crate) mod templates;

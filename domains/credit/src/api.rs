//! JSON of the credit bank: the same verbs and inputs as the pages.

pub(crate) mod applications;
pub(crate) mod batches;
pub(crate) mod changes;
pub(crate) mod declarations;
pub(crate) mod deposits;
pub(crate) mod hearings;
pub(crate) mod passbook;
pub(crate) mod programmes;
pub(crate) mod rules;
pub(crate) mod statistics;
pub(crate) mod steps;

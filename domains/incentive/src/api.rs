//! Points and rewards as JSON: handlers over the same verbs and inputs as the pages.

pub(crate) mod items;
pub(crate) mod orders;
pub(crate) mod points;
pub(crate) mod schemes;

//! Pages: handlers over the same verbs and inputs as the API.

pub(crate) mod catalogue;
pub(crate) mod counter;
pub(crate) mod item_form;
pub(crate) mod points;
pub(crate) mod scheme_form;
pub(crate) mod schemes;
pub(crate) mod shop;

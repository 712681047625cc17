//! Pages: handlers over the same verbs and inputs as the API.

pub(crate) mod campaign_form;
pub(crate) mod campaigns;
pub(crate) mod comparison;
pub(crate) mod forms;
pub(crate) mod home;
pub(crate) mod many;
pub(crate) mod returns;
pub(crate) mod sheets;
pub(crate) mod steps;

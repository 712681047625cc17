//! Pages: handlers over the same verbs and inputs as the API.

pub(crate) mod forms;

//! Pages of the monitoring centre.

pub(crate) mod line_form;
pub(crate) mod steps;
pub(crate) mod system_form;
pub(crate) mod systems;

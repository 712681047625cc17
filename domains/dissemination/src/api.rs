//! Publication for programs: the interfaces of SDMX, and JSON for those who publish.

pub(crate) mod releases;
pub(crate) mod sdmx;

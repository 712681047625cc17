//! SDMX-ML, versions 2.1 and 3.0.

mod components_write;
mod data_read;
mod generic;
mod header;
mod node;
mod specific;
mod structure_read;
mod structure_write;

pub use data_read::read_data;
pub(crate) use data_read::set;
pub use generic::GenericWriter;
pub use header::write_errors;
pub use specific::SpecificWriter;
pub use structure_read::read_structures;
pub use structure_write::write_structures;

use crate::problem::Era;

/// The names of the standard's schemas.
const MESSAGE: &str = "message";
const COMMON: &str = "common";
const STRUCTURE: &str = "structure";
const GENERIC: &str = "data/generic";
const SPECIFIC: &str = "data/structurespecific";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace of one of them.
fn namespace(era: Era, schema: &str) -> String {
    let version = if era == Era::V21 { "v2_1" } else { "v3_0" };
    format!("http://www.sdmx.org/resources/sdmxml/schemas/{version}/{schema}")
}

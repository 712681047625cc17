//! The verbs of the directory: load, ask, decide, write, tell.

pub mod alliance;
pub mod institution;
pub mod list;
mod major;
mod region;
mod seed;

pub use alliance::{admit, dismiss, dissolve, found};
pub(crate) use institution::place_of;
pub use institution::{end, register, rename};
pub use list::{apply, plan};
pub use major::{import_majors, plan_majors};
pub use region::{plan_regions, record_regions};
pub use seed::seed;

use op::Error;
use units::Day;

use crate::rules::No;

impl From<No> for Error {
    fn from(no: No) -> Error {
        match no {
            No::Invalid(faults) => Error::Invalid(faults),
            No::Refused(refused) => Error::refused(refused),
        }
    }
}

/// A code as its owners write it: no blanks, capitals.
fn code_of(text: &str) -> String {
    text.trim().to_ascii_uppercase()
}

/// The day as it is stored.
fn text_of(day: Day) -> String {
    day.to_string()
}

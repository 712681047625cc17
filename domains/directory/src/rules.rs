//! Decisions of the directory: facts and input in, a change or a refusal out. No clock, no database.

mod alliance;
mod input;
mod institution;
mod list;
mod major;
mod region;

pub use alliance::{NewAlliance, NewMembership, admit, dismiss, dissolve, found};
pub use input::city_of;
pub use institution::{Facts, No, end, register, rename};
pub use list::{Change, Difference, Known, Plan, compare, edition_follows, scope_of};

pub use major::{MajorPlan, compare_majors};
pub use region::{RegionPlan, compare_regions};

#[cfg(test)]
mod tests;

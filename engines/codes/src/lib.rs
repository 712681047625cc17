//! Identifiers and code tables of Chinese education, checked exactly as their standards say.
//!
//! Nouns: [`RegionCode`] (GB/T 2260), [`SchoolCode`] (学校(机构)标识码, 2+2+6), [`Uscc`] (GB 32100-2015),
//! [`ResidentId`] (GB 11643), [`StudentCode`] (学籍号), and [`CodeTable`]: the lists of the credit bank in
//! both generations that are in use side by side.
//!
//! Every identifier is a value that exists only when it is well formed: `parse` either gives it or says which
//! rule was broken, as a fault with a stable code. What this crate deliberately does not know: whether a code
//! was ever given to anybody. That is the directory's business.

mod checks;
mod credit_bank;
mod region;
mod resident;
mod school;
mod student;
mod table;
mod text;
mod uscc;

pub use credit_bank::{CATEGORY, LEVEL, OUTCOME, OutcomeSource, SEASON};
pub use region::{PROVINCES, Province, RegionCode, RegionFault, RegionLevel, province};
pub use resident::{ResidentFault, ResidentId, Sex};
pub use school::{SCHOOL_TYPES, SchoolCode, SchoolFault, SchoolType, school_type};
pub use student::{StudentCode, StudentCodeKind, StudentFault};
pub use table::{CodeEntry, CodeGeneration, CodeItem, CodeTable, Generations, TableFault};
pub use uscc::{Uscc, UsccFault};

//! Reading official tables: lists of institutions, changes of regions, catalogues of majors; CSV in UTF-8 or GB 18030, or XLSX.
//!
//! The way is always the same: a file becomes rows, or every fault is named by row and column; then a comparison of
//! [`crate::rules`] says what would change; then, in one transaction that compares again, the change is made.

mod fault;
mod grid;
mod listed;
mod majors;
mod regions;
mod table;

pub use fault::RowFault;
pub use grid::{FILE_BYTES_MAX, Grid};
pub use listed::Listed;
pub use majors::MajorRow;
pub use regions::RegionRow;

use crate::model::Catalogue;

/// The rows of a list of institutions, by its content; `name` only tells a strange file from an empty one.
///
/// # Errors
/// Every fault found, by row and column, at most a few hundred.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Listed>, Vec<RowFault>> {
    listed::rows(&grid(name, bytes)?)
}

/// The rows of a table of regions, in the columns of the shipped one or with the headings of our own export.
///
/// # Errors
/// As [`read`].
pub fn regions(name: &str, bytes: &[u8]) -> Result<Vec<RegionRow>, Vec<RowFault>> {
    regions::rows(&grid(name, bytes)?)
}

/// The majors of one catalogue; rows that say they belong to another are passed over.
///
/// # Errors
/// As [`read`].
pub fn majors(name: &str, bytes: &[u8], catalogue: Catalogue) -> Result<Vec<MajorRow>, Vec<RowFault>> {
    majors::rows(&grid(name, bytes)?, catalogue)
}

fn grid(name: &str, bytes: &[u8]) -> Result<Grid, Vec<RowFault>> {
    Grid::read(name, bytes).map_err(|fault| vec![fault])
}

#[cfg(test)]
mod tests;

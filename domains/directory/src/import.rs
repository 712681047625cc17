//! Reading an official list of institutions: CSV in UTF-8 or GB 18030, XLSX or XLS, as the ministry publishes it.
//!
//! The way is always the same: [`read`] makes rows of the file or names every fault by row and column; then
//! [`crate::rules::compare`] says what would change; then, in one transaction that compares again, the change is made.

mod grid;
mod listed;

pub use grid::{FILE_BYTES_MAX, Grid};
pub use listed::{Listed, RowFault};

/// The rows of a file, by its content; `name` tells a CSV from a workbook by its ending.
///
/// # Errors
/// Every fault found, by row and column, at most a few hundred.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Listed>, Vec<RowFault>> {
    let grid = Grid::read(name, bytes).map_err(|fault| vec![fault])?;
    listed::rows(&grid)
}

#[cfg(test)]
mod tests;

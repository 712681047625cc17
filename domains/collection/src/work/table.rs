//! A return as a table: read from one a unit filled in elsewhere.

use directory::import::Grid;
use op::{Error, Op, Result};
use units::Fault;

use super::known::known;
use super::returns::{save, seen};
use crate::model::{Return, SaveInput};
use crate::rules::table;

/// Saves the figures of a table in the place of those of a return; all or nothing.
///
/// # Errors
/// `Invalid` with `<row>.<column letters>` for every cell that cannot be read, else as [`save`].
pub fn read(op: &Op, id: &str, revision: i64, grid: &Grid) -> Result<Return> {
    let found = seen(op, id)?;
    let form = known(op, &found.head)?.form;
    let in_cell = |fault: table::CellFault| match fault.row {
        0 => fault.fault,
        row => Fault { field: format!("{row}.{}", fault.column_letters()), ..fault.fault },
    };
    let values = table::read_one(&form, grid.rows())
        .map_err(|faults| Error::Invalid(faults.into_iter().map(in_cell).collect()))?;
    save(op, id, &SaveInput { revision, values })
}

//! The returns of a region's units as one table, out and back.

use directory::import::Grid;
use op::{Error, Op, Result};
use units::Fault;

use super::places::digits;
use crate::access::Action;
use crate::model::form::Form;
use crate::model::{BatchInput, BatchReturn, Campaign, Outcome, Return};
use crate::rules::table;
use crate::store;

/// What a region's units say on a form of a campaign.
pub struct Many {
    /// The campaign.
    pub campaign: Campaign,
    /// The form.
    pub form: Form,
    /// The returns, by unit.
    pub returns: Vec<Return>,
}

/// The returns of a region's units on a form, for whoever may bring them.
///
/// # Errors
/// `Missing` for a campaign or form that there is not; `Invalid` for more units than a table holds.
pub fn many(op: &Op, id: &str, form: &str, region: &str) -> Result<Many> {
    let campaign = super::campaign::seen(op, id)?;
    op.check(&Action::Batch(id, region))?;
    let document = store::campaign::form(op.conn(), id, form)?.ok_or(Error::Missing)?;
    let most = table::UNITS_MAX;
    let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let returns = store::table::of_form(op.conn(), id, form, digits(region), limit)?;
    if returns.len() > most {
        return Err(Error::Invalid(vec![Fault::new("region", "collection.form.table.too_many").with("max", most)]));
    }
    Ok(Many { campaign, form: document, returns })
}

/// Brings the figures of a table: every unit of it, or none where a cell cannot be read.
///
/// # Errors
/// `Invalid` with `<row>.<column letters>` for every cell that cannot be read, else as [`super::batch::bring`].
pub fn read(op: &Op, id: &str, form: &str, grid: &Grid, submit: bool) -> Result<Vec<Outcome>> {
    let document = store::campaign::form(op.conn(), id, form)?.ok_or(Error::Missing)?;
    let in_cell = |fault: table::CellFault| match fault.row {
        0 => fault.fault,
        row => Fault { field: format!("{row}.{}", fault.column_letters()), ..fault.fault },
    };
    let units = table::read_many(&document, grid.rows())
        .map_err(|faults| Error::Invalid(faults.into_iter().map(in_cell).collect()))?;
    let returns = units.into_iter().map(|unit| BatchReturn {
        unit: unit.code,
        values: unit.values,
        answers: std::collections::BTreeMap::new(),
    });
    super::batch::bring(op, id, &BatchInput { form: form.to_owned(), submit, returns: returns.collect() })
}

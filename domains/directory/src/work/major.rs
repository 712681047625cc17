//! Reading in a catalogue of majors: a new edition beside the elder ones, whose codes keep their pages.

use op::{Error, Op, Result};
use serde_json::json;

use super::list::fault;
use crate::access::Action;
use crate::import::{MajorRow, RowFault};
use crate::model::Catalogue;
use crate::rules::{MajorPlan, compare_majors, edition_follows};
use crate::store;

/// What a new edition of a catalogue would change.
///
/// # Errors
/// `Refused` if the edition lies in the future, or is not later than the newest one read; the same edition with the same content
/// is no fault and changes nothing. The inner error lists every row that cannot be read.
pub fn plan_majors(
    op: &Op,
    rows: &[MajorRow],
    catalogue: Catalogue,
    edition: &str,
) -> Result<std::result::Result<MajorPlan, Vec<RowFault>>> {
    let newest = store::newest_catalogue(op.conn(), catalogue)?;
    let known = match &newest {
        Some(newest) => store::catalogue_majors(op.conn(), catalogue, newest)?,
        None => Vec::new(),
    };
    let plan = match compare_majors(rows, &known, edition) {
        Ok(plan) => plan,
        Err(faults) => return Ok(Err(faults)),
    };
    let again = newest.as_deref() == Some(edition) && plan.is_empty();
    if !again {
        edition_follows(edition, &op.today().to_string(), newest.as_ref()).map_err(Error::refused)?;
    }
    Ok(Ok(plan))
}

/// Reads in a new edition of a catalogue.
///
/// # Errors
/// Those of [`plan_majors`]; `Invalid` if a row cannot be read.
pub fn import_majors(op: &Op, rows: &[MajorRow], catalogue: Catalogue, edition: &str) -> Result<MajorPlan> {
    let pen = op.may(&Action::ImportCatalogue)?;
    let plan = plan_majors(op, rows, catalogue, edition)?
        .map_err(|faults| Error::Invalid(faults.iter().map(fault).collect()))?;
    store::insert_majors(&pen, &plan.majors)?;
    store::mark_catalogue(&pen, catalogue, edition, op.now())?;
    pen.tell(json!({
        "catalogue": catalogue.name(),
        "edition": edition,
        "added": plan.added.len(),
        "changed": plan.changed.len(),
        "absent": plan.absent.len(),
    }));
    Ok(plan)
}

//! Recording changes of regions: the same comparison as in the dry run, made again inside the transaction.

use op::{Error, Op, Result};
use serde_json::json;

use super::list::fault;
use crate::access::Action;
use crate::import::{RegionRow, RowFault};
use crate::rules::{RegionPlan, city_of, compare_regions};
use crate::store;

/// Codes named in the journal row at most; a table that changes more is told by its counts.
const ABOUT_MAX: usize = 500;

/// What a table of regions would change.
///
/// # Errors
/// The inner error lists every row that contradicts the directory.
pub fn plan_regions(op: &Op, rows: &[RegionRow]) -> Result<std::result::Result<RegionPlan, Vec<RowFault>>> {
    let known = store::region_rows(op.conn())?;
    let institutions = store::institutions_by_code(op.conn())?;
    Ok(compare_regions(rows, &known, &institutions, &op.today().to_string()))
}

/// Records a table of regions as one change: rows that end are closed, new ones entered, successors written, and institutions
/// of a unit that ended follow its area where that is one place.
///
/// # Errors
/// `Invalid` if a row contradicts the directory.
pub fn record_regions(op: &Op, rows: &[RegionRow]) -> Result<RegionPlan> {
    let pen = op.may(&Action::RecordRegions)?;
    let plan = plan_regions(op, rows)?.map_err(|faults| Error::Invalid(faults.iter().map(fault).collect()))?;
    for (region, _) in &plan.closed {
        store::close_region(&pen, region)?;
    }
    store::insert_regions(&pen, &plan.opened)?;
    store::lead_regions(&pen, &plan.closed)?;
    store::lead_regions(&pen, &plan.led)?;
    for (institution, region) in &plan.moved {
        store::move_institution(&pen, &institution.code, region, &city_of(region))?;
    }
    let regions =
        plan.opened.iter().map(|(region, ..)| &region.code).chain(plan.closed.iter().map(|(one, _)| &one.code));
    let touched = regions.chain(plan.moved.iter().map(|(institution, _)| &institution.code));
    touched.take(ABOUT_MAX).for_each(|code| pen.about(code));
    pen.tell(json!({
        "opened": plan.opened.len(),
        "closed": plan.closed.len(),
        "led": plan.led.len(),
        "moved": plan.moved.len(),
    }));
    Ok(plan)
}

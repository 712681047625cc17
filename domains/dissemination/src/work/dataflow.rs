//! Making a dataflow, and changing what it says of itself.

use op::{Error, Op, Result};
use serde_json::json;

use crate::access::{Action, Verb};
use crate::model::{Dataflow, DataflowInput};
use crate::rules::{self, Refused};
use crate::store;

/// A dataflow, for everybody.
///
/// Errors: `Missing`.
pub fn one(op: &Op, id: &str) -> Result<Dataflow> {
    store::dataflow::one(op.conn(), id)?.ok_or(Error::Missing)
}

/// Makes a dataflow.
///
/// Errors: `Invalid` with every fault; `Refused(dissemination.region.unknown)`; `Conflict(dissemination.dataflow.exists)`.
pub fn make(op: &Op, input: &DataflowInput) -> Result<Dataflow> {
    let input = checked(op, input)?;
    let pen = op.may(&Action { verb: Verb::Write, dataflow: &input.id, region: &input.region })?;
    store::dataflow::insert(&pen, &input, &op.actor().id, op.now())?;
    pen.tell(json!({ "name": input.name }));
    one(op, &input.id)
}

/// Changes what a dataflow says of itself; releases keep what it said on their day.
///
/// Errors: as [`make`]; `Refused(dissemination.dataflow.region_fixed)`; `Conflict` when it changed since it was looked at.
pub fn rewrite(op: &Op, id: &str, revision: i64, input: &DataflowInput) -> Result<Dataflow> {
    let was = one(op, id)?;
    let input = checked(op, &DataflowInput { id: id.to_owned(), ..input.clone() })?;
    let pen = op.may(&Action { verb: Verb::Write, dataflow: id, region: &was.content.region })?;
    if input.region != was.content.region {
        return Err(Error::refused(Refused::RegionFixed));
    }
    if revision != was.revision {
        return Err(Error::conflict(Refused::NotNow));
    }
    store::dataflow::rewrite(&pen, &input, &op.actor().id, op.now(), revision)?;
    pen.tell(json!({ "name": input.name }));
    one(op, id)
}

fn checked(op: &Op, input: &DataflowInput) -> Result<DataflowInput> {
    let input = rules::dataflow::tidy(input);
    let faults = rules::dataflow::faults(&input);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    match directory::store::region(op.conn(), &input.region)? {
        Some(_) => Ok(input),
        None => Err(Error::refused(Refused::RegionUnknown(input.region))),
    }
}

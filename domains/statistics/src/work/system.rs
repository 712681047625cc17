//! Taking in indicator systems that were published, and reading what an evaluation cites.

use op::{Error, Op, Result};
use serde_json::json;

use crate::access::Action;
use crate::model::{EvaluationInput, IndicatorSystem};
use crate::rules::{Refused, system as rule};
use crate::store;

/// Most systems that are offered to an evaluation: a group of regions publishes one or two a year.
pub const OFFERED_MAX: i64 = 200;

/// Takes in a version of a published system. The same version again is the one that is there, so that a handover may be repeated.
///
/// # Errors
/// `Invalid` with a fault for everything that is wrong; `Conflict(statistics.system.changed)` where the version is kept with
/// another content.
pub fn receive(op: &Op, input: &IndicatorSystem) -> Result<IndicatorSystem> {
    let pen = op.may(&Action::ReceiveSystem(&input.id))?;
    let faults = rule::faults(input);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    store::system::insert(&pen, input, &json!(input).to_string(), op.now())?;
    let kept = store::system::version(op.conn(), &input.id, input.version)?
        .ok_or_else(|| Error::bug("an indicator system that was just kept is not there"))?;
    if kept.hash != input.hash {
        return Err(Error::conflict(Refused::SystemChanged(input.number.clone())));
    }
    pen.tell(json!({ "version": kept.version, "name": kept.name, "number": kept.number, "hash": kept.hash }));
    Ok(kept)
}

/// Whether a version is kept already.
///
/// # Errors
/// Those of the database.
pub fn is_kept(op: &Op, id: &str, version: i64) -> Result<bool> {
    Ok(store::system::version(op.conn(), id, version)?.is_some())
}

/// The systems an evaluation can be made from: published, so everybody may read them.
///
/// # Errors
/// Those of the database.
pub fn offered(op: &Op) -> Result<Vec<IndicatorSystem>> {
    Ok(store::system::all(op.conn(), OFFERED_MAX)?)
}

/// The system a document cites, in the version it cites; none where it stands on lines of its own.
///
/// # Errors
/// `Refused(statistics.system.unknown)` where no such version, or one with another hash, is kept.
pub fn cited(op: &Op, content: &EvaluationInput) -> Result<Option<IndicatorSystem>> {
    let Some(cited) = &content.system else { return Ok(None) };
    let kept = store::system::version(op.conn(), &cited.id, cited.version)?;
    let same = kept.filter(|kept| kept.hash == cited.hash && kept.number == cited.number);
    match same {
        Some(kept) => Ok(Some(kept)),
        None => Err(Error::refused(Refused::SystemUnknown(crate::rules::data_set::shown(&cited.id), cited.version))),
    }
}

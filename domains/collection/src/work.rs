//! The verbs of collections: load, ask, decide, write, tell.

pub mod batch;
pub mod campaign;
pub mod clock;
pub mod home;
pub mod known;
pub mod many;
pub mod places;
pub mod returns;
pub mod review;
pub mod table;
pub mod unit;

use op::{Error, Result};
use units::Fault;

use crate::rules::text::reason_fault;

/// Refuses what has faults.
fn clean(faults: Vec<Fault>) -> Result<()> {
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// A reason that is owed, without outer blanks.
fn owed<'a>(field: &str, reason: &'a str) -> Result<&'a str> {
    clean(reason_fault(field, reason).into_iter().collect())?;
    Ok(reason.trim())
}

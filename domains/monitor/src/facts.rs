//! What this domain tells other rooms: versions of indicator systems that were published, as plain structures.

use op::{Error, Op, Result};

use crate::model::System;
use crate::store;
use crate::work::system::is_public;

/// A version that was published once, whatever followed it, a withdrawal too: whoever measured under it goes on citing it.
///
/// # Errors
/// `Missing` if there is none, or it was never published.
pub fn system(op: &Op, id: &str, version: i64) -> Result<System> {
    store::system::version(op.conn(), id, version)?.filter(is_public).ok_or(Error::Missing)
}

/// Identifier and version of everything that was published and not taken back, the earliest first.
///
/// # Errors
/// Those of the database.
pub fn published(op: &Op) -> Result<Vec<(String, i64)>> {
    Ok(store::system::ever_published(op.conn())?)
}

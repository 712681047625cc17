//! What other rooms may ask of publication: plain values, for whoever reads.

use op::{Op, Result};
use units::Day;

use crate::work::catalogue::current;

/// What is public of a dataflow now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The number of the release.
    pub version: i64,
    /// Its day.
    pub released_on: Day,
    /// SHA-256 of structure and observations.
    pub hash: String,
    /// The path of its page, which stays.
    pub path: String,
}

/// The newest public release of a dataflow, if there is one.
///
/// Errors: those of the database.
pub fn newest(op: &Op, dataflow: &str) -> Result<Option<Published>> {
    let all = current(op)?;
    let newest = all.releases.iter().rfind(|one| one.dataflow == dataflow);
    Ok(newest.map(|one| Published {
        version: one.version,
        released_on: one.released_on,
        hash: one.hash.clone(),
        path: format!("/data/{dataflow}/{}", one.version),
    }))
}

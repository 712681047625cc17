//! What a release says otherwise than an earlier one.

use op::{Op, Result};

use super::stream::Reader;
use crate::model::{Difference, Release};
use crate::rules::difference::Comparison;

/// Differences of each kind that are told of two releases, so that the many that are new do not hide the few that changed;
/// the counts are of all.
pub const DIFFERENCES_MAX: usize = 100;

/// How much differs between two releases, and the first of it.
#[derive(Clone, Debug, Default)]
pub struct Differences {
    /// Observations that were not there.
    pub added: usize,
    /// Observations that are not there any more.
    pub removed: usize,
    /// Observations that say something else.
    pub changed: usize,
    /// The first [`DIFFERENCES_MAX`] of each kind, in order.
    pub shown: Vec<Difference>,
}

/// What a release says otherwise than an earlier one, read side by side in order, so that neither is held.
///
/// Errors: those of the database.
pub fn differences(op: &Op, old: &Release, new: &Release) -> Result<Differences> {
    let mut found = Differences::default();
    let mut comparison = Comparison::new(|one: Difference| {
        let count = match one.kind {
            crate::model::DifferenceKind::Added => &mut found.added,
            crate::model::DifferenceKind::Removed => &mut found.removed,
            crate::model::DifferenceKind::Changed => &mut found.changed,
        };
        *count += 1;
        if *count <= DIFFERENCES_MAX {
            found.shown.push(one);
        }
    });
    let (mut left, mut right) = (Reader::new(old), Reader::new(new));
    let (mut one, mut other) = (left.next(op)?, right.next(op)?);
    while one.is_some() || other.is_some() {
        let (took_old, took_new) = comparison.step(one.as_ref(), other.as_ref());
        if took_old {
            one = left.next(op)?;
        }
        if took_new {
            other = right.next(op)?;
        }
    }
    Ok(found)
}

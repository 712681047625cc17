//! What two releases say otherwise.

use std::cmp::Ordering;

use crate::model::{Difference, DifferenceKind, StoredObservation};

/// Compares two sets in order, handing on what differs.
pub struct Comparison<F: FnMut(Difference)> {
    tell: F,
}

impl<F: FnMut(Difference)> Comparison<F> {
    /// Hands on to this.
    pub fn new(tell: F) -> Comparison<F> {
        Comparison { tell }
    }

    /// Compares two observations at the heads of the sets; answers which of them is used up, the older and the newer.
    pub fn step(&mut self, old: Option<&StoredObservation>, new: Option<&StoredObservation>) -> (bool, bool) {
        let order = match (old, new) {
            (Some(old), Some(new)) => old.key.cmp(&new.key),
            (Some(_), None) => Ordering::Less,
            (None, _) => Ordering::Greater,
        };
        let kind = match order {
            Ordering::Less => DifferenceKind::Removed,
            Ordering::Greater => DifferenceKind::Added,
            Ordering::Equal => DifferenceKind::Changed,
        };
        let (before, after) = (old.filter(|_| order.is_le()), new.filter(|_| order.is_ge()));
        if before != after {
            let status = |one: Option<&StoredObservation>| one.map(|one| one.status.clone()).unwrap_or_default();
            let value = |one: Option<&StoredObservation>| one.and_then(|one| one.value.clone());
            (self.tell)(Difference {
                key: before.or(after).map(|one| one.key.clone()).unwrap_or_default(),
                kind,
                before: value(before),
                after: value(after),
                status_before: status(before),
                status_after: status(after),
            });
        }
        (before.is_some(), after.is_some())
    }
}

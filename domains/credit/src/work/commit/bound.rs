//! What outcomes of some learners are bound to at one institution, beside conversions that a file reports.

use std::collections::{BTreeMap, BTreeSet};

use op::{Op, Result};
use units::{Args, Credit};

use crate::model::{Converted, Entry, RowFault, UseState};
use crate::store;
use crate::store::outcome::UseKey;

/// Uses and targets as the bank has them, and as rows before in the same batch made them.
#[derive(Default)]
pub(super) struct Bound {
    uses: BTreeMap<UseKey, (UseState, Credit)>,
    targets: BTreeMap<(String, String), UseState>,
}

/// What a reported conversion does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binding {
    /// It is there already.
    Unchanged,
    /// It is a new use; with `first` it also takes its target, whose credit counts once.
    New {
        /// Whether nothing led to this target before.
        first: bool,
    },
}

impl Bound {
    /// Reads it for the learners of a batch, if any of its rows reports a conversion.
    pub(super) fn of(op: &Op, institution: &str, entries: &[Entry], learners: &[String]) -> Result<Bound> {
        if entries.iter().all(|entry| entry.converted.is_none()) || learners.is_empty() {
            return Ok(Bound::default());
        }
        Ok(Bound {
            uses: store::outcome::used_among(op.conn(), institution, learners)?,
            targets: store::outcome::taken_among(op.conn(), institution, learners)?,
        })
    }

    /// Binds what a row reports, or says why not: while the learner's own application holds outcome or target, it decides; and
    /// a conversion that is known does not change.
    pub(super) fn bind(
        &mut self,
        entry: &Entry,
        converted: &Converted,
        learner: &str,
        outcome: &str,
    ) -> std::result::Result<Binding, RowFault> {
        let fault = |code, args| RowFault { row: entry.row, column: String::new(), code, args };
        let target = (learner.to_owned(), converted.code.clone());
        let key = (learner.to_owned(), outcome.to_owned(), converted.code.clone());
        match self.uses.get(&key) {
            Some((UseState::Held, _)) => return Err(fault("credit.row.target_open", Args::none())),
            Some((UseState::Used, credit)) if *credit != converted.credit => {
                return Err(fault("credit.row.conversion_differs", Args::one("credit", credit)));
            }
            Some((UseState::Used, _)) => return Ok(Binding::Unchanged),
            None if self.targets.get(&target) == Some(&UseState::Held) => {
                return Err(fault("credit.row.target_open", Args::none()));
            }
            None => {}
        }
        self.uses.insert(key, (UseState::Used, converted.credit));
        let first = self.targets.insert(target, UseState::Used).is_none();
        Ok(Binding::New { first })
    }
}

/// Every value once, in order.
pub(super) fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    values.collect::<BTreeSet<String>>().into_iter().collect()
}

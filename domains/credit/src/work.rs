//! The verbs of the credit bank: load, ask, decide, write, tell.

pub mod appeal;
pub mod application;
pub mod batch;
pub mod book;
pub mod bulk;
pub mod change;
pub mod check;
pub mod clock;
pub mod commit;
pub mod declaration;
pub mod deposit;
pub mod home;
pub mod impact;
pub mod ledger;
pub mod matches;
pub mod notice;
pub mod opinion;
pub mod passbook;
pub mod preview;
pub mod programme;
pub mod revocation;
pub mod roster;
pub mod rule;
pub mod setting;
pub mod statistics;
pub mod verification;

use std::collections::BTreeMap;

use op::{Error, Op, Place, Result};

use crate::rules::Refused;

/// Where an institution stands, for questions of permission.
///
/// Errors: `Missing` if the directory has no such institution.
pub fn place(op: &Op, institution: &str) -> Result<Place> {
    directory::place(op.conn(), institution)?.ok_or(Error::Missing)
}

/// As [`place`], for an institution a person typed.
///
/// Errors: `Refused(credit.institution.unknown)`.
pub fn place_typed(op: &Op, institution: &str) -> Result<Place> {
    directory::place(op.conn(), institution)?
        .ok_or_else(|| Error::refused(Refused::InstitutionUnknown(institution.to_owned())))
}

/// Names of institutions in both languages, each looked up once.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<String, (String, String)>);

impl Names {
    /// The name in Chinese and English; the code where the directory knows none.
    pub fn of(&mut self, op: &Op, code: &str) -> Result<(String, String)> {
        if let Some(known) = self.0.get(code) {
            return Ok(known.clone());
        }
        let found = directory::store::institution(op.conn(), code)?;
        let names = match found {
            Some(found) if found.name_en.is_empty() => (found.name.clone(), found.name),
            Some(found) => (found.name, found.name_en),
            None => (code.to_owned(), code.to_owned()),
        };
        self.0.insert(code.to_owned(), names.clone());
        Ok(names)
    }

    /// The name in one language.
    pub fn in_language(&mut self, op: &Op, code: &str, english: bool) -> Result<String> {
        self.of(op, code).map(|(chinese, name_en)| if english { name_en } else { chinese })
    }
}

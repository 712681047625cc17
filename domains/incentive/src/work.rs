//! The verbs of points and rewards: load, ask, decide, write, tell.

pub mod counter;
pub mod earning;
pub mod expiry;
pub mod home;
pub mod item;
pub mod ledger;
pub mod order;
pub mod points;
pub mod reversal;
pub mod scheme;

use std::collections::BTreeMap;

use op::{Error, Op, Place, Result};

use crate::rules::Refused;
use crate::rules::scheme::is_region;

/// Where an institution stands, for questions of permission.
///
/// Errors: `Missing` if the directory has no such institution.
pub fn place(op: &Op, institution: &str) -> Result<Place> {
    directory::place(op.conn(), institution)?.ok_or(Error::Missing)
}

/// Where an authority stands: an institution, or a region as a whole.
///
/// Errors: `Missing` if the directory has none.
pub fn authority_place(op: &Op, authority: &str) -> Result<Place> {
    if !is_region(authority) {
        return place(op, authority);
    }
    let region = directory::store::region(op.conn(), authority)?.ok_or(Error::Missing)?;
    Ok(Place { organisation: None, region: region.code })
}

/// A place somebody typed the code of.
///
/// Errors: `Refused(incentive.authority.unknown)`.
fn typed(found: Result<Place>, code: &str) -> Result<Place> {
    match found {
        Err(Error::Missing) => Err(Error::refused(Refused::AuthorityUnknown(code.to_owned()))),
        other => other,
    }
}

/// Names of institutions and regions in both languages, each looked up once.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<String, (String, String)>);

impl Names {
    /// The name in one language; the code where the directory knows none.
    pub fn of(&mut self, op: &Op, code: &str, english: bool) -> Result<String> {
        if !self.0.contains_key(code) {
            let found = match is_region(code) {
                true => directory::store::region(op.conn(), code)?.map(|found| (found.name, found.name_en)),
                false => directory::store::institution(op.conn(), code)?.map(|found| (found.name, found.name_en)),
            };
            let (name, name_en) = found.unwrap_or_else(|| (code.to_owned(), String::new()));
            let name_en = if name_en.is_empty() { name.clone() } else { name_en };
            self.0.insert(code.to_owned(), (name, name_en));
        }
        let known = self.0.get(code).map(|(name, name_en)| if english { name_en.clone() } else { name.clone() });
        Ok(known.unwrap_or_default())
    }
}

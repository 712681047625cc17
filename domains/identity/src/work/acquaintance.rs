//! Looking many people up by name and 身份证号 without making anybody's record.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use op::{Op, Result};
use sha2::{Digest, Sha256};
use units::Refusal;

use super::people;
use crate::model::{PersonId, Refused};
use crate::rules::fields;

/// The head of a hash: enough to tell the people of one file apart.
type Head = [u8; 16];

/// Under which name each number without a record was asked for first, so that a later question can be held against it.
/// Neither names nor numbers are kept, only the heads of their hashes: 32 bytes each.
#[derive(Debug, Default)]
pub struct Strangers(HashMap<Head, Head>);

/// What is known of a name and a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acquaintance {
    /// The number has a record under this name.
    Known(PersonId),
    /// Nobody has this number; the text stands for it, and is the same each time it is asked for.
    Stranger(String),
}

/// As [`super::people_for`], but nobody's record is made: who has none stays a stranger.
///
/// Errors: `Invalid` naming the first pair (`people.<place>.…`) that is unfit.
pub fn known_people(
    op: &Op,
    pairs: &[(&str, &str)],
    strangers: &mut Strangers,
) -> Result<Vec<std::result::Result<Acquaintance, Refusal>>> {
    let asked = people::asked(op, pairs)?;
    let known = people::known(op, &asked)?;
    let answer = |(name, index, _): &people::Asked| {
        let (same, found) = match known.get(index) {
            Some((person, known_name)) => (fields::same_name(name, known_name), Acquaintance::Known(*person)),
            None => {
                let form = head(&fields::name_form(name));
                let same = match strangers.0.entry(head(index)) {
                    Entry::Occupied(first) => *first.get() == form,
                    Entry::Vacant(place) => *place.insert(form) == form,
                };
                (same, Acquaintance::Stranger(index.clone()))
            }
        };
        if same { Ok(found) } else { Err(Refused::NameDiffers.into()) }
    };
    Ok(asked.iter().map(answer).collect())
}

fn head(text: &str) -> Head {
    let mut head = Head::default();
    head.copy_from_slice(&Sha256::digest(text)[..16]);
    head
}

//! Importing and reading 专业培养方案.

use std::collections::BTreeSet;

use op::{Error, Op, Result};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::book::Book;
use super::{change, place_typed};
use crate::access::Action;
use crate::model::{Imported, Programme, ProgrammeFile, ProgrammeState};
use crate::rules::programme::parse;
use crate::store;
use crate::store::edition::Changed;

/// Imports programmes and changes of course codes of one institution. A programme that is there word for word is left alone,
/// any other becomes the next version, which is in use at once. Changes of codes wait for a second person.
///
/// Errors: `Conflict(credit.change.waiting)`; `Refused(credit.institution.unknown)`; `Invalid` with the first fault of the text.
pub fn import(op: &Op, input: &ProgrammeFile) -> Result<Imported> {
    let place = place_typed(op, &input.institution)?;
    let pen = op.may(&Action::ImportProgrammes(&place))?;
    let read = parse(input).map_err(Error::Invalid)?;
    let mut imported = Imported::default();
    let mut changed = BTreeSet::new();
    for content in read.programmes {
        let known = store::programme::versions(op.conn(), &content.institution, &content.code)?;
        let latest = known.first();
        let text = serde_json::to_string(&content).map_err(Error::bug)?;
        let hash = hex::encode(Sha256::digest(text));
        if latest.is_some_and(|latest| latest.hash == hash) {
            imported.unchanged += 1;
            continue;
        }
        let programme = Programme {
            institution: content.institution.clone(),
            code: content.code.clone(),
            version: latest.map_or(1, |latest| latest.version + 1),
            title: content.title.clone(),
            total: content.total,
            course_count: i64::try_from(content.courses.len()).map_err(Error::bug)?,
            state: ProgrammeState::InUse,
            hash,
            imported_at: op.now(),
            content,
        };
        store::programme::insert(&pen, &programme, &op.actor().id)?;
        changed.insert(Changed::Programme(programme.institution, programme.code));
        imported.stored += 1;
    }
    imported.changes = read.changes.len();
    if !read.changes.is_empty() {
        imported.table = Some(change::keep(op, &pen, &input.institution, read.changes)?.id);
    }
    if !changed.is_empty() {
        Book::revise(op, &pen, changed)?;
    }
    pen.subject(&input.institution);
    pen.tell(json!({ "stored": imported.stored, "unchanged": imported.unchanged, "changes": imported.changes }));
    Ok(imported)
}

/// Every version of a programme, the latest first; public.
pub fn versions(op: &Op, institution: &str, code: &str) -> Result<Vec<Programme>> {
    let found = store::programme::versions(op.conn(), institution, code)?;
    if found.is_empty() { Err(Error::Missing) } else { Ok(found) }
}

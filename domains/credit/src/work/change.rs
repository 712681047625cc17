//! 课程代码沿革: importing a table of changed codes and having a second person publish it. Until then no code means another.

use op::{Error, Op, Pen, Result};
use recognition::Change;
use serde_json::json;
use sha2::{Digest, Sha256};
use units::Fault;

use super::book::Book;
use super::{place, place_typed};
use crate::access::steps::{ChangeVerb, Step};
use crate::model::{ChangeFile, ChangeState, ChangeTable, ChangeTableKind, ProgrammeFile, ReturnInput};
use crate::rules::change::{CHART, is_table, second, table};
use crate::rules::{programme, step};
use crate::store;
use crate::store::edition::Changed;

/// Tables listed.
const LISTED: i64 = 100;
/// The longest reason, in characters.
pub const REASON_CHARS_MAX: usize = 1_000;

fn load(op: &Op, id: &str) -> Result<ChangeTable> {
    store::change::get(op.conn(), id)?.ok_or(Error::Missing)
}

/// The tables of an institution, what waits first.
pub fn list(op: &Op, institution: &str) -> Result<Vec<ChangeTable>> {
    let place = place(op, institution)?;
    op.check(&Step::ViewChange("", &place))?;
    Ok(store::change::latest(op.conn(), institution, LISTED)?)
}

/// A table with its changes, for whoever works at its institution.
pub fn view(op: &Op, id: &str) -> Result<ChangeTable> {
    let found = load(op, id)?;
    op.check(&Step::ViewChange(id, &place(op, &found.institution)?))?;
    Ok(found)
}

/// Imports a table, which waits for the second person from then on.
///
/// Errors: `Refused(credit.institution.unknown)`; `Invalid` with faults of the text; `Conflict(credit.change.waiting)`.
pub fn import(op: &Op, input: &ChangeFile) -> Result<ChangeTable> {
    let place = place_typed(op, &input.institution)?;
    let pen = op.may(&Step::Change(ChangeVerb::Import, "", &place))?;
    let changes = match is_table(&input.text) {
        true => table(input).map_err(Error::Invalid)?,
        false => {
            let file = ProgrammeFile { institution: input.institution.clone(), text: input.text.clone() };
            let read = programme::parse(&file).map_err(Error::Invalid)?;
            if read.changes.is_empty() || !read.programmes.is_empty() {
                return Err(Error::Invalid(vec![Fault::new("text", "credit.change.header")]));
            }
            read.changes
        }
    };
    let kept = keep(op, &pen, &input.institution, changes)?;
    pen.subject(&kept.id);
    pen.about(&kept.institution);
    pen.tell(json!({ "count": kept.size, "hash": kept.hash }));
    Ok(kept)
}

/// Keeps changes as a table that waits.
pub(super) fn keep(op: &Op, pen: &Pen, institution: &str, mut changes: Vec<Change>) -> Result<ChangeTable> {
    changes.sort_by(|one, other| (&one.old, &one.new, one.valid_from).cmp(&(&other.old, &other.new, other.valid_from)));
    let hash = hex::encode(Sha256::digest(serde_json::to_string(&changes).map_err(Error::bug)?));
    let new = ChangeTable {
        id: op.id::<ChangeTableKind>().to_string(),
        institution: institution.to_owned(),
        state: ChangeState::Submitted,
        size: i64::try_from(changes.len()).map_err(Error::bug)?,
        hash,
        imported_by: op.actor().id.clone(),
        imported_at: op.now(),
        decided_by: None,
        decided_at: None,
        reason: String::new(),
        changes,
    };
    store::change::insert(pen, &new)?;
    Ok(new)
}

/// Publishes a table: from now on each of its codes means the same course as the other, from its day on, in every rule.
///
/// Errors: see [`second`]; `Conflict` when somebody was faster.
pub fn publish(op: &Op, id: &str) -> Result<ChangeTable> {
    let was = load(op, id)?;
    let place = place(op, &was.institution)?;
    let pen = op.may(&Step::Change(ChangeVerb::Publish, id, &place))?;
    second(&was, "publish", &op.actor().id).map_err(Error::conflict)?;
    store::change::decide(&pen, id, ChangeState::Published, &op.actor().id, op.now(), "")?;
    store::programme::insert_changes(&pen, &was.changes, &op.actor().id, op.now())?;
    let issuers = was.changes.iter().map(|change| Changed::Codes(change.issuer.clone()));
    Book::revise(op, &pen, issuers.collect())?;
    pen.about(&was.institution);
    pen.tell(json!({ "count": was.size, "hash": was.hash }));
    load(op, id)
}

/// Sends a table back.
///
/// Errors: `Invalid` without a reason; see [`second`].
pub fn send_back(op: &Op, id: &str, input: &ReturnInput) -> Result<ChangeTable> {
    let was = load(op, id)?;
    let place = place(op, &was.institution)?;
    let pen = op.may(&Step::Change(ChangeVerb::Return, id, &place))?;
    let reason = input.reason.trim();
    match reason.chars().count() {
        0 => return Err(Error::Invalid(vec![Fault::new("reason", "credit.application.reason_required")])),
        count if count > REASON_CHARS_MAX => {
            return Err(Error::Invalid(vec![Fault::new("reason", "form.too_long").with("max", REASON_CHARS_MAX)]));
        }
        _ => {}
    }
    second(&was, "return", &op.actor().id).map_err(Error::conflict)?;
    store::change::decide(&pen, id, ChangeState::Returned, &op.actor().id, op.now(), reason)?;
    pen.about(&was.institution);
    pen.tell(json!({ "count": was.size }));
    load(op, id)
}

/// Takes a table back that waits.
pub fn withdraw(op: &Op, id: &str) -> Result<ChangeTable> {
    let was = load(op, id)?;
    let place = place(op, &was.institution)?;
    let pen = op.may(&Step::Change(ChangeVerb::Withdraw, id, &place))?;
    step(&CHART, was.state.name(), "withdraw", &["registrar"]).map_err(Error::conflict)?;
    store::change::decide(&pen, id, ChangeState::Withdrawn, &op.actor().id, op.now(), "")?;
    pen.about(&was.institution);
    pen.tell(json!({ "count": was.size }));
    load(op, id)
}

//! Granting and revoking roles.

use op::{Error, OnConstraint, Op, Pen, Place, Result};
use serde_json::json;
use units::{Fault, Instant};

use crate::access::Action;
use crate::model::{GrantId, GrantInput, GrantRow, Refused, ScopeKind, Status};
use crate::rules;
use crate::store::{authority, people};

/// The region of what lies everywhere.
const EVERYWHERE: &str = "000000";

/// Grants a role to a person with an account.
///
/// Errors: `Invalid` for the fields, `Missing`, `Refused` (to_self, exists), `Forbidden` beyond one's authority.
pub fn grant(op: &Op, person: &str, input: &GrantInput) -> Result<GrantId> {
    let place = check(op, input)?;
    let pen = op.may(&Action::Grant(person, &input.role, &place))?;
    let found = people::person(op.conn(), person)?.ok_or(Error::Missing)?;
    if found.status != Status::Active {
        return Err(Error::Missing);
    }
    if op.actor().id == person {
        return Err(Error::refused(Refused::GrantToSelf));
    }
    let grant = insert(op, &pen, person, input, &place, &op.actor().id)?;
    pen.tell(json!({ "role": input.role, "scope": input.scope_code, "scope_kind": input.scope_kind }));
    Ok(grant)
}

/// Checks what is to be granted and finds where it holds.
pub(crate) fn check(op: &Op, input: &GrantInput) -> Result<Place> {
    let faults = rules::grant::check(input, op.today());
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    place(op, input.scope_kind, &input.scope_code)?
        .ok_or_else(|| Error::Invalid(vec![Fault::new("scope_code", "identity.grant.code_unknown")]))
}

/// Where a scope lies, as the directory says; `None` if there is no such place.
pub(crate) fn place(op: &Op, kind: ScopeKind, code: &str) -> Result<Option<Place>> {
    Ok(match kind {
        ScopeKind::Everywhere => Some(Place { organisation: None, region: EVERYWHERE.to_owned() }),
        ScopeKind::Region => {
            let region = directory::store::region(op.conn(), code)?;
            region.map(|region| Place { organisation: None, region: region.code })
        }
        ScopeKind::Organisation => {
            let found = directory::store::institution(op.conn(), code)?;
            found.map(|found| Place { organisation: Some(found.code), region: found.region })
        }
    })
}

/// Where a stored grant holds.
pub(crate) fn place_of(grant: &GrantRow) -> Place {
    let organisation = (grant.scope_kind == ScopeKind::Organisation).then(|| grant.scope_code.clone());
    Place { organisation, region: grant.region.clone() }
}

/// Inserts a grant under a permission already given, in force until its last day.
pub(crate) fn insert(op: &Op, pen: &Pen, person: &str, input: &GrantInput, place: &Place, by: &str) -> Result<GrantId> {
    insert_until(op, pen, person, input, place, by, input.valid_until.map(rules::grant::after))
}

/// As [`insert`], in force until a moment.
pub(crate) fn insert_until(
    op: &Op,
    pen: &Pen,
    person: &str,
    input: &GrantInput,
    place: &Place,
    by: &str,
    valid_until: Option<Instant>,
) -> Result<GrantId> {
    let id: GrantId = op.id();
    authority::close_expired(pen, person, op.now())?;
    let held = authority::held(op.conn(), person, op.now())?;
    let exists = || Error::conflict(Refused::GrantExists);
    let same = |row: &GrantRow| {
        row.role == input.role && row.scope_kind == input.scope_kind && row.scope_code == input.scope_code
    };
    if held.iter().any(same) {
        return Err(exists());
    }
    let row = GrantRow {
        grant_id: id.to_string(),
        person: person.to_owned(),
        role: input.role.clone(),
        scope_kind: input.scope_kind,
        scope_code: input.scope_code.clone(),
        region: place.region.clone(),
        granted_by: by.to_owned(),
        granted_at: op.now(),
        valid_until,
        revoked_at: None,
    };
    authority::insert_grant(pen, &row).on_constraint("identity_grant_once", exists)?;
    Ok(id)
}

/// Revokes a grant; the holder's next request no longer has it.
///
/// Errors: `Missing`, `Forbidden` beyond one's authority, `Refused` (ended, last_admin).
pub fn revoke(op: &Op, person: &str, grant_id: &str) -> Result<()> {
    let row = authority::grant(op.conn(), person, grant_id)?.ok_or(Error::Missing)?;
    let pen = op.may(&Action::Revoke(person, &row.role, &place_of(&row)))?;
    if !rules::grant::holds(&row, op.now()) {
        return Err(Error::refused(Refused::GrantEnded));
    }
    if row.role == "admin" {
        keep_an_admin(op, &pen)?;
    }
    if authority::revoke(&pen, person, grant_id, &op.actor().id, op.now())? == 0 {
        return Err(Error::conflict(Refused::GrantEnded));
    }
    pen.tell(json!({ "role": row.role, "scope": row.scope_code, "scope_kind": row.scope_kind }));
    Ok(())
}

/// Says no to taking an administrator away if there is no other. The administrators' grants are locked before they are
/// counted, so that of two who are taken away at the same moment the second is counted after the first is gone.
///
/// Errors: `Refused(identity.grant.last_admin)`.
pub(crate) fn keep_an_admin(op: &Op, pen: &Pen) -> Result<()> {
    authority::lock_holders(pen, "admin")?;
    match authority::holders(op.conn(), "admin", op.now())? {
        ..=1 => Err(Error::refused(Refused::LastAdmin)),
        _ => Ok(()),
    }
}

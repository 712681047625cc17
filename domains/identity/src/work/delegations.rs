//! Acting on somebody's behalf.

use op::{Error, Op, Result};
use serde_json::json;
use units::Fault;

use super::sessions::{self, GUARDIAN};
use crate::access::{Action, Own};
use crate::model::{Acting, Delegation, DelegationId, DelegationInput, Refused, ScopeKind, Status};
use crate::rules;
use crate::store::{authority, people, sessions as store};

/// Delegations shown in a list.
const LISTED: i64 = 100;

/// Lends one of one's own grants to somebody until a day.
///
/// Errors: `Invalid` (valid_until, delegate), `Refused` (to_self, not_held).
pub fn give(op: &Op, principal: &str, input: &DelegationInput) -> Result<DelegationId> {
    let pen = op.may(&Action::Own(Own::Delegate, principal))?;
    let faults = rules::grant::check_delegation(input, op.today());
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let unknown = || Error::Invalid(vec![Fault::new("delegate", "identity.field.sign_in_name_unknown")]);
    let name = input.delegate.trim().to_ascii_lowercase();
    let delegate = people::by_sign_in_name(op.conn(), &name)?.ok_or_else(unknown)?;
    if people::person(op.conn(), &delegate)?.is_none_or(|person| person.status != Status::Active) {
        return Err(unknown());
    }
    if delegate == principal {
        return Err(Error::refused(Refused::DelegationToSelf));
    }
    let held = authority::held(op.conn(), principal, op.now())?;
    // An administrator's powers are not lent: each administrator shows a second factor of their own.
    let lent = held.iter().find(|grant| grant.grant_id == input.grant_id && grant.role != "admin");
    let lent = lent.ok_or_else(|| Error::refused(Refused::DelegationNotHeld))?;
    let id: DelegationId = op.id();
    authority::insert_delegation(
        &pen,
        &Delegation {
            delegation: id.to_string(),
            principal: principal.to_owned(),
            delegate: delegate.clone(),
            grant_id: lent.grant_id.clone(),
            role: lent.role.clone(),
            scope_kind: ScopeKind::Everywhere,
            scope_code: String::new(),
            given_at: op.now(),
            valid_until: rules::grant::after(input.valid_until),
            ended_at: None,
        },
    )?;
    pen.about(&delegate);
    pen.tell(json!({ "delegate": delegate, "role": lent.role, "scope": lent.scope_code, "until": input.valid_until }));
    Ok(id)
}

/// What one lent, and what was lent to one.
pub fn list(op: &Op, person: &str) -> Result<(Vec<Delegation>, Vec<Delegation>)> {
    op.check(&Action::Own(Own::View, person))?;
    let given = authority::delegated_by(op.conn(), person, LISTED)?;
    Ok((given, authority::delegated_to(op.conn(), person, op.now())?))
}

/// Ends a delegation, from the side of who lent or of who acts.
///
/// Errors: `Missing`, `Refused(ended)`.
pub fn end(op: &Op, principal: &str, delegation: &str) -> Result<()> {
    let found = authority::delegation(op.conn(), principal, delegation)?.ok_or(Error::Missing)?;
    let side = if op.actor().id == found.delegate { &found.delegate } else { &found.principal };
    let pen = op.may(&Action::Own(Own::EndDelegation, side))?;
    if authority::end_delegation(&pen, principal, delegation, op.now())? == 0 {
        return Err(Error::refused(Refused::DelegationEnded));
    }
    pen.subject(&principal);
    pen.about(&found.delegate);
    pen.tell(json!({ "delegation": delegation, "role": found.role, "scope": found.scope_code }));
    Ok(())
}

/// Begins to act in somebody's place in the present session, or (`None`) as oneself again.
///
/// Errors: `Refused(ended)` if nothing of the kind is in force.
pub fn act_for(op: &Op, acting: Option<&Acting>) -> Result<()> {
    let person = op.actor().id.clone();
    let session = op.actor().session.clone().ok_or(Error::Unknown)?;
    let pen = op.may(&Action::Own(Own::ActFor, &person))?;
    if let Some(acting) = acting {
        if sessions::lent(op, &person, acting)?.is_none() {
            let ended = if acting.by == GUARDIAN { Refused::GuardianEnded } else { Refused::DelegationEnded };
            return Err(Error::refused(ended));
        }
        pen.about(&acting.person);
    }
    store::set_acting(&pen, &person, &session, acting)?;
    pen.tell(json!({ "for": acting.map(|acting| acting.person.as_str()).unwrap_or("") }));
    Ok(())
}

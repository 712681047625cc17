//! Founding and dissolving alliances, admitting and dismissing members.

use op::{Error, Op, Place, Result};
use serde_json::json;

use super::code_of;
use super::institution::place_of;
use crate::access::Action;
use crate::model::{AllianceId, AllianceInput, Departure, Dissolution, MemberInput, Membership};
use crate::{rules, store};

/// Founds an alliance; answers with its identifier.
pub fn found(op: &Op, input: &AllianceInput) -> Result<AllianceId> {
    let pen = op.may(&Action::Found)?;
    let taken = store::alliance_name_taken(op.conn(), input.name.trim())?;
    let new = rules::found(input, taken, op.today())?;
    let id: AllianceId = op.id();
    store::insert_alliance(&pen, id, &new)?;
    pen.subject(&id);
    pen.tell(json!({ "name": new.name }));
    Ok(id)
}

/// Admits an institution in a role.
pub fn admit(op: &Op, id: AllianceId, input: &MemberInput) -> Result<AllianceId> {
    store::alliance(op.conn(), id)?.ok_or(Error::Missing)?;
    let institution = store::institution(op.conn(), &code_of(&input.institution))?;
    let pen = op.may(&Action::Admit(id, institution.as_ref().map_or_else(nowhere, place_of)))?;
    // What the rule looks at – the other seats, whether it was dissolved – must not change between looking and writing.
    store::hold_alliance(&pen, id)?;
    let alliance = store::alliance(op.conn(), id)?.ok_or(Error::Missing)?;
    let new = rules::admit(&alliance, institution.as_ref(), &in_force(op, id)?, input, op.today())?;
    let institution = institution.ok_or(Error::Missing)?;
    store::admit(&pen, id, &institution.code, new)?;
    pen.about(&institution.code);
    pen.tell(json!({
        "alliance": alliance.name,
        "institution": institution.name,
        "role": new.role.name(),
        "on": new.joined_on,
    }));
    Ok(id)
}

/// Ends a membership.
pub fn dismiss(op: &Op, id: AllianceId, input: &Departure) -> Result<AllianceId> {
    let alliance = store::alliance(op.conn(), id)?.ok_or(Error::Missing)?;
    let institution = store::institution(op.conn(), &code_of(&input.institution))?;
    let pen = op.may(&Action::Dismiss(id, institution.as_ref().map_or_else(nowhere, place_of)))?;
    let input = Departure { institution: code_of(&input.institution), ..input.clone() };
    let (role, left_on) = rules::dismiss(&in_force(op, id)?, &input, op.today())?;
    store::dismiss(&pen, id, &input.institution, role, left_on)?;
    pen.about(&input.institution);
    pen.tell(json!({
        "alliance": alliance.name,
        "institution": institution.map(|institution| institution.name),
        "role": role.name(),
        "on": left_on,
    }));
    Ok(id)
}

/// Dissolves an alliance; its memberships end with it.
pub fn dissolve(op: &Op, id: AllianceId, input: &Dissolution) -> Result<AllianceId> {
    let alliance = store::alliance(op.conn(), id)?.ok_or(Error::Missing)?;
    let pen = op.may(&Action::Dissolve(id))?;
    let members = in_force(op, id)?;
    let on = rules::dissolve(&alliance, &members, input, op.today())?;
    let ended = store::dissolve(&pen, id, on)?;
    for member in &members {
        pen.about(&member.institution);
    }
    pen.tell(json!({ "name": alliance.name, "on": on, "memberships": ended }));
    Ok(id)
}

fn in_force(op: &Op, id: AllianceId) -> Result<Vec<Membership>> {
    let all = store::members(op.conn(), id)?;
    Ok(all.into_iter().filter(|member| member.left_on.is_none()).collect())
}

/// The place of an institution that does not exist: only who may act everywhere learns that it does not.
fn nowhere() -> Place {
    Place { organisation: None, region: String::new() }
}

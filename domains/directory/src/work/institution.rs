//! Entering, renaming and ending institutions.

use op::{Error, Op, Place, Result};
use serde_json::json;

use super::{code_of, text_of};
use crate::access::Action;
use crate::model::{EndReason, Ending, Institution, InstitutionInput, NameInput};
use crate::{rules, store};

/// Where an institution stands.
pub(crate) fn place_of(institution: &Institution) -> Place {
    Place { organisation: Some(institution.code.clone()), region: institution.region.clone() }
}

/// Enters an institution; answers with its code. With a predecessor, that one's code ends today: a change of type, for which
/// the actor must be one who may end it where it lies.
pub fn register(op: &Op, input: &InstitutionInput) -> Result<String> {
    let conn = op.conn();
    let code = code_of(&input.code);
    let predecessor = code_of(&input.predecessor);
    let facts = rules::Facts {
        holder: store::institution(conn, &code)?,
        region: store::region(conn, input.region.trim())?,
        predecessor: if predecessor.is_empty() { None } else { store::institution(conn, &predecessor)? },
    };
    let region = facts.region.as_ref().map_or_else(String::new, |region| region.code.clone());
    let pen = op.may(&Action::Register(Place { organisation: Some(code.clone()), region }))?;
    if let Some(predecessor) = &facts.predecessor {
        op.check(&Action::End(place_of(predecessor)))?;
    }
    let institution = rules::register(input, &facts)?;
    store::insert_institution(&pen, &institution)?;
    let mut change = json!({ "name": institution.name, "kind": institution.kind.name() });
    if let Some(predecessor) = &facts.predecessor {
        let today = op.today();
        store::end_institution(&pen, &predecessor.code, &text_of(today), EndReason::TypeChanged)?;
        store::succeed(&pen, &predecessor.code, &code, &text_of(today), EndReason::TypeChanged)?;
        store::leave_all(&pen, &predecessor.code, today)?;
        change["predecessor"] = predecessor.code.clone().into();
        pen.about(&predecessor.code);
    }
    pen.tell(change);
    Ok(code)
}

/// Gives an institution another name; its code stays.
pub fn rename(op: &Op, code: &str, input: &NameInput) -> Result<String> {
    let institution = store::institution(op.conn(), code)?.ok_or(Error::Missing)?;
    let pen = op.may(&Action::Rename(place_of(&institution)))?;
    let (name, name_en) = rules::rename(&institution, input)?;
    store::rename_institution(&pen, &institution, &name, &name_en, &text_of(op.today()))?;
    pen.tell(json!({ "from": institution.name, "to": name }));
    Ok(institution.code)
}

/// Ends an institution's code because it closed or became part of another; its memberships end with it.
pub fn end(op: &Op, code: &str, input: &Ending) -> Result<String> {
    let institution = store::institution(op.conn(), code)?.ok_or(Error::Missing)?;
    let pen = op.may(&Action::End(place_of(&institution)))?;
    let successor = code_of(&input.successor);
    let successor = if successor.is_empty() { None } else { store::institution(op.conn(), &successor)? };
    let (on, reason) = rules::end(&institution, input, successor.as_ref(), op.today())?;
    store::end_institution(&pen, &institution.code, &text_of(on), reason)?;
    if let Some(successor) = &successor {
        store::succeed(&pen, &institution.code, &successor.code, &text_of(on), reason)?;
        pen.about(&successor.code);
    }
    let memberships = store::leave_all(&pen, &institution.code, on)?;
    pen.tell(json!({
        "name": institution.name,
        "reason": reason.name(),
        "on": on,
        "successor": successor.map(|successor| successor.code),
        "memberships": memberships,
    }));
    Ok(institution.code)
}

//! Letting others act on one's behalf, and acting on theirs.

use std::collections::BTreeMap;

use op::{Op, Result};
use serde::Serialize;
use units::Instant;
use web::{Answer, FormView, Reply, Request, Response, context};

use crate::asked::signed_in;
use crate::model::{Acting, Delegation, DelegationInput};
use crate::shown;
use crate::store::authority;
use crate::work::sessions::GUARDIAN;
use crate::work::{delegations, guardians, people};

/// A delegation with names.
#[derive(Serialize)]
struct DelegationView {
    delegation: String,
    principal: String,
    other: String,
    role: String,
    place: String,
    valid_until: Instant,
    state: &'static str,
}

/// GET /account/delegations
pub(crate) fn page(request: Request) -> Answer {
    let person = signed_in(&request)?;
    Ok(Reply::read(move |op| shown(op, &person, FormView::blank())))
}

fn shown(op: &Op, person: &str, form: FormView) -> Result<Response> {
    op.check(&crate::access::Action::Own(crate::access::Own::ActFor, person))?;
    let given = authority::delegated_by(op.conn(), person, 100)?;
    let received = authority::delegated_to(op.conn(), person, op.now())?;
    let wards = guardians::wards(op, person)?;
    let mut ids: Vec<&str> = given.iter().map(|row| row.delegate.as_str()).collect();
    ids.extend(received.iter().map(|row| row.principal.as_str()));
    ids.extend(wards.iter().map(String::as_str));
    ids.extend(op.actor().acts_for());
    let names = people::names(op, &ids)?;
    let view = |rows: &[Delegation], other: fn(&Delegation) -> &String| -> Result<Vec<DelegationView>> {
        rows.iter().map(|row| view(op, row, other(row), &names)).collect()
    };
    let wards: Vec<_> =
        wards.into_iter().map(|ward| context! { name => names.get(&ward).cloned(), person => ward }).collect();
    let held = authority::held(op.conn(), person, op.now())?;
    Ok(Response::page(
        "identity/delegations.html",
        context! {
            given => view(&given, |row| &row.delegate)?,
            received => view(&received, |row| &row.principal)?,
            wards,
            grants => shown::grants(op, &held)?,
            acting => op.actor().acts_for().and_then(|person| names.get(person)).cloned(),
            form,
        },
    ))
}

fn view(op: &Op, row: &Delegation, other: &str, names: &BTreeMap<String, String>) -> Result<DelegationView> {
    let state = match row.ended_at {
        Some(_) => "ended",
        None if op.now() >= row.valid_until => "expired",
        None => "active",
    };
    Ok(DelegationView {
        delegation: row.delegation.clone(),
        principal: row.principal.clone(),
        other: names.get(other).cloned().unwrap_or_else(|| other.to_owned()),
        role: row.role.clone(),
        place: shown::place_name(op, row.scope_kind, &row.scope_code)?,
        valid_until: row.valid_until,
        state,
    })
}

/// POST /account/delegations
pub(crate) fn give(request: Request) -> Answer {
    let person = signed_in(&request)?;
    let mut form = request.fields()?;
    let input = DelegationInput {
        delegate: form.text("delegate", 1..=60),
        grant_id: form.text("grant_id", 1..=60),
        valid_until: form.day("valid_until"),
    };
    let checked = form.check();
    let again = person.clone();
    let verb = move |op: &Op| {
        checked.clone()?;
        delegations::give(op, &person, &input)
    };
    let reply = Reply::write(request.key(), verb, |_| {
        Response::see_other("/account/delegations").notice("identity-notice-delegated")
    });
    Ok(reply.or(move |op, error| shown(op, &again, form.view_of(error))))
}

/// POST /account/delegations/{principal}/{delegation}/end
pub(crate) fn end(request: Request) -> Answer {
    let (principal, delegation) = (request.path("principal")?, request.path("delegation")?);
    Ok(Reply::write(
        request.key(),
        move |op| delegations::end(op, &principal, &delegation),
        |()| Response::see_other("/account/delegations").notice("identity-notice-delegation_ended"),
    ))
}

/// POST /account/acting: fields `person` and `by`.
pub(crate) fn act_for(request: Request) -> Answer {
    let mut form = request.fields()?;
    let acting = Acting { person: form.text("person", 1..=60), by: form.text("by", 1..=60) };
    form.check()?;
    let home = if acting.by == GUARDIAN { "/identity/consents" } else { "/" };
    Ok(Reply::write(
        request.key(),
        move |op| delegations::act_for(op, Some(&acting)),
        move |()| Response::see_other(home).notice("identity-notice-acting"),
    ))
}

/// POST /account/acting/end
pub(crate) fn act_for_oneself(request: Request) -> Answer {
    Ok(Reply::write(
        request.key(),
        |op| delegations::act_for(op, None),
        |()| Response::see_other("/account/delegations").notice("identity-notice-acting_ended"),
    ))
}

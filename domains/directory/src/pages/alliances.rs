//! Alliances: the list, and the page of one.

use op::{Error, Permission};
use web::{Answer, Request, Response, context};

use crate::access::Action;
use crate::lists::{Look, alliances, members};
use crate::model::{AllianceId, AllianceKind};
use crate::store;

/// `GET /directory/alliances`
pub(crate) fn list(request: Request) -> Answer {
    let look = Look::People(request.locale);
    alliances::ALLIANCES.respond_with(
        &request,
        "directory/alliances.html",
        move |op, query| alliances::fetch(op, query, look),
        |op| {
            let may_found = Action::Found.allows(op.actor());
            Ok(context! { may_found })
        },
    )
}

/// `GET /directory/alliances/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let id: AllianceId = request.path_id::<AllianceKind>("id")?;
    let (look, timeline) = (Look::People(request.locale), request.timeline());
    super::read(move |op| {
        let alliance = store::alliance(op.conn(), id)?.ok_or(Error::Missing)?;
        let all = store::members(op.conn(), id)?;
        let (now, former): (Vec<_>, Vec<_>) = all.into_iter().partition(|member| member.left_on.is_none());
        let stands = alliance.dissolved_on.is_none();
        // A province officer may admit institutions of the own province; which one is asked when the form is sent.
        let may_admit = stands && Action::Keep.allows(op.actor());
        Ok(Response::page(
            "directory/alliance.html",
            context! {
                name => look.name(&alliance.name, &alliance.name_en).to_owned(),
                members => now,
                former,
                may_admit,
                may_dissolve => stands && Action::Dissolve(id).allows(op.actor()),
                timeline => timeline.rows(op, &id.to_string(), 50)?,
                alliance,
            },
        ))
    })
}

/// `GET /directory/alliances/{id}/members`
pub(crate) fn members(request: Request) -> Answer {
    let id: AllianceId = request.path_id::<AllianceKind>("id")?;
    let look = Look::People(request.locale);
    members::MEMBERS.respond_with(
        &request,
        "directory/alliance_members.html",
        move |op, query| members::fetch(op, query, id, look),
        move |op| {
            let alliance = store::alliance(op.conn(), id)?.ok_or(Error::Missing)?;
            Ok(context! { name => look.name(&alliance.name, &alliance.name_en).to_owned(), alliance })
        },
    )
}

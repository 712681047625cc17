//! One person's page for staff: masked data, roles, granting and revoking.

use op::{Op, Result};
use units::Args;
use web::{Answer, FormView, Reply, Request, Response, Timeline, context};

use super::invitations::{grant_fields, resolved};
use crate::access::{self, Action};
use crate::model::ROLES;
use crate::shown::{self, Masked};
use crate::store::secrets;
use crate::work::{grants, lookup, people, resets, second_factor};

/// Entries of the timeline on the page.
const TIMELINE_LIMIT: i64 = 30;

/// GET /identity/people/{person}
pub(crate) fn page(request: Request) -> Answer {
    let person = request.path("person")?;
    let timeline = request.timeline();
    Ok(Reply::read(move |op| shown_page(op, &person, &timeline, FormView::blank())))
}

/// The page with a link for a new password, shown this once.
pub(crate) fn shown_with_link(op: &Op, person: &str, timeline: &Timeline, link: String) -> Result<Response> {
    let page = shown_with(op, person, timeline, FormView::blank(), Some(link))?;
    Ok(page.header("cache-control", "no-store"))
}

fn shown_page(op: &Op, person: &str, timeline: &Timeline, form: FormView) -> Result<Response> {
    shown_with(op, person, timeline, form, None)
}

fn shown_with(op: &Op, person: &str, timeline: &Timeline, form: FormView, link: Option<String>) -> Result<Response> {
    let (found, held) = lookup::person(op, person)?;
    let details = people::details(op, &found)?;
    let mut views = Vec::new();
    for (view, row) in shown::grants(op, &held)?.into_iter().zip(&held) {
        let revocable = access::may_grant(op.actor(), &row.role, &grants::place_of(row)) && op.actor().id != person;
        views.push(context! { grant => view, revocable });
    }
    let told = lookup::sees_timeline(op, op.actor(), person)?;
    let timeline = if told { Some(timeline.rows(op, person, TIMELINE_LIMIT)?) } else { None };
    let admin = op.check(&Action::ResetFactor(person)).is_ok();
    let context = context! {
        person => Masked::of(&details),
        word => format!("identity-status-{}", found.status.text()),
        grants => views,
        roles => ROLES.iter().map(|role| role.role).collect::<Vec<_>>(),
        active => found.status == crate::model::Status::Active,
        unclaimed => found.status == crate::model::Status::Unclaimed,
        factor => secrets::factor(op.conn(), person)?.is_some_and(|factor| factor.confirmed_at.is_some()),
        admin,
        resettable => resets::may_make(op, person)?,
        timeline,
        link,
        form,
    };
    Ok(Response::page("identity/person.html", context))
}

/// POST /identity/people/{person}/grants
pub(crate) fn grant(request: Request) -> Answer {
    let person = request.path("person")?;
    let timeline = request.timeline();
    let mut form = request.fields()?;
    let input = grant_fields(&mut form);
    let checked = form.check();
    let (subject, back) = (person.clone(), format!("/identity/people/{person}"));
    let verb = move |op: &Op| {
        checked.clone()?;
        grants::grant(op, &subject, &resolved(op, input.clone())?)
    };
    let reply = Reply::write(request.key(), verb, move |_| Response::see_other(back).notice("identity-notice-granted"));
    Ok(reply.or(move |op, error| shown_page(op, &person, &timeline, form.view_of(error))))
}

/// POST /identity/people/{person}/grants/{grant}/revocation
pub(crate) fn revoke(request: Request) -> Answer {
    let (person, grant) = (request.path("person")?, request.path("grant")?);
    let back = format!("/identity/people/{person}");
    Ok(Reply::write(
        request.key(),
        move |op| grants::revoke(op, &person, &grant),
        move |()| Response::see_other(back).notice("identity-notice-revoked"),
    ))
}

/// POST /identity/people/{person}/second-factor-reset
pub(crate) fn reset_factor(request: Request) -> Answer {
    let person = request.path("person")?;
    let back = format!("/identity/people/{person}");
    Ok(Reply::write(
        request.key(),
        move |op| second_factor::reset(op, &person),
        move |()| Response::see_other(back).notice("identity-notice-factor_reset"),
    ))
}

/// POST /identity/people/{person}/closure: asks for a tick, because it cannot be undone from here.
pub(crate) fn close(request: Request) -> Answer {
    let person = request.path("person")?;
    let timeline = request.timeline();
    let mut form = request.fields()?;
    if !form.flag("sure") {
        form.fault("sure", "form.required", Args::none());
    }
    let checked = form.check();
    let (subject, back) = (person.clone(), format!("/identity/people/{person}"));
    let verb = move |op: &Op| {
        checked.clone()?;
        people::close_person(op, &subject)
    };
    let reply = Reply::write(request.key(), verb, move |()| Response::see_other(back).notice("identity-notice-closed"));
    Ok(reply.or(move |op, error| shown_page(op, &person, &timeline, form.view_of(error))))
}

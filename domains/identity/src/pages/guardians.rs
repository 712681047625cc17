//! Guardians: naming, confirming, ending.

use op::{Op, Result};
use serde::Serialize;
use web::{Answer, FormView, Reply, Request, Response, context};

use crate::asked::learner;
use crate::model::{Guardian, RELATIONS};
use crate::rules::age::{AgeGroup, has_guardian};
use crate::work::{guardians, people};

/// A link with the other side's name.
#[derive(Serialize)]
struct LinkView {
    learner: String,
    guardian: String,
    other: String,
    relation: String,
    state: &'static str,
}

/// GET /identity/guardians
pub(crate) fn page(request: Request) -> Answer {
    let learner = learner(&request)?;
    Ok(Reply::read(move |op| shown_page(op, &learner, FormView::blank())))
}

fn shown_page(op: &Op, learner: &str, form: FormView) -> Result<Response> {
    let (named, wards) = guardians::list(op, learner)?;
    let mut ids: Vec<&str> = named.iter().map(|link| link.guardian.as_str()).collect();
    ids.extend(wards.iter().map(|link| link.learner.as_str()));
    let names = people::names(op, &ids)?;
    let view = |link: &Guardian, other: &String, standing: bool| LinkView {
        learner: link.learner.clone(),
        guardian: link.guardian.clone(),
        other: names.get(other).cloned().unwrap_or_default(),
        relation: link.relation.clone(),
        state: state(link, standing),
    };
    let age = guardians::age(op, learner)?;
    let minor = has_guardian(age);
    // A ward of age, or of unknown age, has no guardian; the link is still there to be ended.
    let mut ward_views = Vec::new();
    for link in &wards {
        ward_views.push(view(link, &link.learner, has_guardian(guardians::age(op, &link.learner)?)));
    }
    let context = context! {
        learner => learner.to_owned(),
        minor,
        unknown => age.is_none() && learner == op.actor().id,
        child => age == Some(AgeGroup::Child),
        guardians => named.iter().map(|link| view(link, &link.guardian, minor)).collect::<Vec<_>>(),
        wards => ward_views,
        relations => RELATIONS,
        form,
    };
    Ok(Response::page("identity/guardians.html", context))
}

/// How far a link has come, in the fixed list of states.
fn state(link: &Guardian, standing: bool) -> &'static str {
    match (link.confirmed_at, link.attested_at) {
        _ if !standing => "expired",
        (None, _) => "pending",
        (Some(_), None) => "in_review",
        (Some(_), Some(_)) => "active",
    }
}

/// POST /identity/guardians
pub(crate) fn name(request: Request) -> Answer {
    let learner = learner(&request)?;
    let mut form = request.fields()?;
    let guardian = form.text("guardian", 1..=60);
    let relation = form.choice("relation", RELATIONS);
    let checked = form.check();
    let subject = learner.clone();
    let verb = move |op: &Op| {
        checked.clone()?;
        guardians::name(op, &subject, &guardian, &relation)
    };
    let reply = Reply::write(request.key(), verb, |()| {
        Response::see_other("/identity/guardians").notice("identity-notice-guardian_named")
    });
    Ok(reply.or(move |op, error| shown_page(op, &learner, form.view_of(error))))
}

/// POST /identity/guardians/{learner}/confirmation
pub(crate) fn confirm(request: Request) -> Answer {
    let learner = request.path("learner")?;
    Ok(Reply::write(
        request.key(),
        move |op| guardians::confirm(op, &learner),
        |()| Response::see_other("/identity/guardians").notice("identity-notice-guardian_confirmed"),
    ))
}

/// POST /identity/guardians/{learner}/{guardian}/end
pub(crate) fn end(request: Request) -> Answer {
    let (learner, guardian) = (request.path("learner")?, request.path("guardian")?);
    Ok(Reply::write(
        request.key(),
        move |op| guardians::end(op, &learner, &guardian),
        |()| Response::see_other("/identity/guardians").notice("identity-notice-guardian_ended"),
    ))
}

//! Staff: people, grants, the yearly figures.

use op::{Actor, App};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::Instant;
use web::{Access, Answer, Doc, Method, Reply, Request, Response, Route, schema};

use super::{Items, Made};
use crate::lists::{self, PEOPLE as LISTING};
use crate::model::{GrantId, GrantInput, GrantRow};
use crate::rules::grant::RESET_SECONDS;
use crate::work::{grants, guardians, lookup, resets};
use crate::{asked, privacy};

/// The year asked about.
#[derive(Deserialize, JsonSchema)]
#[allow(dead_code, reason = "only its schema is used; the page's reader reads it")]
struct Year {
    /// A calendar year; last year if absent.
    year: Option<i32>,
}

pub(crate) const PEOPLE: Route = Route::api(
    Method::Get,
    "/api/identity/people",
    "identity.people.view",
    Access::SignedIn,
    list_people,
    Doc { summary: "People the caller is responsible for, masked.", listing: Some(&LISTING), ..Doc::EMPTY },
);

fn list_people(request: Request) -> Answer {
    LISTING.api(&request, lists::people)
}

pub(crate) const GRANTS: Route = Route::api(
    Method::Get,
    "/api/identity/people/{person}/grants",
    "identity.person.view",
    Access::SignedIn,
    list_grants,
    Doc { summary: "What a person holds.", output: Some(schema::<Items<GrantRow>>), ..Doc::EMPTY },
);

fn list_grants(request: Request) -> Answer {
    let person = request.path("person")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &Items { items: lookup::person(op, &person)?.1 }))))
}

pub(crate) const GRANT: Route = Route::api(
    Method::Post,
    "/api/identity/people/{person}/grants",
    "identity.grant.give",
    Access::SignedIn,
    grant,
    Doc {
        summary: "Grants a role at a place inside one's own authority.",
        input: Some(schema::<GrantInput>),
        output: Some(schema::<Made>),
        answers: &[(201, "granted")],
        ..Doc::EMPTY
    },
);

fn grant(request: Request) -> Answer {
    let person = request.path("person")?;
    let input: GrantInput = request.json()?;
    let place = format!("/api/identity/people/{person}/grants");
    Ok(Reply::write(
        request.key(),
        move |op| grants::grant(op, &person, &input),
        move |id: GrantId| Response::created(format!("{place}/{id}"), &Made { id: id.to_string() }),
    ))
}

pub(crate) const REVOKE: Route = Route::api(
    Method::Delete,
    "/api/identity/people/{person}/grants/{grant}",
    "identity.grant.revoke",
    Access::SignedIn,
    revoke,
    Doc { summary: "Revokes a grant.", answers: &[(204, "revoked")], ..Doc::EMPTY },
);

fn revoke(request: Request) -> Answer {
    let (person, grant) = (request.path("person")?, request.path("grant")?);
    Ok(Reply::write(request.key(), move |op| grants::revoke(op, &person, &grant), |()| Response::empty(204)))
}

/// A link for a new password.
#[derive(Serialize, JsonSchema)]
struct ResetLink {
    /// The path of the link, shown this once: hand it to the person, who sets the password there.
    link: String,
    /// Until when it works.
    expires_at: Instant,
}

pub(crate) const MAKE_RESET: Route = Route::api(
    Method::Post,
    "/api/identity/people/{person}/password-resets",
    "identity.password_reset.make",
    Access::SignedIn,
    make_reset,
    Doc {
        summary: "Makes a link, for one day and one use, by which a person sets a new password; an earlier one stops working.",
        output: Some(schema::<ResetLink>),
        answers: &[(201, "made")],
        keyless: true,
        ..Doc::EMPTY
    },
);

fn make_reset(request: Request) -> Answer {
    let person = request.path("person")?;
    Ok(Reply::work(move |app: &App, actor: &Actor| {
        let made = ResetLink {
            link: resets::make_link(app, actor, &person)?,
            expires_at: app.now().plus_seconds(RESET_SECONDS),
        };
        Ok(Response::json(201, &made).header("cache-control", "no-store"))
    }))
}

pub(crate) const ATTEST: Route = Route::api(
    Method::Post,
    "/api/identity/guardians/{learner}/{guardian}/attestation",
    "identity.guardian.attest",
    Access::SignedIn,
    attest,
    Doc {
        summary: "Attests, for a school that has the learner's record or as an officer above it, that somebody is the guardian.",
        answers: &[(204, "attested")],
        ..Doc::EMPTY
    },
);

fn attest(request: Request) -> Answer {
    let (learner, guardian) = (request.path("learner")?, request.path("guardian")?);
    Ok(Reply::write(
        request.key(),
        move |op| guardians::answer(op, &learner, &guardian, true),
        |()| Response::empty(204),
    ))
}

pub(crate) const PRIVACY: Route = Route::api(
    Method::Get,
    "/api/identity/privacy",
    "identity.privacy.report",
    Access::SignedIn,
    figures,
    Doc {
        summary: "The yearly figures on minors' data.",
        query: Some(schema::<Year>),
        output: Some(schema::<privacy::Report>),
        ..Doc::EMPTY
    },
);

fn figures(request: Request) -> Answer {
    let asked = asked::year(&request)?;
    Ok(Reply::long(move |op| {
        let year = asked.unwrap_or_else(|| privacy::last_year(op));
        Ok(Response::json(200, &privacy::report(op, year)?))
    }))
}

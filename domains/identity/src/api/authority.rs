//! Staff: people, grants, the yearly figures.

use schemars::JsonSchema;
use serde::Deserialize;
use web::{Access, Answer, Doc, Method, Reply, Request, Response, Route, schema};

use super::{Items, Made};
use crate::lists::{self, PEOPLE as LISTING};
use crate::model::{GrantId, GrantInput, GrantRow};
use crate::work::{grants, lookup};
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

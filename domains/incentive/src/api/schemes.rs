//! Schemes as JSON.

use op::Op;
use web::{Answer, Reply, Request, Response};

use crate::lists::schemes::{OWN, SCHEMES, fetch, fetch_own};
use crate::model::{Scheme, SchemeInput, StepInput};
use crate::work::scheme as work;

/// A changed draft: which revision was looked at, and what it says now.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveSchemeEdit")]
#[serde(deny_unknown_fields)]
pub(crate) struct EditInput {
    /// The revision that was looked at.
    pub(crate) revision: i64,
    /// The whole new content.
    pub(crate) content: SchemeInput,
}

/// `GET /api/incentive/schemes`: published schemes, for everybody.
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    SCHEMES.api(&request, move |op, query| fetch(op, query, &voice))
}

/// `GET /api/incentive/drafts`: an authority's own, in every state.
pub(crate) fn own(request: Request) -> Answer {
    let voice = request.voice();
    OWN.api(&request, move |op, query| fetch_own(op, query, &voice))
}

/// `GET /api/incentive/schemes/{id}`: every version the reader may see, the latest first.
pub(crate) fn show(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::versions(op, &id)?))))
}

fn created(scheme: Scheme) -> Response {
    Response::created(format!("/api/incentive/schemes/{}", scheme.id), &scheme)
}

/// `POST /api/incentive/schemes`
pub(crate) fn draft(request: Request) -> Answer {
    let input: SchemeInput = request.json()?;
    Ok(Reply::write(request.key(), move |op| work::draft(op, &input), created))
}

/// `POST /api/incentive/schemes/{id}/versions`
pub(crate) fn draft_next(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(request.key(), move |op| work::draft_next(op, &id), created))
}

/// `PUT /api/incentive/schemes/{id}/versions/{version}`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<EditInput>()?);
    let version: i64 = request.path("version")?.parse().map_err(|_| op::Error::Missing)?;
    let at = StepInput { version, revision: input.revision, reason: String::new() };
    let verb = move |op: &Op| work::edit(op, &id, &at, &input.content);
    Ok(Reply::write(request.key(), verb, |scheme| Response::json(200, &scheme)))
}

fn step(request: &Request, verb: fn(&Op, &str, &StepInput) -> op::Result<Scheme>) -> Answer {
    let (id, at) = (request.path("id")?, request.json::<StepInput>()?);
    Ok(Reply::write(request.key(), move |op| verb(op, &id, &at), |scheme| Response::json(200, &scheme)))
}

/// `POST /api/incentive/schemes/{id}/submission`
pub(crate) fn submit(request: Request) -> Answer {
    step(&request, work::submit)
}

/// `POST /api/incentive/schemes/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    step(&request, work::publish)
}

/// `POST /api/incentive/schemes/{id}/return`
pub(crate) fn give_back(request: Request) -> Answer {
    step(&request, work::give_back)
}

/// `POST /api/incentive/schemes/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    step(&request, work::withdraw)
}

//! JSON of the directory, over the same verbs and inputs as its pages.

use op::{Error, Op};
use schemars::JsonSchema;
use serde::Serialize;
use web::{Answer, Reply, Request, Response};

use crate::lists::{self, Look};
use crate::model::{
    Alliance, AllianceId, AllianceInput, AllianceKind, Departure, Dissolution, Ending, InstitutionInput, MemberInput,
    Membership, NameInput,
};
use crate::{store, work};

/// An alliance with everybody who belongs or belonged to it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct AllianceDetails {
    #[serde(flatten)]
    alliance: Alliance,
    memberships: Vec<Membership>,
}

/// The code of the institution that was written.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Written {
    /// Code of an institution or identifier of an alliance.
    id: String,
}

/// An answer from a short read.
fn read(answer: impl FnOnce(&Op) -> op::Result<Response> + Send + 'static) -> Answer {
    Ok(Reply::read(answer))
}

/// `GET /api/directory/institutions`
pub(crate) fn institutions(request: Request) -> Answer {
    lists::institutions::INSTITUTIONS.api(&request, |op, query| lists::institutions::fetch(op, query, Look::Program))
}

/// `GET /api/directory/institutions/{code}`
pub(crate) fn institution(request: Request) -> Answer {
    let code = request.path("code")?;
    read(move |op| {
        let details = store::institution_details(op.conn(), &code)?.ok_or(Error::Missing)?;
        Ok(Response::json(200, &details))
    })
}

fn institution_path(code: &str) -> String {
    format!("/api/directory/institutions/{code}")
}

/// `POST /api/directory/institutions`
pub(crate) fn register(request: Request) -> Answer {
    let input: InstitutionInput = request.json()?;
    let done = |id: String| Response::created(institution_path(&id), &Written { id });
    Ok(Reply::write(request.key(), move |op| work::register(op, &input), done))
}

/// `PUT /api/directory/institutions/{code}/name`
pub(crate) fn rename(request: Request) -> Answer {
    let (code, input): (String, NameInput) = (request.path("code")?, request.json()?);
    let done = |id: String| Response::json(200, &Written { id });
    Ok(Reply::write(request.key(), move |op| work::rename(op, &code, &input), done))
}

/// `POST /api/directory/institutions/{code}/ending`
pub(crate) fn end(request: Request) -> Answer {
    let (code, input): (String, Ending) = (request.path("code")?, request.json()?);
    let done = |id: String| Response::created(institution_path(&id), &Written { id });
    Ok(Reply::write(request.key(), move |op| work::end(op, &code, &input), done))
}

/// `GET /api/directory/regions`
pub(crate) fn regions(request: Request) -> Answer {
    lists::regions::REGIONS.api(&request, |op, query| lists::regions::fetch(op, query, Look::Program))
}

/// `GET /api/directory/regions/{code}`
pub(crate) fn region(request: Request) -> Answer {
    let code = request.path("code")?;
    read(move |op| {
        let details = store::region_details(op.conn(), &code)?.ok_or(Error::Missing)?;
        Ok(Response::json(200, &details))
    })
}

/// `GET /api/directory/cities`
pub(crate) fn cities(request: Request) -> Answer {
    lists::cities::CITIES.api(&request, |op, query| lists::cities::fetch(op, query, Look::Program))
}

/// `GET /api/directory/majors`
pub(crate) fn majors(request: Request) -> Answer {
    lists::majors::MAJORS.api(&request, |op, query| lists::majors::fetch(op, query, Look::Program))
}

/// `GET /api/directory/majors/{code}`
pub(crate) fn major(request: Request) -> Answer {
    let code = request.path("code")?;
    read(move |op| Ok(Response::json(200, &store::major_details(op.conn(), &code)?.ok_or(Error::Missing)?)))
}

/// `GET /api/directory/alliances`
pub(crate) fn alliances(request: Request) -> Answer {
    lists::alliances::ALLIANCES.api(&request, |op, query| lists::alliances::fetch(op, query, Look::Program))
}

/// `GET /api/directory/alliances/{id}`
pub(crate) fn alliance(request: Request) -> Answer {
    let id = request.path_id::<AllianceKind>("id")?;
    read(move |op| {
        let alliance = store::alliance(op.conn(), id)?.ok_or(Error::Missing)?;
        let memberships = store::members(op.conn(), id)?;
        Ok(Response::json(200, &AllianceDetails { alliance, memberships }))
    })
}

/// `GET /api/directory/alliances/{id}/members`
pub(crate) fn members(request: Request) -> Answer {
    let id = request.path_id::<AllianceKind>("id")?;
    lists::members::MEMBERS.api(&request, move |op, query| lists::members::fetch(op, query, id, Look::Program))
}

fn created(id: AllianceId) -> Response {
    Response::created(format!("/api/directory/alliances/{id}"), &Written { id: id.to_string() })
}

/// `POST /api/directory/alliances`
pub(crate) fn found(request: Request) -> Answer {
    let input: AllianceInput = request.json()?;
    Ok(Reply::write(request.key(), move |op| work::found(op, &input), created))
}

/// `POST /api/directory/alliances/{id}/members`
pub(crate) fn admit(request: Request) -> Answer {
    let (id, input): (AllianceId, MemberInput) = (request.path_id::<AllianceKind>("id")?, request.json()?);
    Ok(Reply::write(request.key(), move |op| work::admit(op, id, &input), created))
}

/// `POST /api/directory/alliances/{id}/departures`
pub(crate) fn dismiss(request: Request) -> Answer {
    let (id, input): (AllianceId, Departure) = (request.path_id::<AllianceKind>("id")?, request.json()?);
    Ok(Reply::write(request.key(), move |op| work::dismiss(op, id, &input), created))
}

/// `POST /api/directory/alliances/{id}/dissolution`
pub(crate) fn dissolve(request: Request) -> Answer {
    let (id, input): (AllianceId, Dissolution) = (request.path_id::<AllianceKind>("id")?, request.json()?);
    Ok(Reply::write(request.key(), move |op| work::dissolve(op, id, &input), created))
}

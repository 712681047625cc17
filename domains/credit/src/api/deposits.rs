//! Deposits as JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Answer, Reply, Request, Response};

use crate::lists::deposits::{DEPOSITS, FAULTS, fetch as page_of, fetch_faults};
use crate::model::RosterMapping;
use crate::work::deposit::{self as work, CommitInput};
use crate::work::roster;

/// The text fields beside an uploaded file.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct UploadFields {
    /// Code of the depositing institution.
    pub(crate) institution: String,
}

/// `POST /api/credit/deposits`
pub(crate) fn upload(request: Request) -> Answer {
    let mut form = request.fields()?;
    let institution = form.text("institution", 1..=18);
    form.check()?;
    let upload = request.upload("file")?;
    Ok(Reply::work(move |app, actor| {
        let deposit = work::upload(app, actor, &institution, &upload.filename, &upload.path, &upload.hash)?;
        Ok(Response::created(format!("/api/credit/deposits/{}", deposit.id), &deposit))
    }))
}

/// `GET /api/credit/deposits`
pub(crate) fn list(request: Request) -> Answer {
    DEPOSITS.api(&request, page_of)
}

/// `GET /api/credit/deposits/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::view(op, &id)?))))
}

/// `GET /api/credit/deposits/{id}/faults`
pub(crate) fn faults(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    FAULTS.api(&request, move |op, query| fetch_faults(op, query, &id, &voice))
}

/// `POST /api/credit/deposits/{id}/commitment`
pub(crate) fn choose(request: Request) -> Answer {
    let id = request.path("id")?;
    let input: CommitInput = request.json()?;
    Ok(Reply::write(
        request.key(),
        move |op| work::choose(op, &id, input.choice),
        |deposit| Response::json(200, &deposit),
    ))
}

/// `POST /api/credit/deposits/{id}/discard`
pub(crate) fn discard(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(request.key(), move |op| work::discard(op, &id), |deposit| Response::json(200, &deposit)))
}

/// `POST /api/credit/deposits/{id}/resumption`
pub(crate) fn resume(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(request.key(), move |op| work::resume(op, &id), |deposit| Response::json(200, &deposit)))
}

/// `PUT /api/credit/deposits/{id}/roster`
pub(crate) fn map(request: Request) -> Answer {
    let id = request.path("id")?;
    let input: RosterMapping = request.json()?;
    Ok(Reply::write(request.key(), move |op| roster::choose(op, &id, &input), |deposit| Response::json(200, &deposit)))
}

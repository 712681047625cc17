//! Tables of changed course codes as JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Answer, Reply, Request, Response};

use crate::model::{ChangeFile, ChangeTable, ReturnInput};
use crate::work::change as work;

/// Whose tables.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ChangesQuery {
    /// Code of the institution.
    pub(crate) institution: String,
}

/// `GET /api/credit/changes`
pub(crate) fn list(request: Request) -> Answer {
    let query = request.query::<ChangesQuery>()?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::list(op, &query.institution)?))))
}

/// `GET /api/credit/changes/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::view(op, &id)?))))
}

/// `POST /api/credit/changes`
pub(crate) fn import(request: Request) -> Answer {
    let input = request.json::<ChangeFile>()?;
    let done = |kept: ChangeTable| Response::created(format!("/api/credit/changes/{}", kept.id), &kept);
    Ok(Reply::write(request.key(), move |op| work::import(op, &input), done))
}

/// `POST /api/credit/changes/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(request.key(), move |op| work::publish(op, &id), |done| Response::json(200, &done)))
}

/// `POST /api/credit/changes/{id}/return`
pub(crate) fn send_back(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<ReturnInput>()?);
    Ok(Reply::write(request.key(), move |op| work::send_back(op, &id, &input), |done| Response::json(200, &done)))
}

/// `POST /api/credit/changes/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(request.key(), move |op| work::withdraw(op, &id), |done| Response::json(200, &done)))
}

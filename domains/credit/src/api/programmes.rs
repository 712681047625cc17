//! Programmes as JSON.

use web::{Answer, Reply, Request, Response};

use crate::lists::programmes::{PROGRAMMES, fetch};
use crate::model::ProgrammeFile;
use crate::work::programme as work;

/// `GET /api/credit/programmes`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    PROGRAMMES.api(&request, move |op, query| fetch(op, query, &voice))
}

/// `GET /api/credit/programmes/{institution}/{code}`: every version, the latest first.
pub(crate) fn show(request: Request) -> Answer {
    let (institution, code) = (request.path("institution")?, request.path("code")?);
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::versions(op, &institution, &code)?))))
}

/// `POST /api/credit/programmes`
pub(crate) fn import(request: Request) -> Answer {
    let input: ProgrammeFile = request.json()?;
    let done = |imported| Response::json(200, &imported);
    Ok(Reply::write(request.key(), move |op| work::import(op, &input), done))
}

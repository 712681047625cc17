//! What was refused, as JSON.

use web::{Answer, Reply, Request, Response};

use super::work;

/// `GET /api/handovers`
pub fn list(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::all(op, &voice)?))))
}

/// `GET /api/handovers/{id}`
pub fn show(request: Request) -> Answer {
    let (id, voice): (String, _) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::one(op, &voice, &id)?))))
}

/// `POST /api/handovers/{id}/attempts`
pub fn retry(request: Request) -> Answer {
    let id: String = request.path("id")?;
    Ok(Reply::write(request.key(), move |op| work::retry(op, &id), |done| Response::json(200, &done)))
}

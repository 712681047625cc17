//! Pages of what was refused.

use web::{Answer, Reply, Request, Response, context};

use super::work;

/// `GET /monitor/handovers`
pub fn list(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| {
        let handovers = work::all(op, &voice)?;
        Ok(Response::page("handover/list.html", context! { handovers }))
    }))
}

/// `GET /monitor/handovers/{id}`
pub fn show(request: Request) -> Answer {
    let (id, voice): (String, _) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| {
        let handover = work::one(op, &voice, &id)?;
        Ok(Response::page("handover/one.html", context! { handover }))
    }))
}

/// `POST /monitor/handovers/{id}/attempts`
pub fn retry(request: Request) -> Answer {
    let id: String = request.path("id")?;
    request.fields()?;
    let done = |_| Response::see_other("/monitor/handovers".to_owned()).notice("handover-notice-again");
    Ok(Reply::write(request.key(), move |op| work::retry(op, &id), done))
}

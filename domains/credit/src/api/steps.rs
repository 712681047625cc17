//! The steps around decisions as JSON.

use web::{Answer, Reply, Request, Response};

use crate::model::{BulkInput, NewRevocation, SettlementInput};
use crate::work::notice::ReadUntil;
use crate::work::{bulk, notice, revocation};

/// `GET /api/credit/notices`
pub(crate) fn notices(_request: Request) -> Answer {
    Ok(Reply::read(move |op| Ok(Response::json(200, &notice::list(op)?))))
}

/// `POST /api/credit/notices/reading`
pub(crate) fn read_notices(request: Request) -> Answer {
    let input = request.json::<ReadUntil>()?;
    Ok(Reply::write(request.key(), move |op| notice::read(op, &input), |done| Response::json(200, &done)))
}

/// `POST /api/credit/bulks`
pub(crate) fn decide_many(request: Request) -> Answer {
    let (input, key) = (request.json::<BulkInput>()?, request.key());
    Ok(Reply::work(move |app, actor| {
        let decided = bulk::decide(app, actor, key, input)?;
        Ok(Response::created(format!("/api/credit/bulks/{}", decided.id), &decided))
    }))
}

/// `GET /api/credit/bulks/{id}`
pub(crate) fn bulk(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &bulk::view(op, &id)?))))
}

/// `POST /api/credit/bulks/{id}/resumption`
pub(crate) fn go_on(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::work(move |app, actor| Ok(Response::json(200, &bulk::go_on(app, actor, &id)?))))
}

/// `POST /api/credit/revocations`
pub(crate) fn ask_revocation(request: Request) -> Answer {
    let input = request.json::<NewRevocation>()?;
    Ok(Reply::write(
        request.key(),
        move |op| revocation::ask(op, &input),
        |asked| Response::created(format!("/api/credit/revocations/{}", asked.id), &asked),
    ))
}

/// `GET /api/credit/revocations/{id}`
pub(crate) fn revocation(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &revocation::view(op, &id)?))))
}

/// `POST /api/credit/revocations/{id}/confirmation`
pub(crate) fn confirm_revocation(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(request.key(), move |op| revocation::confirm(op, &id), |done| Response::json(200, &done)))
}

/// `POST /api/credit/revocations/{id}/refusal`
pub(crate) fn decline_revocation(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(request.key(), move |op| revocation::decline(op, &id), |done| Response::json(200, &done)))
}

/// `POST /api/credit/inbox/{id}/settlement`
pub(crate) fn settle(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<SettlementInput>()?);
    Ok(Reply::write(request.key(), move |op| revocation::settle(op, &id, &input), |done| Response::json(200, &done)))
}

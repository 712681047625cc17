//! Declarations and their verification as JSON.

use op::Op;
use web::{Answer, Reply, Request, Response};

use super::applications::ListQuery;
use crate::lists::learner;
use crate::lists::verifications::{VERIFICATIONS, fetch};
use crate::model::{Declaration, DeclarationInput, VerdictInput};
use crate::work::application::{AtRevision, ConsentStep};
use crate::work::declaration as work;
use crate::work::verification;

/// Declarations on one page.
const PAGE: usize = 100;

/// `GET /api/credit/declarations`
pub(crate) fn list(request: Request) -> Answer {
    let (learner, query) = (learner(&request)?, request.query::<ListQuery>()?);
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::own_list(op, &learner, query.after.as_deref(), PAGE)?))))
}

/// `POST /api/credit/declarations`
pub(crate) fn begin(request: Request) -> Answer {
    let input: DeclarationInput = request.json()?;
    let done = |begun: Declaration| Response::created(format!("/api/credit/declarations/{}", begun.id), &begun);
    Ok(Reply::write(request.key(), move |op| work::begin(op, &input), done))
}

/// `GET /api/credit/declarations/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::own(op, &id)?))))
}

fn write(request: &Request, verb: impl FnMut(&Op) -> op::Result<Declaration> + Send + 'static) -> Answer {
    Ok(Reply::write(request.key(), verb, |declaration| Response::json(200, &declaration)))
}

/// `PUT /api/credit/declarations/{id}`
pub(crate) fn change(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<DeclarationInput>()?);
    write(&request, move |op| work::change(op, &id, &input))
}

/// `POST /api/credit/declarations/{id}/consent`
pub(crate) fn consent(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<ConsentStep>()?);
    write(&request, move |op| work::consent(op, &id, &input))
}

/// `POST /api/credit/declarations/{id}/attachments`
pub(crate) fn attach(request: Request) -> Answer {
    let (id, upload) = (request.path("id")?, request.upload("file")?);
    Ok(Reply::work(move |app, actor| {
        let declaration = work::attach_upload(app, actor, &id, &upload.filename, &upload.path, &upload.hash)?;
        Ok(Response::created(format!("/api/credit/declarations/{id}"), &declaration))
    }))
}

/// `DELETE /api/credit/declarations/{id}/attachments/{hash}`
pub(crate) fn detach(request: Request) -> Answer {
    let (id, hash) = (request.path("id")?, request.path("hash")?);
    write(&request, move |op| work::detach(op, &id, &hash))
}

/// `POST /api/credit/declarations/{id}/filing`
pub(crate) fn file(request: Request) -> Answer {
    let (id, at) = (request.path("id")?, request.json::<AtRevision>()?);
    write(&request, move |op| work::file(op, &id, &at))
}

/// `POST /api/credit/declarations/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    let (id, at) = (request.path("id")?, request.json::<AtRevision>()?);
    write(&request, move |op| work::withdraw(op, &id, &at))
}

/// `GET /api/credit/verifications`
pub(crate) fn verifications(request: Request) -> Answer {
    let voice = request.voice();
    VERIFICATIONS.api(&request, move |op, query| fetch(op, query, &voice))
}

/// `POST /api/credit/verifications/{id}/reading`: opens a declaration with its evidence, recorded.
pub(crate) fn read(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(None, move |op| verification::read(op, &id), |details| Response::json(200, &details)))
}

/// `POST /api/credit/verifications/{id}/decision`
pub(crate) fn decide(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<VerdictInput>()?);
    write(&request, move |op| verification::decide(op, &id, &input))
}

//! Applications and decisions as JSON.

use op::Op;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Answer, Reply, Request, Response};

use crate::lists::inbox::{INBOX, fetch};
use crate::lists::learner;
use crate::model::{Application, Chosen, NewApplication, ReviewInput};
use crate::work::application::{self as work, AtRevision, ConsentStep};

/// A new choice for an application that can still be changed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChoiceInput {
    /// What is to count as what; left out: the best use.
    #[serde(default)]
    pub(crate) chosen: Option<Vec<Chosen>>,
}

/// Where a list of applications goes on.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ListQuery {
    /// Id of the last application of the page before.
    #[serde(default)]
    pub(crate) after: Option<String>,
}

/// Applications on one page.
const PAGE: usize = 100;

/// `GET /api/credit/applications`
pub(crate) fn list(request: Request) -> Answer {
    let (learner, query) = (learner(&request)?, request.query::<ListQuery>()?);
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::own_list(op, &learner, query.after.as_deref(), PAGE)?))))
}

/// `POST /api/credit/applications`
pub(crate) fn begin(request: Request) -> Answer {
    let input: NewApplication = request.json()?;
    let done = |begun: Application| Response::created(format!("/api/credit/applications/{}", begun.id), &begun);
    Ok(Reply::write(request.key(), move |op| work::begin(op, &input), done))
}

/// `GET /api/credit/applications/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::own(op, &id)?))))
}

fn write(request: &Request, verb: impl FnMut(&Op) -> op::Result<Application> + Send + 'static) -> Answer {
    Ok(Reply::write(request.key(), verb, |application| Response::json(200, &application)))
}

/// `PUT /api/credit/applications/{id}/choice`
pub(crate) fn change(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<ChoiceInput>()?);
    write(&request, move |op| work::change(op, &id, input.chosen.as_deref()))
}

/// `POST /api/credit/applications/{id}/consent`
pub(crate) fn consent(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<ConsentStep>()?);
    write(&request, move |op| work::consent(op, &id, &input))
}

/// `POST /api/credit/applications/{id}/attachments`
pub(crate) fn attach(request: Request) -> Answer {
    let (id, upload) = (request.path("id")?, request.upload("file")?);
    Ok(Reply::work(move |app, actor| {
        let application = work::attach_upload(app, actor, &id, &upload.filename, &upload.path, &upload.hash)?;
        Ok(Response::created(format!("/api/credit/applications/{id}"), &application))
    }))
}

/// `DELETE /api/credit/applications/{id}/attachments/{hash}`
pub(crate) fn detach(request: Request) -> Answer {
    let (id, hash) = (request.path("id")?, request.path("hash")?);
    write(&request, move |op| work::detach(op, &id, &hash))
}

/// `POST /api/credit/applications/{id}/filing`
pub(crate) fn file(request: Request) -> Answer {
    let (id, at) = (request.path("id")?, request.json::<AtRevision>()?);
    write(&request, move |op| work::file(op, &id, &at))
}

/// `POST /api/credit/applications/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    let (id, at) = (request.path("id")?, request.json::<AtRevision>()?);
    write(&request, move |op| work::withdraw(op, &id, &at))
}

/// `GET /api/credit/inbox`
pub(crate) fn inbox(request: Request) -> Answer {
    INBOX.api(&request, fetch)
}

/// `POST /api/credit/inbox/{id}/reading`: opens an application with its evidence, recorded.
pub(crate) fn read(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(None, move |op| work::read(op, &id), |details| Response::json(200, &details)))
}

/// `POST /api/credit/inbox/{id}/decision`
pub(crate) fn decide(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<ReviewInput>()?);
    write(&request, move |op| work::decide(op, &id, &input))
}

/// `GET /api/credit/applications/{id}/proof`: proves the latest filing again from the hashes of rules and evidence.
pub(crate) fn replay(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::replay(op, &id)?))))
}

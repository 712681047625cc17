//! Assessments as JSON.

use op::Op;
use web::{Answer, Reply, Request, Response};

use crate::access::Action;
use crate::lists::{OWN, PUBLISHED, fetch, fetch_own};
use crate::model::{
    County, CountyInput, Figures, Issue, IssueInput, MendInput, PublishInput, RecheckInput, Remark, RemarkInput,
    StepInput,
};
use crate::store;
use crate::work::{county as work, finding};

/// `GET /api/supervision/counties`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    PUBLISHED.api(&request, move |op, query| fetch(op, query, &voice))
}

/// `GET /api/supervision/procedure`
pub(crate) fn own(request: Request) -> Answer {
    let voice = request.voice();
    OWN.api(&request, move |op, query| fetch_own(op, query, &voice))
}

/// `GET /api/supervision/counties/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let id: String = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::seen(op, &id)?))))
}

/// `GET /api/supervision/counties/{id}/verdict`: the whole for insiders; for others what says nothing of single schools.
pub(crate) fn verdict(request: Request) -> Answer {
    let id: String = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &crate::facts::verdict(op, &id)?))))
}

/// `GET /api/supervision/counties/{id}/figures`
pub(crate) fn figures(request: Request) -> Answer {
    let id: String = request.path("id")?;
    Ok(Reply::read(move |op| {
        let county = work::seen(op, &id)?;
        op.check(&Action::View(&id, &county.region))?;
        let figures: &Figures = work::kept(&county)?;
        Ok(Response::json(200, figures))
    }))
}

/// `GET /api/supervision/counties/{id}/issues`
pub(crate) fn issues(request: Request) -> Answer {
    let id: String = request.path("id")?;
    Ok(Reply::read(move |op| {
        let county = work::seen(op, &id)?;
        op.check(&Action::View(&id, &county.region))?;
        let all: Vec<Issue> = store::finding::issues(op.conn(), &id)?;
        Ok(Response::json(200, &all))
    }))
}

/// `POST /api/supervision/counties`
pub(crate) fn receive(request: Request) -> Answer {
    let input: CountyInput = request.json()?;
    let done = |county: County| Response::created(format!("/api/supervision/counties/{}", county.id), &county);
    Ok(Reply::write(request.key(), move |op| work::receive(op, &input), done))
}

fn verb<T>(request: &Request, verb: impl FnMut(&Op) -> op::Result<T> + Send + 'static) -> Answer
where
    T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
{
    Ok(Reply::write(request.key(), verb, |done: T| Response::json(200, &done)))
}

/// `POST /api/supervision/counties/{id}/advance`
pub(crate) fn advance(request: Request) -> Answer {
    let (id, input): (String, StepInput) = (request.path("id")?, request.json()?);
    verb(&request, move |op| work::advance(op, &id, &input))
}

/// `POST /api/supervision/counties/{id}/return`
pub(crate) fn give_back(request: Request) -> Answer {
    let (id, input): (String, StepInput) = (request.path("id")?, request.json()?);
    verb(&request, move |op| work::give_back(op, &id, &input))
}

/// `POST /api/supervision/counties/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    let (id, input): (String, PublishInput) = (request.path("id")?, request.json()?);
    verb(&request, move |op| work::publish(op, &id, &input))
}

/// `POST /api/supervision/counties/{id}/issues`
pub(crate) fn raise(request: Request) -> Answer {
    let (id, input): (String, IssueInput) = (request.path("id")?, request.json()?);
    let done = |issue: Issue| Response::created(format!("/api/supervision/counties/{}/issues", issue.county), &issue);
    Ok(Reply::write(request.key(), move |op| finding::raise(op, &id, &input), done))
}

/// `POST /api/supervision/counties/{id}/remedies`
pub(crate) fn mend(request: Request) -> Answer {
    let (id, input): (String, MendInput) = (request.path("id")?, request.json()?);
    verb(&request, move |op| finding::mend(op, &id, &input))
}

/// `POST /api/supervision/counties/{id}/rechecks`
pub(crate) fn recheck(request: Request) -> Answer {
    let (id, input): (String, RecheckInput) = (request.path("id")?, request.json()?);
    verb(&request, move |op| finding::recheck(op, &id, &input))
}

/// `POST /api/supervision/counties/{id}/remarks`
pub(crate) fn remark(request: Request) -> Answer {
    let (id, input): (String, RemarkInput) = (request.path("id")?, request.json()?);
    let done = |remark: Remark| Response::created(format!("/api/supervision/counties/{}", remark.county), &remark);
    Ok(Reply::write(request.key(), move |op| finding::remark(op, &id, &input), done))
}

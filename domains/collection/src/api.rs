//! Collections as JSON.

use op::Op;
use web::{Answer, Reply, Request, Response};

use crate::lists::campaigns::{CAMPAIGNS, fetch};
use crate::lists::progress::{PROGRESS, fetch as fetch_progress};
use crate::lists::returns::{RETURNS, fetch as fetch_returns};
use crate::lists::units::{UNITS, fetch as fetch_units};
use crate::model::form::{Form, Values};
use crate::model::{
    AnswerInput, BatchInput, BulkInput, Campaign, CampaignInput, ExtendInput, LookedAt, RejectInput, SaveInput,
    StepInput, UnitsInput,
};
use crate::work::{batch, campaign as work, home, returns, review, unit};

/// A changed campaign: which revision was looked at, and what it says now.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionCampaignEdit")]
#[serde(deny_unknown_fields)]
pub(crate) struct EditInput {
    /// The revision that was looked at.
    pub(crate) revision: i64,
    /// What it says.
    pub(crate) content: CampaignInput,
}

/// Why approved figures are corrected.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionCorrectionInput")]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectionInput {
    /// Why.
    pub(crate) reason: String,
}

/// Which version of a return is asked for.
#[derive(Clone, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionVersionQuery")]
pub(crate) struct VersionQuery {
    /// Its number; the latest if left out.
    #[serde(default)]
    pub(crate) version: Option<i64>,
}

fn verb<T>(request: &Request, verb: impl FnMut(&Op) -> op::Result<T> + Send + 'static) -> Answer
where
    T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
{
    Ok(Reply::write(request.key(), verb, |done: T| Response::json(200, &done)))
}

/// A verb on what the path names, with a body.
fn on<I, T>(request: &Request, done: fn(&Op, &str, &I) -> op::Result<T>) -> Answer
where
    I: serde::de::DeserializeOwned + Send + 'static,
    T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
{
    let (id, input): (String, I) = (request.path("id")?, request.json()?);
    verb(request, move |op| done(op, &id, &input))
}

/// `GET /api/collection/campaigns`
pub(crate) fn campaigns(request: Request) -> Answer {
    let voice = request.voice();
    CAMPAIGNS.api(&request, move |op, query| fetch(op, query, &voice))
}

/// `POST /api/collection/campaigns`
pub(crate) fn make(request: Request) -> Answer {
    let input: CampaignInput = request.json()?;
    let created = |one: Campaign| Response::created(format!("/api/collection/campaigns/{}", one.id), &one);
    Ok(Reply::write(request.key(), move |op| work::make(op, &input), created))
}

/// `GET /api/collection/campaigns/{id}`
pub(crate) fn campaign(request: Request) -> Answer {
    let id: String = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::details(op, &id)?))))
}

/// `PUT /api/collection/campaigns/{id}`
pub(crate) fn configure(request: Request) -> Answer {
    on(&request, |op, id, input: &EditInput| work::configure(op, id, input.revision, &input.content))
}

/// `GET /api/collection/campaigns/{id}/forms/{form}`: a form as it was when the campaign was made.
pub(crate) fn form(request: Request) -> Answer {
    let (id, name): (String, String) = (request.path("id")?, request.path("form")?);
    Ok(Reply::read(move |op| {
        work::seen(op, &id)?;
        let found: Form = crate::store::campaign::form(op.conn(), &id, &name)?.ok_or(op::Error::Missing)?;
        Ok(Response::json(200, &found))
    }))
}

/// `GET /api/collection/campaigns/{id}/units`
pub(crate) fn units(request: Request) -> Answer {
    let (id, voice): (String, _) = (request.path("id")?, request.voice());
    UNITS.api(&request, move |op, query| fetch_units(op, &id, query, &voice))
}

/// `POST /api/collection/campaigns/{id}/units`
pub(crate) fn add_units(request: Request) -> Answer {
    on(&request, |op, id, input: &UnitsInput| unit::add_units(op, id, input))
}

/// `POST /api/collection/campaigns/{id}/units/{code}/removal`
pub(crate) fn remove_unit(request: Request) -> Answer {
    let (id, code): (String, String) = (request.path("id")?, request.path("code")?);
    verb(&request, move |op| unit::remove_unit(op, &id, &code))
}

/// `POST /api/collection/campaigns/{id}/opening`
pub(crate) fn open(request: Request) -> Answer {
    on(&request, |op, id, input: &StepInput| work::open(op, id, input))
}

/// `POST /api/collection/campaigns/{id}/review`
pub(crate) fn end_entry(request: Request) -> Answer {
    on(&request, |op, id, input: &StepInput| work::review(op, id, input))
}

/// `POST /api/collection/campaigns/{id}/completion`
pub(crate) fn complete(request: Request) -> Answer {
    on(&request, |op, id, input: &StepInput| work::complete(op, id, input))
}

/// `POST /api/collection/campaigns/{id}/stop`
pub(crate) fn stop(request: Request) -> Answer {
    on(&request, |op, id, input: &StepInput| work::stop(op, id, input))
}

/// `GET /api/collection/campaigns/{id}/progress`
pub(crate) fn progress(request: Request) -> Answer {
    let (id, voice): (String, _) = (request.path("id")?, request.voice());
    PROGRESS.api(&request, move |op, query| fetch_progress(op, &id, query, &voice))
}

/// `GET /api/collection/campaigns/{id}/returns`
pub(crate) fn returns_of(request: Request) -> Answer {
    let (id, voice): (String, _) = (request.path("id")?, request.voice());
    RETURNS.api(&request, move |op, query| fetch_returns(op, &id, query, &voice))
}

/// `POST /api/collection/campaigns/{id}/batches`
pub(crate) fn bring(request: Request) -> Answer {
    on(&request, |op, id, input: &BatchInput| batch::bring(op, id, input))
}

/// `GET /api/collection/duties`
pub(crate) fn duties(_: Request) -> Answer {
    Ok(Reply::read(|op| Ok(Response::json(200, &home::duties(op)?))))
}

/// `GET /api/collection/inbox`
pub(crate) fn inbox(_: Request) -> Answer {
    Ok(Reply::read(|op| {
        let (waiting, _) = home::inbox(op)?;
        let heads: Vec<_> = waiting.into_iter().map(|one| one.found.head).collect();
        Ok(Response::json(200, &heads))
    }))
}

/// `GET /api/collection/notices`
pub(crate) fn notices(_: Request) -> Answer {
    Ok(Reply::read(|op| Ok(Response::json(200, &home::notices(op)?))))
}

/// `POST /api/collection/acceptances`
pub(crate) fn accept_many(request: Request) -> Answer {
    let input: BulkInput = request.json()?;
    verb(&request, move |op| review::accept_many(op, &input))
}

/// `GET /api/collection/returns/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, query): (String, VersionQuery) = (request.path("id")?, request.query()?);
    Ok(Reply::read(move |op| match query.version {
        None => Ok(Response::json(200, &returns::details(op, &id)?.0)),
        Some(version) => Ok(Response::json(200, &returns::version(op, &id, version)?)),
    }))
}

/// `PUT /api/collection/returns/{id}`
pub(crate) fn save(request: Request) -> Answer {
    on(&request, |op, id, input: &SaveInput| returns::save(op, id, input))
}

/// `POST /api/collection/returns/{id}/check`: what the checks find in figures, without keeping them.
pub(crate) fn check(request: Request) -> Answer {
    let (id, values): (String, Values) = (request.path("id")?, request.json()?);
    Ok(Reply::read(move |op| Ok(Response::json(200, &returns::check(op, &id, values)?))))
}

/// `POST /api/collection/returns/{id}/answers`
pub(crate) fn answer(request: Request) -> Answer {
    on(&request, |op, id, input: &AnswerInput| returns::answer(op, id, input))
}

/// `POST /api/collection/returns/{id}/overrulings`
pub(crate) fn overrule(request: Request) -> Answer {
    on(&request, |op, id, input: &AnswerInput| review::overrule(op, id, input))
}

/// `POST /api/collection/returns/{id}/submission`
pub(crate) fn submit(request: Request) -> Answer {
    on(&request, |op, id, input: &LookedAt| returns::submit(op, id, input))
}

/// `POST /api/collection/returns/{id}/acceptance`
pub(crate) fn accept(request: Request) -> Answer {
    on(&request, |op, id, input: &LookedAt| review::accept(op, id, input))
}

/// `POST /api/collection/returns/{id}/rejection`
pub(crate) fn reject(request: Request) -> Answer {
    on(&request, |op, id, input: &RejectInput| review::send_back(op, id, input))
}

/// `POST /api/collection/returns/{id}/extension`
pub(crate) fn extend(request: Request) -> Answer {
    on(&request, |op, id, input: &ExtendInput| returns::extend(op, id, input))
}

/// `POST /api/collection/returns/{id}/exemption`
pub(crate) fn excuse(request: Request) -> Answer {
    on(&request, |op, id, input: &StepInput| returns::excuse(op, id, input))
}

/// `POST /api/collection/returns/{id}/corrections`
pub(crate) fn correct(request: Request) -> Answer {
    on(&request, |op, id, input: &CorrectionInput| returns::correct(op, id, &input.reason))
}

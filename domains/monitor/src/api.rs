//! Indicator systems as JSON.

use op::Op;
use web::{Answer, Reply, Request, Response};

use crate::lists::indicators::{INDICATORS, fetch as fetch_lines};
use crate::lists::systems::{OWN, SYSTEMS, fetch, fetch_own};
use crate::model::{
    AnswerInput, Comment, CommentInput, ConsultInput, Difference, PublishInput, StepInput, System, SystemInput,
    VoiceInput,
};
use crate::work::{comment as comments, system as work};

/// A changed draft: which revision was looked at, and what it says now.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorSystemEdit")]
#[serde(deny_unknown_fields)]
pub(crate) struct EditInput {
    /// The revision that was looked at.
    pub(crate) revision: i64,
    /// The whole new content.
    pub(crate) content: SystemInput,
}

/// Which versions are compared.
#[derive(Clone, Debug, serde::Deserialize, schemars::JsonSchema)]
#[schemars(rename = "MonitorComparisonQuery")]
pub(crate) struct ComparisonQuery {
    /// The earlier version.
    pub(crate) from: i64,
    /// The later version.
    pub(crate) to: i64,
}

/// `GET /api/monitor/systems`: published systems, for everybody.
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    SYSTEMS.api(&request, move |op, query| fetch(op, query, &voice))
}

/// `GET /api/monitor/drafts`: a member's versions, in every state.
pub(crate) fn own(request: Request) -> Answer {
    let voice = request.voice();
    OWN.api(&request, move |op, query| fetch_own(op, query, &voice))
}

/// `GET /api/monitor/systems/{id}`: every version the reader may see, the latest first.
pub(crate) fn show(request: Request) -> Answer {
    let id: String = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::versions(op, &id)?))))
}

/// `GET /api/monitor/systems/{id}/indicators`: the lines of a version.
pub(crate) fn lines(request: Request) -> Answer {
    let (id, locale): (String, _) = (request.path("id")?, request.locale);
    INDICATORS.api(&request, move |op, query| fetch_lines(op, &id, query, locale))
}

/// `GET /api/monitor/systems/{id}/comparison`: what one version says otherwise than another.
pub(crate) fn compare(request: Request) -> Answer {
    let (id, query) = (request.path("id")?, request.query::<ComparisonQuery>()?);
    Ok(Reply::read(move |op| {
        let (_, _, differences): (_, _, Vec<Difference>) = work::difference(op, &id, query.from, query.to)?;
        Ok(Response::json(200, &differences))
    }))
}

fn created(system: System) -> Response {
    Response::created(format!("/api/monitor/systems/{}", system.id), &system)
}

/// `POST /api/monitor/systems`
pub(crate) fn draft(request: Request) -> Answer {
    let input: SystemInput = request.json()?;
    Ok(Reply::write(request.key(), move |op| work::draft(op, &input), created))
}

/// `POST /api/monitor/systems/{id}/versions`
pub(crate) fn draft_next(request: Request) -> Answer {
    let id: String = request.path("id")?;
    Ok(Reply::write(request.key(), move |op| work::draft_next(op, &id), created))
}

/// `PUT /api/monitor/systems/{id}/versions/{version}`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<EditInput>()?);
    let version: i64 = request.path("version")?.parse().map_err(|_| op::Error::Missing)?;
    let at = StepInput { version, revision: input.revision, reason: String::new() };
    verb(&request, move |op: &Op| work::edit(op, &id, &at, &input.content))
}

fn verb<T>(request: &Request, verb: impl FnMut(&Op) -> op::Result<T> + Send + 'static) -> Answer
where
    T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
{
    Ok(Reply::write(request.key(), verb, |done: T| Response::json(200, &done)))
}

fn step(request: &Request, done: fn(&Op, &str, &StepInput) -> op::Result<System>) -> Answer {
    let (id, at) = (request.path("id")?, request.json::<StepInput>()?);
    verb(request, move |op| done(op, &id, &at))
}

/// `POST /api/monitor/systems/{id}/proposal`
pub(crate) fn propose(request: Request) -> Answer {
    step(&request, work::propose)
}

/// `POST /api/monitor/systems/{id}/return`
pub(crate) fn give_back(request: Request) -> Answer {
    step(&request, work::give_back)
}

/// `POST /api/monitor/systems/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    step(&request, work::withdraw)
}

/// `POST /api/monitor/systems/{id}/consultation`
pub(crate) fn consult(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<ConsultInput>()?);
    verb(&request, move |op| work::consult(op, &id, &input))
}

/// `POST /api/monitor/systems/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<PublishInput>()?);
    verb(&request, move |op| work::publish(op, &id, &input))
}

/// `GET /api/monitor/systems/{id}/versions/{version}/comments`
pub(crate) fn comments(request: Request) -> Answer {
    let id: String = request.path("id")?;
    let version: i64 = request.path("version")?.parse().map_err(|_| op::Error::Missing)?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &comments::comments(op, &id, version)?))))
}

/// `POST /api/monitor/systems/{id}/comments`
pub(crate) fn comment(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<CommentInput>()?);
    let done = |comment: Comment| {
        let place = format!("/api/monitor/systems/{}/versions/{}/comments", comment.system, comment.version);
        Response::created(place, &comment)
    };
    Ok(Reply::write(request.key(), move |op| comments::comment(op, &id, &input), done))
}

/// `POST /api/monitor/systems/{id}/answers`
pub(crate) fn answer(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<AnswerInput>()?);
    verb(&request, move |op| comments::answer(op, &id, &input))
}

/// `GET /api/monitor/systems/{id}/versions/{version}/voices`
pub(crate) fn voices(request: Request) -> Answer {
    let id: String = request.path("id")?;
    let version: i64 = request.path("version")?.parse().map_err(|_| op::Error::Missing)?;
    Ok(Reply::read(move |op| {
        let system = work::seen(op, &id, version)?;
        Ok(Response::json(200, &work::voices(op, &system)?))
    }))
}

/// `POST /api/monitor/systems/{id}/voices`
pub(crate) fn speak(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<VoiceInput>()?);
    verb(&request, move |op| comments::speak(op, &id, &input))
}

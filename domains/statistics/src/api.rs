//! Data sets and evaluations as JSON.

use std::collections::BTreeMap;

use op::Op;
use serde::Serialize;
use web::{Answer, Reply, Request, Response};

use crate::access::Action;
use crate::asked::choice;
use crate::lists::data_sets::{DATA_SETS, fetch as fetch_sets};
use crate::lists::evaluations::{EVALUATIONS, OWN, fetch, fetch_own};
use crate::model::{Evaluation, EvaluationInput, StepInput, Sureness};
use crate::work::reading::{reading, what_if};
use crate::work::{data_set, evaluation as work};

/// A changed draft: which revision was looked at, and what it says now.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsEvaluationEdit")]
#[serde(deny_unknown_fields)]
pub(crate) struct EditInput {
    /// The revision that was looked at.
    pub(crate) revision: i64,
    /// The whole new content.
    pub(crate) content: EvaluationInput,
}

/// Which version is asked for.
#[derive(Clone, Debug, serde::Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsVersionQuery")]
pub(crate) struct VersionQuery {
    /// The version; left out: the one in force.
    #[serde(default)]
    #[expect(dead_code, reason = "read as text with the rest of the query")]
    pub(crate) version: Option<i64>,
}

/// A changed method: `w_<code>` beside these changes the weight of a line, from 0 to 100.
#[derive(Clone, Debug, serde::Deserialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsWhatIfQuery")]
#[expect(dead_code, reason = "read as a map, because weights are named after lines")]
pub(crate) struct WhatIfQuery {
    /// The version; left out: the one in force.
    #[serde(default)]
    pub(crate) version: Option<i64>,
    /// The year; left out: the last.
    #[serde(default)]
    pub(crate) year: Option<i64>,
    /// How indicators are brought to one scale: `own`, `minmax`, `zscore` or `rank`.
    #[serde(default)]
    pub(crate) scale: Option<String>,
    /// How they are aggregated: `own`, `arithmetic` or `geometric`.
    #[serde(default)]
    pub(crate) mean: Option<String>,
}

/// The order under other choices.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsWhatIf")]
pub(crate) struct WhatIf {
    /// The regions by code.
    regions: Vec<PlaceTold>,
    /// What the order depends on.
    sureness: Vec<Sureness>,
    /// How many combinations of choices were ranked.
    combinations: usize,
}

/// A region's place.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "StatisticsPlace")]
pub(crate) struct PlaceTold {
    /// Code of the region.
    region: String,
    /// Its composite.
    score: Option<f64>,
    /// Its place; 0 without a score.
    rank: u16,
    /// The places within which it lies in nine of ten combinations.
    low: u16,
    /// The other end.
    high: u16,
}

/// `GET /api/statistics/data-sets`
pub(crate) fn data_sets(request: Request) -> Answer {
    let voice = request.voice();
    DATA_SETS.api(&request, move |op, query| fetch_sets(op, query, &voice))
}

/// `GET /api/statistics/data-sets/{id}`: every version the reader may see, the latest first.
pub(crate) fn data_set(request: Request) -> Answer {
    let id: String = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &data_set::versions(op, &id)?))))
}

/// `GET /api/statistics/evaluations`: published evaluations, for everybody.
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    EVALUATIONS.api(&request, move |op, query| fetch(op, query, &voice))
}

/// `GET /api/statistics/drafts`: a member's versions, in every state.
pub(crate) fn own(request: Request) -> Answer {
    let voice = request.voice();
    OWN.api(&request, move |op, query| fetch_own(op, query, &voice))
}

/// `GET /api/statistics/evaluations/{id}`: every version the reader may see, the latest first.
pub(crate) fn show(request: Request) -> Answer {
    let id: String = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::versions(op, &id)?))))
}

/// `GET /api/statistics/evaluations/{id}/result`
pub(crate) fn result(request: Request) -> Answer {
    let (id, wanted): (String, _) = (request.path("id")?, request.query_value("version"));
    Ok(Reply::read(move |op| {
        let reading = reading(op, work::chosen(op, &id, wanted.as_deref())?)?;
        Ok(Response::json(200, &*reading.computed))
    }))
}

/// `GET /api/statistics/evaluations/{id}/what-if`
pub(crate) fn changed(request: Request) -> Answer {
    let (id, query): (String, BTreeMap<String, String>) = (request.path("id")?, request.query()?);
    Ok(Reply::long(move |op| {
        let reading = reading(op, work::chosen(op, &id, query.get("version").map(String::as_str))?)?;
        let choice = choice(&query, &reading.computed)?;
        let sure = what_if(op, &reading.evaluation, &choice)?;
        let place = |at: usize| PlaceTold {
            region: sure.codes[at].clone(),
            score: Some(sure.scores[at]).filter(|score| score.is_finite()),
            rank: sure.ranks[at],
            low: sure.intervals[at].0,
            high: sure.intervals[at].1,
        };
        let regions = (0..sure.codes.len()).map(place).collect();
        let (sureness, combinations) = (sure.sureness.clone(), sure.combinations);
        Ok(Response::json(200, &WhatIf { regions, sureness, combinations }))
    }))
}

fn created(one: Evaluation) -> Response {
    Response::created(format!("/api/statistics/evaluations/{}", one.id), &one)
}

/// `POST /api/statistics/evaluations`
pub(crate) fn draft(request: Request) -> Answer {
    let input: EvaluationInput = request.json()?;
    Ok(Reply::write(request.key(), move |op| work::draft(op, &input), created))
}

/// `POST /api/statistics/evaluations/{id}/versions`
pub(crate) fn draft_next(request: Request) -> Answer {
    let id: String = request.path("id")?;
    Ok(Reply::write(request.key(), move |op| work::draft_next(op, &id), created))
}

/// `PUT /api/statistics/evaluations/{id}/versions/{version}`
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

fn step(request: &Request, done: fn(&Op, &str, &StepInput) -> op::Result<Evaluation>) -> Answer {
    let (id, at) = (request.path("id")?, request.json::<StepInput>()?);
    verb(request, move |op| done(op, &id, &at))
}

/// `POST /api/statistics/evaluations/{id}/proposal`
pub(crate) fn propose(request: Request) -> Answer {
    step(&request, work::propose)
}

/// `POST /api/statistics/evaluations/{id}/return`
pub(crate) fn give_back(request: Request) -> Answer {
    step(&request, work::give_back)
}

/// `POST /api/statistics/evaluations/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    step(&request, work::publish)
}

/// `POST /api/statistics/evaluations/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    step(&request, work::withdraw)
}

/// `GET /api/statistics/data-sets/{id}/figures`
pub(crate) fn figures(request: Request) -> Answer {
    use crate::lists::data_sets::{FIGURES, fetch_figures};
    let (id, wanted): (String, Option<i64>) =
        (request.path("id")?, request.query_value("version").and_then(|text| text.parse().ok()));
    FIGURES.api(&request, move |op, query| {
        op.check(&Action::ViewData(&id))?;
        let latest = data_set::versions(op, &id)?[0].version;
        fetch_figures(op, &data_set::seen(op, &id, wanted.unwrap_or(latest))?, query)
    })
}

//! Rules as JSON.

use op::Op;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Answer, Reply, Request, Response};

use crate::lists::rules::{RULES, fetch};
use crate::model::{Rule, RuleInput};
use crate::work::preview;
use crate::work::rule::{self as work, StepInput};

/// A changed draft: which version and revision was looked at, and what it says now.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditInput {
    /// The revision that was looked at.
    pub(crate) revision: i64,
    /// The whole new content.
    pub(crate) content: RuleInput,
}

/// `GET /api/credit/rules`: published rules, for everybody.
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    RULES.api(&request, move |op, query| fetch(op, query, &voice))
}

/// `GET /api/credit/rules/{id}`: every version the reader may see, the latest first.
pub(crate) fn show(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::versions(op, &id)?))))
}

/// `POST /api/credit/rules`
pub(crate) fn draft(request: Request) -> Answer {
    let input: RuleInput = request.json()?;
    Ok(Reply::write(request.key(), move |op| work::draft(op, &input), created))
}

fn created(rule: Rule) -> Response {
    Response::created(format!("/api/credit/rules/{}", rule.id), &rule)
}

/// `POST /api/credit/rules/{id}/versions`
pub(crate) fn draft_next(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(request.key(), move |op| work::draft_next(op, &id), created))
}

/// `PUT /api/credit/rules/{id}/versions/{version}`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<EditInput>()?);
    let version: i64 = request.path("version")?.parse().map_err(|_| op::Error::Missing)?;
    let at = StepInput { version, revision: input.revision, reason: String::new() };
    Ok(Reply::write(
        request.key(),
        move |op| work::edit(op, &id, &at, &input.content),
        |rule| Response::json(200, &rule),
    ))
}

fn step(request: &Request, verb: fn(&Op, &str, &StepInput) -> op::Result<Rule>) -> Answer {
    let (id, at) = (request.path("id")?, request.json::<StepInput>()?);
    Ok(Reply::write(request.key(), move |op| verb(op, &id, &at), |rule| Response::json(200, &rule)))
}

/// `POST /api/credit/rules/{id}/submission`
pub(crate) fn submit(request: Request) -> Answer {
    step(&request, work::submit)
}

/// `POST /api/credit/rules/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    step(&request, work::publish)
}

/// `POST /api/credit/rules/{id}/return`
pub(crate) fn give_back(request: Request) -> Answer {
    step(&request, work::give_back)
}

/// `POST /api/credit/rules/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    step(&request, work::withdraw)
}

/// `POST /api/credit/rules/preview`: sentence, findings and impact of content that is being written.
pub(crate) fn preview(request: Request) -> Answer {
    let input: RuleInput = request.json()?;
    Ok(Reply::long(move |op| Ok(Response::json(200, &preview::preview(op, &input, None)?))))
}

/// A file of rules.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleFileInput {
    /// Code of the institution whose drafts they become.
    pub(crate) institution: String,
    /// TOML with `[[rule]]`, see docs/recognition.md; id, version and institution of the file are not kept.
    pub(crate) text: String,
}

/// `POST /api/credit/rules/import`: every rule of a file becomes a draft.
pub(crate) fn import(request: Request) -> Answer {
    let input: RuleFileInput = request.json()?;
    let done = |drafted| Response::json(200, &drafted);
    Ok(Reply::write(request.key(), move |op| preview::import(op, &input.institution, &input.text), done))
}

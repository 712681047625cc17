//! The catalogue and a provider's items as JSON.

use op::Op;
use web::{Answer, Reply, Request, Response};

use crate::lists::{catalogue, items};
use crate::model::{AtRevision, Item, ItemInput, StockInput};
use crate::work::item as work;

/// A changed draft: which revision was looked at, and what it says now.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveItemEdit")]
#[serde(deny_unknown_fields)]
pub(crate) struct EditInput {
    /// The revision that was looked at.
    pub(crate) revision: i64,
    /// The whole new content.
    pub(crate) content: ItemInput,
}

/// `GET /api/incentive/catalogue`
pub(crate) fn catalogue(request: Request) -> Answer {
    let voice = request.voice();
    catalogue::CATALOGUE.api(&request, move |op, query| catalogue::fetch(op, query, &voice))
}

/// `GET /api/incentive/items`: a provider's own, in every state.
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    items::ITEMS.api(&request, move |op, query| items::fetch(op, query, &voice))
}

/// `GET /api/incentive/items/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::view(op, &id)?))))
}

/// `POST /api/incentive/items`
pub(crate) fn draft(request: Request) -> Answer {
    let input: ItemInput = request.json()?;
    let done = |item: Item| Response::created(format!("/api/incentive/items/{}", item.id), &item);
    Ok(Reply::write(request.key(), move |op| work::draft(op, &input), done))
}

/// `PUT /api/incentive/items/{id}`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<EditInput>()?);
    let at = AtRevision { revision: input.revision, reason: String::new() };
    write(&request, move |op| work::edit(op, &id, &at, &input.content))
}

fn write(request: &Request, verb: impl FnMut(&Op) -> op::Result<Item> + Send + 'static) -> Answer {
    Ok(Reply::write(request.key(), verb, |item| Response::json(200, &item)))
}

/// `POST /api/incentive/items/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    let (id, at) = (request.path("id")?, request.json::<AtRevision>()?);
    write(&request, move |op| work::publish(op, &id, &at))
}

/// `POST /api/incentive/items/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    let (id, at) = (request.path("id")?, request.json::<AtRevision>()?);
    write(&request, move |op| work::withdraw(op, &id, &at))
}

/// `POST /api/incentive/items/{id}/supply`
pub(crate) fn supply(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<StockInput>()?);
    write(&request, move |op| work::supply(op, &id, &input))
}

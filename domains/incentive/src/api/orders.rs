//! Orders as JSON: a learner's own, and those at a counter.

use op::Op;
use web::{Answer, Reply, Request, Response};

use crate::lists::{counter, learner, orders};
use crate::model::{CodeInput, NewOrder, Order, ReasonInput};
use crate::work::{counter as at_counter, order as work};

/// `GET /api/incentive/orders`
pub(crate) fn list(request: Request) -> Answer {
    let (learner, voice) = (learner(&request)?, request.voice());
    orders::ORDERS.api(&request, move |op, query| orders::fetch(op, query, &learner, &voice))
}

/// `GET /api/incentive/orders/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::own(op, &id)?))))
}

/// `POST /api/incentive/orders`
pub(crate) fn place(request: Request) -> Answer {
    let input: NewOrder = request.json()?;
    let done = |order: Order| Response::created(format!("/api/incentive/orders/{}", order.id), &order);
    Ok(Reply::write(request.key(), move |op| work::place(op, &input), done))
}

fn write(request: &Request, verb: impl FnMut(&Op) -> op::Result<Order> + Send + 'static) -> Answer {
    Ok(Reply::write(request.key(), verb, |order| Response::json(200, &order)))
}

/// `POST /api/incentive/orders/{id}/cancellation`
pub(crate) fn cancel(request: Request) -> Answer {
    let id = request.path("id")?;
    write(&request, move |op| work::cancel(op, &id))
}

/// `GET /api/incentive/counter`
pub(crate) fn counter(request: Request) -> Answer {
    let voice = request.voice();
    counter::COUNTER.api(&request, move |op, query| counter::fetch(op, query, &voice))
}

/// `GET /api/incentive/counter/{id}`
pub(crate) fn at_counter(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &at_counter::view(op, &id)?))))
}

/// `POST /api/incentive/collections`
pub(crate) fn collect(request: Request) -> Answer {
    let input: CodeInput = request.json()?;
    write(&request, move |op| at_counter::collect(op, &input, None))
}

/// `POST /api/incentive/counter/{id}/decline`
pub(crate) fn decline(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<ReasonInput>()?);
    write(&request, move |op| at_counter::decline(op, &id, &input))
}

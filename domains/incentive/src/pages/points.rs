//! A learner's own points.

use web::{Answer, Request, context};

use crate::lists::history::{HISTORY, fetch};
use crate::lists::learner;
use crate::store;
use crate::work::points as work;

/// `GET /incentive/points`
pub(crate) fn show(request: Request) -> Answer {
    let (learner, voice) = (learner(&request)?, request.voice());
    let whose = learner.clone();
    HISTORY.respond_with(
        &request,
        "incentive/points.html",
        move |op, query| fetch(op, query, &learner, &voice),
        move |op| {
            let points = work::own(op, &whose)?;
            let waiting = store::order::held(op.conn(), &whose)?;
            let within = store::item::Filter { price_max: Some(points.available), ..store::item::Filter::default() };
            let (_, affordable) = store::item::count(op.conn(), op.today(), &within)?;
            Ok(context! { points, waiting, affordable })
        },
    )
}

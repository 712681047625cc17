//! One's own points as JSON.

use web::{Answer, Reply, Request, Response};

use crate::lists::history::{HISTORY, fetch};
use crate::lists::learner;
use crate::work::points as work;

/// `GET /api/incentive/points`
pub(crate) fn show(request: Request) -> Answer {
    let learner = learner(&request)?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::own(op, &learner)?))))
}

/// `GET /api/incentive/points/history`
pub(crate) fn history(request: Request) -> Answer {
    let (learner, voice) = (learner(&request)?, request.voice());
    HISTORY.api(&request, move |op, query| fetch(op, query, &learner, &voice))
}

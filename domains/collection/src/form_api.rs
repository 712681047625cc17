//! Forms as JSON.

use op::Error;
use web::{Answer, Reply, Request, Response};

use crate::rules::shipped::shipped;

/// `GET /api/collection/forms/{id}`: a form with its fields, layout and checks, as its hash is taken of.
pub(crate) fn show(request: Request) -> Answer {
    let form = shipped(&request.path("id")?).ok_or(Error::Missing)?;
    Ok(Reply::now(Response::json(200, &form)))
}

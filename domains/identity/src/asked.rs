//! What a request asks about, for pages and API alike: whose affairs, which year.

use op::{Error, Result};
use units::Fault;
use web::Request;

/// The person who signed in, whomever they act for: whose account it is.
pub(crate) fn signed_in(request: &Request) -> Result<String> {
    match request.actor.person() {
        Some(_) => Ok(request.actor.id.clone()),
        None => Err(Error::Unknown),
    }
}

/// The learner a request is about: the one named in the query, else the person whose affairs are acted on. Permission is
/// asked by the verb.
pub(crate) fn learner(request: &Request) -> Result<String> {
    match request.query_value("learner") {
        Some(learner) => Ok(learner),
        None => request.actor.person().map(str::to_owned).ok_or(Error::Unknown),
    }
}

/// The year asked for in the query.
pub(crate) fn year(request: &Request) -> Result<Option<i32>> {
    let Some(text) = request.query_value("year").filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    text.parse().map(Some).map_err(|_| Error::Invalid(vec![Fault::new("year", "identity.privacy.year_unfit")]))
}

//! The catalogues of majors, and the page of one.

use op::Error;
use web::{Answer, Request, Response, context};

use crate::lists::{Look, majors};
use crate::store;

/// `GET /directory/majors`
pub(crate) fn list(request: Request) -> Answer {
    let look = Look::People(request.locale);
    majors::MAJORS.respond(&request, "directory/majors.html", move |op, query| majors::fetch(op, query, look))
}

/// `GET /directory/majors/{code}`
pub(crate) fn show(request: Request) -> Answer {
    let code = request.path("code")?;
    super::read(move |op| {
        let details = store::major_details(op.conn(), &code)?.ok_or(Error::Missing)?;
        let siblings = store::class_majors(op.conn(), &details.major)?;
        Ok(Response::page("directory/major.html", context! { major => details, siblings }))
    })
}

//! The list of regions, and the page of one.

use op::Error;
use web::{Answer, Request, Response, context};

use crate::lists::{Look, regions};
use crate::store;

/// `GET /directory/regions`
pub(crate) fn list(request: Request) -> Answer {
    let look = Look::People(request.locale);
    regions::REGIONS.respond(&request, "directory/regions.html", move |op, query| regions::fetch(op, query, look))
}

/// `GET /directory/regions/{code}`
pub(crate) fn show(request: Request) -> Answer {
    let code = request.path("code")?;
    super::read(move |op| {
        let details = store::region_details(op.conn(), &code)?.ok_or(Error::Missing)?;
        let latest = details.names.first().cloned();
        let filter = match latest.as_ref().map(|latest| latest.level.as_str()) {
            Some("province") => "province",
            _ => "city",
        };
        Ok(Response::page("directory/region.html", context! { region => latest, filter, details }))
    })
}

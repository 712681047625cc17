//! Staff: the list of people and the search.

use op::Error;
use web::{Answer, FormView, Reply, Request, Response, context};

use crate::lists::{self, PEOPLE};
use crate::shown::Masked;
use crate::work::lookup;
use crate::work::people;

/// GET /identity/people
pub(crate) fn list(request: Request) -> Answer {
    PEOPLE.respond_with(&request, "identity/people.html", lists::people, |_| {
        Ok(context! { form => FormView::blank(), found => None::<Masked>, searched => false })
    })
}

/// POST /identity/people/search: by sign-in name or 身份证号. A POST, because neither may stand in an address.
pub(crate) fn search(request: Request) -> Answer {
    let mut form = request.fields()?;
    let typed = form.text("typed", 1..=60);
    let checked = form.check();
    Ok(Reply::read(move |op| {
        let found = match checked.and_then(|()| lookup::find(op, &typed)) {
            Ok(found) => found,
            Err(error @ Error::Invalid(_)) => {
                let context = context! { form => form.view_of(&error), found => None::<Masked>, searched => false };
                return Ok(Response::page("identity/people_search.html", context).status(422));
            }
            Err(error) => return Err(error),
        };
        let found = found.map(|person| people::details(op, &person)).transpose()?;
        let found = found.as_ref().map(Masked::of);
        let context = context! { form => FormView::blank(), found, searched => true };
        Ok(Response::page("identity/people_search.html", context).header("cache-control", "no-store"))
    }))
}

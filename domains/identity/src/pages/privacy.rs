//! The yearly figures on minors' data.

use web::{Answer, Reply, Request, Response, context};

use crate::{asked, privacy};

/// GET /identity/privacy
pub(crate) fn page(request: Request) -> Answer {
    let asked = asked::year(&request)?;
    Ok(Reply::long(move |op| {
        let year = asked.unwrap_or_else(|| privacy::last_year(op));
        let report = privacy::report(op, year)?;
        Ok(Response::page("identity/privacy.html", context! { report, this_year => op.today().year() }))
    }))
}

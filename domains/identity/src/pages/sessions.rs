//! One's open sessions.

use op::Result;
use web::{Answer, Reply, Request, Response, context};

use crate::asked::signed_in;
use crate::shown::SessionView;
use crate::work::sessions;

/// GET /account/sessions
pub(crate) fn page(request: Request) -> Answer {
    let person = signed_in(&request)?;
    Ok(Reply::read(move |op| -> Result<Response> {
        let open = sessions::open(op, &person)?;
        let sessions = SessionView::all(open, op.actor().session.as_deref());
        Ok(Response::page("identity/sessions.html", context! { sessions }))
    }))
}

/// POST /account/sessions/{session}/end
pub(crate) fn end(request: Request) -> Answer {
    let person = signed_in(&request)?;
    let session = request.path("session")?;
    Ok(Reply::write(
        request.key(),
        move |op| sessions::end(op, &person, &session),
        |()| Response::see_other("/account/sessions").notice("identity-notice-session_ended"),
    ))
}

/// POST /account/sessions/end-others
pub(crate) fn end_others(request: Request) -> Answer {
    let person = signed_in(&request)?;
    Ok(Reply::write(
        request.key(),
        move |op| sessions::end_others(op, &person),
        |_| Response::see_other("/account/sessions").notice("identity-notice-sessions_ended"),
    ))
}

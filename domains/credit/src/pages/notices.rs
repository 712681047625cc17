//! 通知: what one was told.

use serde::Serialize;
use web::{Answer, Reply, Request, Response, context};

use crate::lists::kept_args;
use crate::shown::Shower;
use crate::store;
use crate::work::notice::{self as work, ReadUntil};

/// A notice in a list.
#[derive(Serialize)]
struct NoticeShown {
    text: String,
    href: String,
    at: String,
    unread: bool,
}

/// `GET /credit/notices`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| {
        let mut shower = Shower::new(voice);
        let found = work::list(op)?;
        let until = found.first().map(|latest| latest.at.to_string()).unwrap_or_default();
        let mut notices = Vec::with_capacity(found.len());
        for mut one in found {
            if let Some(code) = one.args.get("institution").cloned() {
                one.args.insert("institution".to_owned(), shower.institution(op, &code)?.name);
            }
            if let Some(name) = one.args.get_mut("name") {
                *name = store::application::subject_of(op.conn(), name)?;
            }
            let text = shower.voice.code(&one.code, &kept_args(&one.args));
            notices.push(NoticeShown { text, href: one.href, at: one.at.to_string(), unread: one.read_at.is_none() });
        }
        let unread = work::unread(op)?;
        Ok(Response::page("credit/notices.html", context! { notices, until, unread, max => work::UNREAD_MAX }))
    }))
}

/// `POST /credit/notices/reading`
pub(crate) fn read(request: Request) -> Answer {
    let mut form = request.fields()?;
    let until = units::Instant::parse(&form.text("until", 1..=40)).map_err(|_| op::Error::Missing)?;
    form.check()?;
    let done = |_| Response::see_other("/credit/notices".to_owned()).notice("credit-notice-notices_read");
    Ok(Reply::write(request.key(), move |op| work::read(op, &ReadUntil { until }), done))
}

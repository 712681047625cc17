//! The forms on a return's page: what a unit and a level do with it.

use op::Op;
use web::{Answer, Form, Reply, Request, Response};

use super::returns::page;
use crate::model::{AnswerInput, BackTo, ExtendInput, LookedAt, RejectInput, Return, StepInput};
use crate::rules::text::REASON_CHARS_MAX;
use crate::work::{returns as work, review};

fn looked_at(form: &mut Form) -> LookedAt {
    LookedAt { version: form.int("version", 1..=i64::MAX), revision: form.int("revision", 0..=i64::MAX) }
}

/// A verb of a form on a return's page: done, the page again with a notice, or the inbox; refused, the page with what was typed.
fn on_page<T>(
    request: &Request,
    form: Form,
    notice: &'static str,
    to_inbox: bool,
    verb: impl Fn(&Op, &str) -> op::Result<T> + Send + 'static,
) -> Answer
where
    T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
{
    let (id, again, target): (String, String, String) = (request.path("id")?, request.path("id")?, request.path("id")?);
    let (voice, timeline) = (request.voice(), request.timeline());
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(page(op, &id, voice, &timeline, form.view())?.status(422))));
    }
    let target = if to_inbox { "/collection/inbox".to_owned() } else { format!("/collection/returns/{target}") };
    let done = move |_| Response::see_other(target).notice(notice);
    Ok(Reply::write(request.key(), move |op| verb(op, &id), done)
        .or(move |op, error| page(op, &again, voice, &timeline, form.view_of(error))))
}

/// `POST /collection/returns/{id}/answers`
pub(crate) fn answer(request: Request) -> Answer {
    said(&request, "collection-notice-answered", work::answer)
}

/// `POST /collection/returns/{id}/overrulings`
pub(crate) fn overrule(request: Request) -> Answer {
    said(&request, "collection-notice-overruled", review::overrule)
}

fn said(
    request: &Request,
    notice: &'static str,
    verb: fn(&Op, &str, &AnswerInput) -> op::Result<crate::model::FlagAnswer>,
) -> Answer {
    let mut form = request.fields()?;
    let input = AnswerInput { flag: form.text("flag", 1..=64), text: form.long_text("text", 1..=REASON_CHARS_MAX) };
    on_page(request, form, notice, false, move |op, id| verb(op, id, &input))
}

/// `POST /collection/returns/{id}/submission`
pub(crate) fn submit(request: Request) -> Answer {
    let mut form = request.fields()?;
    let at = looked_at(&mut form);
    on_page(&request, form, "collection-notice-submitted", false, move |op, id| work::submit(op, id, &at))
}

/// `POST /collection/returns/{id}/acceptance`
pub(crate) fn accept(request: Request) -> Answer {
    let mut form = request.fields()?;
    let at = looked_at(&mut form);
    on_page(&request, form, "collection-notice-accepted", true, move |op, id| review::accept(op, id, &at))
}

/// `POST /collection/returns/{id}/rejection`
pub(crate) fn reject(request: Request) -> Answer {
    let mut form = request.fields()?;
    let LookedAt { version, revision } = looked_at(&mut form);
    let to = form.choice("to", &["unit", "below"]);
    let input = RejectInput {
        version,
        revision,
        to: BackTo::named(&to).unwrap_or(BackTo::Unit),
        reason: form.long_text("reason", 1..=REASON_CHARS_MAX),
        due_on: form.day("due_on"),
    };
    on_page(&request, form, "collection-notice-rejected", true, move |op, id| review::send_back(op, id, &input))
}

/// `POST /collection/returns/{id}/extension`
pub(crate) fn extend(request: Request) -> Answer {
    let mut form = request.fields()?;
    let input = ExtendInput {
        revision: form.int("revision", 0..=i64::MAX),
        reason: form.long_text("reason", 1..=REASON_CHARS_MAX),
        due_on: form.day("due_on"),
    };
    on_page(&request, form, "collection-notice-extended", false, move |op, id| work::extend(op, id, &input))
}

/// `POST /collection/returns/{id}/exemption`
pub(crate) fn excuse(request: Request) -> Answer {
    let mut form = request.fields()?;
    let input = StepInput {
        revision: form.int("revision", 0..=i64::MAX),
        reason: form.long_text("reason", 1..=REASON_CHARS_MAX),
    };
    on_page(&request, form, "collection-notice-excused", false, move |op, id| work::excuse(op, id, &input))
}

/// `POST /collection/returns/{id}/corrections`
pub(crate) fn correct(request: Request) -> Answer {
    let mut form = request.fields()?;
    let reason = form.long_text("reason", 1..=REASON_CHARS_MAX);
    on_page(&request, form, "collection-notice-corrected", false, move |op, id| -> op::Result<Return> {
        work::correct(op, id, &reason)
    })
}

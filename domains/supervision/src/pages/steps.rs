//! The forms on an assessment's page: steps of the procedure, issues and remarks.

use op::Op;
use web::{Answer, Form, Reply, Request, Response};

use super::counties::page;
use crate::model::{IssueInput, MendInput, PublishInput, RecheckInput, RemarkInput, RemarkKind, Severity, StepInput};
use crate::rules::{REASON_CHARS_MAX, TEXT_CHARS_MAX};
use crate::shown::home;
use crate::work::{county as work, finding};

/// A verb of a form: done, the page again with a notice; refused, the page again with what was typed.
fn on_page<T>(
    request: &Request,
    form: Form,
    notice: &'static str,
    verb: impl Fn(&Op, &str) -> op::Result<T> + Send + 'static,
) -> Answer
where
    T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
{
    let (id, again, target): (String, String, String) = (request.path("id")?, request.path("id")?, request.path("id")?);
    let (voice, timeline) = (request.voice(), request.timeline());
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(page(op, &id, &voice, &timeline, form.view())?.status(422))));
    }
    let done = move |_| Response::see_other(home(&target)).notice(notice);
    Ok(Reply::write(request.key(), move |op| verb(op, &id), done)
        .or(move |op, error| page(op, &again, &voice, &timeline, form.view_of(error))))
}

fn step(form: &mut Form) -> StepInput {
    StepInput {
        revision: form.int("revision", 0..=i64::MAX),
        reason: form.opt_long_text("reason", REASON_CHARS_MAX).unwrap_or_default(),
    }
}

/// `POST /supervision/counties/{id}/advance`
pub(crate) fn advance(request: Request) -> Answer {
    let mut form = request.fields()?;
    let input = step(&mut form);
    on_page(&request, form, "supervision-notice-advanced", move |op, id| work::advance(op, id, &input))
}

/// `POST /supervision/counties/{id}/return`
pub(crate) fn give_back(request: Request) -> Answer {
    let mut form = request.fields()?;
    let input = step(&mut form);
    on_page(&request, form, "supervision-notice-returned", move |op, id| work::give_back(op, id, &input))
}

/// `POST /supervision/counties/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    let mut form = request.fields()?;
    let input = PublishInput { revision: form.int("revision", 0..=i64::MAX), number: form.text("number", 1..=60) };
    on_page(&request, form, "supervision-notice-published", move |op, id| work::publish(op, id, &input))
}

/// `POST /supervision/counties/{id}/issues`
pub(crate) fn raise(request: Request) -> Answer {
    let mut form = request.fields()?;
    let severity = form.choice("severity", &["minor", "serious", "critical"]);
    let input = IssueInput {
        school: form.opt_text("school", 40).unwrap_or_default(),
        severity: Severity::named(&severity).unwrap_or(Severity::Minor),
        text: form.long_text("text", 1..=TEXT_CHARS_MAX),
        deadline: form.day("deadline"),
    };
    on_page(&request, form, "supervision-notice-raised", move |op, id| finding::raise(op, id, &input))
}

/// `POST /supervision/counties/{id}/remedies`. Whoever sees only one school comes back to that.
pub(crate) fn mend(request: Request) -> Answer {
    let mut form = request.fields()?;
    let input = MendInput { issue: form.text("issue", 1..=40), remedy: form.long_text("remedy", 1..=TEXT_CHARS_MAX) };
    let id: String = request.path("id")?;
    form.check()?;
    let target = id.clone();
    let done = move |issue: crate::model::Issue| {
        let place = match issue.school.is_empty() {
            true => home(&target),
            false => format!("{}/schools/{}", home(&target), issue.school),
        };
        Response::see_other(place).notice("supervision-notice-mended")
    };
    Ok(Reply::write(request.key(), move |op| finding::mend(op, &id, &input), done))
}

/// `POST /supervision/counties/{id}/rechecks`
pub(crate) fn recheck(request: Request) -> Answer {
    let mut form = request.fields()?;
    let input = RecheckInput {
        issue: form.text("issue", 1..=40),
        mended: form.choice("mended", &["yes", "no"]) == "yes",
        text: form.long_text("recheck", 1..=TEXT_CHARS_MAX),
    };
    on_page(&request, form, "supervision-notice-rechecked", move |op, id| finding::recheck(op, id, &input))
}

/// `POST /supervision/counties/{id}/remarks`
pub(crate) fn remark(request: Request) -> Answer {
    let mut form = request.fields()?;
    let kind = form.choice("kind", &["strength", "weakness", "suggestion", "highlight"]);
    let input = RemarkInput {
        school: form.opt_text("about", 40).unwrap_or_default(),
        kind: RemarkKind::named(&kind).unwrap_or(RemarkKind::Suggestion),
        text: form.long_text("remark", 1..=TEXT_CHARS_MAX),
    };
    on_page(&request, form, "supervision-notice-remarked", move |op, id| finding::remark(op, id, &input))
}

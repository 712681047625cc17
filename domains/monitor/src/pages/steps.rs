//! The forms on a system's page: every step of a version, comments, answers and voices.

use op::Op;
use web::{Answer, Form, Reply, Request, Response};

use crate::model::{
    AnswerInput, CommentInput, ConsultInput, Outcome, PublishInput, Stance, StepInput, System, VoiceInput,
};
use crate::rules::{COMMENT_CHARS_MAX, REASON_CHARS_MAX};
use crate::work::{comment as comments, system as work};

pub(super) fn at(id: &str, version: i64) -> String {
    format!("/monitor/systems/{id}?version={version}")
}

/// The version and revision a form is about.
pub(super) fn looked_at(form: &mut Form) -> StepInput {
    StepInput {
        version: form.int("version", 1..=i64::MAX),
        revision: form.int("revision", 0..=i64::MAX),
        reason: form.opt_long_text("reason", REASON_CHARS_MAX).unwrap_or_default(),
    }
}

/// A verb of a form on a system's page: done, the page again with a notice; refused, the page again with what was typed.
fn on_page<T>(
    request: &Request,
    form: Form,
    version: i64,
    notice: &'static str,
    verb: impl Fn(&Op, &str) -> op::Result<T> + Send + 'static,
) -> Answer
where
    T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
{
    let (id, again, target) = (request.path("id")?, request.path("id")?, request.path("id")?);
    let (voice, timeline) = (request.voice(), request.timeline());
    let number = version.to_string();
    if form.has_faults() {
        return Ok(Reply::read(move |op| {
            Ok(super::systems::page(op, &id, Some(&number), voice, &timeline, form.view())?.status(422))
        }));
    }
    let done = move |_| Response::see_other(at(&target, version)).notice(notice);
    Ok(Reply::write(request.key(), move |op| verb(op, &id), done)
        .or(move |op, error| super::systems::page(op, &again, Some(&number), voice, &timeline, form.view_of(error))))
}

fn step(request: &Request, verb: fn(&Op, &str, &StepInput) -> op::Result<System>, notice: &'static str) -> Answer {
    let mut form = request.fields()?;
    let input = looked_at(&mut form);
    on_page(request, form, input.version, notice, move |op, id| verb(op, id, &input))
}

/// `POST /monitor/systems/{id}/proposal`
pub(crate) fn propose(request: Request) -> Answer {
    step(&request, work::propose, "monitor-notice-proposed")
}

/// `POST /monitor/systems/{id}/return`
pub(crate) fn give_back(request: Request) -> Answer {
    step(&request, work::give_back, "monitor-notice-returned")
}

/// `POST /monitor/systems/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    step(&request, work::withdraw, "monitor-notice-withdrawn")
}

/// `POST /monitor/systems/{id}/consultation`
pub(crate) fn consult(request: Request) -> Answer {
    let mut form = request.fields()?;
    let at = looked_at(&mut form);
    let input = ConsultInput { version: at.version, revision: at.revision, until: form.day("until") };
    on_page(&request, form, at.version, "monitor-notice-consulting", move |op, id| work::consult(op, id, &input))
}

/// `POST /monitor/systems/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    let mut form = request.fields()?;
    let at = looked_at(&mut form);
    let input = PublishInput { version: at.version, revision: at.revision, number: form.text("number", 1..=60) };
    on_page(&request, form, at.version, "monitor-notice-published", move |op, id| work::publish(op, id, &input))
}

/// `POST /monitor/systems/{id}/comments`
pub(crate) fn comment(request: Request) -> Answer {
    let mut form = request.fields()?;
    let input = CommentInput {
        version: form.int("version", 1..=i64::MAX),
        region: form.text("region", 6..=6),
        indicator: form.opt_text("indicator", 20).unwrap_or_default(),
        text: form.long_text("text", 1..=COMMENT_CHARS_MAX),
    };
    on_page(&request, form, input.version, "monitor-notice-commented", move |op, id| comments::comment(op, id, &input))
}

/// `POST /monitor/systems/{id}/answers`
pub(crate) fn answer(request: Request) -> Answer {
    let mut form = request.fields()?;
    let outcome = form.choice("outcome", &["adopted", "partly", "declined"]);
    let input = AnswerInput {
        version: form.int("version", 1..=i64::MAX),
        comment: form.text("comment", 1..=40),
        outcome: Outcome::named(&outcome).unwrap_or(Outcome::Declined),
        answer: form.opt_long_text("answer", REASON_CHARS_MAX).unwrap_or_default(),
    };
    on_page(&request, form, input.version, "monitor-notice-answered", move |op, id| comments::answer(op, id, &input))
}

/// `POST /monitor/systems/{id}/voices`
pub(crate) fn speak(request: Request) -> Answer {
    let mut form = request.fields()?;
    let at = looked_at(&mut form);
    let stance = form.choice("stance", &["agree", "object"]);
    let input = VoiceInput {
        version: at.version,
        revision: at.revision,
        region: form.text("region", 6..=6),
        stance: Stance::named(&stance).unwrap_or(Stance::Object),
        reason: at.reason,
    };
    on_page(&request, form, at.version, "monitor-notice-spoken", move |op, id| comments::speak(op, id, &input))
}

/// `POST /monitor/systems/{id}/versions`
pub(crate) fn draft_next(request: Request) -> Answer {
    let id: String = request.path("id")?;
    let done = |system: System| Response::see_other(at(&system.id, system.version)).notice("monitor-notice-drafted");
    Ok(Reply::write(request.key(), move |op| work::draft_next(op, &id), done))
}

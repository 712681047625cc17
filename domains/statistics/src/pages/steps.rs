//! The forms on an evaluation's page: every step of a version.

use op::Op;
use web::{Answer, Form, Reply, Request, Response};

use crate::model::{Evaluation, StepInput};
use crate::rules::REASON_CHARS_MAX;
use crate::work::evaluation as work;

pub(super) fn at(id: &str, version: i64) -> String {
    format!("/statistics/evaluations/{id}?version={version}")
}

/// The version and revision a form is about.
pub(super) fn looked_at(form: &mut Form) -> StepInput {
    StepInput {
        version: form.int("version", 1..=i64::MAX),
        revision: form.int("revision", 0..=i64::MAX),
        reason: form.opt_long_text("reason", REASON_CHARS_MAX).unwrap_or_default(),
    }
}

/// A verb of a form on an evaluation's page: done, the page again with a notice; refused, the page again with what was typed.
fn step(request: &Request, verb: fn(&Op, &str, &StepInput) -> op::Result<Evaluation>, notice: &'static str) -> Answer {
    let mut form = request.fields()?;
    let input = looked_at(&mut form);
    let (id, again, target) = (request.path("id")?, request.path("id")?, request.path("id")?);
    let (voice, timeline) = (request.voice(), request.timeline());
    let (version, number) = (input.version, input.version.to_string());
    if form.has_faults() {
        return Ok(Reply::read(move |op| {
            Ok(super::evaluations::page(op, &id, Some(&number), voice, &timeline, form.view())?.status(422))
        }));
    }
    let done = move |_: Evaluation| Response::see_other(at(&target, version)).notice(notice);
    Ok(Reply::write(request.key(), move |op| verb(op, &id, &input), done).or(move |op, error| {
        super::evaluations::page(op, &again, Some(&number), voice, &timeline, form.view_of(error))
    }))
}

/// `POST /statistics/evaluations/{id}/proposal`
pub(crate) fn propose(request: Request) -> Answer {
    step(&request, work::propose, "statistics-notice-proposed")
}

/// `POST /statistics/evaluations/{id}/return`
pub(crate) fn give_back(request: Request) -> Answer {
    step(&request, work::give_back, "statistics-notice-returned")
}

/// `POST /statistics/evaluations/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    step(&request, work::publish, "statistics-notice-published")
}

/// `POST /statistics/evaluations/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    step(&request, work::withdraw, "statistics-notice-withdrawn")
}

/// `POST /statistics/evaluations/{id}/versions`
pub(crate) fn draft_next(request: Request) -> Answer {
    let id: String = request.path("id")?;
    let done = |one: Evaluation| Response::see_other(at(&one.id, one.version)).notice("statistics-notice-drafted");
    Ok(Reply::write(request.key(), move |op| work::draft_next(op, &id), done))
}

//! The steps of a release, as forms on its page.

use op::Op;
use web::{Answer, Reply, Request, Response};

use super::flow::{Look, page};
use crate::api::releases::version;
use crate::model::{Release, StepInput};
use crate::rules::REASON_CHARS_MAX;
use crate::work::release as work;

/// The address of a release.
pub(super) fn at(id: &str, version: i64) -> String {
    format!("/data/{id}/{version}")
}

/// A verb: done, the page again with a notice; refused, the page again with what was typed.
fn step(request: Request, verb: fn(&Op, &str, i64, &StepInput) -> op::Result<Release>, notice: &'static str) -> Answer {
    let version = version(&request)?;
    let (id, key) = (request.path("dataflow")?, request.key());
    let mut form = request.fields()?;
    let input = StepInput {
        revision: form.int("revision", 0..=i64::MAX),
        reason: form.opt_long_text("reason", REASON_CHARS_MAX).unwrap_or_default(),
    };
    let look = Look::of(request, Some(version))?;
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(page(op, &look, form.view())?.status(422))));
    }
    let done = move |release: Release| Response::see_other(at(&release.dataflow, release.version)).notice(notice);
    Ok(Reply::write(key, move |op| verb(op, &id, version, &input), done)
        .or(move |op, error| page(op, &look, form.view_of(error))))
}

/// `POST /data/{dataflow}/{version}/proposal`
pub(crate) fn propose(request: Request) -> Answer {
    step(request, work::propose, "dissemination-notice-proposed")
}

/// `POST /data/{dataflow}/{version}/return`
pub(crate) fn give_back(request: Request) -> Answer {
    step(request, work::give_back, "dissemination-notice-returned")
}

/// `POST /data/{dataflow}/{version}/publication`
pub(crate) fn release(request: Request) -> Answer {
    step(request, work::release, "dissemination-notice-released")
}

/// `POST /data/{dataflow}/{version}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    step(request, work::withdraw, "dissemination-notice-withdrawn")
}

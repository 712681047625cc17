//! 批量决定: many decisions handed in at once. Each is made in an operation of its own, so that one that is refused undoes no
//! other, and marks its line in the same transaction, so that none is made twice, whatever dies or is repeated.

use std::collections::BTreeSet;

use op::{Actor, App, Error, Op, RequestKey, Result};
use serde_json::json;
use units::{Args, Fault};

use super::{application, place};
use crate::access::steps::Step;
use crate::model::{
    Application, ApplicationState, BATCH_MAX, Batch, BatchInput, BatchKind, BatchLine, Decision, LineState, ReviewInput,
};
use crate::rules::Objection;
use crate::rules::application::REASON_CHARS_MAX;
use crate::store;
use crate::store::application::Part;

/// Applications offered for a batch.
const OFFERED: Part = Part { overdue_at: None, after: None, descending: false, limit: 100 };
/// Batches listed.
const LATEST: i64 = 10;

/// Applications that wait at an institution, oldest first, each with what it asks for in a few words.
pub fn offered(op: &Op, institution: &str) -> Result<Vec<(Application, String)>> {
    let place = place(op, institution)?;
    op.check(&Step::Batch("", &place))?;
    let waiting = application::inbox(op, institution, ApplicationState::Filed, &OFFERED)?;
    let named = |one: Application| {
        let subject = store::application::subject(op.conn(), &one.learner, &one.id)?;
        Ok((one, subject))
    };
    waiting.into_iter().map(named).collect()
}

/// The latest batches of an institution: id, moment, size.
pub fn latest(op: &Op, institution: &str) -> Result<Vec<(String, units::Instant, i64)>> {
    let place = place(op, institution)?;
    op.check(&Step::Batch("", &place))?;
    Ok(store::batch::latest(op.conn(), institution, LATEST)?)
}

/// A batch and what became of it.
pub fn view(op: &Op, id: &str) -> Result<Batch> {
    let batch = store::batch::get(op.conn(), id)?.ok_or(Error::Missing)?;
    let place = place(op, &batch.institution)?;
    op.check(&Step::Batch(id, &place))?;
    Ok(batch)
}

/// Keeps a batch, with every line waiting.
///
/// Errors: `Invalid` for no or too many lines, a reversal, a reason that is missing or too long; `Refused` for an application
/// that is not this institution's or stands there twice.
fn begin(op: &Op, input: &BatchInput) -> Result<String> {
    let place = place(op, &input.institution)?;
    let pen = op.may(&Step::Batch("", &place))?;
    sound(input)?;
    let mut lines = Vec::with_capacity(input.decisions.len());
    let mut seen = BTreeSet::new();
    for given in &input.decisions {
        let found = store::application::get(op.conn(), &given.application)?;
        let Some(found) = found.filter(|one| one.institution == input.institution && one.filed_at.is_some()) else {
            return Err(Error::refused(Objection::BatchForeign(given.application.clone())));
        };
        if !seen.insert(found.id.clone()) {
            return Err(Error::refused(Objection::BatchTwice(found.id)));
        }
        lines.push(BatchLine {
            given: given.clone(),
            learner: found.learner,
            state: LineState::Waiting,
            refusal: String::new(),
            refusal_args: Default::default(),
        });
    }
    let batch = Batch {
        id: op.id::<BatchKind>().to_string(),
        institution: input.institution.clone(),
        decided_by: op.actor().id.clone(),
        at: op.now(),
        lines,
    };
    store::batch::insert(&pen, &batch)?;
    pen.subject(&batch.id);
    pen.about(&batch.institution);
    pen.tell(json!({ "count": batch.lines.len() }));
    Ok(batch.id)
}

/// What is wrong with the input itself: the same faults a single decision would have.
fn sound(input: &BatchInput) -> Result<()> {
    let count = input.decisions.len();
    if count == 0 {
        return Err(Error::Invalid(vec![Fault::new("decisions", "credit.batch.nothing")]));
    }
    if count > BATCH_MAX {
        return Err(Error::Invalid(vec![Fault::new("decisions", "form.too_many").with("max", BATCH_MAX)]));
    }
    let mut faults = Vec::new();
    for given in &input.decisions {
        let (field, length) = (format!("reason-{}", given.application), given.reason.trim().chars().count());
        if given.decision == Decision::Reverse {
            faults.push(Fault::new(format!("decision-{}", given.application), "form.not_a_choice"));
        }
        if length > REASON_CHARS_MAX {
            faults.push(Fault::new(&field, "form.too_long").with("max", REASON_CHARS_MAX));
        } else if length == 0 && given.decision != Decision::Accept {
            faults.push(Fault::new(&field, "credit.application.reason_required"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Keeps a batch and makes its decisions. The same request again makes none twice and answers with the same batch.
///
/// Errors: see [`begin`]; what a single decision is refused for stands in its line.
pub fn decide(app: &App, actor: &Actor, key: Option<RequestKey>, input: BatchInput) -> Result<Batch> {
    let id = app.write(actor, key, move |op| begin(op, &input))?;
    go_on(app, actor, &id)
}

/// Makes the decisions of a batch that still wait, for whoever handed it in.
///
/// Errors: `Refused(credit.batch.not_yours)` for anybody else.
pub fn go_on(app: &App, actor: &Actor, id: &str) -> Result<Batch> {
    let batch = app.read(actor, |op| view(op, id))?;
    if batch.decided_by != actor.id {
        return Err(Error::refused(Objection::BatchNotYours));
    }
    for line in batch.lines.into_iter().filter(|line| line.state == LineState::Waiting) {
        one(app, actor, id, line)?;
    }
    app.read(actor, |op| view(op, id))
}

/// Decides one line. What may still change, a full queue or a defect, leaves it waiting.
fn one(app: &App, actor: &Actor, batch: &str, line: BatchLine) -> Result<()> {
    let (id, own) = (batch.to_owned(), line.clone());
    let outcome = app.write(actor, None, move |op| {
        let given = &own.given;
        let input = ReviewInput::new(given.decision, &given.reason, given.revision);
        application::decide_and(op, &given.application, &input, |pen| store::batch::done(pen, &id, &own))?;
        Ok(())
    });
    let (code, args) = match outcome {
        Ok(()) => return Ok(()),
        Err(Error::Refused(refusal) | Error::Conflict(refusal)) => (refusal.code, refusal.args),
        Err(Error::Invalid(faults)) => match faults.into_iter().next() {
            Some(fault) => (fault.code, fault.args),
            None => return Err(Error::bug("a decision is wrong and does not say why")),
        },
        Err(Error::Missing | Error::Forbidden(_)) => {
            let gone: units::Refusal = Objection::BatchGone.into();
            (gone.code, Args::none())
        }
        Err(error) => return Err(error),
    };
    let id = batch.to_owned();
    let args = args.0.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    app.write(actor, None, move |op| refuse(op, &id, &line, code, &args))
}

fn refuse(
    op: &Op,
    id: &str,
    line: &BatchLine,
    code: &str,
    args: &std::collections::BTreeMap<String, String>,
) -> Result<()> {
    let batch = store::batch::get(op.conn(), id)?.ok_or(Error::Missing)?;
    let place = place(op, &batch.institution)?;
    let pen = op.may(&Step::Batch(id, &place))?;
    pen.tell(json!({ "application": line.given.application, "refused": code, "count": 1 }));
    store::batch::refused(&pen, id, line, code, args)
}

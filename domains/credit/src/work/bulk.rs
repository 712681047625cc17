//! 批量决定: many decisions handed in at once. Each is made in an operation of its own, so that one that is refused undoes no
//! other, and marks its line in the same transaction, so that none is made twice, whatever dies or is repeated.

use std::collections::BTreeSet;

use op::{Actor, App, Error, Op, RequestKey, Result};
use serde_json::json;
use units::{Args, Fault};

use super::{application, place};
use crate::access::steps::Step;
use crate::model::{
    Application, ApplicationState, BULK_MAX, Bulk, BulkInput, BulkKind, BulkLine, Decision, LineState, ReviewInput,
};
use crate::rules::Objection;
use crate::rules::application::REASON_CHARS_MAX;
use crate::store;
use crate::store::application::Part;

/// Applications offered for a bulk.
const OFFERED: Part = Part { overdue_at: None, after: None, descending: false, limit: 100 };
/// Bulks listed.
const LATEST: i64 = 10;

/// Applications that wait at an institution, oldest first, each with what it asks for in a few words.
pub fn offered(op: &Op, institution: &str) -> Result<Vec<(Application, String)>> {
    let place = place(op, institution)?;
    op.check(&Step::Bulk("", &place))?;
    let waiting = application::inbox(op, institution, ApplicationState::Filed, &OFFERED)?;
    let named = |one: Application| {
        let subject = store::application::subject(op.conn(), &one.learner, &one.id)?;
        Ok((one, subject))
    };
    waiting.into_iter().map(named).collect()
}

/// The latest bulks of an institution: id, moment, size.
pub fn latest(op: &Op, institution: &str) -> Result<Vec<(String, units::Instant, i64)>> {
    let place = place(op, institution)?;
    op.check(&Step::Bulk("", &place))?;
    Ok(store::bulk::latest(op.conn(), institution, LATEST)?)
}

/// A bulk and what became of it.
pub fn view(op: &Op, id: &str) -> Result<Bulk> {
    let bulk = store::bulk::get(op.conn(), id)?.ok_or(Error::Missing)?;
    let place = place(op, &bulk.institution)?;
    op.check(&Step::Bulk(id, &place))?;
    Ok(bulk)
}

/// Keeps a bulk, with every line waiting.
///
/// Errors: `Invalid` for no or too many lines, a reversal, a reason that is missing or too long; `Refused` for an application
/// that is not this institution's or stands there twice.
fn begin(op: &Op, input: &BulkInput) -> Result<String> {
    let place = place(op, &input.institution)?;
    let pen = op.may(&Step::Bulk("", &place))?;
    sound(input)?;
    let mut lines = Vec::with_capacity(input.decisions.len());
    let mut seen = BTreeSet::new();
    for given in &input.decisions {
        let found = store::application::get(op.conn(), &given.application)?;
        let Some(found) = found.filter(|one| one.institution == input.institution && one.filed_at.is_some()) else {
            return Err(Error::refused(Objection::BulkForeign(given.application.clone())));
        };
        if !seen.insert(found.id.clone()) {
            return Err(Error::refused(Objection::BulkTwice(found.id)));
        }
        lines.push(BulkLine {
            given: given.clone(),
            learner: found.learner,
            state: LineState::Waiting,
            refusal: String::new(),
            refusal_args: Default::default(),
        });
    }
    let bulk = Bulk {
        id: op.id::<BulkKind>().to_string(),
        institution: input.institution.clone(),
        decided_by: op.actor().id.clone(),
        at: op.now(),
        lines,
    };
    store::bulk::insert(&pen, &bulk)?;
    pen.subject(&bulk.id);
    pen.about(&bulk.institution);
    pen.tell(json!({ "count": bulk.lines.len() }));
    Ok(bulk.id)
}

/// What is wrong with the input itself: the same faults a single decision would have.
fn sound(input: &BulkInput) -> Result<()> {
    let count = input.decisions.len();
    if count == 0 {
        return Err(Error::Invalid(vec![Fault::new("decisions", "credit.bulk.nothing")]));
    }
    if count > BULK_MAX {
        return Err(Error::Invalid(vec![Fault::new("decisions", "form.too_many").with("max", BULK_MAX)]));
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

/// Keeps a bulk and makes its decisions. The same request again makes none twice and answers with the same bulk.
///
/// Errors: those of a bulk that cannot be begun; what a single decision is refused for stands in its line.
pub fn decide(app: &App, actor: &Actor, key: Option<RequestKey>, input: BulkInput) -> Result<Bulk> {
    let id = app.write(actor, key, move |op| begin(op, &input))?;
    go_on(app, actor, &id)
}

/// Makes the decisions of a bulk that still wait, for whoever handed it in.
///
/// Errors: `Refused(credit.bulk.not_yours)` for anybody else.
pub fn go_on(app: &App, actor: &Actor, id: &str) -> Result<Bulk> {
    let bulk = app.read(actor, |op| view(op, id))?;
    if bulk.decided_by != actor.id {
        return Err(Error::refused(Objection::BulkNotYours));
    }
    for line in bulk.lines.into_iter().filter(|line| line.state == LineState::Waiting) {
        one(app, actor, id, line)?;
    }
    app.read(actor, |op| view(op, id))
}

/// Decides one line. What may still change, a full queue or a defect, leaves it waiting.
fn one(app: &App, actor: &Actor, bulk: &str, line: BulkLine) -> Result<()> {
    let (id, own) = (bulk.to_owned(), line.clone());
    let outcome = app.write(actor, None, move |op| {
        let given = &own.given;
        let input = ReviewInput::new(given.decision, &given.reason, given.revision);
        application::decide_and(op, &given.application, &input, |pen| store::bulk::done(pen, &id, &own))?;
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
            let gone: units::Refusal = Objection::BulkGone.into();
            (gone.code, Args::none())
        }
        Err(error) => return Err(error),
    };
    let id = bulk.to_owned();
    let args = args.0.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    app.write(actor, None, move |op| refuse(op, &id, &line, code, &args))
}

fn refuse(
    op: &Op,
    id: &str,
    line: &BulkLine,
    code: &str,
    args: &std::collections::BTreeMap<String, String>,
) -> Result<()> {
    let bulk = store::bulk::get(op.conn(), id)?.ok_or(Error::Missing)?;
    let place = place(op, &bulk.institution)?;
    let pen = op.may(&Step::Bulk(id, &place))?;
    pen.tell(json!({ "application": line.given.application, "refused": code, "count": 1 }));
    store::bulk::refused(&pen, id, line, code, args)
}

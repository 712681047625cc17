//! The receiving institution: inbox, evidence, decision.

use op::{Error, Op, Pen, Result};
use serde_json::json;
use units::Fault;

use super::file::{release, totals};
use super::proof::prove_now;
use super::{Details, Open, allowed, consented, details, load, unchanged};
use crate::access::Action;
use crate::access::steps::Step;
use crate::model::{Application, ApplicationState, Attachment, Decision, PostingKind, ReviewInput};
use crate::rules::application::{REASON_CHARS_MAX, decide as may_decide, grade_recorded};
use crate::rules::{Refused, ledger};
use crate::store;
use crate::store::application::Part;
use crate::work::ledger::{Subject, post};
use crate::work::{appeal, opinion, place, statistics};

/// Applications to an institution in a state, by the moment of filing. They tell no name and no outcome; reading one is recorded.
pub fn inbox(op: &Op, institution: &str, state: ApplicationState, part: &Part) -> Result<Vec<Application>> {
    let place = place(op, institution)?;
    op.check(&Action::ViewInbox(&place))?;
    if state == ApplicationState::Draft {
        return Ok(Vec::new());
    }
    Ok(store::application::inbox(op.conn(), institution, state, part)?)
}

/// How many applications that wait at an institution are overdue.
pub fn overdue(op: &Op, institution: &str) -> Result<i64> {
    let place = place(op, institution)?;
    op.check(&Action::ViewInbox(&place))?;
    Ok(store::clock::overdue(op.conn(), institution, op.now())?)
}

/// How many applications an institution has in each state.
pub fn inbox_counts(op: &Op, institution: &str) -> Result<Vec<(ApplicationState, i64)>> {
    let place = place(op, institution)?;
    op.check(&Action::ViewInbox(&place))?;
    Ok(store::application::counts(op.conn(), institution)?)
}

/// An application of one's own institution; what was never filed is the learner's alone, whatever became of it.
pub(in crate::work) fn received(op: &Op, id: &str) -> Result<Application> {
    let application = load(op, id)?;
    match application.filed_at {
        None => Err(Error::Missing),
        Some(_) => Ok(application),
    }
}

/// Reads an application with its evidence for the receiving institution. Each item read is recorded and shown to the learner:
/// the outcomes, and the name where the learner allowed that too; once the consent is withdrawn or over, outcomes, name and
/// evidence are no longer shown.
pub fn read(op: &Op, id: &str) -> Result<Details> {
    let application = received(op, id)?;
    let place = place(op, &application.institution)?;
    let pen = op.may(&Action::ReadApplication(id, &place))?;
    let outcomes = record_read(op, &pen, &application)?;
    let name = outcomes && record_name_read(op, &pen, &application)?;
    pen.tell(json!({ "allowed": outcomes }));
    details(op, application, Open { outcomes, name })
}

/// As [`read`], for somebody else who looks at the application in the institution's place: an expert, the joint committee.
pub(in crate::work) fn open_for(op: &Op, pen: &Pen, application: Application) -> Result<Details> {
    let outcomes = record_read(op, pen, &application)?;
    let name = outcomes && record_name_read(op, pen, &application)?;
    details(op, application, Open { outcomes, name })
}

/// An application without anything of the learner's.
pub(in crate::work) fn closed(op: &Op, application: Application) -> Result<Details> {
    details(op, application, Open { outcomes: false, name: false })
}

/// An application whose form is shown again after a fault: the read was recorded when the page was opened.
pub fn again(op: &Op, id: &str) -> Result<Details> {
    let application = received(op, id)?;
    let place = place(op, &application.institution)?;
    op.check(&Action::ReadApplication(id, &place))?;
    let outcomes = consented(op, &application)?;
    let name = outcomes && allowed(op, &application, identity::consent::IDENTITY)?;
    details(op, application, Open { outcomes, name })
}

fn record_name_read(op: &Op, pen: &Pen, application: &Application) -> Result<bool> {
    let Application { learner, institution, .. } = application;
    let purpose = identity::consent::CONVERSION;
    identity::consent::record_read_if_allowed(op, pen, learner, institution, purpose, identity::consent::IDENTITY)
}

fn record_read(op: &Op, pen: &Pen, application: &Application) -> Result<bool> {
    let Application { learner, institution, .. } = application;
    let purpose = identity::consent::CONVERSION;
    identity::consent::record_read(op, pen, learner, institution, purpose, identity::consent::OUTCOMES)
}

/// One attached file: for the learner always, for the receiving institution and the expert it asked under consent. Its reads are recorded, the refused
/// ones too: then there is none.
pub fn evidence(op: &Op, id: &str, hash: &str) -> Result<Option<Attachment>> {
    let application = load(op, id)?;
    if !op.actor().is_person(&application.learner) {
        let application = received(op, id)?;
        let place = place(op, &application.institution)?;
        let pen = match opinion::asked_now(op, &application)? {
            Some(asked) => op.may(&Step::ReadForOpinion(&asked.id, &asked.expert, &place))?,
            None => op.may(&Action::ReadApplication(id, &place))?,
        };
        pen.tell(json!({ "file": hash }));
        if !record_read(op, &pen, &application)? {
            return Ok(None);
        }
    }
    let attachments = store::application::attachments(op.conn(), &application.learner, id)?;
    Ok(attachments.into_iter().find(|attached| attached.hash == hash))
}

/// Decides on an application, or reverses an acceptance.
///
/// Errors: `Invalid` without a reason where one is owed; see [`may_decide`]; `Refused(credit.application.consent_missing)` to
/// accept what may no longer be read; `Conflict` when it was changed since it was looked at.
pub fn decide(op: &Op, id: &str, input: &ReviewInput) -> Result<Application> {
    decide_and(op, id, input, |_| Ok(()))
}

/// As [`decide`], with something more written in the same transaction.
pub fn decide_and(op: &Op, id: &str, input: &ReviewInput, and: impl FnOnce(&Pen) -> Result<()>) -> Result<Application> {
    let was = received(op, id)?;
    let place = place(op, &was.institution)?;
    let pen = op.may(&Action::Decide(input.decision.name(), id, &place))?;
    let reason = reason(input)?;
    let to = may_decide(was.state, &was.learner, &op.actor().id, input.decision).map_err(Error::conflict)?;
    // Nor does whoever was lent a role decide for its holder what the holder may not decide.
    if op.actor().acts_for() == Some(was.learner.as_str()) {
        return Err(Error::conflict(Refused::OwnApplication));
    }
    let was = unchanged(was, input.revision)?;
    let now = Application {
        state: to,
        decided_at: Some(op.now()),
        decided_by: Some(op.actor().id.clone()),
        reason,
        ..was.clone()
    };
    // First of all writes: of two who decide at once, or of a reviewer and a learner, one comes second here and is told so.
    store::application::update(&pen, &was, &now)?;
    opinion::no_expert(op, &was)?;
    let finding = appeal::bind(op, &pen, &was, input)?;
    match input.decision {
        Decision::Accept => accept(op, &pen, &was)?,
        Decision::Reject | Decision::Return => release(op, &pen, &was)?,
        Decision::Reverse => reverse(op, &pen, &was)?,
    }
    and(&pen)?;
    tell(op, &pen, &was, input.decision, finding.as_deref())?;
    statistics::follow(op, &pen)?;
    load(op, id)
}

/// The reason without outer blanks.
fn reason(input: &ReviewInput) -> Result<String> {
    let reason = input.reason.trim();
    let length = reason.chars().count();
    if length > REASON_CHARS_MAX {
        let fault = Fault::new("reason", "form.too_long").with("max", REASON_CHARS_MAX);
        return Err(Error::Invalid(vec![fault]));
    }
    if length == 0 && input.decision != Decision::Accept {
        return Err(Error::Invalid(vec![Fault::new("reason", "credit.application.reason_required")]));
    }
    Ok(reason.to_owned())
}

/// What was decided, citing every rule by version and hash, so that it can be checked for ever. The reason is a person's own words and stays out of the journal; it stands with the
/// application.
pub(super) fn tell(
    op: &Op,
    pen: &Pen,
    application: &Application,
    decision: Decision,
    finding: Option<&str>,
) -> Result<()> {
    let items = store::application::items(op.conn(), &application.learner, &application.id)?;
    let rules: Vec<_> = items
        .iter()
        .map(|item| json!({ "rule": item.rule, "version": item.rule_version, "hash": item.rule_hash, "target": item.target_code }))
        .collect();
    pen.about(&application.learner);
    pen.about(&application.institution);
    pen.tell(json!({ "credit": application.credit, "rules": rules, "finding": finding }));
    let body = json!({ "application": application.id, "learner": application.learner, "decision": decision.name() });
    pen.event("credit.application.decided", &body)
}

pub(super) fn accept(op: &Op, pen: &Pen, application: &Application) -> Result<()> {
    if !consented(op, application)? {
        return Err(Error::refused(Refused::ConsentMissing));
    }
    let items = store::application::items(op.conn(), &application.learner, &application.id)?;
    prove_now(op, application, &items)?;
    let (source, target) = totals(&items)?;
    let spent = store::outcome::spend(pen, &application.learner, &application.id, op.now())?;
    if spent != items.len() as u64 {
        return Err(Error::bug(format!("{spent} of {} lines were held", items.len())));
    }
    for item in &items {
        let grade = grade_recorded(&item.effect);
        store::outcome::record_grade(
            pen,
            &application.learner,
            &application.id,
            &item.outcome,
            &item.target_code,
            grade,
        )?;
    }
    let subject = Subject { learner: &application.learner, party: &application.institution, id: &application.id };
    post(op, pen, &subject, PostingKind::Recognition, &ledger::recognise(source, target), None)?;
    Ok(())
}

fn reverse(op: &Op, pen: &Pen, application: &Application) -> Result<()> {
    let items = store::application::items(op.conn(), &application.learner, &application.id)?;
    let (source, target) = totals(&items)?;
    store::outcome::free(pen, &application.learner, &application.id)?;
    let subject = Subject { learner: &application.learner, party: &application.institution, id: &application.id };
    post(op, pen, &subject, PostingKind::Reversal, &ledger::reverse(source, target), None)?;
    Ok(())
}

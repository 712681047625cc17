//! What a level does with a return: accepts it, sends it back, lets a flag pass.

use op::{Error, Op, Pen, Result};
use serde_json::json;

use super::returns::{begin, from_here, load, record, say, unchanged};
use super::{clock, owed};
use crate::access::{Action, ReturnVerb};
use crate::model::{
    AnswerInput, AnswerKind, BackTo, BulkInput, Campaign, FlagAnswer, Head, LookedAt, Outcome, OutcomeFault,
    RejectInput, Return, ReturnState,
};
use crate::rules::{Refused, returns as rule};
use crate::store;
use crate::store::returns::Moved;

/// Accepts a return for the level it waits for: it goes to the next above, or is approved.
///
/// # Errors
/// `Conflict` when it moved or changed since it was looked at; `Refused(collection.review.same_person)`.
pub fn accept(op: &Op, id: &str, at: &LookedAt) -> Result<Return> {
    let was = load(op, id)?;
    let campaign = super::campaign::load(op, &was.head.campaign)?;
    let (pen, to) = begin(op, &was.head, &campaign.region, ReturnVerb::Accept, "accept")?;
    accepted(op, &pen, &campaign, &was.head, at, to)?;
    pen.about(&was.head.campaign);
    pen.about(&was.head.unit);
    pen.tell(
        json!({ "version": was.head.version, "name": was.head.name, "from": was.head.state.name(), "to": to.name() }),
    );
    load(op, id)
}

/// Decides and writes an acceptance.
fn accepted(op: &Op, pen: &Pen, campaign: &Campaign, was: &Head, at: &LookedAt, to: ReturnState) -> Result<()> {
    signable(op, campaign, was, at)?;
    let due_on = to.tier().map_or(was.due_on, |tier| campaign.due(tier).max(op.today()));
    if to == ReturnState::Approved {
        store::returns::supersede(pen, &was.id)?;
    }
    let moved = Moved { to, due_on, reason: "", returned_by: None, submitted_by: None, at: op.now() };
    store::returns::step(pen, was, &moved)?;
    record(op, pen, was, "accept", was.state.tier(), "", None)?;
    if to == ReturnState::Approved { county_settled(op, pen, campaign, &was.county) } else { Ok(()) }
}

/// Whether the actor may sign a version as it was looked at.
fn signable(op: &Op, campaign: &Campaign, was: &Head, at: &LookedAt) -> Result<()> {
    unchanged(was, Some(at.version), at.revision)?;
    if campaign.state == crate::model::CampaignState::Stopped {
        return Err(Error::refused(Refused::NotRunning));
    }
    rule::sign(&store::returns::steps(op.conn(), &was.id)?, was.version, &op.actor().id).map_err(Error::refused)
}

/// Tells that every return of a county is approved or excused, when the last one was.
pub(super) fn county_settled(op: &Op, pen: &Pen, campaign: &Campaign, county: &str) -> Result<()> {
    if store::list::unsettled(op.conn(), &campaign.id, Some(county))? > 0 {
        return Ok(());
    }
    pen.about(&county);
    pen.event(
        "collection.county.approved",
        &json!({ "campaign": campaign.id, "county": county, "year": campaign.year }),
    )
}

/// Sends a return back: to its unit to be mended, or to the level below to be looked at again.
///
/// # Errors
/// `Invalid` without a reason; see [`rule::send_back`]; `Conflict` when it moved or changed since it was looked at.
pub fn send_back(op: &Op, id: &str, input: &RejectInput) -> Result<Return> {
    let reason = owed("reason", &input.reason)?;
    let was = load(op, id)?;
    let campaign = super::campaign::load(op, &was.head.campaign)?;
    op.check(&Action::Return(ReturnVerb::Reject, (&was.head).into()))?;
    let tier = was.head.state.tier().ok_or_else(|| Error::conflict(Refused::NotNow))?;
    let chain = rule::chain(&was.head, &campaign.region);
    let verb = rule::send_back(&chain, tier, input.to, input.due_on, op.today()).map_err(Error::refused)?;
    let (pen, to) = begin(op, &was.head, &campaign.region, ReturnVerb::Reject, verb)?;
    unchanged(&was.head, Some(input.version), input.revision)?;
    let moved = Moved { to, due_on: input.due_on, reason, returned_by: Some(tier), submitted_by: None, at: op.now() };
    store::returns::step(&pen, &was.head, &moved)?;
    record(op, &pen, &was.head, verb, Some(tier), reason, Some(input.due_on))?;
    let party = if input.to == BackTo::Unit { None } else { to.tier() };
    clock::follow(&pen, &campaign.id, party, input.due_on)?;
    pen.about(&was.head.campaign);
    pen.about(&was.head.unit);
    let day = input.due_on.to_string();
    pen.tell(
        json!({ "version": was.head.version, "name": was.head.name, "to": to.name(), "reason": reason, "until": day }),
    );
    load(op, id)
}

/// Lets a soft flag pass, with a name and a reason.
///
/// # Errors
/// `Refused(collection.flag.gone)` when no such flag stands now; `Refused(collection.flag.hard)`.
pub fn overrule(op: &Op, id: &str, input: &AnswerInput) -> Result<FlagAnswer> {
    say(op, id, input, AnswerKind::Overrule)
}

/// Accepts many returns, each as it was looked at; those that cannot be are told and stay as they are.
///
/// # Errors
/// `Invalid` for none or more than [`rule::BULK_MAX`].
pub fn accept_many(op: &Op, input: &BulkInput) -> Result<Vec<Outcome>> {
    if input.returns.is_empty() || input.returns.len() > rule::BULK_MAX {
        let fault = units::Fault::new("returns", "form.too_many").with("max", rule::BULK_MAX);
        let none = units::Fault::new("returns", "collection.bulk.none");
        return Err(Error::Invalid(vec![if input.returns.is_empty() { none } else { fault }]));
    }
    let pen = op.may(&Action::Bulk)?;
    let mut outcomes = Vec::with_capacity(input.returns.len());
    for (id, at) in &input.returns {
        let fault = accept_one(op, &pen, id, at)?;
        let outcome = if fault.is_none() { "accepted" } else { "refused" };
        outcomes.push(Outcome { about: id.clone(), outcome: outcome.to_owned(), faults: fault.into_iter().collect() });
    }
    let count = outcomes.iter().filter(|one| one.faults.is_empty()).count();
    pen.tell(json!({ "count": count, "refused": outcomes.len() - count }));
    Ok(outcomes)
}

/// Accepts one of many; answers why not. What is decided before anything is written does not stop the others.
fn accept_one(op: &Op, pen: &Pen, id: &str, at: &LookedAt) -> Result<Option<OutcomeFault>> {
    let decided = (|| {
        let was = load(op, id)?;
        let campaign = super::campaign::load(op, &was.head.campaign)?;
        op.check(&Action::Return(ReturnVerb::Accept, (&was.head).into()))?;
        let to = from_here(op, &was.head, &campaign.region, "accept")?;
        signable(op, &campaign, &was.head, at)?;
        Ok((was.head, campaign, to))
    })();
    match decided {
        Ok((was, campaign, to)) => {
            accepted(op, pen, &campaign, &was, at, to)?;
            pen.about(&id);
            pen.about(&was.campaign);
            pen.about(&was.unit);
            Ok(None)
        }
        Err(error) => Ok(Some(OutcomeFault { field: String::new(), code: code_of(error)? })),
    }
}

/// The code of a refusal; what is none stops the whole.
fn code_of(error: Error) -> Result<String> {
    match error {
        Error::Refused(refused) | Error::Conflict(refused) => Ok(refused.code.to_string()),
        Error::Missing | Error::Forbidden(_) => Ok("op.missing".to_owned()),
        other => Err(other),
    }
}

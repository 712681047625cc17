//! What a unit does with its return: enters, answers flags, submits, corrects; and how it is given time or excused.

use op::{Error, Op, Pen, Result};
use serde_json::json;
use units::Day;

use super::known::{Known, known};
use super::{clock, owed};
use crate::access::{Action, ReturnVerb, Spot, relations};
use crate::model::form::{Severity, Values};
use crate::model::{
    AnswerInput, AnswerKind, Campaign, ExtendInput, FlagAnswer, FlagState, Head, LookedAt, Return, ReturnDetails,
    ReturnState, SaveInput, Step, StepInput, StepKind, Tier,
};
use crate::rules::{self, Refused, returns as rule};
use crate::store;
use crate::store::returns::Moved;

/// The latest version of a return, for the verbs on it.
pub(super) fn load(op: &Op, id: &str) -> Result<Return> {
    store::returns::latest(op.conn(), id)?.ok_or(Error::Missing)
}

/// Asks for a verb on a return, and whether it starts from here; answers the state it comes to.
pub(super) fn begin<'a>(
    op: &'a Op,
    head: &Head,
    campaign_region: &str,
    verb: ReturnVerb,
    name: &str,
) -> Result<(Pen<'a>, ReturnState)> {
    let pen = op.may(&Action::Return(verb, Spot::from(head)))?;
    Ok((pen, from_here(op, head, campaign_region, name)?))
}

/// The state a verb comes to from where a return is, by the actor's relations to it.
pub(super) fn from_here(op: &Op, head: &Head, campaign_region: &str, name: &str) -> Result<ReturnState> {
    let chain = rule::chain(head, campaign_region);
    rule::step(head.state, name, &relations(op, &Spot::from(head), &chain)).map_err(Error::conflict)
}

/// A version that is still the one that was looked at.
pub(super) fn unchanged(head: &Head, version: Option<i64>, revision: i64) -> Result<()> {
    match head.revision == revision && version.is_none_or(|version| head.version == version) {
        true => Ok(()),
        false => Err(Error::conflict(Refused::NotNow)),
    }
}

/// A return with everything that is known of it, for those who may see it.
///
/// # Errors
/// `Missing` if there is none.
pub fn details(op: &Op, id: &str) -> Result<(ReturnDetails, Known)> {
    let latest = seen(op, id)?;
    let known = known(op, &latest.head)?;
    let flags = known.flags(&latest.head.unit, &latest.values)?;
    let earlier = store::returns::versions(op.conn(), id)?.into_iter().skip(1).collect();
    let steps = store::returns::steps(op.conn(), id)?;
    Ok((ReturnDetails { latest, earlier, flags, before: known.before.clone(), steps }, known))
}

/// The latest version of a return the actor may see.
///
/// # Errors
/// `Missing` if there is none.
pub fn seen(op: &Op, id: &str) -> Result<Return> {
    let found = load(op, id)?;
    op.check(&Action::Return(ReturnVerb::View, Spot::from(&found.head)))?;
    Ok(found)
}

/// One version of a return the actor may see.
///
/// # Errors
/// `Missing` if there is none.
pub fn version(op: &Op, id: &str, version: i64) -> Result<Return> {
    seen(op, id)?;
    store::returns::version(op.conn(), id, version)?.ok_or(Error::Missing)
}

/// Saves figures, whatever the checks find in them.
///
/// # Errors
/// `Invalid` with what is no entry of its field; `Conflict` when it was submitted or changed since it was looked at; `Refused`
/// before the campaign begins and after it ended.
pub fn save(op: &Op, id: &str, input: &SaveInput) -> Result<Return> {
    let was = load(op, id)?;
    let known = known(op, &was.head)?;
    let (pen, _) = begin(op, &was.head, &known.campaign.region, ReturnVerb::Save, "save")?;
    unchanged(&was.head, None, input.revision)?;
    rule::enter(&known.campaign, &was.head, op.today()).map_err(Error::refused)?;
    let values = rules::form::fit(&known.form, input.values.clone()).map_err(Error::Invalid)?;
    write(&pen, &was.head, &values)?;
    pen.tell(json!({ "version": was.head.version, "name": was.head.name }));
    load(op, id)
}

/// Writes figures that fit the form.
pub(super) fn write(pen: &Pen, head: &Head, values: &Values) -> Result<()> {
    let content = rules::form::canonical_values(values);
    store::returns::save(pen, head, &content, &rules::form::hash_values(values))
}

/// What the checks find in figures that are not kept, each with what was said to it.
///
/// # Errors
/// `Invalid` with what is no entry of its field.
pub fn check(op: &Op, id: &str, values: Values) -> Result<Vec<FlagState>> {
    let found = seen(op, id)?;
    let known = known(op, &found.head)?;
    let values = rules::form::fit(&known.form, values).map_err(Error::Invalid)?;
    known.flags(&found.head.unit, &values)
}

/// Says why figures that raise a soft flag are right.
///
/// # Errors
/// `Refused(collection.flag.gone)` when the entries changed; `Refused(collection.flag.hard)`.
pub fn answer(op: &Op, id: &str, input: &AnswerInput) -> Result<FlagAnswer> {
    say(op, id, input, AnswerKind::Answer)
}

/// Says something to a flag, as the unit or as a reviewer.
pub(super) fn say(op: &Op, id: &str, input: &AnswerInput, kind: AnswerKind) -> Result<FlagAnswer> {
    let text = owed("text", &input.text)?;
    let found = load(op, id)?;
    let known = known(op, &found.head)?;
    let (verb, name) = match kind {
        AnswerKind::Answer => (ReturnVerb::Answer, "answer"),
        AnswerKind::Overrule => (ReturnVerb::Overrule, "overrule"),
    };
    let (pen, _) = begin(op, &found.head, &known.campaign.region, verb, name)?;
    if kind == AnswerKind::Answer {
        rule::enter(&known.campaign, &found.head, op.today()).map_err(Error::refused)?;
    }
    let flags = known.flags(&found.head.unit, &found.values)?;
    let flag = flags.iter().find(|one| one.key == input.flag).ok_or_else(|| Error::refused(Refused::FlagGone))?;
    if flag.flag.severity == Severity::Hard {
        return Err(Error::refused(Refused::FlagHard));
    }
    let answer = said(op, flag, kind, text);
    store::answer::say(&pen, id, &answer)?;
    pen.tell(json!({ "version": found.head.version, "check": answer.check, "text": text }));
    Ok(answer)
}

/// What is said to a flag now.
pub(super) fn said(op: &Op, flag: &FlagState, kind: AnswerKind, text: &str) -> FlagAnswer {
    FlagAnswer {
        flag: flag.key.clone(),
        check: flag.flag.check.clone(),
        kind,
        text: text.to_owned(),
        said_by: op.actor().id.clone(),
        said_at: op.now(),
    }
}

/// Submits a return to the level above.
///
/// # Errors
/// See [`rule::submit`] and [`rule::enter`]; `Conflict` when it was submitted or changed since it was looked at.
pub fn submit(op: &Op, id: &str, at: &LookedAt) -> Result<Return> {
    let was = load(op, id)?;
    let known = known(op, &was.head)?;
    let (pen, to) = begin(op, &was.head, &known.campaign.region, ReturnVerb::Submit, "submit")?;
    unchanged(&was.head, Some(at.version), at.revision)?;
    rule::enter(&known.campaign, &was.head, op.today()).map_err(Error::refused)?;
    if !was.head.correction.is_empty() && approved_hash(op, id)?.is_some_and(|hash| hash == was.head.hash) {
        return Err(Error::refused(Refused::Unchanged));
    }
    let flags = known.flags(&was.head.unit, &was.values)?;
    rule::submit(&was.head, &flags, op.today()).map_err(Error::refused)?;
    hand_in(op, &pen, &was.head, &known.campaign, to)?;
    pen.about(&was.head.campaign);
    pen.about(&was.head.unit);
    pen.tell(json!({ "version": was.head.version, "name": was.head.name, "hash": was.head.hash, "to": to.name() }));
    load(op, id)
}

fn approved_hash(op: &Op, id: &str) -> Result<Option<String>> {
    let versions = store::returns::versions(op.conn(), id)?;
    Ok(versions.into_iter().find(|one| one.state == ReturnState::Approved).map(|one| one.hash))
}

/// Writes that a return goes to the level above.
pub(super) fn hand_in(op: &Op, pen: &Pen, head: &Head, campaign: &Campaign, to: ReturnState) -> Result<()> {
    let due_on = match to.tier() {
        Some(tier) => campaign.due(tier).max(op.today()),
        None => head.due_on,
    };
    let by = op.actor().id.as_str();
    let moved = Moved { to, due_on, reason: "", returned_by: None, submitted_by: Some(by), at: op.now() };
    store::returns::step(pen, head, &moved)?;
    record(op, pen, head, "submit", None, "", None)
}

/// Records a step of a version.
pub(super) fn record(
    op: &Op,
    pen: &Pen,
    head: &Head,
    verb: &str,
    tier: Option<Tier>,
    reason: &str,
    due_on: Option<Day>,
) -> Result<()> {
    let step = Step {
        version: head.version,
        verb: verb.to_owned(),
        tier,
        person: op.actor().id.clone(),
        at: op.now(),
        reason: reason.to_owned(),
        due_on,
        hash: head.hash.clone(),
    };
    store::returns::insert_step(pen, &head.id, &op.id::<StepKind>().to_string(), &step)
}

/// Begins a correction of approved figures: a new version that goes the same way. Until it is approved the old one is in force.
///
/// # Errors
/// `Invalid` without a reason; `Conflict` when a version is in work or nothing is approved.
pub fn correct(op: &Op, id: &str, reason: &str) -> Result<Return> {
    let reason = owed("reason", reason)?;
    let was = load(op, id)?;
    let pen = op.may(&Action::Return(ReturnVerb::Correct, Spot::from(&was.head)))?;
    if was.head.state != ReturnState::Approved {
        return Err(Error::conflict(Refused::NotNow));
    }
    let due_on = op.today().plus_days(rule::CORRECTION_DAYS);
    let content = rules::form::canonical_values(&was.values);
    store::returns::correct(&pen, &was, &content, reason, due_on, op.now())?;
    let begun = load(op, id)?;
    record(op, &pen, &begun.head, "correct", None, reason, Some(due_on))?;
    clock::follow(&pen, &begun.head.campaign, None, due_on)?;
    pen.about(&was.head.campaign);
    pen.tell(json!({ "version": begun.head.version, "name": was.head.name, "reason": reason }));
    Ok(begun)
}

/// Gives a unit more time.
///
/// # Errors
/// `Invalid` without a reason; `Refused(collection.review.day_past)`.
pub fn extend(op: &Op, id: &str, input: &ExtendInput) -> Result<Return> {
    let reason = owed("reason", &input.reason)?;
    let was = load(op, id)?;
    let campaign = super::campaign::load(op, &was.head.campaign)?;
    let (pen, to) = begin(op, &was.head, &campaign.region, ReturnVerb::Extend, "extend")?;
    unchanged(&was.head, None, input.revision)?;
    if input.due_on < op.today() {
        return Err(Error::refused(Refused::DayPast));
    }
    let kept = &was.head.reason;
    let moved = Moved { to, due_on: input.due_on, reason: kept, returned_by: None, submitted_by: None, at: op.now() };
    store::returns::step(&pen, &was.head, &moved)?;
    record(op, &pen, &was.head, "extend", None, reason, Some(input.due_on))?;
    clock::follow(&pen, &was.head.campaign, None, input.due_on)?;
    pen.about(&was.head.unit);
    pen.tell(json!({ "name": was.head.name, "until": input.due_on.to_string(), "reason": reason }));
    load(op, id)
}

/// Excuses a unit: nothing is asked of it any more.
///
/// # Errors
/// `Invalid` without a reason.
pub fn excuse(op: &Op, id: &str, at: &StepInput) -> Result<Return> {
    let reason = owed("reason", &at.reason)?;
    let was = load(op, id)?;
    let campaign = super::campaign::load(op, &was.head.campaign)?;
    let (pen, to) = begin(op, &was.head, &campaign.region, ReturnVerb::Excuse, "excuse")?;
    unchanged(&was.head, None, at.revision)?;
    let due_on = was.head.due_on;
    let moved = Moved { to, due_on, reason, returned_by: None, submitted_by: None, at: op.now() };
    store::returns::step(&pen, &was.head, &moved)?;
    record(op, &pen, &was.head, "excuse", None, reason, None)?;
    super::review::county_settled(op, &pen, &campaign, &was.head.county)?;
    pen.about(&was.head.campaign);
    pen.tell(json!({ "name": was.head.name, "reason": reason }));
    load(op, id)
}

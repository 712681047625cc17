//! Writing a scheme, having a second person publish it, and following it by a next version.

use op::{Error, Op, Result};
use serde_json::json;

use super::{authority_place, typed};
use crate::access::{Action, SchemeVerb, roles_at};
use crate::model::{Scheme, SchemeInput, SchemeKind, SchemeState, StepInput};
use crate::rules::scheme::{CHART, faults, publish as may_publish, tidy};
use crate::store::scheme::Filter;
use crate::{rules, store};

/// Writes a new scheme as a draft of version 1.
///
/// Errors: `Invalid` with every fault of the content; `Refused(incentive.authority.unknown)`.
pub fn draft(op: &Op, input: &SchemeInput) -> Result<Scheme> {
    let input = checked(input)?;
    let place = typed(authority_place(op, &input.authority), &input.authority)?;
    let pen = op.may(&Action::Scheme(SchemeVerb::Draft, "", &place))?;
    let scheme = fresh(op, op.id::<SchemeKind>().to_string(), 1, input);
    store::scheme::insert(&pen, &scheme)?;
    pen.subject(&scheme.id);
    pen.about(&scheme.content.authority);
    pen.tell(json!({ "version": 1, "name": scheme.content.name }));
    Ok(scheme)
}

/// Begins the next version of a scheme with the content of the latest.
///
/// Errors: `Conflict(incentive.scheme.draft_exists)` while one is being written.
pub fn draft_next(op: &Op, id: &str) -> Result<Scheme> {
    let versions = store::scheme::versions(op.conn(), id)?;
    let latest = versions.first().ok_or(Error::Missing)?;
    let place = authority_place(op, &latest.content.authority)?;
    let pen = op.may(&Action::Scheme(SchemeVerb::Draft, id, &place))?;
    if matches!(latest.state, SchemeState::Draft | SchemeState::Submitted) {
        return Err(Error::conflict(rules::Refused::SchemeDraftExists));
    }
    let scheme = fresh(op, id.to_owned(), latest.version + 1, latest.content.clone());
    store::scheme::insert(&pen, &scheme)?;
    pen.about(&scheme.content.authority);
    pen.tell(json!({ "version": scheme.version, "name": scheme.content.name }));
    Ok(scheme)
}

fn fresh(op: &Op, id: String, version: i64, content: SchemeInput) -> Scheme {
    Scheme {
        id,
        version,
        content,
        state: SchemeState::Draft,
        drafted_by: op.actor().id.clone(),
        drafted_at: op.now(),
        published_by: None,
        published_at: None,
        reason: String::new(),
        revision: 1,
    }
}

/// Content that may be kept: tidy and without faults.
fn checked(input: &SchemeInput) -> Result<SchemeInput> {
    let input = tidy(input.clone());
    let faults = faults(&input);
    if faults.is_empty() { Ok(input) } else { Err(Error::Invalid(faults)) }
}

fn version(op: &Op, id: &str, version: i64) -> Result<Scheme> {
    store::scheme::version(op.conn(), id, version)?.ok_or(Error::Missing)
}

/// A version that has not changed since it was looked at.
fn unchanged(scheme: Scheme, revision: i64) -> Result<Scheme> {
    match scheme.revision == revision {
        true => Ok(scheme),
        false => Err(Error::conflict(rules::Refused::NotNow)),
    }
}

/// Changes a draft. Whoever changed it last has drafted it, for the rule of two people.
///
/// Errors: as [`draft`]; `Conflict` when it is no draft or was changed since it was looked at.
pub fn edit(op: &Op, id: &str, at: &StepInput, input: &SchemeInput) -> Result<Scheme> {
    let was = version(op, id, at.version)?;
    let place = authority_place(op, &was.content.authority)?;
    let pen = op.may(&Action::Scheme(SchemeVerb::Edit, id, &place))?;
    rules::step(&CHART, was.state.name(), "edit", &roles_at(op.actor(), &place)).map_err(Error::conflict)?;
    let was = unchanged(was, at.revision)?;
    let mut input = checked(input)?;
    input.authority.clone_from(&was.content.authority);
    let scheme = Scheme { content: input, drafted_by: op.actor().id.clone(), drafted_at: op.now(), ..was };
    store::scheme::rewrite(&pen, &scheme)?;
    pen.about(&scheme.content.authority);
    pen.tell(json!({ "version": scheme.version, "name": scheme.content.name }));
    version(op, id, scheme.version)
}

/// Hands a draft to the second person.
pub fn submit(op: &Op, id: &str, at: &StepInput) -> Result<Scheme> {
    step(op, id, at, SchemeVerb::Submit, "submit")
}

/// Sends a submitted version back to who wrote it.
///
/// Errors: `Invalid` without a reason.
pub fn give_back(op: &Op, id: &str, at: &StepInput) -> Result<Scheme> {
    owed_reason(&at.reason)?;
    step(op, id, at, SchemeVerb::Return, "return")
}

/// Takes a version back. What was earned under it stays.
///
/// Errors: `Invalid` without a reason, if it was published.
pub fn withdraw(op: &Op, id: &str, at: &StepInput) -> Result<Scheme> {
    if version(op, id, at.version)?.state == SchemeState::Published {
        owed_reason(&at.reason)?;
    }
    step(op, id, at, SchemeVerb::Withdraw, "withdraw")
}

/// A reason that is owed.
///
/// Errors: `Invalid` without one, or with one that is too long.
pub(super) fn owed_reason(reason: &str) -> Result<()> {
    rules::reason_fault(reason).map_or(Ok(()), |fault| Err(Error::Invalid(vec![fault])))
}

fn step(op: &Op, id: &str, at: &StepInput, verb: SchemeVerb, name: &str) -> Result<Scheme> {
    let scheme = version(op, id, at.version)?;
    let place = authority_place(op, &scheme.content.authority)?;
    let pen = op.may(&Action::Scheme(verb, id, &place))?;
    let step =
        rules::step(&CHART, scheme.state.name(), name, &roles_at(op.actor(), &place)).map_err(Error::conflict)?;
    let scheme = unchanged(scheme, at.revision)?;
    // The chart's states are those of the type.
    let to = SchemeState::named(step.to).ok_or_else(|| Error::bug(step.to))?;
    store::scheme::step(&pen, &scheme, to, at.reason.trim())?;
    pen.about(&scheme.content.authority);
    pen.tell(
        json!({ "version": scheme.version, "from": scheme.state.name(), "to": step.to, "reason": at.reason.trim() }),
    );
    version(op, id, scheme.version)
}

/// Publishes a submitted version in the name of a second person; the version in force is superseded.
///
/// Errors: see [`rules::scheme::publish`].
pub fn publish(op: &Op, id: &str, at: &StepInput) -> Result<Scheme> {
    let scheme = version(op, id, at.version)?;
    let place = authority_place(op, &scheme.content.authority)?;
    let pen = op.may(&Action::Scheme(SchemeVerb::Publish, id, &place))?;
    let scheme = unchanged(scheme, at.revision)?;
    // The person who signs is the one signed in, never the one they may stand for.
    may_publish(&scheme, &op.actor().id, op.today()).map_err(Error::refused)?;
    store::scheme::supersede(&pen, id)?;
    store::scheme::publish(&pen, &scheme, &op.actor().id, op.now())?;
    pen.about(&scheme.content.authority);
    pen.tell(json!({ "version": scheme.version, "drafted_by": scheme.drafted_by }));
    version(op, id, scheme.version)
}

/// Every version of a scheme the actor may see, the latest first: published ones and what followed from them are public.
pub fn versions(op: &Op, id: &str) -> Result<Vec<Scheme>> {
    let all = store::scheme::versions(op.conn(), id)?;
    let first = all.first().ok_or(Error::Missing)?;
    let staff = sees_all(op, first)?;
    let seen: Vec<Scheme> = all.into_iter().filter(|scheme| staff || scheme.published_at.is_some()).collect();
    if seen.is_empty() { Err(Error::Missing) } else { Ok(seen) }
}

/// Whether the actor sees what is not published of a scheme.
pub fn sees_all(op: &Op, scheme: &Scheme) -> Result<bool> {
    let place = authority_place(op, &scheme.content.authority)?;
    Ok(op.check(&Action::ViewScheme(&scheme.id, &place)).is_ok())
}

/// An authority's schemes in a state or in every state, for those who work there; the latest first, behind the version given.
pub fn of_authority(
    op: &Op,
    authority: &str,
    state: Option<&str>,
    after: Option<(&str, i64)>,
    descending: bool,
    limit: i64,
) -> Result<Vec<Scheme>> {
    let place = authority_place(op, authority)?;
    op.check(&Action::ViewScheme("", &place))?;
    let filter = Filter { authority: Some(authority), state, ..Filter::default() };
    Ok(store::scheme::list(op.conn(), &filter, after, descending, limit)?)
}

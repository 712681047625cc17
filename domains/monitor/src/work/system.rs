//! Writing a system, sending it round, putting it to the members, publishing it.

use op::{Error, Op, Pen, Result};
use serde_json::json;
use sha2::{Digest, Sha256};
use units::{Day, Fault};

use crate::access::{Action, SystemVerb, parts};
use crate::model::{
    ConsultInput, Difference, PublishInput, StepInput, System, SystemInput, SystemKind, SystemState, Voice,
};
use crate::rules::{self, Refused, compare, content, system as rule};
use crate::store;

use super::names::Names;

/// Longest 文号, in characters.
const NUMBER_CHARS_MAX: usize = 60;

/// Writes a new system as a draft of version 1.
///
/// Errors: `Invalid` with every fault of the content; `Refused(monitor.region.unknown)`.
pub fn draft(op: &Op, input: &SystemInput) -> Result<System> {
    let input = checked(op, input)?;
    let pen = op.may(&Action::System(SystemVerb::Draft, "", &input.members))?;
    let (system, text) = fresh(op, op.id::<SystemKind>().to_string(), 1, input);
    store::system::insert(&pen, &system, &text)?;
    pen.subject(&system.id);
    drafted(&pen, &system);
    Ok(system)
}

/// Begins the next version of a system with the content of the latest.
///
/// Errors: `Conflict(monitor.system.draft_exists)` while one is being written.
pub fn draft_next(op: &Op, id: &str) -> Result<System> {
    let versions = store::system::versions(op.conn(), id)?;
    let latest = versions.first().ok_or(Error::Missing)?;
    let pen = op.may(&Action::System(SystemVerb::Draft, id, &latest.content.members))?;
    let (system, text) = fresh(op, id.to_owned(), latest.version + 1, latest.content.clone());
    store::system::insert(&pen, &system, &text)?;
    drafted(&pen, &system);
    Ok(system)
}

fn drafted(pen: &Pen, system: &System) {
    for member in &system.content.members {
        pen.about(member);
    }
    pen.tell(json!({ "version": system.version, "name": system.content.name, "hash": system.hash }));
}

/// A first draft and its content as text.
fn fresh(op: &Op, id: String, version: i64, content: SystemInput) -> (System, String) {
    let text = written(&content);
    let system = System {
        id,
        version,
        hash: hash(&text),
        content,
        state: SystemState::Draft,
        drafted_by: op.actor().id.clone(),
        drafted_at: op.now(),
        consult_until: None,
        number: None,
        published_by: None,
        published_at: None,
        reason: String::new(),
        revision: 1,
    };
    (system, text)
}

/// Content as canonical text: fields in the order of the type, nothing left out.
fn written(content: &SystemInput) -> String {
    json!(content).to_string()
}

fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

/// Content that may be kept: tidy, without faults, its members regions of the directory.
fn checked(op: &Op, input: &SystemInput) -> Result<SystemInput> {
    let input = content::tidy(input.clone());
    let faults = content::faults(&input);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    for member in &input.members {
        if directory::store::region(op.conn(), member)?.is_none() {
            return Err(Error::refused(Refused::RegionUnknown(member.clone())));
        }
    }
    Ok(input)
}

/// One version, for the verbs on it.
pub(super) fn load(op: &Op, id: &str, version: i64) -> Result<System> {
    store::system::version(op.conn(), id, version)?.ok_or(Error::Missing)
}

/// A version that has not changed since it was looked at.
pub(super) fn unchanged(system: System, revision: i64) -> Result<System> {
    match system.revision == revision {
        true => Ok(system),
        false => Err(Error::conflict(Refused::NotNow)),
    }
}

/// Asks for a verb that moves a version on, and whether it starts from here.
fn begin<'a>(op: &'a Op, system: &System, verb: SystemVerb, name: &str) -> Result<Pen<'a>> {
    let pen = op.may(&Action::System(verb, &system.id, &system.content.members))?;
    rule::step(system.state, name, parts(op.actor(), &system.content.members)).map_err(Error::conflict)?;
    Ok(pen)
}

/// Changes a draft: the whole content is replaced. Whoever changed it last has drafted it.
///
/// Errors: as [`draft`]; `Conflict` when it is no draft or was changed since it was looked at.
pub fn edit(op: &Op, id: &str, at: &StepInput, input: &SystemInput) -> Result<System> {
    let was = load(op, id, at.version)?;
    let pen = begin(op, &was, SystemVerb::Edit, "edit")?;
    let was = unchanged(was, at.revision)?;
    let content = checked(op, input)?;
    // Nobody writes a group they do not belong to into being, or themselves out of one.
    op.check(&Action::System(SystemVerb::Edit, id, &content.members))?;
    let text = written(&content);
    let (drafted_by, drafted_at) = (op.actor().id.clone(), op.now());
    let system = System { hash: hash(&text), content, drafted_by, drafted_at, ..was };
    store::system::rewrite(&pen, &system, &text)?;
    drafted(&pen, &system);
    load(op, id, system.version)
}

/// Sends a draft round for comments until a day.
///
/// Errors: see [`rule::consult`].
pub fn consult(op: &Op, id: &str, input: &ConsultInput) -> Result<System> {
    let was = load(op, id, input.version)?;
    let pen = begin(op, &was, SystemVerb::Consult, "consult")?;
    let was = unchanged(was, input.revision)?;
    rule::consult(&was, input.until, op.today()).map_err(Error::refused)?;
    moved(op, &pen, &was, SystemState::Consulting, "", Some(input.until))
}

/// Puts a draft to its members.
///
/// Errors: see [`rule::propose`].
pub fn propose(op: &Op, id: &str, at: &StepInput) -> Result<System> {
    let was = load(op, id, at.version)?;
    let pen = begin(op, &was, SystemVerb::Propose, "propose")?;
    let was = unchanged(was, at.revision)?;
    let comments = store::comment::of_version(op.conn(), id, was.version)?;
    rule::propose(&was, &comments).map_err(Error::refused)?;
    let until = was.consult_until;
    moved(op, &pen, &was, SystemState::Proposed, "", until)
}

/// Takes a version back to be changed; voices given on it are forgotten.
///
/// Errors: `Invalid` without a reason.
pub fn give_back(op: &Op, id: &str, at: &StepInput) -> Result<System> {
    owed("reason", &at.reason)?;
    let was = load(op, id, at.version)?;
    let pen = begin(op, &was, SystemVerb::Return, "return")?;
    let was = unchanged(was, at.revision)?;
    store::comment::silence(&pen, id, was.version)?;
    let until = was.consult_until;
    moved(op, &pen, &was, SystemState::Draft, at.reason.trim(), until)
}

/// Takes a version back for good.
///
/// Errors: `Invalid` without a reason, if it was published.
pub fn withdraw(op: &Op, id: &str, at: &StepInput) -> Result<System> {
    let was = load(op, id, at.version)?;
    if was.state == SystemState::Published {
        owed("reason", &at.reason)?;
    }
    let pen = begin(op, &was, SystemVerb::Withdraw, "withdraw")?;
    let was = unchanged(was, at.revision)?;
    let until = was.consult_until;
    moved(op, &pen, &was, SystemState::Withdrawn, at.reason.trim(), until)
}

/// A reason that is owed.
///
/// Errors: `Invalid` without one, or with one that is too long.
pub(super) fn owed(field: &str, reason: &str) -> Result<()> {
    rules::reason_fault(field, reason).map_or(Ok(()), |fault| Err(Error::Invalid(vec![fault])))
}

fn moved(op: &Op, pen: &Pen, was: &System, to: SystemState, reason: &str, until: Option<Day>) -> Result<System> {
    store::system::step(pen, was, to, reason, until)?;
    for member in &was.content.members {
        pen.about(member);
    }
    let day = until.map(|day| day.to_string()).unwrap_or_default();
    pen.tell(
        json!({ "version": was.version, "from": was.state.name(), "to": to.name(), "reason": reason, "until": day }),
    );
    load(op, &was.id, was.version)
}

/// Publishes what every member agreed to; the version in force is superseded.
///
/// Errors: `Invalid` without a number; `Refused(monitor.voice.not_agreed)` with the names of the members that have not agreed;
/// `Conflict(monitor.system.number_taken)`.
pub fn publish(op: &Op, id: &str, input: &PublishInput) -> Result<System> {
    if let Some(fault) = rules::text_fault("number", &input.number, 1, NUMBER_CHARS_MAX, false) {
        return Err(Error::Invalid(vec![fault]));
    }
    let was = load(op, id, input.version)?;
    let pen = begin(op, &was, SystemVerb::Publish, "publish")?;
    let was = unchanged(was, input.revision)?;
    let voices = store::comment::voices(op.conn(), id, was.version)?;
    let missing = rule::not_agreed(&was, &voices);
    if !missing.is_empty() {
        let mut names = Names::default();
        let named = missing.into_iter().map(|code| names.of(op, code, false)).collect::<Result<Vec<_>>>()?;
        return Err(Error::refused(Refused::NotAgreed(named.join("、"))));
    }
    store::system::supersede(&pen, id)?;
    let number = input.number.trim();
    store::system::publish(&pen, &was, number, &op.actor().id, op.now())?;
    for member in &was.content.members {
        pen.about(member);
    }
    pen.tell(json!({ "version": was.version, "number": number, "hash": was.hash }));
    pen.event("monitor.system.published", &json!({ "id": id, "version": was.version }))?;
    load(op, id, was.version)
}

/// Every version of a system the actor may see, the latest first: published ones and what followed from them are public.
///
/// Errors: `Missing` if there is none.
pub fn versions(op: &Op, id: &str) -> Result<Vec<System>> {
    let mut all = store::system::versions(op.conn(), id)?;
    let latest = all.first().ok_or(Error::Missing)?;
    if op.check(&Action::View(id, &latest.content.members)).is_err() {
        all.retain(is_public);
    }
    if all.is_empty() { Err(Error::Missing) } else { Ok(all) }
}

/// Whether everybody may read a version: it was published once.
pub fn is_public(system: &System) -> bool {
    system.published_at.is_some()
}

/// One version the actor may see.
///
/// Errors: `Missing` if there is none.
pub fn seen(op: &Op, id: &str, version: i64) -> Result<System> {
    versions(op, id)?.into_iter().find(|system| system.version == version).ok_or(Error::Missing)
}

/// What one version says otherwise than another; both the actor may see.
///
/// Errors: `Missing`.
pub fn difference(op: &Op, id: &str, from: i64, to: i64) -> Result<(System, System, Vec<Difference>)> {
    let (old, new) = (seen(op, id, from)?, seen(op, id, to)?);
    let differences = compare::differences(&old.content, &new.content);
    Ok((old, new, differences))
}

/// The lines of an uploaded table in the place of a draft's.
///
/// Errors: `Invalid` with a fault `table` or `<row>.<column>` for everything that is wrong, as [`edit`] otherwise.
pub fn replace_lines(op: &Op, id: &str, at: &StepInput, rows: &[Vec<String>]) -> Result<System> {
    let was = load(op, id, at.version)?;
    op.check(&Action::System(SystemVerb::Edit, id, &was.content.members))?;
    let read = rules::table::read(rows).map_err(|fault| Error::Invalid(vec![fault]))?;
    let of_row = |(row, fault): (usize, Fault)| Fault { field: format!("{row}.{}", fault.field), ..fault };
    let mut faults: Vec<Fault> = read.faults.into_iter().map(of_row).collect();
    let input = SystemInput { indicators: read.lines, ..was.content };
    // A cell that cannot be read is told once, and what is wrong with the lines beside it, so that nobody mends a table twice.
    for fault in content::faults(&content::tidy(input.clone())) {
        let fault = in_rows(fault, &read.rows);
        if faults.iter().all(|known| known.field != fault.field) {
            faults.push(fault);
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    edit(op, id, at, &input)
}

/// A fault of a line as a fault of the row it stood in.
fn in_rows(fault: Fault, rows: &[usize]) -> Fault {
    let place = fault.field.strip_prefix("indicators.").and_then(|rest| {
        let (at, field) = rest.split_once('.')?;
        Some(format!("{}.{field}", rows.get(at.parse::<usize>().ok()?)?))
    });
    match place {
        Some(field) => Fault { field, ..fault },
        None => fault,
    }
}

/// The voices on a version, for those who may see it.
pub fn voices(op: &Op, system: &System) -> Result<Vec<Voice>> {
    Ok(store::comment::voices(op.conn(), &system.id, system.version)?)
}

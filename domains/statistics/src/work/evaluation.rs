//! Writing an evaluation, putting it to a second person, publishing it.

use op::{Error, Op, Pen, Result};
use serde_json::json;
use units::Fault;

use crate::access::{Action, Verb, parts};
use crate::model::{DataSet, Evaluation, EvaluationInput, EvaluationKind, EvaluationState, StepInput};
use crate::rules::{self, Refused, content, evaluation as rule, figures, result};
use crate::store;
use crate::work::{data_set, system};

/// A document that was computed.
struct Checked {
    content: EvaluationInput,
    text: String,
    hash: String,
    result: String,
    outcome: Option<result::Outcome>,
}

/// Writes a new evaluation as a draft of version 1, and computes it.
///
/// # Errors
/// `Invalid` with every fault of the document, or with what the engine says of it; `Refused(statistics.region.unknown)`,
/// `Refused(statistics.data_set.unknown)`.
pub fn draft(op: &Op, input: &EvaluationInput) -> Result<Evaluation> {
    drafted(op, input, |_| Ok(()))
}

/// As [`draft`], with what is done in the same operation.
pub(super) fn drafted(op: &Op, input: &EvaluationInput, done: impl FnOnce(&Pen) -> Result<()>) -> Result<Evaluation> {
    op.check(&Action::Evaluation(Verb::Draft, "", &input.members))?;
    let checked = checked(op, input)?;
    let pen = op.may(&Action::Evaluation(Verb::Draft, "", &input.members))?;
    done(&pen)?;
    insert(op, &pen, op.id::<EvaluationKind>().to_string(), 1, checked)
}

/// Begins the next version of an evaluation with the content of the latest.
///
/// # Errors
/// `Conflict(statistics.evaluation.draft_exists)` while one is being written.
pub fn draft_next(op: &Op, id: &str) -> Result<Evaluation> {
    let versions = store::evaluation::versions(op.conn(), id)?;
    let latest = versions.first().ok_or(Error::Missing)?;
    op.check(&Action::Evaluation(Verb::Draft, id, &latest.content.members))?;
    let checked = checked(op, &latest.content)?;
    let pen = op.may(&Action::Evaluation(Verb::Draft, id, &latest.content.members))?;
    insert(op, &pen, id.to_owned(), latest.version + 1, checked)
}

fn insert(op: &Op, pen: &Pen, id: String, version: i64, checked: Checked) -> Result<Evaluation> {
    let one = Evaluation {
        id,
        version,
        content: checked.content,
        hash: checked.hash,
        result: checked.result,
        state: EvaluationState::Draft,
        drafted_by: op.actor().id.clone(),
        drafted_at: op.now(),
        published_by: None,
        published_at: None,
        reason: String::new(),
        revision: 1,
    };
    store::evaluation::insert(pen, &one, &checked.text)?;
    keep(pen, &one.result, checked.outcome)?;
    pen.subject(&one.id);
    written(pen, &one);
    Ok(one)
}

fn keep(pen: &Pen, hash: &str, outcome: Option<result::Outcome>) -> Result<()> {
    if let Some(outcome) = outcome {
        store::evaluation::keep(pen, hash, &json!(outcome.computed).to_string(), &outcome.input)?;
    }
    Ok(())
}

fn written(pen: &Pen, one: &Evaluation) {
    for member in &one.content.members {
        pen.about(member);
    }
    pen.tell(json!({ "version": one.version, "name": one.content.name, "hash": one.hash, "result": one.result }));
}

/// A document that may be kept, with what it came to unless that is kept already.
fn checked(op: &Op, input: &EvaluationInput) -> Result<Checked> {
    let faults = content::faults(input);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    for member in &input.members {
        if directory::store::region(op.conn(), member)?.is_none() {
            return Err(Error::refused(Refused::RegionUnknown(member.clone())));
        }
    }
    if let Some(system) = system::cited(op, input)? {
        let faults = rules::system::citation_faults(&system, input);
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
    }
    let set = data_of(op, input)?;
    let text = content::canonical(input);
    let hash = content::hash(&text);
    let result = content::result_key(&hash, &set.hash);
    let outcome = match store::evaluation::computed(op.conn(), &result)? {
        Some(_) => None,
        None => Some(computed(op, input, &set)?),
    };
    Ok(Checked { content: input.clone(), text, hash, result, outcome })
}

/// The data set a document draws from, which an officer may use whoever took it in.
fn data_of(op: &Op, input: &EvaluationInput) -> Result<DataSet> {
    store::data_set::version(op.conn(), &input.data_set, input.data_version)?.ok_or_else(|| {
        Error::refused(Refused::DataSetUnknown(rules::data_set::shown(&input.data_set), input.data_version))
    })
}

fn computed(op: &Op, input: &EvaluationInput, set: &DataSet) -> Result<result::Outcome> {
    let invalid = |fault: indicators::composite::Fault| Error::Invalid(vec![rules::told("document", &fault)]);
    let needed = figures::elements(input).map_err(invalid)?;
    let data = data_set::figures(op, set, &needed)?;
    result::compute(input, &set.about, &data).map_err(invalid)
}

/// One version, for the verbs on it.
fn load(op: &Op, id: &str, version: i64) -> Result<Evaluation> {
    store::evaluation::version(op.conn(), id, version)?.ok_or(Error::Missing)
}

/// A version that has not changed since it was looked at.
fn unchanged(one: Evaluation, revision: i64) -> Result<Evaluation> {
    match one.revision == revision {
        true => Ok(one),
        false => Err(Error::conflict(Refused::NotNow)),
    }
}

/// Asks for a verb that moves a version on, and whether it starts from here.
fn begin<'a>(op: &'a Op, one: &Evaluation, verb: Verb, name: &str) -> Result<Pen<'a>> {
    let pen = op.may(&Action::Evaluation(verb, &one.id, &one.content.members))?;
    rule::step(one.state, name, parts(op.actor(), &one.content.members)).map_err(Error::conflict)?;
    Ok(pen)
}

/// Changes a draft: the whole content is replaced and computed. Whoever changed it last has drafted it.
///
/// # Errors
/// As [`draft`]; `Conflict` when it is no draft or was changed since it was looked at.
pub fn edit(op: &Op, id: &str, at: &StepInput, input: &EvaluationInput) -> Result<Evaluation> {
    edited(op, id, at, input, |_| Ok(()))
}

/// As [`edit`], with what is done in the same operation.
pub(super) fn edited(
    op: &Op,
    id: &str,
    at: &StepInput,
    input: &EvaluationInput,
    done: impl FnOnce(&Pen) -> Result<()>,
) -> Result<Evaluation> {
    let was = load(op, id, at.version)?;
    let pen = begin(op, &was, Verb::Edit, "edit")?;
    let was = unchanged(was, at.revision)?;
    let checked = checked(op, input)?;
    // Nobody writes a group they do not belong to into being, or themselves out of one.
    op.check(&Action::Evaluation(Verb::Edit, id, &checked.content.members))?;
    let one = Evaluation {
        content: checked.content,
        hash: checked.hash,
        result: checked.result,
        drafted_by: op.actor().id.clone(),
        drafted_at: op.now(),
        ..was
    };
    store::evaluation::rewrite(&pen, &one, &checked.text)?;
    done(&pen)?;
    keep(&pen, &one.result, checked.outcome)?;
    written(&pen, &one);
    load(op, id, one.version)
}

/// Puts a draft to a second person.
///
/// # Errors
/// `Conflict` when it is no draft or was changed since it was looked at.
pub fn propose(op: &Op, id: &str, at: &StepInput) -> Result<Evaluation> {
    let was = load(op, id, at.version)?;
    let pen = begin(op, &was, Verb::Propose, "propose")?;
    let was = unchanged(was, at.revision)?;
    moved(op, &pen, &was, EvaluationState::Proposed, "")
}

/// Takes a version back to be changed.
///
/// # Errors
/// `Invalid` without a reason.
pub fn give_back(op: &Op, id: &str, at: &StepInput) -> Result<Evaluation> {
    owed(&at.reason)?;
    let was = load(op, id, at.version)?;
    let pen = begin(op, &was, Verb::Return, "return")?;
    let was = unchanged(was, at.revision)?;
    moved(op, &pen, &was, EvaluationState::Draft, at.reason.trim())
}

/// Takes a version back for good.
///
/// # Errors
/// `Invalid` without a reason, if it was published.
pub fn withdraw(op: &Op, id: &str, at: &StepInput) -> Result<Evaluation> {
    let was = load(op, id, at.version)?;
    if was.state == EvaluationState::Published {
        owed(&at.reason)?;
    }
    let pen = begin(op, &was, Verb::Withdraw, "withdraw")?;
    let was = unchanged(was, at.revision)?;
    moved(op, &pen, &was, EvaluationState::Withdrawn, at.reason.trim())
}

fn owed(reason: &str) -> Result<()> {
    let fault: Option<Fault> = rules::text_fault("reason", reason, 1, rules::REASON_CHARS_MAX, true);
    fault.map_or(Ok(()), |fault| Err(Error::Invalid(vec![fault])))
}

fn moved(op: &Op, pen: &Pen, was: &Evaluation, to: EvaluationState, reason: &str) -> Result<Evaluation> {
    store::evaluation::step(pen, was, to, reason)?;
    for member in &was.content.members {
        pen.about(member);
    }
    pen.tell(json!({ "version": was.version, "from": was.state.name(), "to": to.name(), "reason": reason }));
    load(op, &was.id, was.version)
}

/// Publishes what another person wrote; the version in force is superseded.
///
/// # Errors
/// `Refused(statistics.evaluation.same_person)`; `Conflict` when it is not proposed or was changed since it was looked at.
pub fn publish(op: &Op, id: &str, at: &StepInput) -> Result<Evaluation> {
    let was = load(op, id, at.version)?;
    let pen = begin(op, &was, Verb::Publish, "publish")?;
    let was = unchanged(was, at.revision)?;
    rule::publish(&was.drafted_by, &op.actor().id).map_err(Error::refused)?;
    store::evaluation::supersede(&pen, id)?;
    store::evaluation::publish(&pen, &was, &op.actor().id, op.now())?;
    for member in &was.content.members {
        pen.about(member);
    }
    pen.tell(json!({ "version": was.version, "hash": was.hash, "result": was.result }));
    pen.event("statistics.evaluation.published", &json!({ "id": id, "version": was.version }))?;
    load(op, id, was.version)
}

/// Every version of an evaluation the actor may see, the latest first: published ones and what followed from them are public.
///
/// # Errors
/// `Missing` if there is none.
pub fn versions(op: &Op, id: &str) -> Result<Vec<Evaluation>> {
    let mut all = store::evaluation::versions(op.conn(), id)?;
    let latest = all.first().ok_or(Error::Missing)?;
    if op.check(&Action::View(id, &latest.content.members)).is_err() {
        all.retain(|one| one.published_at.is_some());
    }
    if all.is_empty() { Err(Error::Missing) } else { Ok(all) }
}

/// The version asked for, else the one in force, else the latest the actor may see.
///
/// # Errors
/// `Missing`.
pub fn chosen(op: &Op, id: &str, wanted: Option<&str>) -> Result<Evaluation> {
    among(versions(op, id)?, wanted)
}

/// As [`chosen`], among versions that were read.
///
/// # Errors
/// `Missing`.
pub fn among(versions: Vec<Evaluation>, wanted: Option<&str>) -> Result<Evaluation> {
    match wanted.filter(|text| !text.is_empty()) {
        Some(text) => {
            let version = text.parse::<i64>().map_err(|_| Error::Missing)?;
            versions.into_iter().find(|one| one.version == version).ok_or(Error::Missing)
        }
        None => {
            let in_force = versions.iter().position(|one| one.state == EvaluationState::Published).unwrap_or(0);
            versions.into_iter().nth(in_force).ok_or(Error::Missing)
        }
    }
}

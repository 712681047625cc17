//! Receiving a county's figures, and the procedure of recognition.

use indicators::standard::{Standard, Verdict};
use op::{Error, Op, Pen, Result};
use serde_json::json;
use units::Day;

use crate::access::{Action, parts};
use crate::model::{County, CountyInput, CountyKind, CountyState, Figures, PublishInput, StepInput};
use crate::rules::pupils::{Count, Version};
use crate::rules::{self, REASON_CHARS_MAX, Refused, figures, procedure, pupils};
use crate::store;

/// Longest 文号, in characters.
const NUMBER_CHARS_MAX: usize = 60;

/// Receives a county's figures of a year as a new version, and judges them. What was in the procedure for the same year ends.
///
/// Errors: `Invalid` with every fault of the figures (`figures.schools.<place>.<column>`);
/// `Refused(supervision.region.unknown | supervision.standard.unknown | supervision.figures.unjudged)`.
pub fn receive(op: &Op, input: &CountyInput) -> Result<County> {
    let pen = op.may(&Action::Receive(&input.region))?;
    let input = figures::tidy(input);
    let standard = standard_of(&input.standard, input.year)?;
    let faults = figures::faults(&input, &standard);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    if directory::store::region(op.conn(), &input.region)?.is_none() {
        return Err(Error::refused(Refused::RegionUnknown(input.region)));
    }
    let verdict = figures::judge(&input.figures, &standard).map_err(Error::refused)?;
    store::county::supersede(&pen, &input.region, input.year, false)?;
    let county = County {
        id: op.id::<CountyKind>().to_string(),
        version: store::county::latest(op.conn(), &input.region, input.year)? + 1,
        standard: standard.id.clone(),
        hash: figures::hash(&input.figures, &standard),
        verdict: figures::verdict_hash(&input.figures, &standard),
        region: input.region,
        year: input.year,
        example: input.example,
        source: input.source,
        small_cell: input.small_cell,
        state: CountyState::Qualification,
        number: None,
        reason: String::new(),
        received_by: op.actor().id.clone(),
        received_at: op.now(),
        published_at: None,
        revision: 1,
        figures: Some(input.figures),
    };
    store::county::keep_verdict(&pen, &county.verdict, &standard.id, verdict.passed, &json!(verdict).to_string())?;
    store::county::insert(&pen, &county, &json!(county.figures).to_string())?;
    pen.subject(&county.id);
    pen.about(&county.region);
    pen.tell(json!({ "year": county.year.to_string(), "version": county.version, "hash": county.hash, "source": county.source }));
    Ok(county)
}

/// The standard of an identifier, or the one that held at the end of a year.
///
/// Errors: `Refused(supervision.standard.unknown)`.
pub fn standard_of(id: &str, year: i64) -> Result<Standard> {
    let year = i32::try_from(year).unwrap_or(0).clamp(1, 9_999);
    let last = Day::new(year, 12, 31).map_err(|_| Error::Missing)?;
    figures::standard(id, last).map_err(Error::refused)
}

/// An assessment, for the verbs on it.
pub(super) fn load(op: &Op, id: &str) -> Result<County> {
    store::county::one(op.conn(), id)?.ok_or(Error::Missing)
}

/// An assessment the actor may see: everybody once it is published, officers and inspectors of the county before.
///
/// Errors: `Missing`.
pub fn seen(op: &Op, id: &str) -> Result<County> {
    let county = load(op, id)?;
    if county.published_at.is_none() && op.check(&Action::View(id, &county.region)).is_err() {
        return Err(Error::Missing);
    }
    Ok(county)
}

/// An assessment whose school the actor may see.
///
/// Errors: `Missing`, also for a school that is not in it.
pub fn seen_school(op: &Op, id: &str, school: &str) -> Result<County> {
    let county = load(op, id)?;
    op.check(&Action::ViewSchool(id, &county.region, school)).map_err(|_| Error::Missing)?;
    let known = kept(&county)?.school(school).is_some();
    if known { Ok(county) } else { Err(Error::Missing) }
}

/// The figures of an assessment as it is stored.
///
/// Errors: a bug if it was read without them.
pub fn kept(county: &County) -> Result<&Figures> {
    county.figures.as_ref().ok_or_else(|| Error::bug("an assessment was read without its figures"))
}

/// Pupils by school and stage: whole for who sees the schools, as they are published for everybody else.
///
/// Errors: as [`kept`] and [`own_standard`].
pub fn pupils(op: &Op, county: &County, standard: &Standard, insider: bool) -> Result<Vec<Vec<Count>>> {
    if insider {
        return Ok(pupils::whole(kept(county)?, standard));
    }
    let earlier = store::county::published_before(op.conn(), county)?;
    let earlier = earlier.iter().map(|one| Ok((one, own_standard(one)?))).collect::<Result<Vec<_>>>()?;
    let all = earlier.iter().map(|(one, standard)| (*one, standard)).chain([(county, standard)]);
    let version = |(one, standard)| Ok(Version { figures: kept(one)?, standard, small_cell: one.small_cell });
    Ok(pupils::published(&all.map(version).collect::<Result<Vec<_>>>()?))
}

/// The standard of an assessment.
///
/// Errors: as [`standard_of`].
pub fn own_standard(county: &County) -> Result<Standard> {
    standard_of(&county.standard, county.year)
}

/// The verdict of an assessment under its standard, computed again from its figures.
///
/// Errors: a bug if what was judged once cannot be judged now, or comes out otherwise than it was kept.
pub fn judged(op: &Op, county: &County, standard: &Standard) -> Result<Verdict> {
    let verdict = figures::judge(kept(county)?, standard).map_err(Error::refused)?;
    // A changed standard has another hash, and the verdict that was given stands under the old one.
    if figures::verdict_hash(kept(county)?, standard) == county.verdict {
        let was = store::county::verdict(op.conn(), &county.verdict)?;
        if was.as_deref() != Some(json!(verdict).to_string().as_str()) {
            return Err(Error::bug("a verdict computed again is not the one that was kept"));
        }
    }
    Ok(verdict)
}

/// Whether the actor begins from here.
fn begin<'a>(op: &'a Op, county: &County, action: &Action, verb: &str) -> Result<(Pen<'a>, CountyState)> {
    let pen = op.may(action)?;
    let to = procedure::step(county.state, verb, &parts(op.actor(), &county.region)).map_err(Error::conflict)?;
    Ok((pen, to))
}

fn unchanged(county: &County, revision: i64) -> Result<()> {
    if county.revision == revision { Ok(()) } else { Err(Error::conflict(Refused::NotNow)) }
}

fn owed(field: &str, text: &str, max: usize) -> Result<()> {
    rules::text_fault(field, text, max, true).map_or(Ok(()), |fault| Err(Error::Invalid(vec![fault])))
}

/// Moves an assessment to the next step of the procedure.
///
/// Errors: `Invalid` without a reason; `Conflict` when it is not in the procedure, or changed since it was looked at;
/// `Refused(supervision.county.own_figures)` when whoever handed the figures in lets them into the procedure.
pub fn advance(op: &Op, id: &str, at: &StepInput) -> Result<County> {
    owed("reason", &at.reason, REASON_CHARS_MAX)?;
    let was = load(op, id)?;
    let (pen, to) = begin(op, &was, &Action::Advance(id, &was.region), "advance")?;
    unchanged(&was, at.revision)?;
    procedure::approve(was.state, &was.received_by, &op.actor().id).map_err(Error::refused)?;
    moved(op, &pen, &was, to, at.reason.trim())
}

/// Gives an assessment back: other figures have to be handed in.
///
/// Errors: as [`advance`].
pub fn give_back(op: &Op, id: &str, at: &StepInput) -> Result<County> {
    owed("reason", &at.reason, REASON_CHARS_MAX)?;
    let was = load(op, id)?;
    let (pen, to) = begin(op, &was, &Action::GiveBack(id, &was.region), "return")?;
    unchanged(&was, at.revision)?;
    moved(op, &pen, &was, to, at.reason.trim())
}

fn moved(op: &Op, pen: &Pen, was: &County, to: CountyState, reason: &str) -> Result<County> {
    store::county::step(pen, was, to, reason)?;
    pen.about(&was.region);
    pen.tell(json!({ "from": was.state.name(), "to": to.name(), "reason": reason }));
    load(op, &was.id)
}

/// Publishes the verdict on a county; the version that was published before is superseded.
///
/// Errors: `Invalid` without a number; see [`procedure::publish`]; `Conflict(supervision.county.number_taken)`.
pub fn publish(op: &Op, id: &str, input: &PublishInput) -> Result<County> {
    owed("number", &input.number, NUMBER_CHARS_MAX)?;
    let was = load(op, id)?;
    let (pen, _) = begin(op, &was, &Action::Publish(id, &was.region), "publish")?;
    unchanged(&was, input.revision)?;
    let issues = store::finding::issues(op.conn(), id)?;
    procedure::publish(&was.received_by, &op.actor().id, &issues).map_err(Error::refused)?;
    store::county::supersede(&pen, &was.region, was.year, true)?;
    store::county::publish(&pen, &was, input.number.trim(), op.now())?;
    pen.about(&was.region);
    pen.tell(json!({ "number": input.number.trim(), "hash": was.hash, "verdict": was.verdict }));
    load(op, id)
}

//! Handing over a release, putting it to a second person, releasing it, withdrawing it.

use op::{Actor, App, Error, Op, Pen, RequestKey, Result};
use serde_json::json;
use units::Fault;

use super::dataflow;
use super::intake::{self, Arranged, Observations, Take, Tally, Tallying};
use super::protect::{self, Look, Protection};
use crate::access::{Action, Verb, parts};
use crate::model::{
    Dataflow, DataflowInput, Release, ReleaseHead, ReleaseInput, ReleaseState, StepInput, StoredObservation, Structure,
};
use crate::rules::observation::arranged;
use crate::rules::{self, Refused, release as rule, structure};
use crate::store;

/// Takes in a release as a draft: the next version, or in the place of the draft there is. Called by other rooms' handover, in
/// one operation with whatever they write.
///
/// Errors: `Missing` without the dataflow; `Invalid` with a fault for every component, code and `<row>.<component>` that does
/// not fit; `Conflict(dissemination.release.open)` while one waits for its second person;
/// `Conflict(dissemination.release.nothing_new)` when it says what the latest one says.
pub fn receive(op: &Op, input: &ReleaseInput) -> Result<Release> {
    let (flow, pen) = begun(op, &input.dataflow)?;
    let head = ReleaseHead {
        dataflow: input.dataflow.clone(),
        released_on: input.released_on,
        change: input.change.clone(),
        change_en: input.change_en.clone(),
    };
    let faults = faults(&head, &input.structure);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let observations = arranged(&input.structure, &input.observations).map_err(Error::Invalid)?;
    let (structure, observations) = match &flow.content.suppression {
        Some(rule) => {
            let before = protect::before(op, &input.dataflow, &input.structure)?;
            protect::in_memory(rule, &input.structure, observations, &before)?
        }
        None => {
            let each = |look: &mut Look| observations.iter().try_for_each(|(row, one)| look(*row, one));
            protect::as_it_is(&input.structure, each)?;
            (input.structure.clone(), observations.into_iter().map(|(_, one)| one).collect())
        }
    };
    let mut tallying = Tallying::new(&structure);
    observations.iter().for_each(|one| tallying.take(one));
    kept(op, &pen, &flow, &head, &structure, &tallying.end(), observations.as_slice())
}

/// Takes in a release whose observations `feed` hands on: they are checked, arranged and protected in files, which may take
/// long, and only then written. Called by the interface and by uploads.
///
/// Errors: as [`receive`]; those of `feed`; `Conflict` when the setting or what is public changed in the meantime.
pub fn receive_fed(
    app: &App,
    actor: &Actor,
    key: Option<RequestKey>,
    head: ReleaseHead,
    structure: Structure,
    feed: impl FnOnce(&DataflowInput, &Structure, &mut Take) -> Result<()>,
) -> Result<Release> {
    let flow = app.read(actor, |op| {
        let flow = dataflow::one(op, &head.dataflow)?;
        op.check(&Action { verb: Verb::Receive, dataflow: &head.dataflow, region: &flow.content.region })?;
        Ok(flow)
    })?;
    let faults = faults(&head, &structure);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let arranged = intake::arrange(&structure, app.temp(), |take| feed(&flow.content, &structure, take))?;
    let (structure, arranged) = match &flow.content.suppression {
        Some(rule) => {
            let before = app.read(actor, |op| protect::before(op, &head.dataflow, &structure))?;
            protect::in_file(rule, &structure, &arranged, &before, app.temp())?
        }
        None => {
            protect::as_it_is(&structure, |look| arranged.rows(look))?;
            (structure, arranged)
        }
    };
    app.write(actor, key, move |op| receive_arranged(op, &head, &structure, &arranged))
}

/// Takes in a release whose observations were arranged before, in a file.
///
/// Errors: as [`receive`]; `Conflict` when the dataflow's setting of what is not published, or what is public, changed since
/// they were arranged.
fn receive_arranged(op: &Op, head: &ReleaseHead, structure: &Structure, observations: &Arranged) -> Result<Release> {
    let (flow, pen) = begun(op, &head.dataflow)?;
    let faults = faults(head, structure);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let rule = flow.content.suppression.clone();
    let versions = match rule {
        Some(_) => protect::versions(&store::release::of(op.conn(), &head.dataflow)?),
        None => Vec::new(),
    };
    if observations.protection != (Protection { rule, versions }) {
        return Err(Error::conflict(Refused::NotNow));
    }
    kept(op, &pen, &flow, head, structure, &observations.tally, observations)
}

fn begun<'a>(op: &'a Op, id: &str) -> Result<(Dataflow, Pen<'a>)> {
    let flow = dataflow::one(op, id)?;
    let pen = op.may(&Action { verb: Verb::Receive, dataflow: id, region: &flow.content.region })?;
    Ok((flow, pen))
}

/// What is wrong with a release before its observations are looked at.
pub fn faults(head: &ReleaseHead, structure: &Structure) -> Vec<Fault> {
    let mut faults = structure::faults(structure);
    faults.extend(rules::text_fault("change", &head.change, 1, rules::CHANGE_CHARS_MAX, true));
    faults.extend(rules::text_fault("change_en", &head.change_en, 0, rules::CHANGE_CHARS_MAX, true));
    faults
}

fn kept<O: Observations + ?Sized>(
    op: &Op,
    pen: &Pen,
    flow: &Dataflow,
    head: &ReleaseHead,
    structure: &Structure,
    tally: &Tally,
    observations: &O,
) -> Result<Release> {
    let earlier = store::release::of(op.conn(), &head.dataflow)?;
    let open = earlier.iter().find(|one| matches!(one.state, ReleaseState::Draft | ReleaseState::Proposed));
    if open.is_some_and(|one| one.state == ReleaseState::Proposed) {
        return Err(Error::conflict(Refused::ReleaseOpen));
    }
    let latest = earlier.iter().find(|one| one.state == ReleaseState::Released);
    let suppression = flow.content.suppression.clone();
    let release = Release { suppression, ..drafted(op, head, structure, tally, open, &earlier) };
    if latest.is_some_and(|latest| latest.hash == release.hash) {
        return Err(Error::conflict(Refused::NothingNew));
    }
    let each = |take: &mut dyn FnMut(&StoredObservation) -> Result<()>| observations.each(take);
    let series = store::observation::replace(pen, &release.dataflow, release.version, each)?;
    let release = Release { series, ..release };
    store::release::draft(pen, &release)?;
    told(pen, flow, &release);
    pen.tell(json!({
        "version": release.version, "observations": release.observations, "hash": release.hash, "change": release.change,
    }));
    load(op, &release.dataflow, release.version)
}

fn drafted(
    op: &Op,
    head: &ReleaseHead,
    structure: &Structure,
    tally: &Tally,
    open: Option<&Release>,
    earlier: &[Release],
) -> Release {
    let version = open.map_or_else(|| earlier.first().map_or(1, |one| one.version + 1), |one| one.version);
    let same = earlier.iter().filter(|one| one.released_at.is_some() && one.structure == *structure);
    let periods = tally.coverage.last();
    Release {
        dataflow: head.dataflow.clone(),
        version,
        state: ReleaseState::Draft,
        released_on: head.released_on,
        change: head.change.trim().to_owned(),
        change_en: head.change_en.trim().to_owned(),
        structure: structure.clone(),
        structure_version: same.map(|one| one.structure_version).min().unwrap_or(version),
        hash: tally.hash.clone(),
        series: 0,
        observations: i64::try_from(tally.observations).unwrap_or(i64::MAX),
        first_period: periods.and_then(|all| all.first()).cloned().unwrap_or_default(),
        last_period: periods.and_then(|all| all.last()).cloned().unwrap_or_default(),
        coverage: tally.coverage.clone(),
        suppression: None,
        drafted_by: op.actor().id.clone(),
        drafted_at: op.now(),
        proposed_by: None,
        released_by: None,
        released_at: None,
        published: None,
        withdrawn_at: None,
        reason: String::new(),
        revision: open.map_or(1, |one| one.revision + 1),
    }
}

fn told(pen: &Pen, flow: &Dataflow, release: &Release) {
    pen.about(&flow.content.region);
    pen.subject(&release.dataflow);
}

/// A release, in whatever state, for the verbs on it.
fn load(op: &Op, id: &str, version: i64) -> Result<Release> {
    store::release::one(op.conn(), id, version)?.ok_or(Error::Missing)
}

/// Asks for a verb, and whether it starts from here and from what was looked at.
fn begin<'a>(
    op: &'a Op,
    id: &str,
    version: i64,
    at: &StepInput,
    verb: Verb,
    name: &str,
) -> Result<(Pen<'a>, Dataflow, Release)> {
    let flow = dataflow::one(op, id)?;
    let pen = op.may(&Action { verb, dataflow: id, region: &flow.content.region })?;
    let was = load(op, id, version)?;
    rule::step(was.state, name, parts(op.actor(), &flow.content.region)).map_err(Error::conflict)?;
    if was.revision != at.revision {
        return Err(Error::conflict(Refused::NotNow));
    }
    Ok((pen, flow, was))
}

fn owed(reason: &str) -> Result<()> {
    rules::reason_fault("reason", reason).map_or(Ok(()), |fault| Err(Error::Invalid(vec![fault])))
}

/// Puts a draft to a second person.
///
/// Errors: `Conflict` from another state or revision; `Conflict(dissemination.release.rule_changed)`.
pub fn propose(op: &Op, id: &str, version: i64, at: &StepInput) -> Result<Release> {
    let (pen, flow, was) = begin(op, id, version, at, Verb::Propose, "propose")?;
    rule::same_rule(&was, &flow.content).map_err(Error::conflict)?;
    store::release::step(&pen, &was, ReleaseState::Proposed, Some(&op.actor().id), "")?;
    moved(op, &pen, &flow, &was, ReleaseState::Proposed, "")
}

/// Takes a proposal back to be changed.
///
/// Errors: `Invalid` without a reason; `Conflict` from another state or revision.
pub fn give_back(op: &Op, id: &str, version: i64, at: &StepInput) -> Result<Release> {
    owed(&at.reason)?;
    let (pen, flow, was) = begin(op, id, version, at, Verb::Return, "return")?;
    store::release::step(&pen, &was, ReleaseState::Draft, None, at.reason.trim())?;
    moved(op, &pen, &flow, &was, ReleaseState::Draft, at.reason.trim())
}

/// Publishes what another person proposed.
///
/// Errors: `Refused(dissemination.release.same_person)`; `Conflict` from another state or revision, and
/// `Conflict(dissemination.release.rule_changed)`.
pub fn release(op: &Op, id: &str, version: i64, at: &StepInput) -> Result<Release> {
    let (pen, flow, was) = begin(op, id, version, at, Verb::Release, "release")?;
    rule::second_person(&was, &op.actor().id).map_err(Error::refused)?;
    rule::same_rule(&was, &flow.content).map_err(Error::conflict)?;
    store::release::publish(&pen, &was, &flow.content, &op.actor().id, op.now())?;
    pen.event("dissemination.release.released", &json!({ "dataflow": id, "version": version, "hash": was.hash }))?;
    moved(op, &pen, &flow, &was, ReleaseState::Released, "")
}

/// Takes a release back for good; its address says so, and why.
///
/// Errors: `Invalid` without a reason; `Conflict` from another state or revision.
pub fn withdraw(op: &Op, id: &str, version: i64, at: &StepInput) -> Result<Release> {
    owed(&at.reason)?;
    let (pen, flow, was) = begin(op, id, version, at, Verb::Withdraw, "withdraw")?;
    store::release::withdraw(&pen, &was, at.reason.trim(), op.now())?;
    moved(op, &pen, &flow, &was, ReleaseState::Withdrawn, at.reason.trim())
}

fn moved(op: &Op, pen: &Pen, flow: &Dataflow, was: &Release, to: ReleaseState, reason: &str) -> Result<Release> {
    told(pen, flow, was);
    pen.tell(json!({ "version": was.version, "from": was.state.name(), "to": to.name(), "reason": reason }));
    load(op, &was.dataflow, was.version)
}

/// The releases of a dataflow the actor may see, the latest first: those that are or were public, and for officers all.
///
/// Errors: `Missing` without the dataflow.
pub fn seen(op: &Op, id: &str) -> Result<(Dataflow, Vec<Release>)> {
    let flow = dataflow::one(op, id)?;
    let mut all = store::release::of(op.conn(), id)?;
    if op.check(&Action { verb: Verb::View, dataflow: id, region: &flow.content.region }).is_err() {
        all.retain(|one| one.released_at.is_some());
    }
    Ok((flow, all))
}

/// The public release before a version, that it is compared with.
pub fn before(all: &[Release], version: i64) -> Option<&Release> {
    all.iter().filter(|one| one.version < version && one.released_at.is_some()).max_by_key(|one| one.version)
}

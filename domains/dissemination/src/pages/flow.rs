//! A dataflow's page: the newest release, or one by its number; and what it says otherwise than the one before.

use op::{Error, Op};
use serde::Serialize;
use web::{Answer, FormView, Reply, Request, Response, Timeline, Voice, context};

use super::preview::{Preview, preview, wanted};
use crate::access::{Action, Verb, parts};
use crate::api::releases::version;
use crate::model::{Dataflow, Release, ReleaseState, Structure};
use crate::rules::release::CHART;
use crate::rules::structure::STATUSES;
use crate::shown::{self, either};
use crate::work::difference;
use crate::work::plain::Wanted;
use crate::work::release as work;

/// What a request brought, for making the page again.
pub(super) struct Look {
    pub(super) id: String,
    /// Nothing asks for the newest one.
    pub(super) version: Option<i64>,
    pub(super) voice: Voice,
    pub(super) timeline: Timeline,
    pub(super) base: String,
    /// What the controls ask for, once the structure is known.
    wanted: Box<dyn Fn(&Release) -> Wanted + Send>,
    chosen: bool,
}

impl Look {
    pub(super) fn of(request: Request, version: Option<i64>) -> op::Result<Look> {
        Ok(Look {
            id: request.path("dataflow")?,
            version,
            voice: request.voice(),
            timeline: request.timeline(),
            base: request.base(),
            chosen: request.query_value("choose").is_some(),
            wanted: Box::new(move |release| wanted(&request, release)),
        })
    }
}

/// `GET /data/{dataflow}`
pub(crate) fn newest(request: Request) -> Answer {
    let look = Look::of(request, None)?;
    Ok(Reply::read(move |op| page(op, &look, FormView::blank())))
}

/// `GET /data/{dataflow}/{version}`
pub(crate) fn show(request: Request) -> Answer {
    let version = version(&request)?;
    let look = Look::of(request, Some(version))?;
    Ok(Reply::read(move |op| page(op, &look, FormView::blank())))
}

/// A component as the page explains it.
#[derive(Serialize)]
struct ComponentShown {
    id: String,
    name: String,
    codes: usize,
    first: String,
}

fn components(voice: &Voice, structure: &Structure) -> Vec<ComponentShown> {
    let some = |codes: &[crate::model::Code]| {
        let names: Vec<String> = codes.iter().take(6).map(|code| either(voice, &code.name, &code.name_en)).collect();
        names.join(voice.word("dissemination-comma").as_str())
    };
    let dimensions = structure.dimensions.iter().map(|one| (&one.id, &one.name, &one.name_en, &one.codes));
    let attributes = structure.attributes.iter().map(|one| (&one.id, &one.name, &one.name_en, &one.codes));
    let shown = |(id, name, name_en, codes): (&String, &String, &String, &Vec<crate::model::Code>)| ComponentShown {
        id: id.clone(),
        name: either(voice, name, name_en),
        codes: codes.len(),
        first: some(codes),
    };
    dimensions.chain(attributes).map(shown).collect()
}

/// The release a page is about: the one asked for, else the newest that is public, else the newest there is.
fn chosen(all: &[Release], version: Option<i64>) -> op::Result<Option<&Release>> {
    match version {
        Some(version) => all.iter().find(|one| one.version == version).map(Some).ok_or(Error::Missing),
        None => Ok(all.iter().find(|one| one.state == ReleaseState::Released).or(all.first())),
    }
}

/// The page.
pub(super) fn page(op: &Op, look: &Look, form: FormView) -> op::Result<Response> {
    let voice = &look.voice;
    let (flow, all) = work::seen(op, &look.id)?;
    let insider = op.check(&Action { verb: Verb::View, dataflow: &look.id, region: &flow.content.region }).is_ok();
    let one = chosen(&all, look.version)?;
    if one.is_none() && !insider {
        return Err(Error::Missing);
    }
    let history: Vec<_> = all.iter().map(|one| shown::release(voice, one)).collect();
    let offered = one.map(|one| offered(op, &flow, one)).unwrap_or_default();
    let entries = if insider { look.timeline.rows(op, &look.id, 50)? } else { Vec::new() };
    let may_write = !parts(op.actor(), &flow.content.region).is_empty();
    let shown_content = one.and_then(|one| one.published.as_ref()).unwrap_or(&flow.content);
    let dataflow = shown::content(voice, shown_content, flow.revision);
    let components = one.map(|one| components(voice, &one.structure)).unwrap_or_default();
    let withdrawn = one.is_some_and(|one| one.state == ReleaseState::Withdrawn) && !insider;
    let preview = match one.filter(|_| !withdrawn) {
        Some(one) => preview(op, voice, one, &(look.wanted)(one), look.chosen)?,
        None => Preview::default(),
    };
    let before = one.and_then(|one| work::before(&all, one.version)).map(|one| one.version);
    let newest = all.iter().find(|one| one.state == ReleaseState::Released).map(|one| one.version);
    let statuses: Vec<(&str, String)> = STATUSES.iter().map(|(id, zh, en)| (*id, either(voice, zh, en))).collect();
    let release = one.map(|one| shown::release(voice, one));
    let base = look.base.clone();
    Ok(Response::page(
        "dissemination/flow.html",
        context! {
            dataflow, release, history, offered, entries, insider, may_write, components, preview, before, newest, base,
            statuses, form, withdrawn
        },
    ))
}

/// What the actor can do with a release now.
fn offered(op: &Op, flow: &Dataflow, release: &Release) -> Vec<&'static str> {
    let who = parts(op.actor(), &flow.content.region);
    let mut verbs: Vec<&'static str> = CHART.offered(release.state.name(), who).map(|step| step.verb).collect();
    let second = crate::rules::release::second_person(release, &op.actor().id).is_ok();
    verbs.retain(|verb| *verb != "receive" && (*verb != "release" || second));
    if !second && release.state == ReleaseState::Proposed && !who.is_empty() {
        verbs.push("await_second");
    }
    verbs
}

/// Differences of one kind on the page: what can be overlooked. Programs are told more.
const ROWS_MAX: usize = 30;

/// What differs in one way.
#[derive(Serialize)]
struct KindShown {
    kind: &'static str,
    count: String,
    /// Whether there are more than are shown.
    part: bool,
    rows: Vec<shown::DifferenceShown>,
}

/// What two releases say of a dimension: the values that only one of them has.
#[derive(Serialize)]
struct RangeShown {
    name: String,
    added: String,
    removed: String,
}

fn ranges(voice: &Voice, old: &Release, new: &Release) -> Vec<RangeShown> {
    let mut found = Vec::new();
    for (at, dimension) in new.structure.dimensions.iter().enumerate() {
        let before = old.structure.dimensions.iter().position(|one| one.id == dimension.id);
        let name = either(voice, &dimension.name, &dimension.name_en);
        let label = |code: &String| shown::code_name(voice, &new.structure, at, code);
        let gone =
            |code: &String| before.map_or_else(String::new, |at| shown::code_name(voice, &old.structure, at, code));
        let earlier = before.and_then(|at| old.coverage.get(at)).map_or([].as_slice(), Vec::as_slice);
        found.push(range(
            voice,
            name,
            (earlier, &gone),
            (new.coverage.get(at).map_or([].as_slice(), Vec::as_slice), &label),
        ));
    }
    // The period stands behind all dimensions.
    let of = |one: &Release| one.coverage.last().cloned().unwrap_or_default();
    let period = voice.word("dissemination-period");
    found.push(range(voice, period, (&of(old), &String::clone), (&of(new), &String::clone)));
    found.retain(|one| !one.added.is_empty() || !one.removed.is_empty());
    found
}

type Values<'v> = (&'v [String], &'v dyn Fn(&String) -> String);

fn range(voice: &Voice, name: String, (old, gone): Values, (new, label): Values) -> RangeShown {
    let comma = voice.word("dissemination-comma");
    let only = |these: &[String], those: &[String], label: &dyn Fn(&String) -> String| {
        let own: Vec<&String> = these.iter().filter(|one| those.binary_search(one).is_err()).collect();
        let mut names: Vec<String> = own.iter().take(ROWS_MAX).map(|one| label(one)).collect();
        if own.len() > ROWS_MAX {
            names.push("…".to_owned());
        }
        names.join(&comma)
    };
    RangeShown { name, added: only(new, old, label), removed: only(old, new, gone) }
}

/// `GET /data/{dataflow}/{version}/differences`
pub(crate) fn differences(request: Request) -> Answer {
    let (id, version, voice) = (request.path("dataflow")?, version(&request)?, request.voice());
    Ok(Reply::long(move |op| {
        let (flow, all) = work::seen(op, &id)?;
        let new = all.iter().find(|one| one.version == version).ok_or(Error::Missing)?;
        let old = work::before(&all, version).ok_or(Error::Missing)?;
        let found = difference::differences(op, old, new)?;
        let mut rows: Vec<_> = found.shown.iter().map(|one| shown::difference(&voice, &new.structure, one)).collect();
        let counts = [("changed", found.changed), ("removed", found.removed), ("added", found.added)];
        let kinds: Vec<KindShown> = counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| {
                let own = rows.extract_if(.., |one| one.kind == kind).take(ROWS_MAX).collect();
                KindShown { kind, count: units::grouped(&count.to_string()), part: count > ROWS_MAX, rows: own }
            })
            .collect();
        let ranges = ranges(&voice, old, new);
        let structural = old.structure != new.structure;
        let dataflow = shown::flow(&voice, &flow);
        let (from, to) = (shown::release(&voice, old), shown::release(&voice, new));
        let [changed, removed, added] = counts.map(|(_, count)| units::grouped(&count.to_string()));
        Ok(Response::page(
            "dissemination/differences.html",
            context! { dataflow, from, to, kinds, ranges, added, removed, changed, structural, shown_max => ROWS_MAX },
        ))
    }))
}

//! Systems for everybody, a member's own, a system's page, one indicator, and two versions beside each other.

use op::{Error, Op};
use serde::Serialize;
use web::{Answer, FormView, Reply, Request, Response, Timeline, Voice, context};

use crate::access::{Action, SystemVerb, comments_for, parts, regions, speaks_for, works};
use crate::lists::indicators::{INDICATORS, among, chosen, fetch as fetch_lines};
use crate::lists::systems::{OWN, SYSTEMS, fetch, fetch_own};
use crate::model::{Change, Difference, FieldChange, System, SystemState};
use crate::rules::system::{CHART, not_agreed};
use crate::shown::{Shower, look};
use crate::store;
use crate::work::system as work;

/// `GET /monitor/systems`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    let officer = works(&request.actor);
    SYSTEMS.respond_with(
        &request,
        "monitor/systems.html",
        move |op, query| fetch(op, query, &voice),
        move |_| Ok(context! { officer }),
    )
}

/// `GET /monitor/drafts`
pub(crate) fn own(request: Request) -> Answer {
    let (voice, again) = (request.voice(), request.voice());
    let asked = request.query_value("region");
    OWN.respond_with(
        &request,
        "monitor/drafts.html",
        move |op, query| fetch_own(op, query, &voice),
        move |op| {
            let mut shower = Shower::new(again);
            let code = crate::lists::region(asked.as_deref(), op)?;
            let may_draft = op.check(&Action::System(SystemVerb::Draft, "", std::slice::from_ref(&code))).is_ok();
            let here = shower.region(op, &code)?;
            let own = shower.regions(op, &regions(op.actor()))?;
            Ok(context! { region => here, regions => own, may_draft })
        },
    )
}

/// A version in the history of a system.
#[derive(Serialize)]
struct VersionShown {
    version: i64,
    look: &'static str,
    state: &'static str,
    published_at: String,
    current: bool,
}

/// `GET /monitor/systems/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    let wanted = request.query_value("version");
    Ok(Reply::read(move |op| page(op, &id, wanted.as_deref(), voice, &timeline, FormView::blank())))
}

/// The page of a system: the version asked for, else the one in force, else the latest the reader may see.
pub(crate) fn page(
    op: &Op,
    id: &str,
    wanted: Option<&str>,
    voice: Voice,
    timeline: &Timeline,
    form: FormView,
) -> op::Result<Response> {
    let versions = work::versions(op, id)?;
    let chosen = among(versions.clone(), wanted)?;
    let members = &chosen.content.members;
    let insider = op.check(&Action::View(id, members)).is_ok();
    let history: Vec<VersionShown> = versions.iter().map(|one| version_shown(one, &chosen)).collect();
    let entries = if insider { timeline.rows(op, id, 50)? } else { Vec::new() };
    let refused = timeline.refused(op, id)?;
    let comments = if insider { store::comment::of_version(op.conn(), id, chosen.version)? } else { Vec::new() };
    let voices = work::voices(op, &chosen)?;
    let offered = offered(op, &chosen, &voices);
    let before = versions.iter().find(|one| one.version < chosen.version).map(|one| one.version);
    let mut shower = Shower::new(voice);
    let (commenting, speaking) = whom(op, &chosen, &voices, &mut shower)?;
    let system = shower.system(op, &chosen)?;
    let lines = shower.lines(&chosen.content.indicators);
    let comments = shower.comments(op, &comments)?;
    let members = shower.voices(op, &chosen, &voices)?;
    Ok(Response::page(
        "monitor/system.html",
        context! { system, lines, history, offered, insider, comments, members, commenting, speaking, before, entries, refused, form },
    ))
}

/// For whom the reader may comment, and for whom they may speak, now.
fn whom(
    op: &Op,
    system: &System,
    voices: &[crate::model::Voice],
    shower: &mut Shower,
) -> op::Result<(Vec<crate::shown::Named>, Vec<crate::shown::Named>)> {
    let members = &system.content.members;
    let open = system.state == SystemState::Consulting && system.consult_until.is_none_or(|last| last >= op.today());
    let commenting = if open { comments_for(op.actor(), members) } else { Vec::new() };
    let asked = system.state == SystemState::Proposed && system.drafted_by != op.actor().id;
    let mut speaking = if asked { speaks_for(op.actor(), members) } else { Vec::new() };
    speaking.retain(|region| voices.iter().all(|voice| voice.region != *region));
    Ok((shower.regions(op, &commenting)?, shower.regions(op, &speaking)?))
}

fn version_shown(one: &System, chosen: &System) -> VersionShown {
    VersionShown {
        version: one.version,
        look: look(one.state),
        state: one.state.name(),
        published_at: one.published_at.map(|at| at.to_string()).unwrap_or_default(),
        current: one.version == chosen.version,
    }
}

/// What the actor can do with a version now.
fn offered(op: &Op, system: &System, voices: &[crate::model::Voice]) -> Vec<&'static str> {
    let agreed = not_agreed(system, voices).is_empty();
    let of_chart = CHART.offered(system.state.name(), parts(op.actor(), &system.content.members)).map(|step| step.verb);
    let mut verbs: Vec<&'static str> =
        of_chart.filter(|verb| *verb != "supersede" && (*verb != "publish" || agreed)).collect();
    let settled = !matches!(system.state, SystemState::Draft | SystemState::Consulting | SystemState::Proposed);
    if settled && op.check(&Action::System(SystemVerb::Draft, &system.id, &system.content.members)).is_ok() {
        verbs.push("draft_next");
    }
    if matches!(system.state, SystemState::Draft | SystemState::Consulting) && !verbs.is_empty() {
        verbs.push("answer");
    }
    verbs
}

/// `GET /monitor/systems/{id}/indicators`
pub(crate) fn lines(request: Request) -> Answer {
    let (id, again, voice) = (request.path("id")?, request.path("id")?, request.voice());
    let (wanted, locale) = (request.query_value("version"), request.locale);
    INDICATORS.respond_with(
        &request,
        "monitor/indicators.html",
        move |op, query| fetch_lines(op, &id, query, locale),
        move |op| {
            let system = chosen(op, &again, wanted.as_deref())?;
            Ok(context! { system => Shower::new(voice).system(op, &system)? })
        },
    )
}

/// `GET /monitor/systems/{id}/indicators/{code}`
pub(crate) fn indicator(request: Request) -> Answer {
    let (id, code, voice) = (request.path("id")?, request.path("code")?, request.voice());
    let wanted = request.query_value("version");
    Ok(Reply::read(move |op| {
        let system = chosen(op, &id, wanted.as_deref())?;
        let mut shower = Shower::new(voice);
        let lines = shower.lines(&system.content.indicators);
        let line = lines.iter().find(|line| line.code == code).cloned().ok_or(Error::Missing)?;
        let above = lines.iter().find(|other| other.code == line.parent).cloned();
        let below: Vec<_> = lines.into_iter().filter(|other| other.parent == line.code).collect();
        let may_edit = system.state == SystemState::Draft && !parts(op.actor(), &system.content.members).is_empty();
        let system = shower.system(op, &system)?;
        Ok(Response::page("monitor/indicator.html", context! { system, line, above, below, may_edit }))
    }))
}

/// A difference as a page shows it.
#[derive(Serialize)]
struct DifferenceShown {
    code: String,
    name: String,
    kind: &'static str,
    fields: Vec<FieldChange>,
}

fn difference_shown(shower: &Shower, one: Difference) -> DifferenceShown {
    let (kind, fields) = match one.change {
        Change::Added => ("added", Vec::new()),
        Change::Removed => ("removed", Vec::new()),
        Change::Changed(fields) => ("changed", fields.into_iter().map(|field| in_words(shower, field)).collect()),
    };
    DifferenceShown { name: shower.either(&one.name, &one.name_en), code: one.code, kind, fields }
}

/// A changed field with words for stable names.
fn in_words(shower: &Shower, field: FieldChange) -> FieldChange {
    let list = match field.field {
        "nature" => "nature",
        "direction" => "direction",
        _ => return field,
    };
    let said = |name: String| if name.is_empty() { name } else { shower.voice.word(&format!("monitor-{list}-{name}")) };
    FieldChange { field: field.field, from: said(field.from), to: said(field.to) }
}

/// `GET /monitor/systems/{id}/comparison`
pub(crate) fn compare(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    let number = |name: &str| request.query_value(name).and_then(|text| text.parse::<i64>().ok());
    let (from, to) = (number("from"), number("to"));
    Ok(Reply::read(move |op| {
        let versions = work::versions(op, &id)?;
        let latest = versions.first().map_or(1, |one| one.version);
        let to = to.unwrap_or(latest);
        let from = from.unwrap_or_else(|| versions.iter().map(|one| one.version).find(|one| *one < to).unwrap_or(to));
        let (old, new, differences) = work::difference(op, &id, from, to)?;
        let mut shower = Shower::new(voice);
        let differences: Vec<_> = differences.into_iter().map(|one| difference_shown(&shower, one)).collect();
        let numbers: Vec<i64> = versions.iter().map(|one| one.version).collect();
        let (old, new) = (shower.system(op, &old)?, shower.system(op, &new)?);
        Ok(Response::page("monitor/comparison.html", context! { old, new, differences, numbers }))
    }))
}

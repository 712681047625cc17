//! The page of a return: its figures, flags and way, and what the reader can do next.

use std::collections::BTreeMap;

use op::{Error, Op};
use web::{Answer, FormView, Reply, Request, Response, Timeline, Voice, context};

use super::home::flags_shown;
use crate::access::{Action, ReturnVerb, Spot, relations};
use crate::model::form::Severity;
use crate::model::{CampaignState, Origin, ReturnDetails, ReturnState};
use crate::rules::form as entries;
use crate::rules::returns::{CHART, chain, enter};
use crate::sheet::{Sheet, read_only};
use crate::shown::Shower;
use crate::work::known::Known;
use crate::work::returns as work;

/// `GET /collection/returns/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    let wanted = request.query_value("version").filter(|text| !text.is_empty());
    let wanted = wanted.map(|text| text.parse::<i64>().map_err(|_| Error::Missing)).transpose()?;
    Ok(Reply::read(move |op| match wanted {
        Some(version) => earlier(op, &id, version, voice),
        None => page(op, &id, voice, &timeline, FormView::blank()),
    }))
}

/// What was said to flags, by the flag's key, for the sheet.
pub(super) fn answers_of(known: &Known) -> BTreeMap<String, String> {
    known.answers.iter().map(|answer| (answer.flag.clone(), answer.text.clone())).collect()
}

/// Why the year before is not shown, in words; empty if it is.
pub(super) fn no_before(voice: &Voice, origin: Origin) -> String {
    match origin {
        Origin::None | Origin::Own => String::new(),
        other => voice.word(&format!("collection-before-{}", other.name())),
    }
}

/// The page of a return's latest version.
pub(super) fn page(op: &Op, id: &str, voice: Voice, timeline: &Timeline, form: FormView) -> op::Result<Response> {
    let (details, known) = work::details(op, id)?;
    let head = &details.latest.head;
    let entered = entries::Entered {
        typed: entries::typed(&details.latest.values),
        values: details.latest.values.clone(),
        faults: Vec::new(),
    };
    let answers = answers_of(&known);
    let sheet = Sheet {
        form: &known.form,
        entered: &entered,
        unit: &head.unit,
        before: known.before.values.as_ref(),
        peers: &known.peers,
        answers: &answers,
    };
    let (sheet, verdict) = read_only(&sheet, &voice)?;
    let before = no_before(&voice, details.before.origin);
    let mut flags = flags_shown(op, &voice, &known.form, &details.flags)?;
    // A form that was just begun has something missing everywhere; the sheet says how much.
    let missing = details.flags.iter().filter(|one| one.flag.is_missing()).count();
    let keys: Vec<&str> =
        details.flags.iter().filter(|one| one.flag.is_missing()).map(|one| one.key.as_str()).collect();
    flags.retain(|flag| !keys.contains(&flag.key.as_str()));
    let offered = offered(op, &details, &known);
    let mut shower = Shower::new(voice);
    let shown = shower.head(op, head)?;
    let earlier = shower.heads(op, &details.earlier)?;
    let steps = shower.steps(op, &details.steps)?;
    let campaign = shower.campaign(op, &known.campaign)?;
    let way = way(op, &mut shower, &details, &known)?;
    let entries = timeline.rows(op, id, 30)?;
    let until = op.today().plus_days(7).to_string();
    Ok(Response::page(
        "collection/return.html",
        context! { ret => shown, campaign, sheet, verdict, before, flags, missing, offered, earlier, steps, way, entries, until, form },
    ))
}

/// A stop on the way of a return: who, and whether it is behind, here or ahead.
#[derive(serde::Serialize)]
struct Stop {
    party: &'static str,
    name: String,
    place: &'static str,
}

fn way(op: &Op, shower: &mut Shower, details: &ReturnDetails, known: &Known) -> op::Result<Vec<Stop>> {
    let head = &details.latest.head;
    let chain = chain(head, &known.campaign.region);
    let here = head.state.tier().and_then(|tier| chain.iter().position(|(one, _)| *one == tier)).map(|at| at + 1);
    let here = match head.state {
        ReturnState::Approved | ReturnState::Superseded | ReturnState::Excused => chain.len() + 1,
        _ => here.unwrap_or(0),
    };
    let place = |at: usize| match at.cmp(&here) {
        std::cmp::Ordering::Less => "behind",
        std::cmp::Ordering::Equal => "here",
        std::cmp::Ordering::Greater => "ahead",
    };
    let mut stops = vec![Stop { party: "unit", name: head.name.clone(), place: place(0) }];
    for (at, (tier, region)) in chain.iter().enumerate() {
        stops.push(Stop { party: tier.name(), name: shower.region(op, region)?.name, place: place(at + 1) });
    }
    Ok(stops)
}

/// What the actor can do with a return now.
fn offered(op: &Op, details: &ReturnDetails, known: &Known) -> Vec<&'static str> {
    let head = &details.latest.head;
    let spot = Spot::from(head);
    let who = relations(op, &spot, &chain(head, &known.campaign.region));
    let stopped = known.campaign.state == CampaignState::Stopped;
    let enters = enter(&known.campaign, head, op.today()).is_ok();
    let mut verbs: Vec<&'static str> = CHART
        .offered(head.state.name(), &who)
        .map(|step| step.verb)
        .filter(|verb| !stopped && (enters || !matches!(*verb, "save" | "answer" | "submit")))
        .collect();
    verbs.dedup();
    let open = details.flags.iter().any(|one| one.flag.severity == Severity::Hard || one.answers.is_empty());
    if open {
        verbs.retain(|verb| *verb != "submit");
    }
    let corrects = op.check(&Action::Return(ReturnVerb::Correct, spot)).is_ok();
    if head.state == ReturnState::Approved && corrects && !stopped {
        verbs.push("correct");
    }
    verbs
}

/// An earlier version, as it was.
fn earlier(op: &Op, id: &str, version: i64, voice: Voice) -> op::Result<Response> {
    let found = work::version(op, id, version)?;
    let known = crate::work::known::known(op, &found.head)?;
    let entered =
        entries::Entered { typed: entries::typed(&found.values), values: found.values.clone(), faults: Vec::new() };
    let answers = answers_of(&known);
    let sheet = Sheet {
        form: &known.form,
        entered: &entered,
        unit: &found.head.unit,
        before: known.before.values.as_ref(),
        peers: &known.peers,
        answers: &answers,
    };
    let (sheet, _) = read_only(&sheet, &voice)?;
    let mut shower = Shower::new(voice);
    let shown = shower.head(op, &found.head)?;
    Ok(Response::page("collection/version.html", context! { ret => shown, sheet }))
}

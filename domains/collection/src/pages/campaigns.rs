//! Campaigns, and one of them: what it asks, how far it has come, what is next.

use op::Op;
use serde::Serialize;
use web::{Answer, FormView, Reply, Request, Response, Timeline, Voice, context};

use crate::access::{AUDITOR, Action, DATA_REVIEWER, MONITOR_OFFICER, runs};
use crate::lists::campaigns::{CAMPAIGNS, fetch};
use crate::lists::progress::{County, PROGRESS, counties, fetch as fetch_progress};
use crate::lists::returns::{RETURNS, fetch as fetch_returns, region};
use crate::model::{Campaign, CampaignForm, CampaignState, StepInput};
use crate::rules::campaign::CHART;
use crate::rules::text::REASON_CHARS_MAX;
use crate::shown::Shower;
use crate::store;
use crate::work::campaign as work;
use crate::work::places::digits;

/// Counties shown on the page of a campaign; the rest stands in its list.
const COUNTIES_SHOWN: usize = 30;

/// `GET /collection/campaigns`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    let officer = request.actor.holds_anywhere(MONITOR_OFFICER);
    CAMPAIGNS.respond_with(
        &request,
        "collection/campaigns.html",
        move |op, query| fetch(op, query, &voice),
        move |_| Ok(context! { officer }),
    )
}

/// A form of a campaign.
#[derive(Serialize)]
struct FormShown {
    form: String,
    title: String,
    version: i64,
    level: &'static str,
    hash: String,
}

fn form_shown(shower: &Shower, form: &CampaignForm) -> FormShown {
    FormShown {
        form: form.form.clone(),
        title: shower.either(&form.title, &form.title_en),
        version: form.version,
        level: form.level.name(),
        hash: form.hash.clone(),
    }
}

/// How far a county has come, as a bar of the page.
#[derive(Serialize)]
struct CountyShown {
    code: String,
    name: String,
    total: i64,
    settled: i64,
    with_units: i64,
    signing: i64,
    overdue: i64,
    since: String,
    /// Parts of the whole in thousandths: settled, being signed, with the units.
    parts: [i64; 3],
}

fn county_shown(op: &Op, shower: &mut Shower, one: &County) -> op::Result<CountyShown> {
    let (total, settled, with_units) = (one.total(), one.settled(), one.counts[0] + one.counts[1]);
    let signing = total - settled - with_units;
    let part = |count: i64| if total == 0 { 0 } else { count * 1000 / total };
    Ok(CountyShown {
        name: shower.region(op, &one.code)?.name,
        code: one.code.clone(),
        total,
        settled,
        with_units,
        signing,
        overdue: one.overdue,
        since: one.since.map(|at| at.to_string()).unwrap_or_default(),
        parts: [part(settled), part(signing), part(with_units)],
    })
}

/// `GET /collection/campaigns/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    Ok(Reply::read(move |op| page(op, &id, voice, &timeline, FormView::blank())))
}

fn page(op: &Op, id: &str, voice: Voice, timeline: &Timeline, form: FormView) -> op::Result<Response> {
    let details = work::details(op, id)?;
    let one = &details.campaign;
    let mut shower = Shower::new(voice);
    let readers = [MONITOR_OFFICER, DATA_REVIEWER, AUDITOR];
    let insider = readers.iter().any(|role| op.actor().holds_anywhere(*role));
    let mut progress = match insider.then(|| region(op, one, None)) {
        Some(Ok(region)) => counties(op, id, digits(&region))?,
        _ => Vec::new(),
    };
    progress.sort_by_key(|county| county.since.map_or(i64::MAX, units::Instant::micros));
    let more = progress.len().saturating_sub(COUNTIES_SHOWN);
    progress.truncate(COUNTIES_SHOWN);
    let progress =
        progress.iter().map(|county| county_shown(op, &mut shower, county)).collect::<op::Result<Vec<_>>>()?;
    let officer = runs(op.actor(), &one.region);
    let unsettled = store::list::unsettled(op.conn(), id, None)?;
    let offered: Vec<&str> = match officer {
        true => CHART.offered(one.state.name(), &["officer"]).map(|step| step.verb).collect(),
        false => Vec::new(),
    };
    let entries = if insider { timeline.rows(op, id, 30)? } else { Vec::new() };
    let refused = timeline.refused(op, id)?;
    let forms: Vec<_> = details.forms.iter().map(|form| form_shown(&shower, form)).collect();
    let configuring = one.state == CampaignState::Configuring;
    let units = details.units;
    let campaign = shower.campaign(op, one)?;
    Ok(Response::page(
        "collection/campaign.html",
        context! { campaign, forms, units, progress, more, offered, officer, unsettled, configuring, insider, entries, refused, form },
    ))
}

fn step(request: &Request, verb: fn(&Op, &str, &StepInput) -> op::Result<Campaign>, notice: &'static str) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let mut form = request.fields()?;
    let input = StepInput {
        revision: form.int("revision", 0..=i64::MAX),
        reason: form.opt_long_text("reason", REASON_CHARS_MAX).unwrap_or_default(),
    };
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(page(op, &id, voice, &timeline, form.view())?.status(422))));
    }
    let done = move |one: Campaign| Response::see_other(format!("/collection/campaigns/{}", one.id)).notice(notice);
    Ok(Reply::write(request.key(), move |op| verb(op, &id, &input), done)
        .or(move |op, error| page(op, &again, voice, &timeline, form.view_of(error))))
}

/// `POST /collection/campaigns/{id}/opening`
pub(crate) fn open(request: Request) -> Answer {
    step(&request, work::open, "collection-notice-opened")
}

/// `POST /collection/campaigns/{id}/review`
pub(crate) fn review(request: Request) -> Answer {
    step(&request, work::review, "collection-notice-reviewing")
}

/// `POST /collection/campaigns/{id}/completion`
pub(crate) fn complete(request: Request) -> Answer {
    step(&request, work::complete, "collection-notice-completed")
}

/// `POST /collection/campaigns/{id}/stop`
pub(crate) fn stop(request: Request) -> Answer {
    step(&request, work::stop, "collection-notice-stopped")
}

/// `GET /collection/campaigns/{id}/progress`
pub(crate) fn progress(request: Request) -> Answer {
    let (id, again, voice, words) = (request.path("id")?, request.path("id")?, request.voice(), request.voice());
    PROGRESS.respond_with(
        &request,
        "collection/progress.html",
        move |op, query| fetch_progress(op, &id, query, &voice),
        move |op| heading(op, &again, words),
    )
}

/// `GET /collection/campaigns/{id}/returns`
pub(crate) fn returns(request: Request) -> Answer {
    let (id, again, voice, words) = (request.path("id")?, request.path("id")?, request.voice(), request.voice());
    RETURNS.respond_with(
        &request,
        "collection/returns.html",
        move |op, query| fetch_returns(op, &id, query, &voice),
        move |op| heading(op, &again, words),
    )
}

fn heading(op: &Op, id: &str, voice: Voice) -> op::Result<web::Context> {
    let one = work::seen(op, id)?;
    // A list is for those who look into regions; a unit sees its own returns only.
    op.check(&Action::View(id, &one.region, false))?;
    Ok(context! { campaign => Shower::new(voice).campaign(op, &one)? })
}

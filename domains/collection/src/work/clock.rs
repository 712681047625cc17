//! Days that come near and go by: whoever has a return is reminded, and entry ends by itself.
//!
//! One job follows each day of a party and each stage of it, and says nothing where nothing waits any more. A reader is told once
//! of each day and stage, so that a job may be run again, and a process that slept for weeks tells the last stage only.

use op::{Actor, App, Error, Op, Pen, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use units::Day;

use crate::access::{Action, CampaignVerb};
use crate::model::{Campaign, CampaignState, Tier};
use crate::rules::campaign as rule;
use crate::rules::clock::{Stage, moment, reached};
use crate::store;

/// The job that reminds.
pub const REMIND_JOB: &str = "collection.campaign.remind";
/// The job that ends entry.
pub const END_JOB: &str = "collection.campaign.end_entry";

/// What a reminder is about.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Body {
    campaign: String,
    /// The level; none for the units.
    tier: Option<Tier>,
    due_on: Day,
}

/// Starts the clocks of a campaign that is opened.
pub(super) fn start(pen: &Pen, campaign: &Campaign) -> Result<()> {
    follow(pen, &campaign.id, None, campaign.unit_due)?;
    for tier in Tier::ALL {
        follow(pen, &campaign.id, Some(*tier), campaign.due(*tier))?;
    }
    let body = json!({ "campaign": campaign.id });
    pen.job(END_JOB, &body, campaign.unit_due.plus_days(1).start_in_shanghai())
}

/// Reminds of a day before it comes and after it went by.
pub(super) fn follow(pen: &Pen, campaign: &str, tier: Option<Tier>, due_on: Day) -> Result<()> {
    let body = json!({ "campaign": campaign, "tier": tier, "due_on": due_on });
    for stage in Stage::ALL {
        pen.job(REMIND_JOB, &body, moment(due_on, *stage))?;
    }
    Ok(())
}

/// Reminds whoever still has returns of that day.
pub(crate) fn remind_job(app: &App, body: &Value) -> Result<()> {
    let body: Body = serde_json::from_value(body.clone()).map_err(Error::bug)?;
    let actor = Actor::system("jobs");
    let asked = body.clone();
    let waits = app.read(&actor, move |op| Ok(!waiting(op, &asked)?.is_empty()))?;
    if waits { app.write(&actor, None, move |op| remind(op, &body)) } else { Ok(()) }
}

/// Who has returns of that day in a campaign that runs, and how many.
fn waiting(op: &Op, body: &Body) -> Result<Vec<(String, i64)>> {
    match store::campaign::get(op.conn(), &body.campaign)? {
        Some(campaign) if campaign.state != CampaignState::Stopped => {
            Ok(store::notice::waiting(op.conn(), &body.campaign, body.tier, body.due_on)?)
        }
        _ => Ok(Vec::new()),
    }
}

fn remind(op: &Op, body: &Body) -> Result<()> {
    let pen = op.may(&Action::Remind(&body.campaign))?;
    let Some(stage) = reached(op.now(), body.due_on) else { return Ok(()) };
    let party = body.tier.map_or("unit", Tier::name);
    let mut told = 0;
    for (reader, count) in waiting(op, body)? {
        let of = (party, body.due_on, stage);
        told += i64::from(store::notice::tell(&pen, &reader, &body.campaign, of, count, op.now())?);
    }
    pen.tell(json!({ "stage": stage.name(), "party": party, "day": body.due_on.to_string(), "count": told }));
    Ok(())
}

/// Ends entry of a campaign that is still open on the day after the units' last.
pub(crate) fn end_job(app: &App, body: &Value) -> Result<()> {
    let id = body["campaign"].as_str().ok_or_else(|| Error::bug("a job without a campaign"))?.to_owned();
    let actor = Actor::system("jobs");
    let asked = id.clone();
    let open = app.read(&actor, move |op| Ok(due(op, &asked)?.is_some()))?;
    if open { app.write(&actor, None, move |op| end(op, &id)) } else { Ok(()) }
}

/// A campaign that is open although the units' last day went by.
fn due(op: &Op, id: &str) -> Result<Option<Campaign>> {
    let campaign = store::campaign::get(op.conn(), id)?;
    Ok(campaign.filter(|one| one.state == CampaignState::Open && one.unit_due < op.today()))
}

fn end(op: &Op, id: &str) -> Result<()> {
    let Some(campaign) = due(op, id)? else { return Ok(()) };
    let pen = op.may(&Action::Campaign(CampaignVerb::Review, id, &campaign.region))?;
    let to = rule::step(campaign.state, "review", &["clock"]).map_err(Error::conflict)?;
    store::campaign::step(&pen, &campaign, to, "", op.now())?;
    pen.tell(json!({ "title": campaign.title, "year": campaign.year }));
    Ok(())
}

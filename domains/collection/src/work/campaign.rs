//! Making a campaign, choosing who reports, opening, closing and releasing it.

use op::{Error, Op, Pen, Result};
use serde_json::json;
use units::Fault;

use super::{clean, clock, owed, unit};
use crate::access::{self, Action, CampaignVerb};
use crate::model::form::Form;
use crate::model::{Campaign, CampaignDetails, CampaignInput, CampaignKind, CampaignState, StepInput};
use crate::rules::{self, Refused, campaign as rule};
use crate::store;

/// Makes a campaign in configuration.
///
/// # Errors
/// `Invalid` with every fault; `Refused(collection.region.unknown)`.
pub fn make(op: &Op, input: &CampaignInput) -> Result<Campaign> {
    let forms = forms(input)?;
    if directory::store::region(op.conn(), &input.region)?.is_none() {
        return Err(Error::refused(Refused::RegionUnknown(input.region.clone())));
    }
    let pen = op.may(&Action::Campaign(CampaignVerb::Make, "", &input.region))?;
    let campaign = content(op, op.id::<CampaignKind>().to_string(), input);
    store::campaign::insert(&pen, &campaign)?;
    store::campaign::set_forms(&pen, &campaign.id, &forms)?;
    pen.subject(&campaign.id);
    told(&pen, &campaign);
    load(op, &campaign.id)
}

fn content(op: &Op, id: String, input: &CampaignInput) -> Campaign {
    let [city_due, province_due] = rule::last_days(input);
    Campaign {
        id,
        title: input.title.trim().to_owned(),
        title_en: input.title_en.trim().to_owned(),
        region: input.region.clone(),
        year: input.year,
        period: input.period.trim().to_owned(),
        opens_on: input.opens_on,
        unit_due: input.unit_due,
        county_due: input.county_due,
        city_due,
        province_due,
        example: input.example,
        state: CampaignState::Configuring,
        made_by: op.actor().id.clone(),
        made_at: op.now(),
        ended_at: None,
        reason: String::new(),
        revision: 1,
    }
}

/// The forms of a campaign: shipped ones by name, and documents that fit together; each once.
fn forms(input: &CampaignInput) -> Result<Vec<Form>> {
    let mut faults = rule::faults(input);
    let mut all: Vec<Form> = Vec::new();
    for name in &input.forms {
        match rules::shipped::shipped(name) {
            Some(form) => all.push(form),
            None => faults.push(Fault::new("forms", "collection.form.unknown").with("form", name)),
        }
    }
    for (at, form) in input.documents.iter().enumerate() {
        match rules::lint::findings(form).into_iter().next() {
            Some(finding) => faults.push(Fault { field: format!("documents.{at}.{}", finding.field), ..finding }),
            None => all.push(form.clone()),
        }
    }
    let twice = all.iter().enumerate().find(|(at, form)| all[..*at].iter().any(|other| other.id == form.id));
    if let Some((_, form)) = twice {
        faults.push(Fault::new("forms", "collection.form.twice").with("form", &form.id));
    }
    clean(faults)?;
    Ok(all)
}

fn told(pen: &Pen, campaign: &Campaign) {
    pen.about(&campaign.region);
    pen.tell(json!({ "title": campaign.title, "year": campaign.year }));
}

/// A campaign, for the verbs on it.
pub(super) fn load(op: &Op, id: &str) -> Result<Campaign> {
    store::campaign::get(op.conn(), id)?.ok_or(Error::Missing)
}

fn unchanged(campaign: Campaign, revision: i64) -> Result<Campaign> {
    match campaign.revision == revision {
        true => Ok(campaign),
        false => Err(Error::conflict(Refused::NotNow)),
    }
}

/// Replaces what a campaign in configuration says; its region stays.
///
/// # Errors
/// As [`make`]; `Conflict` when it was opened or changed since it was looked at.
pub fn configure(op: &Op, id: &str, revision: i64, input: &CampaignInput) -> Result<Campaign> {
    let was = load(op, id)?;
    let pen = begin(op, &was, CampaignVerb::Configure, "configure")?;
    let was = unchanged(was, revision)?;
    let forms = forms(input)?;
    let campaign = Campaign { region: was.region.clone(), revision, ..content(op, was.id.clone(), input) };
    store::campaign::rewrite(&pen, &campaign)?;
    store::campaign::set_forms(&pen, id, &forms)?;
    told(&pen, &campaign);
    load(op, id)
}

/// Asks for a verb on a campaign, and whether it starts from here.
fn begin<'a>(op: &'a Op, campaign: &Campaign, verb: CampaignVerb, name: &str) -> Result<Pen<'a>> {
    let pen = op.may(&Action::Campaign(verb, &campaign.id, &campaign.region))?;
    rule::step(campaign.state, name, &["officer"]).map_err(Error::conflict)?;
    Ok(pen)
}

/// Opens a campaign: every unit gets its returns, and the clocks run.
///
/// # Errors
/// See [`rule::open`].
pub fn open(op: &Op, id: &str, at: &StepInput) -> Result<Campaign> {
    let was = load(op, id)?;
    let pen = begin(op, &was, CampaignVerb::Open, "open")?;
    let was = unchanged(was, at.revision)?;
    rule::open(&was, store::unit::count(op.conn(), id)?, op.today()).map_err(Error::refused)?;
    store::campaign::step(&pen, &was, CampaignState::Open, "", op.now())?;
    unit::begin_returns(op, &pen, &was)?;
    clock::start(&pen, &was)?;
    told(&pen, &was);
    load(op, id)
}

/// Ends entry: the levels above look at what came. Units that were sent something back, or given more time, still submit.
pub fn review(op: &Op, id: &str, at: &StepInput) -> Result<Campaign> {
    let was = load(op, id)?;
    let pen = begin(op, &was, CampaignVerb::Review, "review")?;
    let was = unchanged(was, at.revision)?;
    store::campaign::step(&pen, &was, CampaignState::Reviewing, "", op.now())?;
    told(&pen, &was);
    load(op, id)
}

/// Closes a campaign of which every return is approved or excused, and releases its figures.
///
/// # Errors
/// `Refused(collection.campaign.waiting)` with how many are not.
pub fn complete(op: &Op, id: &str, at: &StepInput) -> Result<Campaign> {
    let was = load(op, id)?;
    let pen = begin(op, &was, CampaignVerb::Complete, "complete")?;
    let was = unchanged(was, at.revision)?;
    match store::list::unsettled(op.conn(), id, None)? {
        0 => {}
        waiting => return Err(Error::refused(Refused::Waiting(waiting))),
    }
    store::campaign::step(&pen, &was, CampaignState::Completed, "", op.now())?;
    told(&pen, &was);
    pen.event("collection.campaign.released", &json!({ "campaign": id, "region": was.region, "year": was.year }))?;
    load(op, id)
}

/// Gives a campaign up.
///
/// # Errors
/// `Invalid` without a reason.
pub fn stop(op: &Op, id: &str, at: &StepInput) -> Result<Campaign> {
    let reason = owed("reason", &at.reason)?;
    let was = load(op, id)?;
    let pen = begin(op, &was, CampaignVerb::Stop, "stop")?;
    let was = unchanged(was, at.revision)?;
    store::campaign::step(&pen, &was, CampaignState::Stopped, reason, op.now())?;
    pen.about(&was.region);
    pen.tell(json!({ "title": was.title, "year": was.year, "reason": reason }));
    load(op, id)
}

/// A campaign the actor may see.
///
/// # Errors
/// `Missing` if there is none.
pub fn seen(op: &Op, id: &str) -> Result<Campaign> {
    let campaign = load(op, id)?;
    let own = store::list::reports(op.conn(), id, &access::own_units(op.actor()))?;
    op.check(&Action::View(id, &campaign.region, own))?;
    Ok(campaign)
}

/// A campaign the actor may see, with its forms.
///
/// # Errors
/// `Missing` if there is none.
pub fn details(op: &Op, id: &str) -> Result<CampaignDetails> {
    let campaign = seen(op, id)?;
    let forms = store::campaign::forms_of(op.conn(), id)?;
    Ok(CampaignDetails { forms, units: store::unit::count(op.conn(), id)?, campaign })
}

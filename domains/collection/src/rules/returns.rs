//! The way of a return from the unit up to the region whose campaign it is.

use flow::{Chart, FlowFault, Move, State, StateKind};
use units::Day;

use super::Refused;
use crate::model::form::{Level, Severity};
use crate::model::{BackTo, Campaign, CampaignState, FlagState, Head, ReturnState, Step, Tier};

/// Days a unit has for a correction it began itself.
pub const CORRECTION_DAYS: i64 = 14;
/// Most returns accepted together: what somebody can look at on one page.
pub const BULK_MAX: usize = 50;
/// Most returns of one batch.
pub const BATCH_MAX: usize = 1_000;

const fn by(from: &'static str, verb: &'static str, to: &'static str, who: &'static [&'static str]) -> Move {
    Move { from, verb, to, who, guard: None }
}

const fn submits(from: &'static str, to: &'static str, who: &'static [&'static str]) -> Move {
    Move { from, verb: "submit", to, who, guard: Some("flags_settled_in_time") }
}

const FILLER: &[&str] = &["filler"];
const EXTENDS: &[&str] = &["county", "officer"];
const OFFICER: &[&str] = &["officer"];

/// The way of one version. Who signs next depends on which levels the region has: it stands in the name of the relation.
pub static CHART: Chart = Chart {
    name: "return",
    states: &[
        State { name: "draft", kind: StateKind::Initial },
        State { name: "returned", kind: StateKind::Open },
        State { name: "at_county", kind: StateKind::Open },
        State { name: "at_city", kind: StateKind::Open },
        State { name: "at_province", kind: StateKind::Open },
        State { name: "approved", kind: StateKind::Open },
        State { name: "superseded", kind: StateKind::Final },
        State { name: "excused", kind: StateKind::Final },
    ],
    moves: &[
        by("draft", "save", "draft", FILLER),
        by("draft", "answer", "draft", FILLER),
        submits("draft", "at_county", &["filler_to_county"]),
        submits("draft", "at_city", &["filler_to_city"]),
        submits("draft", "at_province", &["filler_to_province"]),
        by("draft", "extend", "draft", EXTENDS),
        by("draft", "excuse", "excused", OFFICER),
        by("returned", "save", "returned", FILLER),
        by("returned", "answer", "returned", FILLER),
        submits("returned", "at_county", &["filler_to_county"]),
        submits("returned", "at_city", &["filler_to_city"]),
        submits("returned", "at_province", &["filler_to_province"]),
        by("returned", "extend", "returned", EXTENDS),
        by("returned", "excuse", "excused", OFFICER),
        by("at_county", "overrule", "at_county", &["county"]),
        by("at_county", "accept", "at_city", &["county_to_city"]),
        by("at_county", "accept", "at_province", &["county_to_province"]),
        by("at_county", "accept", "approved", &["county_last"]),
        by("at_county", "reject", "returned", &["county"]),
        by("at_city", "overrule", "at_city", &["city"]),
        by("at_city", "accept", "at_province", &["city_to_province"]),
        by("at_city", "accept", "approved", &["city_last"]),
        by("at_city", "reject", "returned", &["city"]),
        by("at_city", "send_down", "at_county", &["city_over_county"]),
        by("at_province", "overrule", "at_province", &["province"]),
        by("at_province", "accept", "approved", &["province_last"]),
        by("at_province", "reject", "returned", &["province"]),
        by("at_province", "send_down", "at_county", &["province_over_county"]),
        by("at_province", "send_down", "at_city", &["province_over_city"]),
        by("approved", "supersede", "superseded", &["successor"]),
    ],
};

/// The move a verb makes from the state a version is in.
///
/// # Errors
/// Not from here, or not by these.
pub fn step(state: ReturnState, verb: &str, who: &[&str]) -> Result<ReturnState, Refused> {
    let taken = CHART.next(state.name(), verb, who).map_err(|fault| match fault {
        FlowFault::NotByYou => Refused::NotYours,
        FlowFault::UnknownVerb | FlowFault::NotFromHere => Refused::NotNow,
    })?;
    ReturnState::named(taken.to).ok_or(Refused::NotNow)
}

/// The levels that sign a return, lowest first, with the region of each: those its region has, up to the campaign's. A county's
/// own return is signed by those above it.
pub fn chain(head: &Head, campaign_region: &str) -> Vec<(Tier, String)> {
    levels(head.level, [&head.county, &head.city, &head.province], campaign_region)
}

/// As [`chain`], for a unit of a level that lies in a county, a city (or none) and a province.
pub fn levels(level: Level, [county, city, province]: [&str; 3], campaign_region: &str) -> Vec<(Tier, String)> {
    let all = [(Tier::County, county), (Tier::City, city), (Tier::Province, province)];
    let mut chain = Vec::with_capacity(all.len());
    for (tier, region) in all {
        if !(region.is_empty() || tier == Tier::County && level == Level::County) {
            chain.push((tier, region.to_owned()));
        }
        if region == campaign_region {
            break;
        }
    }
    chain
}

/// The relation by which whoever fills a return in submits it.
pub fn filler_relation(chain: &[(Tier, String)]) -> &'static str {
    match chain.first().map(|(tier, _)| *tier) {
        Some(Tier::County) => "filler_to_county",
        Some(Tier::City) => "filler_to_city",
        Some(Tier::Province) => "filler_to_province",
        None => "filler",
    }
}

/// The relations of a level that signs: to the next above, and to the one below.
pub fn tier_relations(chain: &[(Tier, String)], tier: Tier) -> Vec<&'static str> {
    let Some(place) = chain.iter().position(|(one, _)| *one == tier) else { return Vec::new() };
    let above = chain.get(place + 1).map(|(tier, _)| *tier);
    let below = place.checked_sub(1).and_then(|place| chain.get(place)).map(|(tier, _)| *tier);
    let up = match (tier, above) {
        (Tier::County, Some(Tier::City)) => "county_to_city",
        (Tier::County, Some(_)) => "county_to_province",
        (Tier::County, None) => "county_last",
        (Tier::City, Some(_)) => "city_to_province",
        (Tier::City, None) => "city_last",
        (Tier::Province, _) => "province_last",
    };
    let down = match (tier, below) {
        (Tier::City, Some(_)) => Some("city_over_county"),
        (Tier::Province, Some(Tier::City)) => Some("province_over_city"),
        (Tier::Province, Some(_)) => Some("province_over_county"),
        _ => None,
    };
    [Some(tier.name()), Some(up), down].into_iter().flatten().collect()
}

/// Whether a unit may change a return today.
///
/// # Errors
/// In order: the campaign does not run, it has not begun. A correction goes on after the campaign is completed.
pub fn enter(campaign: &Campaign, head: &Head, today: Day) -> Result<(), Refused> {
    let corrected = campaign.state == CampaignState::Completed && !head.correction.is_empty();
    if !campaign.runs() && !corrected {
        return Err(Refused::NotRunning);
    }
    if today < campaign.opens_on { Err(Refused::NotYet(campaign.opens_on)) } else { Ok(()) }
}

/// Whether a return may be submitted today.
///
/// # Errors
/// In order: hard flags, soft flags without an answer, the last day is over.
pub fn submit(head: &Head, flags: &[FlagState], today: Day) -> Result<(), Refused> {
    let hard = flags.iter().filter(|one| one.flag.severity == Severity::Hard).count();
    if hard > 0 {
        return Err(Refused::HardFlags(hard));
    }
    match flags.iter().filter(|one| one.answers.is_empty()).count() {
        0 => {}
        open => return Err(Refused::OpenFlags(open)),
    }
    if head.due_on < today { Err(Refused::Late(head.due_on)) } else { Ok(()) }
}

/// Whether a person may sign a version: nobody signs what they submitted, or signed at another level, since it was last sent to
/// the unit.
///
/// # Errors
/// The same person.
pub fn sign(steps: &[Step], version: i64, person: &str) -> Result<(), Refused> {
    let of_version = steps.iter().filter(|step| step.version == version);
    let since_returned: Vec<&Step> = of_version.collect();
    let start = since_returned.iter().rposition(|step| step.verb == "submit").unwrap_or(0);
    let signed = since_returned[start..].iter().any(|step| {
        step.person == person
            && (step.verb == "submit" || step.verb == "accept" && !taken_back(&since_returned[start..], step))
    });
    if signed { Err(Refused::SamePerson) } else { Ok(()) }
}

/// Whether a level's acceptance was taken back, because the return was sent down to that level afterwards.
fn taken_back(steps: &[&Step], accepted: &Step) -> bool {
    steps.iter().any(|step| step.verb == "send_down" && step.at > accepted.at)
}

/// The verb by which a return is sent back.
///
/// # Errors
/// In order: nothing below, the day is not ahead.
pub fn send_back(
    chain: &[(Tier, String)],
    tier: Tier,
    to: BackTo,
    due_on: Day,
    today: Day,
) -> Result<&'static str, Refused> {
    let lowest = chain.first().is_none_or(|(first, _)| *first == tier);
    if to == BackTo::Below && lowest {
        return Err(Refused::NothingBelow);
    }
    if due_on < today {
        return Err(Refused::DayPast);
    }
    Ok(match to {
        BackTo::Unit => "reject",
        BackTo::Below => "send_down",
    })
}

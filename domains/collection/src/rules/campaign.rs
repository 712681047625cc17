//! The way of a campaign, and what one may say.

use flow::{Chart, FlowFault, Move, State, StateKind};
use units::{Day, Fault};

use super::Refused;
use super::text::{TITLE_CHARS_MAX, text_fault};
use crate::model::{Campaign, CampaignInput, CampaignState};

/// Most forms of one campaign.
pub const FORMS_MAX: usize = 8;
/// Most units of one campaign: a province's schools.
pub const UNITS_MAX: usize = 20_000;
/// Years figures may be of.
pub const YEARS: std::ops::RangeInclusive<i64> = 1949..=2100;

const OFFICER: &[&str] = &["officer"];

const fn by(from: &'static str, verb: &'static str, to: &'static str) -> Move {
    Move { from, verb, to, who: OFFICER, guard: None }
}

/// The way of a campaign: 配置中 → 填报中 → 评审中 → 已完成 | 已中止.
pub static CHART: Chart = Chart {
    name: "campaign",
    states: &[
        State { name: "configuring", kind: StateKind::Initial },
        State { name: "open", kind: StateKind::Open },
        State { name: "reviewing", kind: StateKind::Open },
        State { name: "completed", kind: StateKind::Final },
        State { name: "stopped", kind: StateKind::Final },
    ],
    moves: &[
        by("configuring", "configure", "configuring"),
        Move { from: "configuring", verb: "open", to: "open", who: OFFICER, guard: Some("has_units") },
        by("configuring", "stop", "stopped"),
        // The clock ends entry by itself on the day after the units' last.
        Move { from: "open", verb: "review", to: "reviewing", who: &["officer", "clock"], guard: None },
        by("open", "stop", "stopped"),
        Move { from: "reviewing", verb: "complete", to: "completed", who: OFFICER, guard: Some("nothing_waits") },
        by("reviewing", "stop", "stopped"),
    ],
};

/// The move a verb makes from the state a campaign is in.
///
/// # Errors
/// Not from here, or not by these.
pub fn step(state: CampaignState, verb: &str, who: &[&str]) -> Result<CampaignState, Refused> {
    let taken = CHART.next(state.name(), verb, who).map_err(|fault| match fault {
        FlowFault::NotByYou => Refused::NotYours,
        FlowFault::UnknownVerb | FlowFault::NotFromHere => Refused::NotNow,
    })?;
    CampaignState::named(taken.to).ok_or(Refused::NotNow)
}

/// Everything that is wrong with what a campaign says, by field.
pub fn faults(input: &CampaignInput) -> Vec<Fault> {
    let mut faults: Vec<Fault> = [
        text_fault("title", &input.title, 1, TITLE_CHARS_MAX, false),
        text_fault("title_en", &input.title_en, 0, 2 * TITLE_CHARS_MAX, false),
        text_fault("period", &input.period, 0, TITLE_CHARS_MAX, false),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !YEARS.contains(&input.year) {
        faults.push(Fault::new("year", "form.out_of_range").with("min", YEARS.start()).with("max", YEARS.end()));
    }
    let forms = input.forms.len() + input.documents.len();
    if forms == 0 {
        faults.push(Fault::new("forms", "form.required"));
    } else if forms > FORMS_MAX {
        faults.push(Fault::new("forms", "form.too_many").with("max", FORMS_MAX));
    }
    let [city, province] = last_days(input);
    let days = [
        ("opens_on", input.opens_on),
        ("unit_due", input.unit_due),
        ("county_due", input.county_due),
        ("city_due", city),
        ("province_due", province),
    ];
    let early = days.windows(2).filter(|pair| pair[1].1 < pair[0].1).map(|pair| pair[1]);
    faults.extend(early.map(|(field, _)| Fault::new(field, "collection.form.day_order")));
    faults
}

/// The last days of cities and province; those below where nothing is said.
pub fn last_days(input: &CampaignInput) -> [Day; 2] {
    let city = input.city_due.unwrap_or(input.county_due);
    [city, input.province_due.unwrap_or(city)]
}

/// Whether a campaign may be opened.
///
/// # Errors
/// In order: no units, the units' day is over.
pub fn open(campaign: &Campaign, units: i64, today: Day) -> Result<(), Refused> {
    if units == 0 {
        return Err(Refused::NoUnits);
    }
    if campaign.unit_due < today { Err(Refused::DuePast(campaign.unit_due)) } else { Ok(()) }
}

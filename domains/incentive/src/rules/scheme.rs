//! Schemes: how one is written, approved by a second person, and where it applies.

use flow::{Chart, Move, State, StateKind};
use units::{Day, Fault};

use super::{Refused, amount_fault, text_fault};
use crate::model::{POINTS_MAX, Scheme, SchemeInput};

const WRITER: &[&str] = &["writer"];
const SECOND: &[&str] = &["second"];
const EITHER: &[&str] = &["writer", "second"];

const fn by(from: &'static str, verb: &'static str, to: &'static str, who: &'static [&'static str]) -> Move {
    Move { from, verb, to, who, guard: None }
}

/// The way of one version of a scheme. `supersede` is what publishing the next version does to it.
pub static CHART: Chart = Chart {
    name: "scheme",
    states: &[
        State { name: "draft", kind: StateKind::Initial },
        State { name: "submitted", kind: StateKind::Open },
        State { name: "published", kind: StateKind::Open },
        State { name: "superseded", kind: StateKind::Final },
        State { name: "withdrawn", kind: StateKind::Final },
    ],
    moves: &[
        by("draft", "edit", "draft", WRITER),
        by("draft", "submit", "submitted", WRITER),
        by("draft", "withdraw", "withdrawn", WRITER),
        Move { from: "submitted", verb: "publish", to: "published", who: SECOND, guard: Some("another_person") },
        by("submitted", "return", "draft", SECOND),
        by("submitted", "withdraw", "withdrawn", WRITER),
        by("published", "supersede", "superseded", SECOND),
        by("published", "withdraw", "withdrawn", EITHER),
    ],
};

/// The longest points may last: fifty years.
const MONTHS_MAX: i64 = 600;
/// Most study hours a credit may stand for.
const HOURS_PER_CREDIT_MAX: i64 = 1_000;

/// What is wrong with the content of a scheme; empty when it may be kept.
pub fn faults(input: &SchemeInput) -> Vec<Fault> {
    let texts = [
        text_fault("authority", &input.authority, 1, 18, false),
        text_fault("name", &input.name, 1, 100, false),
        text_fault("name_en", &input.name_en, 0, 200, false),
        text_fault("note", &input.note, 0, 500, false),
    ];
    let amounts = [
        amount_fault("points", input.points, 1, POINTS_MAX),
        input.hours_per_credit.and_then(|hours| amount_fault("hours_per_credit", hours, 1, HOURS_PER_CREDIT_MAX)),
        input.year_max.and_then(|most| amount_fault("year_max", most, 1, POINTS_MAX)),
        input.months.and_then(|months| amount_fault("months", months, 1, MONTHS_MAX)),
    ];
    let mut faults: Vec<Fault> = texts.into_iter().chain(amounts).flatten().collect();
    if input.valid_to.is_some_and(|end| end <= input.valid_from) {
        faults.push(Fault::new("valid_to", "incentive.scheme.validity_order"));
    }
    faults
}

/// Outer blanks removed from every text.
pub fn tidy(mut input: SchemeInput) -> SchemeInput {
    for text in [&mut input.authority, &mut input.name, &mut input.name_en, &mut input.note] {
        *text = text.trim().to_owned();
    }
    input
}

/// Whether a submitted version may be published by this person today.
///
/// # Errors
/// In order: not submitted, written by the same person, its validity is over.
pub fn publish(scheme: &Scheme, person: &str, today: Day) -> Result<&'static Move, Refused> {
    let step = super::step(&CHART, scheme.state.name(), "publish", SECOND)?;
    if scheme.drafted_by == person {
        return Err(Refused::SchemeSamePerson);
    }
    if scheme.content.valid_to.is_some_and(|end| end <= today) {
        return Err(Refused::SchemeValidityPast);
    }
    Ok(step)
}

/// Whether a version gives points for what is deposited on a day.
pub fn gives_on(scheme: &Scheme, day: Day) -> bool {
    scheme.content.valid_from <= day && scheme.content.valid_to.is_none_or(|end| day < end)
}

/// Whether an authority is a region's: six digits. Institutions have longer codes.
pub fn is_region(authority: &str) -> bool {
    authority.len() == 6
}

/// The authorities whose schemes reach what an institution deposits: itself, and its region up to the province.
pub fn authorities(institution: &str, region: &str) -> [String; 4] {
    let upper = |digits: usize| region.get(..digits).map_or_else(String::new, |part| format!("{part:0<6}"));
    [institution.to_owned(), region.to_owned(), upper(4), upper(2)]
}

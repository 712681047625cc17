//! Items: how one is written, offered and withdrawn, and how its stock changes.

use flow::{Chart, Move, State, StateKind};
use units::{Day, Fault};

use super::{Refused, amount_fault, reason_fault, text_fault};
use crate::model::{Item, ItemInput, POINTS_MAX, Stock, StockInput};

const PROVIDER: &[&str] = &["provider"];

const fn by(from: &'static str, verb: &'static str, to: &'static str) -> Move {
    Move { from, verb, to, who: PROVIDER, guard: None }
}

/// The way of an item.
pub static CHART: Chart = Chart {
    name: "item",
    states: &[
        State { name: "draft", kind: StateKind::Initial },
        State { name: "published", kind: StateKind::Open },
        State { name: "withdrawn", kind: StateKind::Final },
    ],
    moves: &[
        by("draft", "edit", "draft"),
        by("draft", "publish", "published"),
        by("draft", "withdraw", "withdrawn"),
        by("published", "withdraw", "withdrawn"),
    ],
};

/// What an item can be, in the order it is offered.
pub const KINDS: [&str; 6] = ["discount", "book", "course_place", "venue", "goods", "service"];

/// Most pieces of an item.
pub const STOCK_MAX: i64 = 10_000_000;
/// Longest an order is held: a quarter of a year.
const COLLECT_DAYS_MAX: i64 = 92;
/// Most pieces a learner's limit may name.
const LEARNER_MAX: i64 = 1_000;

/// What is wrong with the content of an item; empty when it may be kept.
pub fn faults(input: &ItemInput) -> Vec<Fault> {
    let texts = [
        text_fault("provider", &input.provider, 1, 18, false),
        text_fault("name", &input.name, 1, 100, false),
        text_fault("name_en", &input.name_en, 0, 200, false),
        text_fault("description", &input.description, 1, 1_000, true),
        text_fault("description_en", &input.description_en, 0, 2_000, true),
        text_fault("counter", &input.counter, 1, 200, false),
        text_fault("region", &input.region, 0, 6, false),
    ];
    let amounts = [
        amount_fault("price", input.price, 1, POINTS_MAX),
        amount_fault("collect_days", input.collect_days, 1, COLLECT_DAYS_MAX),
        input.learner_max.and_then(|most| amount_fault("learner_max", most, 1, LEARNER_MAX)),
    ];
    let mut faults: Vec<Fault> = texts.into_iter().chain(amounts).flatten().collect();
    if !KINDS.contains(&input.kind.as_str()) {
        faults.push(Fault::new("kind", "form.not_a_choice"));
    }
    if input.open_to.is_some_and(|end| end <= input.open_from) {
        faults.push(Fault::new("open_to", "incentive.item.open_order"));
    }
    faults
}

/// Outer blanks removed from every text.
pub fn tidy(mut input: ItemInput) -> ItemInput {
    for text in [
        &mut input.provider,
        &mut input.kind,
        &mut input.name,
        &mut input.name_en,
        &mut input.description,
        &mut input.description_en,
        &mut input.counter,
        &mut input.region,
    ] {
        *text = text.trim().replace("\r\n", "\n");
    }
    input
}

/// The form of a name by which it is searched: small letters, no blanks at its ends.
pub fn name_key(content: &ItemInput) -> String {
    format!("{} {}", content.name, content.name_en).to_lowercase().trim().to_owned()
}

/// Whether an item may come into the catalogue today.
///
/// # Errors
/// In order: not a draft, its last day is over.
pub fn publish(item: &Item, today: Day) -> Result<&'static Move, Refused> {
    let step = super::step(&CHART, item.state.name(), "publish", PROVIDER)?;
    if item.content.open_to.is_some_and(|end| end <= today) {
        return Err(Refused::ItemClosed);
    }
    Ok(step)
}

/// What is wrong with a change of stock.
pub fn stock_faults(input: &StockInput) -> Vec<Fault> {
    let nothing = (input.change == 0).then(|| Fault::new("change", "incentive.stock.nothing"));
    let faults = [nothing, amount_fault("change", input.change, -STOCK_MAX, STOCK_MAX), reason_fault(&input.reason)];
    faults.into_iter().flatten().collect()
}

/// The stock after a change.
///
/// # Errors
/// In order: more taken back than is free, more than a stock holds.
pub fn change_stock(stock: Stock, change: i64) -> Result<Stock, Refused> {
    let free = stock.free.saturating_add(change);
    let supplied = stock.supplied.saturating_add(change);
    match (free < 0, supplied > STOCK_MAX) {
        (true, _) => Err(Refused::StockNotFree(stock.free)),
        (_, true) => Err(Refused::StockMax(STOCK_MAX)),
        _ => Ok(Stock { supplied, free, ..stock }),
    }
}

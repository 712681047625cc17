//! Orders: what can be ordered, from which points, and how an order ends.

use flow::{Chart, Move, State, StateKind};
use units::{Day, Instant};

use super::Refused;
use crate::model::{Item, ItemState, Order, OrderState};

const LEARNER: &[&str] = &["learner"];
const CLERK: &[&str] = &["clerk"];
const PLATFORM: &[&str] = &["platform"];

const fn by(verb: &'static str, to: &'static str, who: &'static [&'static str]) -> Move {
    Move { from: "held", verb, to, who, guard: None }
}

/// The way of an order.
pub static CHART: Chart = Chart {
    name: "order",
    states: &[
        State { name: "held", kind: StateKind::Initial },
        State { name: "collected", kind: StateKind::Final },
        State { name: "cancelled", kind: StateKind::Final },
        State { name: "declined", kind: StateKind::Final },
        State { name: "lapsed", kind: StateKind::Final },
    ],
    moves: &[
        Move { guard: Some("in_time"), ..by("collect", "collected", CLERK) },
        by("cancel", "cancelled", LEARNER),
        by("decline", "declined", CLERK),
        Move { guard: Some("out_of_time"), ..by("lapse", "lapsed", PLATFORM) },
    ],
};

/// Most lots of points that one order takes from: each is a row that is written.
pub const LOTS_MAX: usize = 2_000;

/// Digits of a code.
pub const CODE_DIGITS: usize = 8;

/// Whether an item can be ordered today at the price that was looked at.
///
/// # Errors
/// In order: not offered, not yet, no longer, another price.
pub fn may_order(item: &Item, price: i64, today: Day) -> Result<(), Refused> {
    if item.state != ItemState::Published {
        return Err(Refused::NotOffered);
    }
    if today < item.content.open_from {
        return Err(Refused::NotOpenYet(item.content.open_from));
    }
    if let Some(end) = item.content.open_to.filter(|end| *end <= today) {
        return Err(Refused::Closed(end.plus_days(-1)));
    }
    if price != item.content.price {
        return Err(Refused::PriceChanged(item.content.price));
    }
    Ok(())
}

/// What is taken from which lot for a price: the lots in the order given, each as far as needed. `None` when they do not
/// suffice.
pub fn draw(lots: &[(String, i64)], price: i64) -> Option<Vec<(String, i64)>> {
    let (mut left, mut drawn) = (price, Vec::new());
    for (lot, available) in lots {
        let part = left.min(*available);
        if part > 0 {
            drawn.push((lot.clone(), part));
            left -= part;
        }
    }
    (left == 0).then_some(drawn)
}

/// The moment until, and without, which an order of today is held: whole days.
pub fn held_until(today: Day, collect_days: i64) -> Instant {
    today.plus_days(collect_days + 1).start_in_shanghai()
}

/// Whether a held order can be collected now.
///
/// # Errors
/// In order: collected before, came to nothing or too late.
pub fn may_collect(order: &Order, now: Instant) -> Result<(), Refused> {
    match order.state {
        OrderState::Held if now < order.held_until => Ok(()),
        OrderState::Collected => Err(Refused::Collected),
        _ => Err(Refused::Lapsed),
    }
}

/// The digits of a code, as somebody types or reads them out; none if they are not eight.
pub fn code_digits(typed: &str) -> Option<String> {
    let digits: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        // Full-width digits, as an input method types them.
        .map(|letter| match letter {
            '\u{ff10}'..='\u{ff19}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
            other => other,
        })
        .collect();
    (digits.len() == CODE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// A code out of random bits.
pub fn code_of(random: [u8; 8]) -> String {
    format!("{:08}", u64::from_be_bytes(random) % 100_000_000)
}

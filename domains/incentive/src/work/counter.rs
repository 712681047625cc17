//! At a provider's counter: what waits, giving it out by its code, and saying that it cannot be given.

use op::{Error, Op, Result};
use serde_json::json;
use units::{Fault, Instant};

use super::ledger::{post, shift};
use super::order::release;
use super::place;
use super::scheme::owed_reason;
use crate::access::{Action, CounterVerb};
use crate::model::{CodeInput, Order, OrderState, PostingKind, ReasonInput};
use crate::rules::Refused;
use crate::rules::order::{CHART, code_digits, may_collect};
use crate::store::item::{Piece, move_piece};
use crate::store::points::Shift;
use crate::{rules, store};

/// The order of a code as the counter sees it: whose it is stays unknown.
///
/// Errors: `Invalid` for what is no code; `Refused(incentive.code.unknown)`.
pub fn find(op: &Op, input: &CodeInput) -> Result<Order> {
    let place = place(op, &input.provider)?;
    op.check(&Action::Counter(CounterVerb::View, "", &place))?;
    by_code(op, input).map(as_shown)
}

fn by_code(op: &Op, input: &CodeInput) -> Result<Order> {
    let malformed = || Error::Invalid(vec![Fault::new("code", "incentive.code.malformed")]);
    let code = code_digits(&input.code).ok_or_else(malformed)?;
    store::order::by_code(op.conn(), &input.provider, &code)?.ok_or_else(|| Error::refused(Refused::CodeUnknown))
}

/// Whose it is and which code belongs to it, only the learner says.
fn as_shown(order: Order) -> Order {
    Order { learner: String::new(), code: String::new(), ..order }
}

/// 核销: the learner has the item, and the points are spent.
///
/// Where an order was looked at, `looked_at` names it, and the code must be its own.
///
/// Errors: as [`find`]; `Refused` when it was collected before, came to nothing or is too late.
pub fn collect(op: &Op, input: &CodeInput, looked_at: Option<&str>) -> Result<Order> {
    let place = place(op, &input.provider)?;
    op.check(&Action::Counter(CounterVerb::View, "", &place))?;
    let order = by_code(op, input)?;
    if looked_at.is_some_and(|id| id != order.id) {
        return Err(Error::refused(Refused::CodeUnknown));
    }
    let pen = op.may(&Action::Counter(CounterVerb::Collect, &order.id, &place))?;
    may_collect(&order, op.now()).map_err(Error::refused)?;
    store::order::end(&pen, &order, OrderState::Collected, &op.actor().id, "", op.now())?;
    let movements = rules::ledger::spend(order.price);
    if !post(op, &pen, &order.learner, &order.id, PostingKind::Collection, movements)? {
        return Err(Error::bug(format!("the {} points of {} are not held", order.price, order.id)));
    }
    for (lot, amount) in store::order::holds(op.conn(), &order)? {
        shift(&pen, &order.learner, &lot, Shift::Spend, amount)?;
    }
    pen.tell(json!({ "price": order.price }));
    match move_piece(&pen, &order.item, Piece::Collect)? {
        true => load(op, &order.id).map(as_shown),
        false => Err(Error::bug(format!("no piece of {} is held for {}", order.item, order.id))),
    }
}

fn load(op: &Op, id: &str) -> Result<Order> {
    store::order::get(op.conn(), id)?.ok_or(Error::Missing)
}

/// Says that an item cannot be given: points and piece go back.
///
/// Errors: `Invalid` without a reason; `Conflict` when the order ended already.
pub fn decline(op: &Op, id: &str, input: &ReasonInput) -> Result<Order> {
    let order = load(op, id)?;
    let place = place(op, &order.provider)?;
    let pen = op.may(&Action::Counter(CounterVerb::Decline, id, &place))?;
    owed_reason(&input.reason)?;
    rules::step(&CHART, order.state.name(), "decline", &["clerk"]).map_err(Error::conflict)?;
    release(op, &pen, &order, OrderState::Declined, input.reason.trim())?;
    load(op, id).map(as_shown)
}

/// One order as the counter sees it.
pub fn view(op: &Op, id: &str) -> Result<Order> {
    let order = load(op, id)?;
    let place = place(op, &order.provider)?;
    op.check(&Action::Counter(CounterVerb::View, id, &place))?;
    Ok(as_shown(order))
}

/// A provider's orders in a state, by the moment they were made, behind the one given.
pub fn list(
    op: &Op,
    provider: &str,
    state: OrderState,
    after: Option<(Instant, &str)>,
    descending: bool,
    limit: i64,
) -> Result<Vec<Order>> {
    let place = place(op, provider)?;
    op.check(&Action::Counter(CounterVerb::View, "", &place))?;
    let found = store::order::of_provider(op.conn(), provider, state, after, descending, limit)?;
    Ok(found.into_iter().map(as_shown).collect())
}

/// How many orders of a provider are in each state.
pub fn counts(op: &Op, provider: &str) -> Result<Vec<(OrderState, i64)>> {
    let place = place(op, provider)?;
    op.check(&Action::Counter(CounterVerb::View, "", &place))?;
    Ok(store::order::states(op.conn(), provider)?)
}

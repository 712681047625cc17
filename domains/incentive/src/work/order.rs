//! Ordering, taking an order back, and letting it lapse.

use op::{Error, Op, Pen, Result};
use serde_json::json;

use super::ledger::{expire_on, post, settle, shift};
use crate::access::{Action, LearnerVerb, PlatformVerb};
use crate::model::{Item, NewOrder, Order, OrderKind, OrderState, PostingKind};
use crate::rules::Refused;
use crate::rules::order::{CHART, LOTS_MAX, code_of, draw, held_until, may_order};
use crate::store::item::{Piece, move_piece};
use crate::store::points::Shift;
use crate::{rules, store};

/// Kind of the job that lets an order lapse.
pub const LAPSE_JOB: &str = "incentive.order.lapse";

/// Codes tried before giving up: with a hundred million of them a second one is rare.
const CODES_TRIED: usize = 16;

/// Orders one piece of an item for the learner who acts: points and piece are held until the last day to collect.
///
/// Errors, in order: `Missing`; what [`may_order`] says; none left; the learner's limit; not enough points.
pub fn place(op: &Op, input: &NewOrder) -> Result<Order> {
    let learner = op.actor().person().ok_or(Error::Unknown)?.to_owned();
    let pen = op.may(&Action::Learner(LearnerVerb::Order, "", &learner))?;
    let item = store::item::get(op.conn(), &input.item)?.filter(|item| item.published_at.is_some());
    let item = item.ok_or(Error::Missing)?;
    may_order(&item, input.price, op.today()).map_err(Error::refused)?;
    if item.stock.free == 0 {
        return Err(Error::refused(Refused::SoldOut));
    }
    let order = coded(op, &pen, fresh(op, &learner, &item))?;
    let most = item.content.learner_max.unwrap_or(i64::MAX);
    if !store::order::take_piece(&pen, &learner, &item.id, most)? {
        return Err(Error::refused(Refused::LearnerMax(most)));
    }
    reserve(op, &pen, &order)?;
    store::order::insert(&pen, &order)?;
    pen.job(LAPSE_JOB, &json!({ "order": order.id }), order.held_until)?;
    pen.subject(&order.id);
    pen.tell(json!({ "item": item.content.name, "price": order.price }));
    match move_piece(&pen, &item.id, Piece::Hold)? {
        true => Ok(order),
        false => Err(Error::refused(Refused::SoldOut)),
    }
}

fn fresh(op: &Op, learner: &str, item: &Item) -> Order {
    Order {
        id: op.id::<OrderKind>().to_string(),
        learner: learner.to_owned(),
        item: item.id.clone(),
        provider: item.content.provider.clone(),
        price: item.content.price,
        code: String::new(),
        state: OrderState::Held,
        held_at: op.now(),
        held_until: held_until(op.today(), item.content.collect_days),
        ended_at: None,
        ended_by: String::new(),
        reason: String::new(),
    }
}

/// The order with a code that no other order of the provider has.
fn coded(op: &Op, pen: &Pen, mut order: Order) -> Result<Order> {
    for _ in 0..CODES_TRIED {
        order.code = code_of(op.random());
        if store::order::take_code(pen, &order)? {
            return Ok(order);
        }
    }
    Err(Error::Busy)
}

/// Holds the points of an order, what expires first first.
fn reserve(op: &Op, pen: &Pen, order: &Order) -> Result<()> {
    let posted =
        post(op, pen, &order.learner, &order.id, PostingKind::Reservation, rules::ledger::reserve(order.price))?;
    let lots = match posted {
        true => store::points::usable(op.conn(), &order.learner, op.today(), LOTS_MAX as i64 + 1)?,
        false => Vec::new(),
    };
    let within = &lots[..lots.len().min(LOTS_MAX)];
    let Some(drawn) = draw(within, order.price) else {
        if lots.len() > LOTS_MAX {
            return Err(Error::refused(Refused::TooScattered(LOTS_MAX)));
        }
        let available = super::points::own(op, &order.learner)?.available;
        // What was just taken from the balance counts as the learner's still: the refusal undoes it.
        let available = if posted { available + order.price } else { available };
        return Err(Error::refused(Refused::NotEnough(order.price, available)));
    };
    for (lot, part) in &drawn {
        shift(pen, &order.learner, lot, Shift::Reserve, *part)?;
    }
    store::order::hold(pen, order, &drawn)?;
    Ok(())
}

/// Takes one's own order back: points and piece go back to where they came from.
///
/// Errors: `Missing`; `Conflict` when it ended already.
pub fn cancel(op: &Op, id: &str) -> Result<Order> {
    let order = store::order::get(op.conn(), id)?.ok_or(Error::Missing)?;
    let pen = op.may(&Action::Learner(LearnerVerb::Cancel, id, &order.learner))?;
    rules::step(&CHART, order.state.name(), "cancel", &["learner"]).map_err(Error::conflict)?;
    release(op, &pen, &order, OrderState::Cancelled, "")?;
    store::order::get(op.conn(), id)?.ok_or(Error::Missing)
}

/// Lets an order lapse that nobody collected in time. An order that ended, or is held still, is left as it is.
pub fn lapse(op: &Op, id: &str) -> Result<bool> {
    let order = store::order::get(op.conn(), id)?.ok_or(Error::Missing)?;
    if order.state != OrderState::Held || op.now() < order.held_until {
        return Ok(false);
    }
    let pen = op.may(&Action::Platform(PlatformVerb::Lapse, id))?;
    release(op, &pen, &order, OrderState::Lapsed, "")?;
    Ok(true)
}

/// Ends a held order without the item: points, piece and limit as they were. What the learner owes is paid from the points
/// first, and points whose day came meanwhile expire.
pub(super) fn release(op: &Op, pen: &Pen, order: &Order, to: OrderState, reason: &str) -> Result<()> {
    store::order::end(pen, order, to, &op.actor().id, reason, op.now())?;
    let learner = order.learner.as_str();
    let movements = rules::ledger::release(order.price);
    if !post(op, pen, learner, &order.id, PostingKind::Release, movements)? {
        return Err(Error::bug(format!("{learner} does not hold the {} points of {}", order.price, order.id)));
    }
    let holds = store::order::holds(op.conn(), order)?;
    for (lot, amount) in &holds {
        shift(pen, learner, lot, Shift::Release, *amount)?;
    }
    settle(op, pen, learner, &order.id, &holds)?;
    if store::points::overdue(op.conn(), learner, op.today())? > 0 {
        expire_on(op, pen, op.today())?;
    }
    store::order::give_piece(pen, learner, &order.item)?;
    pen.tell(json!({ "price": order.price, "reason": reason }));
    match move_piece(pen, &order.item, Piece::Release)? {
        true => Ok(()),
        false => Err(Error::bug(format!("no piece of {} is held for {}", order.item, order.id))),
    }
}

/// One's own orders by the moment they were made, behind the one given.
pub fn own_list(op: &Op, learner: &str, after: Option<&str>, descending: bool, limit: i64) -> Result<Vec<Order>> {
    op.check(&Action::Learner(LearnerVerb::ViewOrders, learner, learner))?;
    Ok(store::order::of_learner(op.conn(), learner, after, descending, limit)?)
}

/// One of one's own orders.
pub fn own(op: &Op, id: &str) -> Result<Order> {
    let order = store::order::get(op.conn(), id)?.ok_or(Error::Missing)?;
    op.check(&Action::Learner(LearnerVerb::ViewOrders, id, &order.learner))?;
    Ok(order)
}

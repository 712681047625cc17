//! Writing an item, offering it, and its stock.

use op::{Error, Op, Result};
use serde_json::json;
use units::Instant;

use super::scheme::owed_reason;
use super::{authority_place, place, typed};
use crate::access::{Action, ItemVerb};
use crate::model::{AtRevision, Item, ItemInput, ItemKind, ItemState, Stock, StockInput};
use crate::rules::item::{CHART, STOCK_MAX, change_stock, faults, publish as may_publish, stock_faults, tidy};
use crate::{rules, store};

/// Writes a new item as a draft without any stock.
///
/// Errors: `Invalid` with every fault of the content; `Refused(incentive.authority.unknown)` for provider or region.
pub fn draft(op: &Op, input: &ItemInput) -> Result<Item> {
    let input = checked(op, input)?;
    let place = typed(place(op, &input.provider), &input.provider)?;
    let pen = op.may(&Action::Item(ItemVerb::Draft, "", &place))?;
    let item = Item {
        id: op.id::<ItemKind>().to_string(),
        content: input,
        state: ItemState::Draft,
        stock: Stock::default(),
        drafted_by: op.actor().id.clone(),
        drafted_at: op.now(),
        published_at: None,
        reason: String::new(),
        revision: 1,
    };
    store::item::insert(&pen, &item)?;
    pen.subject(&item.id);
    pen.about(&item.content.provider);
    pen.tell(json!({ "name": item.content.name, "price": item.content.price }));
    Ok(item)
}

/// Content that may be kept: tidy, without faults, usable in a region the directory knows.
fn checked(op: &Op, input: &ItemInput) -> Result<ItemInput> {
    let input = tidy(input.clone());
    let faults = faults(&input);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    if !input.region.is_empty() {
        typed(authority_place(op, &input.region), &input.region)?;
    }
    Ok(input)
}

/// An item that has not changed since it was looked at, and the place it is offered from.
fn load(op: &Op, id: &str) -> Result<(Item, op::Place)> {
    let item = store::item::get(op.conn(), id)?.ok_or(Error::Missing)?;
    let place = place(op, &item.content.provider)?;
    Ok((item, place))
}

fn unchanged(item: Item, revision: i64) -> Result<Item> {
    match item.revision == revision {
        true => Ok(item),
        false => Err(Error::conflict(rules::Refused::NotNow)),
    }
}

/// Changes a draft. What is offered is not changed: it is withdrawn and offered anew, so that nobody gets another thing or
/// pays another price than they looked at.
///
/// Errors: as [`draft`]; `Conflict` when it is no draft or was changed since it was looked at.
pub fn edit(op: &Op, id: &str, at: &AtRevision, input: &ItemInput) -> Result<Item> {
    let (was, place) = load(op, id)?;
    let pen = op.may(&Action::Item(ItemVerb::Edit, id, &place))?;
    rules::step(&CHART, was.state.name(), "edit", &["provider"]).map_err(Error::conflict)?;
    let was = unchanged(was, at.revision)?;
    let mut input = checked(op, input)?;
    input.provider.clone_from(&was.content.provider);
    let item = Item { content: input, drafted_by: op.actor().id.clone(), ..was };
    store::item::rewrite(&pen, &item)?;
    pen.about(&item.content.provider);
    pen.tell(json!({ "name": item.content.name, "price": item.content.price }));
    Ok(load(op, id)?.0)
}

/// Offers an item in the catalogue.
///
/// Errors: see [`rules::item::publish`].
pub fn publish(op: &Op, id: &str, at: &AtRevision) -> Result<Item> {
    let (item, place) = load(op, id)?;
    let pen = op.may(&Action::Item(ItemVerb::Publish, id, &place))?;
    let item = unchanged(item, at.revision)?;
    may_publish(&item, op.today()).map_err(Error::refused)?;
    store::item::step(&pen, &item, ItemState::Published, "", op.now())?;
    pen.about(&item.content.provider);
    pen.tell(json!({ "name": item.content.name, "price": item.content.price, "free": item.stock.free }));
    Ok(load(op, id)?.0)
}

/// Offers an item no longer. What is held for somebody can still be collected.
///
/// Errors: `Invalid` without a reason, if it was offered.
pub fn withdraw(op: &Op, id: &str, at: &AtRevision) -> Result<Item> {
    let (item, place) = load(op, id)?;
    let pen = op.may(&Action::Item(ItemVerb::Withdraw, id, &place))?;
    if item.state == ItemState::Published {
        owed_reason(&at.reason)?;
    }
    rules::step(&CHART, item.state.name(), "withdraw", &["provider"]).map_err(Error::conflict)?;
    let item = unchanged(item, at.revision)?;
    store::item::step(&pen, &item, ItemState::Withdrawn, at.reason.trim(), op.now())?;
    pen.about(&item.content.provider);
    pen.tell(json!({ "name": item.content.name, "reason": at.reason.trim() }));
    Ok(load(op, id)?.0)
}

/// Supplies pieces of an item, or takes back what is free.
///
/// Errors: `Invalid` for nothing or without a reason; `Refused` for more than is free or than a stock holds.
pub fn supply(op: &Op, id: &str, input: &StockInput) -> Result<Item> {
    let (item, place) = load(op, id)?;
    let pen = op.may(&Action::Item(ItemVerb::Supply, id, &place))?;
    let faults = stock_faults(input);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    change_stock(item.stock, input.change).map_err(Error::refused)?;
    if !store::item::supply(&pen, id, input.change, STOCK_MAX)? {
        // An order was faster: what is free now is looked at again.
        return Err(Error::Busy);
    }
    let item = load(op, id)?.0;
    pen.about(&item.content.provider);
    pen.tell(json!({
        "change": input.change, "size": input.change.abs(), "way": if input.change > 0 { "supplied" } else { "taken" },
        "free": item.stock.free, "reason": input.reason.trim(),
    }));
    Ok(item)
}

/// An item as the actor may see it: what is or was offered is public.
pub fn view(op: &Op, id: &str) -> Result<Item> {
    let (item, place) = load(op, id)?;
    if item.published_at.is_none() {
        op.check(&Action::ViewItem(id, &place))?;
    }
    Ok(item)
}

/// A provider's items in a state or in every state, for those who work there.
pub fn of_provider(
    op: &Op,
    provider: &str,
    state: Option<&str>,
    after: Option<(Instant, &str)>,
    descending: bool,
    limit: i64,
) -> Result<Vec<Item>> {
    let place = place(op, provider)?;
    op.check(&Action::ViewItem("", &place))?;
    Ok(store::item::of_provider(op.conn(), provider, state, after, descending, limit)?)
}

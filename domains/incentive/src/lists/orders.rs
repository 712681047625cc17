//! A learner's own orders.

use op::{Error, Op};
use web::{Cell, Column, Cursor, ListQuery, Listing, Page, Voice};

use super::counter::state_cell;
use super::limit;
use crate::model::Order;
use crate::shown::{OrderShown, Shower};
use crate::work::order as work;

/// One's own orders, the latest first.
pub(crate) static ORDERS: Listing = Listing {
    name: "orders",
    word: "incentive-orders",
    columns: &[
        Column { key: "item", word: "incentive-item", numeric: false, sort: false, page: true },
        Column { key: "state", word: "incentive-state", numeric: false, sort: false, page: true },
        Column { key: "code", word: "incentive-code", numeric: false, sort: false, page: true },
        Column { key: "last_day", word: "incentive-last_day", numeric: false, sort: false, page: true },
        Column { key: "price", word: "incentive-price", numeric: true, sort: false, page: true },
        Column { key: "provider", word: "incentive-provider", numeric: false, sort: false, page: true },
        Column { key: "held_at", word: "incentive-held_at", numeric: false, sort: true, page: true },
        Column { key: "order", word: "incentive-order-id", numeric: false, sort: false, page: false },
    ],
    default_sort: "held_at",
    default_descending: true,
    filters: &[],
    search: false,
};

/// One page of it.
pub(crate) fn fetch(op: &Op, query: &ListQuery, learner: &str, voice: &Voice) -> op::Result<Page> {
    let read = |after: &Cursor| Ok::<_, Error>(after.get_text(0)?.to_owned());
    let after = query.after.as_ref().map(read).transpose()?;
    let found = work::own_list(op, learner, after.as_deref(), query.descending, limit(query))?;
    let mut shower = Shower::new(voice.clone());
    let shown = found.iter().map(|order| Ok((order, shower.order(op, order)?))).collect::<op::Result<Vec<_>>>()?;
    Ok(Page::of(shown, query.limit, cells, |(order, _)| Cursor::new().text(&order.id)))
}

fn cells((order, shown): &(&Order, OrderShown)) -> Vec<Cell> {
    vec![
        Cell::link(&shown.item.name, format!("/incentive/orders/{}", shown.id)),
        state_cell(order.state),
        Cell::text(&shown.code),
        Cell::Day(order.held_until.plus_seconds(-1).day_in_shanghai()),
        Cell::Int(shown.price),
        Cell::text(&shown.item.provider.name),
        Cell::Instant(order.held_at),
        Cell::text(&shown.id),
    ]
}

//! Orders at a provider's counter.

use op::{Error, Op};
use units::{Fault, Instant};
use web::{Cell, Column, Cursor, FacetOption, Filter, ListQuery, Listing, Page, Voice};

use super::{limit, provider};
use crate::model::{Order, OrderState};
use crate::shown::{OrderShown, Shower, look};
use crate::work::counter as work;

/// A provider's orders; without a filter, what waits to be collected.
pub(crate) static COUNTER: Listing = Listing {
    name: "counter",
    word: "incentive-counter",
    columns: &[
        Column { key: "item", word: "incentive-item", numeric: false, sort: false, page: true },
        Column { key: "state", word: "incentive-state", numeric: false, sort: false, page: true },
        Column { key: "price", word: "incentive-price", numeric: true, sort: false, page: true },
        Column { key: "held_at", word: "incentive-held_at", numeric: false, sort: true, page: true },
        Column { key: "last_day", word: "incentive-last_day", numeric: false, sort: false, page: true },
        Column { key: "ended_at", word: "incentive-ended_at", numeric: false, sort: false, page: true },
        Column { key: "order", word: "incentive-order-id", numeric: false, sort: false, page: false },
    ],
    default_sort: "held_at",
    default_descending: false,
    filters: &[
        Filter { key: "provider", word: "incentive-provider" },
        Filter { key: "state", word: "incentive-state" },
    ],
    search: false,
};

/// One page of it.
pub(crate) fn fetch(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let code = provider(query.filter("provider"), op)?;
    let state = match query.filter("state") {
        None => OrderState::Held,
        Some(name) => {
            OrderState::named(name).ok_or_else(|| Error::Invalid(vec![Fault::new("state", "form.not_a_choice")]))?
        }
    };
    let read = |after: &Cursor| Ok::<_, Error>((after.get_int(0)?, after.get_text(1)?.to_owned()));
    let after = query.after.as_ref().map(read).transpose()?;
    let after = after.as_ref().map(|(at, id)| (Instant::from_micros(*at), id.as_str()));
    let found = work::list(op, &code, state, after, query.descending, limit(query))?;
    let mut shower = Shower::new(voice.clone());
    let shown = found.iter().map(|order| Ok((order, shower.order(op, order)?))).collect::<op::Result<Vec<_>>>()?;
    let counts = work::counts(op, &code)?;
    let total = counts.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count);
    let option = |(state, count): (OrderState, i64)| {
        FacetOption::word(state.name(), format!("incentive-order-state-{}", state.name()), count)
    };
    let cursor = |(order, _): &(&Order, OrderShown)| Cursor::new().int(order.held_at.micros()).text(&order.id);
    Ok(Page::of(shown, query.limit, cells, cursor).total(total).facet_standing(
        "state",
        OrderState::Held.name(),
        counts.into_iter().map(option).collect(),
    ))
}

fn cells((order, shown): &(&Order, OrderShown)) -> Vec<Cell> {
    vec![
        Cell::link(&shown.item.name, format!("/incentive/counter/{}", shown.id)),
        state_cell(order.state),
        Cell::Int(shown.price),
        Cell::Instant(order.held_at),
        Cell::Day(order.held_until.plus_seconds(-1).day_in_shanghai()),
        order.ended_at.map_or(Cell::Empty, Cell::Instant),
        Cell::text(&shown.id),
    ]
}

/// The state of an order: its shape from the fixed list, its word its own.
pub(super) fn state_cell(state: OrderState) -> Cell {
    Cell::Status { state: look(state).to_owned(), word: Some(format!("incentive-order-state-{}", state.name())) }
}

//! A provider's items.

use op::{Error, Op};
use units::Instant;
use web::{Cell, Column, Cursor, FacetOption, Filter, ListQuery, Listing, Page, Voice};

use super::{limit, provider};
use crate::model::Item;
use crate::shown::{ItemShown, Shower};
use crate::{store, work};

/// A provider's items in every state, the latest first.
pub(crate) static ITEMS: Listing = Listing {
    name: "items",
    word: "incentive-items",
    columns: &[
        Column { key: "name", word: "incentive-item", numeric: false, sort: false, page: true },
        Column { key: "state", word: "incentive-state", numeric: false, sort: false, page: true },
        Column { key: "kind", word: "incentive-kind", numeric: false, sort: false, page: true },
        Column { key: "price", word: "incentive-price", numeric: true, sort: false, page: true },
        Column { key: "free", word: "incentive-free", numeric: true, sort: false, page: true },
        Column { key: "held", word: "incentive-held", numeric: true, sort: false, page: true },
        Column { key: "collected", word: "incentive-collected", numeric: true, sort: false, page: true },
        Column { key: "supplied", word: "incentive-supplied", numeric: true, sort: false, page: true },
        Column { key: "item", word: "incentive-item-id", numeric: false, sort: true, page: false },
    ],
    default_sort: "item",
    default_descending: true,
    filters: &[
        Filter { key: "provider", word: "incentive-provider" },
        Filter { key: "state", word: "incentive-state" },
    ],
    search: false,
};

/// One page of it.
pub(crate) fn fetch(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let code = provider(query.filter("provider"), op)?;
    let read = |after: &Cursor| Ok::<_, Error>((after.get_int(0)?, after.get_text(1)?.to_owned()));
    let after = query.after.as_ref().map(read).transpose()?;
    let after = after.as_ref().map(|(at, id)| (Instant::from_micros(*at), id.as_str()));
    let found = work::item::of_provider(op, &code, query.filter("state"), after, query.descending, limit(query))?;
    let mut shower = Shower::new(voice.clone());
    let shown = found.iter().map(|item| Ok((item, shower.item(op, item)?))).collect::<op::Result<Vec<_>>>()?;
    let states = store::item::states(op.conn(), &code)?;
    let state = |(state, count): (String, i64)| {
        let word = format!("incentive-item-state-{state}");
        FacetOption::word(state, word, count)
    };
    let cursor = |(item, _): &(&Item, ItemShown)| Cursor::new().int(item.drafted_at.micros()).text(&item.id);
    Ok(Page::of(shown, query.limit, cells, cursor).facet("state", states.into_iter().map(state).collect()))
}

fn cells((item, shown): &(&Item, ItemShown)) -> Vec<Cell> {
    vec![
        Cell::link(&shown.name, format!("/incentive/shop/{}", shown.id)),
        Cell::Status { state: shown.state.to_owned(), word: Some(format!("incentive-item-state-{}", shown.state)) },
        Cell::word(format!("incentive-kind-{}", item.content.kind)),
        Cell::Int(shown.price),
        Cell::Int(shown.free),
        Cell::Int(shown.held),
        Cell::Int(shown.collected),
        Cell::Int(shown.supplied),
        Cell::text(&shown.id),
    ]
}

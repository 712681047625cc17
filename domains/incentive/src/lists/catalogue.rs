//! 兑换目录: what is offered, cheapest first and what is sold out last, so that what one can afford comes first.

use op::{Error, Op};
use web::{Cell, Column, Cursor, FacetOption, Filter, Label, ListQuery, Listing, Page, Voice};

use super::limit;
use crate::model::Item;
use crate::shown::{ItemShown, Shower};
use crate::store;
use crate::work::points;

/// What is offered.
pub(crate) static CATALOGUE: Listing = Listing {
    name: "catalogue",
    word: "incentive-catalogue",
    columns: &[
        Column { key: "name", word: "incentive-item", numeric: false, sort: false, page: true },
        Column { key: "price", word: "incentive-price", numeric: true, sort: true, page: true },
        Column { key: "free", word: "incentive-free", numeric: true, sort: false, page: true },
        Column { key: "kind", word: "incentive-kind", numeric: false, sort: false, page: true },
        Column { key: "provider", word: "incentive-provider", numeric: false, sort: false, page: true },
        Column { key: "region", word: "incentive-region", numeric: false, sort: false, page: true },
        Column { key: "open_until", word: "incentive-open_until", numeric: false, sort: false, page: false },
        Column { key: "item", word: "incentive-item-id", numeric: false, sort: false, page: false },
    ],
    default_sort: "price",
    default_descending: false,
    filters: &[
        Filter { key: "affordable", word: "incentive-affordable" },
        Filter { key: "kind", word: "incentive-kind" },
        Filter { key: "region", word: "incentive-region" },
        Filter { key: "provider", word: "incentive-provider" },
    ],
    search: true,
};

/// The provinces in the order in which they always stand.
const PROVINCES: [&str; 4] = ["31", "32", "33", "34"];

/// What the learner who asks can spend, if it is one.
pub(crate) fn available(op: &Op) -> op::Result<Option<i64>> {
    match op.actor().person() {
        Some(person) if op.actor().is_person(person) => Ok(Some(points::own(op, person)?.available)),
        _ => Ok(None),
    }
}

/// One page of the catalogue.
pub(crate) fn fetch(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let available = available(op)?;
    let filter = store::item::Filter {
        kind: query.filter("kind"),
        provider: query.filter("provider"),
        province: query.filter("region"),
        price_max: available.filter(|_| query.filter("affordable") == Some("yes")),
        text: query.q.as_deref(),
    };
    let read = |after: &Cursor| Ok::<_, Error>((after.get_int(0)?, after.get_int(1)?, after.get_text(2)?.to_owned()));
    let after = query.after.as_ref().map(read).transpose()?;
    let after = after.as_ref().map(|(gone, price, id)| (*gone, *price, id.as_str()));
    let (conn, today) = (op.conn(), op.today());
    let found = store::item::offered(conn, today, &filter, after, query.descending, limit(query))?;
    let mut shower = Shower::new(voice.clone());
    let shown = found.iter().map(|item| Ok((item, shower.item(op, item)?))).collect::<op::Result<Vec<_>>>()?;
    let total = store::item::count(conn, today, &filter)?.0;
    let mut page = Page::of(shown, query.limit, cells, |(item, _)| {
        let gone = i64::from(item.stock.free == 0);
        Cursor::new().int(gone).int(item.content.price).text(&item.id)
    })
    .total(total);
    // Who has no points, as staff have none, is not asked what they are enough for.
    if let Some(points) = available.filter(|points| *points > 0 || query.filter("affordable").is_some()) {
        let (_, within) = store::item::count(
            conn,
            today,
            &store::item::Filter { price_max: Some(points), ..store::item::Filter::default() },
        )?;
        page = page.facet("affordable", vec![FacetOption::word("yes", "incentive-affordable-yes", within)]);
    }
    let kinds = store::item::kinds(conn, today)?;
    let kind = |(kind, count): (String, i64)| {
        let word = format!("incentive-kind-{kind}");
        FacetOption::word(kind, word, count)
    };
    let province = |prefix: &str| FacetOption {
        value: prefix.to_owned(),
        label: Label::Word(format!("province-{prefix}")),
        count: None,
    };
    let mut providers = Vec::new();
    for (code, count) in store::item::providers(conn, today)? {
        let name = shower.named(op, &code)?.name;
        providers.push(FacetOption::text(code, name, count));
    }
    Ok(page
        .facet("kind", kinds.into_iter().map(kind).collect())
        .facet("region", PROVINCES.into_iter().map(province).collect())
        .facet("provider", providers))
}

fn cells((item, shown): &(&Item, ItemShown)) -> Vec<Cell> {
    vec![
        Cell::link(&shown.name, format!("/incentive/items/{}", shown.id)),
        Cell::Int(shown.price),
        Cell::Int(shown.free),
        Cell::word(format!("incentive-kind-{}", item.content.kind)),
        Cell::text(&shown.provider.name),
        Cell::text(&shown.region),
        item.content.open_to.map_or(Cell::Empty, |end| Cell::Day(end.plus_days(-1))),
        Cell::text(&shown.id),
    ]
}

//! 积分明细: what changed a learner's points.

use op::{Error, Op};
use web::{Cell, Column, Cursor, ListQuery, Listing, Page, Voice};

use super::limit;
use crate::shown::Shower;
use crate::store::ledger::Change;
use crate::work::points;

/// What changed a learner's points, the latest first.
pub(crate) static HISTORY: Listing = Listing {
    name: "points",
    word: "incentive-history",
    columns: &[
        Column { key: "what", word: "incentive-history-what", numeric: false, sort: false, page: true },
        Column { key: "points", word: "incentive-points", numeric: true, sort: false, page: true },
        Column { key: "kind", word: "incentive-history-kind", numeric: false, sort: false, page: true },
        Column { key: "at", word: "incentive-history-at", numeric: false, sort: true, page: true },
        Column { key: "scheme", word: "incentive-scheme-id", numeric: false, sort: false, page: false },
        Column { key: "order", word: "incentive-order-id", numeric: false, sort: false, page: false },
        Column { key: "posting", word: "incentive-history-posting", numeric: false, sort: false, page: false },
    ],
    default_sort: "at",
    default_descending: true,
    filters: &[],
    search: false,
};

/// One page of it.
pub(crate) fn fetch(op: &Op, query: &ListQuery, learner: &str, voice: &Voice) -> op::Result<Page> {
    let read = |after: &Cursor| Ok::<_, Error>((after.get_text(0)?.to_owned(), after.get_int(1)?));
    let after = query.after.as_ref().map(read).transpose()?;
    let after = after.as_ref().map(|(posting, line)| (posting.as_str(), *line));
    let found = points::history(op, learner, after, query.descending, limit(query))?;
    let shower = Shower::new(voice.clone());
    let text = |value: &str| Cell::opt(Some(value).filter(|value| !value.is_empty()));
    let cells = |one: &Change| {
        let what = shower.either(&one.what, &one.what_en);
        vec![
            match one.order.as_str() {
                "" => text(&what),
                order => Cell::link(what, format!("/incentive/orders/{order}")),
            },
            Cell::Int(one.points),
            Cell::word(format!("incentive-posting-{}", one.kind.name())),
            Cell::Instant(one.at),
            text(&one.scheme),
            text(&one.order),
            Cell::text(&one.posting),
        ]
    };
    Ok(Page::of(found, query.limit, cells, |one| Cursor::new().text(&one.posting).int(one.line)))
}

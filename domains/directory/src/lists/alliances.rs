//! Alliances, those dissolved among them.

use op::Op;
use web::{Cell, Column, Cursor, ListQuery, Listing, Page};

use super::{Look, after};
use crate::model::{Alliance, pattern};
use crate::store;

/// Alliances that stand and that were dissolved. Programs go on by the identifier.
pub(crate) static ALLIANCES: Listing = Listing {
    name: "alliances",
    word: "directory-alliances",
    columns: &[
        Column { key: "name", word: "directory-name", numeric: false, sort: true, page: true },
        Column { key: "members", word: "directory-members", numeric: true, sort: false, page: true },
        Column { key: "founded_on", word: "directory-founded_on", numeric: false, sort: true, page: true },
        Column { key: "standing", word: "directory-standing", numeric: false, sort: false, page: true },
        Column { key: "id", word: "directory-alliance_id", numeric: false, sort: false, page: false },
    ],
    default_sort: "name",
    default_descending: false,
    filters: &[],
    search: true,
};

/// One page of the list.
pub(crate) fn fetch(op: &Op, query: &ListQuery, look: Look) -> op::Result<Page> {
    let search = query.q.as_deref().and_then(pattern);
    let by_name = query.sort == "name";
    let limit = query.limit;
    let rows = store::alliances(op.conn(), search.as_ref(), by_name, query.descending, &after(query)?, limit + 1)?;
    let cursor = |(one, key): &(Alliance, String)| Cursor::new().text(key).text(one.id.to_string());
    let cells = |(one, _): &(Alliance, String)| {
        vec![
            look.link(look.name(&one.name, &one.name_en), format!("/directory/alliances/{}", one.id)),
            Cell::Int(one.members),
            Cell::Day(one.founded_on),
            Cell::status(if one.dissolved_on.is_none() { "active" } else { "ended" }),
            Cell::text(one.id.to_string()),
        ]
    };
    Ok(Page::of(rows, limit, cells, cursor))
}

//! Alliances, those dissolved among them.

use op::Op;
use web::{Cell, Column, Cursor, ListQuery, Listing, Page};

use super::{Look, after};
use crate::model::{Alliance, pattern};
use crate::store;

/// Alliances that stand and that were dissolved, for people: the name leads to the page.
pub(crate) static ALLIANCES: Listing = Listing {
    name: "alliances",
    word: "directory-alliances",
    columns: &[NAME, MEMBERS, FOUNDED_ON, STANDING],
    default_sort: "name",
    default_descending: false,
    filters: &[],
    search: true,
};

/// The same for programs, which go on by the identifier.
pub(crate) static ALLIANCES_BY_ID: Listing =
    Listing { columns: &[ID, NAME, MEMBERS, FOUNDED_ON, STANDING], ..ALLIANCES };

const ID: Column = Column { key: "id", word: "directory-alliance_id", numeric: false, sort: false };
const NAME: Column = Column { key: "name", word: "directory-name", numeric: false, sort: true };
const MEMBERS: Column = Column { key: "members", word: "directory-members", numeric: true, sort: false };
const FOUNDED_ON: Column = Column { key: "founded_on", word: "directory-founded_on", numeric: false, sort: true };
const STANDING: Column = Column { key: "standing", word: "directory-standing", numeric: false, sort: false };

/// One page of the list.
pub(crate) fn fetch(op: &Op, query: &ListQuery, look: Look) -> op::Result<Page> {
    let search = query.q.as_deref().and_then(pattern);
    let by_name = query.sort == "name";
    let limit = query.limit;
    let rows = store::alliances(op.conn(), search.as_ref(), by_name, query.descending, &after(query)?, limit + 1)?;
    let cursor = |(one, key): &(Alliance, String)| Cursor::new().text(key).text(one.id.to_string());
    let cells = |(one, _): &(Alliance, String)| {
        let id = (look == Look::Program).then(|| Cell::text(one.id.to_string()));
        let told = [
            look.link(look.name(&one.name, &one.name_en), format!("/directory/alliances/{}", one.id)),
            Cell::Int(one.members),
            Cell::Day(one.founded_on),
            Cell::status(if one.dissolved_on.is_none() { "active" } else { "ended" }),
        ];
        id.into_iter().chain(told).collect()
    };
    Ok(Page::of(rows, limit, cells, cursor))
}

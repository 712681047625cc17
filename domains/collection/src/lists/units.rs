//! Units of a campaign.

use op::Op;
use web::{Cell, Column, Cursor, ListQuery, Listing, Page, Voice};

use super::limit;
use crate::access::Action;
use crate::shown::Shower;
use crate::store;
use crate::work::campaign as work;

const fn column(key: &'static str, word: &'static str, sort: bool) -> Column {
    Column { key, word, numeric: false, sort, page: true }
}

/// Units by code; a table that is read back has the same headings.
pub(crate) static UNITS: Listing = Listing {
    name: "collection-units",
    word: "collection-units",
    columns: &[
        column("name", "collection-unit-name", false),
        column("code", "collection-unit-code", true),
        column("level", "collection-level", false),
        column("county", "collection-unit-county", false),
        column("county_name", "collection-county", false),
    ],
    default_sort: "code",
    default_descending: false,
    filters: &[],
    search: false,
};

/// One page of a campaign's units.
pub(crate) fn fetch(op: &Op, id: &str, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let campaign = work::seen(op, id)?;
    op.check(&Action::View(id, &campaign.region, false))?;
    let after = query.after.as_ref().map(|after| after.get_text(0)).transpose()?;
    let found = store::unit::of_campaign(op.conn(), id, after, query.descending, limit(query))?;
    let mut shower = Shower::new(voice.clone());
    let shown =
        found.into_iter().map(|one| Ok((shower.region(op, &one.county)?, one))).collect::<op::Result<Vec<_>>>()?;
    let cells = |(county, one): &(crate::shown::Named, crate::model::Unit)| {
        vec![
            Cell::text(if one.code == one.county { &county.name } else { &one.name }),
            Cell::text(&one.code),
            Cell::word(format!("collection-level-{}", one.level.name())),
            Cell::text(&one.county),
            Cell::text(&county.name),
        ]
    };
    Ok(Page::of(shown, query.limit, cells, |(_, one)| Cursor::new().text(&one.code))
        .total(store::unit::count(op.conn(), id)?))
}

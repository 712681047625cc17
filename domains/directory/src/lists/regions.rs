//! Regions, those that ended among them.

use op::Op;
use web::{Cell, Column, Cursor, Filter, ListQuery, Listing, Page};

use super::{Look, after, flag, options, province_options};
use crate::model::{Region, pattern};
use crate::store;

/// Regions in force and ended.
pub(crate) static REGIONS: Listing = Listing {
    name: "regions",
    word: "directory-regions",
    columns: &[
        Column { key: "name", word: "directory-name", numeric: false, sort: true, page: true },
        Column { key: "code", word: "directory-region_code", numeric: false, sort: true, page: true },
        Column { key: "level", word: "directory-region_level", numeric: false, sort: false, page: true },
        Column { key: "province", word: "directory-province", numeric: false, sort: false, page: true },
        Column { key: "valid_from", word: "directory-valid_from", numeric: false, sort: false, page: true },
        Column { key: "valid_to", word: "directory-valid_to", numeric: false, sort: false, page: true },
        Column { key: "standing", word: "directory-standing", numeric: false, sort: false, page: true },
    ],
    default_sort: "code",
    default_descending: false,
    filters: &[
        Filter { key: "province", word: "directory-province" },
        Filter { key: "level", word: "directory-region_level" },
        Filter { key: "standing", word: "directory-standing" },
    ],
    search: true,
};

/// One page of the list.
pub(crate) fn fetch(op: &Op, query: &ListQuery, look: Look) -> op::Result<Page> {
    let filter = store::RegionFilter {
        province: query.filter("province").map(str::to_owned),
        level: query.filter("level").map(str::to_owned),
        in_force: flag(query, "standing", "in_force"),
        search: query.q.as_deref().and_then(pattern),
    };
    let conn = op.conn();
    let by_name = query.sort == "name";
    let rows = store::regions(conn, &filter, by_name, query.descending, &after(query)?, query.limit + 1)?;
    let cursor =
        |(one, key): &(Region, String)| Cursor::new().text(key).text(format!("{}{}", one.code, one.valid_from));
    let page = Page::of(rows, query.limit, |(one, _)| cells(one, look), cursor);
    let facet = |key: &str| store::region_facet(conn, &filter, key);
    Ok(page
        .total(store::regions_total(conn, &filter)?)
        .facet("province", province_options(facet("province")?))
        .facet("level", options("region_level", facet("level")?))
        .facet("standing", options("standing", facet("standing")?)))
}

fn cells(one: &Region, look: Look) -> Vec<Cell> {
    vec![
        look.link(look.name(&one.name, &one.name_en), format!("/directory/regions/{}", one.code)),
        Cell::text(&one.code),
        look.choice("region_level", &one.level),
        match look {
            Look::People(_) => Cell::Province(one.code.clone()),
            Look::Program => Cell::text(format!("{}0000", one.code.get(..2).unwrap_or_default())),
        },
        Cell::text(&one.valid_from),
        Cell::opt(one.valid_to.clone()),
        Cell::status(if one.in_force() { "active" } else { "ended" }),
    ]
}

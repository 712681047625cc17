//! Institutions: search, filters and their counts.

use op::Op;
use web::{Cell, Column, Cursor, FacetOption, Filter, ListQuery, Listing, Page};

use super::{Look, after, flag, options, province_options};
use crate::model::{Institution, Level, pattern};
use crate::store::{self, Sort};

/// Institutions, for people and programs.
pub(crate) static INSTITUTIONS: Listing = Listing {
    name: "institutions",
    word: "directory-institutions",
    columns: &[
        Column { key: "name", word: "directory-name", numeric: false, sort: true, page: true },
        Column { key: "code", word: "directory-code", numeric: false, sort: true, page: true },
        Column { key: "region", word: "directory-city", numeric: false, sort: true, page: true },
        Column { key: "kind", word: "directory-kind", numeric: false, sort: false, page: true },
        Column { key: "level", word: "directory-level", numeric: false, sort: false, page: true },
        Column { key: "ownership", word: "directory-ownership", numeric: false, sort: false, page: true },
        Column { key: "authority", word: "directory-authority", numeric: false, sort: false, page: true },
        Column { key: "standing", word: "directory-standing", numeric: false, sort: false, page: true },
    ],
    default_sort: "name",
    default_descending: false,
    filters: &[
        Filter { key: "province", word: "directory-province" },
        Filter { key: "city", word: "directory-city" },
        Filter { key: "kind", word: "directory-kind" },
        Filter { key: "level", word: "directory-level" },
        Filter { key: "ownership", word: "directory-ownership" },
        Filter { key: "standing", word: "directory-standing" },
    ],
    search: true,
};

/// One page of the list.
pub(crate) fn fetch(op: &Op, query: &ListQuery, look: Look) -> op::Result<Page> {
    let filter = |key: &str| query.filter(key).map(str::to_owned);
    let filter = store::Filter {
        province: filter("province"),
        city: filter("city"),
        kind: filter("kind"),
        level: filter("level"),
        ownership: filter("ownership"),
        in_force: flag(query, "standing", "in_force"),
        search: query.q.as_deref().and_then(pattern),
    };
    let sort = match query.sort {
        "code" => Sort::Code,
        "region" => Sort::Region,
        _ => Sort::Name,
    };
    let conn = op.conn();
    let rows = store::institutions(conn, &filter, sort, query.descending, &after(query)?, query.limit + 1)?;
    let page =
        Page::of(rows, query.limit, |(one, _)| cells(one, look), |(one, key)| Cursor::new().text(key).text(&one.code));
    if look == Look::Program || query.format != web::Format::Html {
        return Ok(page.total(store::institutions_total(conn, &filter)?));
    }
    let facet = |key: &str| store::facet(conn, &filter, key);
    let city = |(code, count): (String, i64)| {
        let word = format!("city-{code}");
        FacetOption::word(code, word, count)
    };
    Ok(page
        .total(store::institutions_total(conn, &filter)?)
        .facet("province", province_options(facet("province")?))
        .facet("city", facet("city")?.into_iter().map(city).collect())
        .facet("kind", options("kind", facet("kind")?))
        .facet("level", options("level", facet("level")?))
        .facet("ownership", options("ownership", facet("ownership")?))
        .facet("standing", options("standing", facet("standing")?)))
}

fn cells(one: &Institution, look: Look) -> Vec<Cell> {
    let name = look.name(&one.name, &one.name_en);
    let region = look.name(&one.region_name, &one.region_name_en);
    vec![
        look.link(name, format!("/directory/institutions/{}", one.code)),
        Cell::text(&one.code),
        match look {
            Look::People(_) => Cell::link(region, format!("/directory/regions/{}", one.region)),
            Look::Program => Cell::text(&one.region),
        },
        look.choice("kind", one.kind.name()),
        look.choice("level", one.level.map_or("", Level::name)),
        look.choice("ownership", one.ownership.name()),
        Cell::opt(Some(one.authority.as_str()).filter(|authority| !authority.is_empty())),
        Cell::status(if one.in_force() { "active" } else { "ended" }),
    ]
}

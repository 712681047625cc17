//! Majors of all catalogues.

use op::Op;
use web::{Cell, Column, Cursor, FacetOption, Filter, ListQuery, Listing, Page};

use super::{Look, after, flag, options};
use crate::model::{Major, pattern};
use crate::store;

/// Majors of all catalogues.
pub(crate) static MAJORS: Listing = Listing {
    name: "majors",
    word: "directory-majors",
    columns: &[
        Column { key: "name", word: "directory-major_name", numeric: false, sort: true, page: true },
        Column { key: "code", word: "directory-major_code", numeric: false, sort: true, page: true },
        Column { key: "catalogue", word: "directory-catalogue", numeric: false, sort: false, page: true },
        Column { key: "discipline", word: "directory-discipline", numeric: false, sort: false, page: true },
        Column { key: "class", word: "directory-class", numeric: false, sort: false, page: true },
        Column { key: "degrees", word: "directory-degrees", numeric: false, sort: false, page: true },
        Column { key: "special", word: "directory-special", numeric: false, sort: false, page: true },
        Column { key: "controlled", word: "directory-controlled", numeric: false, sort: false, page: true },
    ],
    default_sort: "code",
    default_descending: false,
    filters: &[
        Filter { key: "catalogue", word: "directory-catalogue" },
        Filter { key: "discipline", word: "directory-discipline" },
        Filter { key: "controlled", word: "directory-controlled" },
    ],
    search: true,
};

/// One page of the list.
pub(crate) fn fetch(op: &Op, query: &ListQuery, look: Look) -> op::Result<Page> {
    let filter = store::MajorFilter {
        catalogue: query.filter("catalogue").map(str::to_owned),
        discipline: query.filter("discipline").map(str::to_owned),
        controlled: flag(query, "controlled", "yes"),
        search: query.q.as_deref().and_then(pattern),
    };
    let conn = op.conn();
    let by_name = query.sort == "name";
    let rows = store::majors(conn, &filter, by_name, query.descending, &after(query)?, query.limit + 1)?;
    let page =
        Page::of(rows, query.limit, |(one, _)| cells(one, look), |(one, key)| Cursor::new().text(key).text(&one.code));
    let facet = |key: &str| store::major_facet(conn, &filter, key);
    let counts = |rows: Vec<(String, String, i64)>| rows.into_iter().map(|(value, _, count)| (value, count)).collect();
    let discipline = |(value, name, count): (String, String, i64)| FacetOption::text(value, name, count);
    let yes_no = |(value, _, count): (String, String, i64)| FacetOption::word(value.clone(), value, count);
    Ok(page
        .total(store::majors_total(conn, &filter)?)
        .facet("catalogue", options("catalogue", counts(facet("catalogue")?)))
        .facet("discipline", facet("discipline")?.into_iter().map(discipline).collect())
        .facet("controlled", facet("controlled")?.into_iter().map(yes_no).collect()))
}

fn cells(one: &Major, look: Look) -> Vec<Cell> {
    let filled = |text: &str| Cell::opt(Some(text.to_owned()).filter(|text| !text.is_empty()));
    vec![
        look.link(&one.name, format!("/directory/majors/{}", one.code)),
        Cell::text(&one.code),
        look.choice("catalogue", one.catalogue.name()),
        match look {
            Look::People(_) => Cell::text(&one.discipline_name),
            Look::Program => Cell::text(&one.discipline),
        },
        match look {
            Look::People(_) => filled(&one.class_name),
            Look::Program => filled(&one.class),
        },
        filled(&one.degrees),
        Cell::Flag(one.special),
        Cell::Flag(one.controlled),
    ]
}

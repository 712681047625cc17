//! 专业培养方案, as a list.

use op::{Error, Op};
use web::{Cell, Column, Cursor, FacetOption, Filter, ListQuery, Listing, Page, Voice};

use crate::shown::Shower;
use crate::store;

/// Programmes in use.
pub(crate) static PROGRAMMES: Listing = Listing {
    name: "programmes",
    word: "credit-programmes",
    columns: &[
        Column { key: "title", word: "credit-programme-title", numeric: false, sort: false, page: true },
        Column { key: "institution", word: "credit-institution", numeric: false, sort: false, page: true },
        Column { key: "code", word: "credit-programme-code", numeric: false, sort: true, page: true },
        Column { key: "total", word: "credit-programme-total", numeric: true, sort: false, page: true },
        Column { key: "courses", word: "credit-programme-courses", numeric: true, sort: false, page: true },
        Column { key: "version", word: "credit-rule-version", numeric: true, sort: false, page: true },
    ],
    default_sort: "code",
    default_descending: false,
    filters: &[Filter { key: "institution", word: "credit-institution" }],
    search: true,
};

/// One page of programmes.
pub(crate) fn fetch(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let after = query.after.as_ref();
    let after = after.map(|after| Ok::<_, Error>((after.get_text(0)?.to_owned(), after.get_text(1)?.to_owned())));
    let after = after.transpose()?;
    let (institution, text) = (query.filter("institution"), query.q.as_deref());
    let limit = i64::try_from(query.limit).unwrap_or(100) + 1;
    let behind = after.as_ref().map(|(institution, code)| (institution.as_str(), code.as_str()));
    let found = store::programme::list(op.conn(), institution, text, behind, query.descending, limit)?;
    let mut shower = Shower::new(voice.clone());
    let mut rows = Vec::with_capacity(found.len());
    for one in found {
        let name = shower.institution(op, &one.institution)?.name;
        rows.push((one, name));
    }
    let cells = |(one, name): &(crate::model::Programme, String)| {
        vec![
            Cell::link(&one.title, format!("/credit/programmes/{}/{}", one.institution, one.code)),
            Cell::text(name),
            Cell::text(&one.code),
            Cell::Credit(one.total),
            Cell::Int(one.course_count),
            Cell::Int(one.version),
        ]
    };
    let page = Page::of(rows, query.limit, cells, |(one, _)| Cursor::new().text(&one.institution).text(&one.code));
    let mut facets = Vec::new();
    for (code, count) in store::programme::institutions(op.conn())? {
        facets.push(FacetOption::text(&code, shower.institution(op, &code)?.name, count));
    }
    Ok(page.total(store::programme::count(op.conn(), institution, text)?).facet("institution", facets))
}

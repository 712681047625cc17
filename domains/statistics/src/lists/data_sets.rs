//! Data sets as officers see them, and the figures of one.

use op::Op;
use web::{Cell, Column, Cursor, ListQuery, Listing, Page, Voice};

use super::limit;
use crate::access::Action;
use crate::model::{DataSet, Figure};
use crate::shown::{Shower, exact};
use crate::store;

const fn column(key: &'static str, word: &'static str, numeric: bool, page: bool) -> Column {
    Column { key, word, numeric, sort: false, page }
}

/// Data sets.
pub(crate) static DATA_SETS: Listing = Listing {
    name: "data-sets",
    word: "statistics-data-sets",
    columns: &[
        column("title", "statistics-data-set", false, true),
        column("origin", "statistics-origin", false, true),
        column("figures", "statistics-figures", true, true),
        column("periods", "statistics-years", false, true),
        column("version", "statistics-version", true, true),
        column("hash", "statistics-hash", false, false),
        Column { sort: true, ..column("data_set", "statistics-data-set-id", false, false) },
    ],
    default_sort: "data_set",
    default_descending: true,
    filters: &[],
    search: false,
};

/// The figures of a data set.
pub(crate) static FIGURES: Listing = Listing {
    name: "figures",
    word: "statistics-figures",
    columns: &[
        Column { sort: true, ..column("element", "statistics-element", false, true) },
        column("region", "statistics-region", false, true),
        column("period", "statistics-year", true, true),
        column("value", "statistics-value", true, true),
        column("persons", "statistics-persons", true, true),
    ],
    default_sort: "element",
    default_descending: false,
    filters: &[],
    search: false,
};

/// One page of data sets.
pub(crate) fn fetch(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    op.check(&Action::ViewData(""))?;
    let after = query.after.as_ref().map(|after| after.get_text(0)).transpose()?;
    let found = store::data_set::latest(op.conn(), after, query.descending, limit(query))?;
    let shower = Shower::new(voice.clone());
    let cells = |set: &DataSet| {
        vec![
            Cell::link(
                shower.either(&set.about.title, &set.about.title_en),
                format!("/statistics/data-sets/{}?version={}", set.id, set.version),
            ),
            Cell::text(&set.about.origin),
            Cell::Int(set.figures),
            Cell::text(format!("{}–{}", set.first_period, set.last_period)),
            Cell::Int(set.version),
            Cell::text(&set.hash),
            Cell::text(&set.id),
        ]
    };
    let page = Page::of(found, query.limit, cells, |set| Cursor::new().text(&set.id));
    Ok(page.total(store::data_set::count(op.conn())?))
}

/// One page of the figures of a data set.
pub(crate) fn fetch_figures(op: &Op, set: &DataSet, query: &ListQuery) -> op::Result<Page> {
    op.check(&Action::ViewData(&set.id))?;
    let after = query.after.as_ref();
    let after = after
        .map(|after| {
            Ok::<_, op::Error>((after.get_text(0)?.to_owned(), after.get_text(1)?.to_owned(), after.get_int(2)?))
        })
        .transpose()?;
    let after = after.as_ref().map(|(element, region, period)| (element.as_str(), region.as_str(), *period));
    let found = store::data_set::page(op.conn(), &set.id, set.version, after, query.descending, limit(query))?;
    let cells = |figure: &Figure| {
        vec![
            Cell::text(&figure.element),
            Cell::text(&figure.region),
            Cell::text(figure.period.to_string()),
            Cell::text(exact(figure.value)),
            figure.persons.map_or(Cell::Empty, Cell::Int),
        ]
    };
    let cursor = |figure: &Figure| Cursor::new().text(&figure.element).text(&figure.region).int(figure.period);
    Ok(Page::of(found, query.limit, cells, cursor).total(set.figures))
}

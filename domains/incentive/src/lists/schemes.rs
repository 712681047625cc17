//! Schemes: those in force for everybody, an authority's own in every state.

use op::{Error, Op};
use web::{Cell, Column, Cursor, FacetOption, Filter, ListQuery, Listing, Page, Voice};

use super::{authority, choices, limit};
use crate::model::{Scheme, SchemeState};
use crate::shown::{SchemeShown, Shower, scheme_look};
use crate::{store, work};

/// The columns of both lists; on the page stands what tells one row from another there.
const fn columns(own: bool) -> [Column; 12] {
    const fn column(key: &'static str, word: &'static str, numeric: bool, page: bool) -> Column {
        Column { key, word, numeric, sort: false, page }
    }
    [
        column("name", "incentive-scheme", false, true),
        column("authority", "incentive-authority", false, !own),
        column("sentence", "incentive-scheme-says", false, true),
        column("state", "incentive-state", false, own),
        column("basis", "incentive-basis", false, false),
        column("points", "incentive-points", true, false),
        column("year_max", "incentive-year_max", true, false),
        column("months", "incentive-months", true, false),
        column("valid_from", "incentive-valid_from", false, !own),
        column("valid_until", "incentive-valid_until", false, false),
        column("version", "incentive-version", true, own),
        Column { sort: true, ..column("scheme", "incentive-scheme-id", false, false) },
    ]
}

/// Published schemes.
pub(crate) static SCHEMES: Listing = Listing {
    name: "schemes",
    word: "incentive-schemes",
    columns: &columns(false),
    default_sort: "scheme",
    default_descending: true,
    filters: &[
        Filter { key: "authority", word: "incentive-authority" },
        Filter { key: "basis", word: "incentive-basis" },
    ],
    search: false,
};

/// An authority's schemes in every state.
pub(crate) static OWN: Listing = Listing {
    name: "drafts",
    word: "incentive-drafts",
    columns: &columns(true),
    default_sort: "scheme",
    default_descending: true,
    filters: &[
        Filter { key: "authority", word: "incentive-authority" },
        Filter { key: "state", word: "incentive-state" },
    ],
    search: false,
};

fn after(query: &ListQuery) -> op::Result<Option<(String, i64)>> {
    query.after.as_ref().map(|after| Ok((after.get_text(0)?.to_owned(), after.get_int(1)?))).transpose()
}

fn page(op: &Op, query: &ListQuery, voice: &Voice, found: &[Scheme]) -> op::Result<(Page, Shower)> {
    let mut shower = Shower::new(voice.clone());
    let shown = found.iter().map(|scheme| Ok((scheme, shower.scheme(op, scheme)?))).collect::<op::Result<Vec<_>>>()?;
    let cursor = |(scheme, _): &(&Scheme, SchemeShown)| Cursor::new().text(&scheme.id).int(scheme.version);
    Ok((Page::of(shown, query.limit, cells, cursor), shower))
}

/// One page of published schemes.
pub(crate) fn fetch(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let filter = store::scheme::Filter {
        authority: query.filter("authority"),
        state: Some(SchemeState::Published.name()),
        basis: query.filter("basis"),
    };
    let after = after(query)?;
    let after = after.as_ref().map(|(id, version)| (id.as_str(), *version));
    let found = store::scheme::list(op.conn(), &filter, after, query.descending, limit(query))?;
    let (page, mut shower) = page(op, query, voice, &found)?;
    let mut publishers = Vec::new();
    for (code, count) in store::scheme::publishers(op.conn())? {
        let name = shower.named(op, &code)?.name;
        publishers.push(FacetOption::text(code, name, count));
    }
    Ok(page
        .total(store::scheme::count(op.conn(), &filter)?)
        .facet("authority", publishers)
        .facet("basis", choices("basis", &["hour", "outcome", "once"])))
}

/// One page of an authority's own.
pub(crate) fn fetch_own(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let code = authority(query.filter("authority"), op)?;
    let state = query.filter("state").map(|name| {
        let known = SchemeState::ALL.iter().find(|state| scheme_look(**state) == name || state.name() == name);
        known
            .map(|state| state.name())
            .ok_or_else(|| Error::Invalid(vec![units::Fault::new("state", "form.not_a_choice")]))
    });
    let after = after(query)?;
    let after = after.as_ref().map(|(id, version)| (id.as_str(), *version));
    let found = work::scheme::of_authority(op, &code, state.transpose()?, after, query.descending, limit(query))?;
    let (page, _) = page(op, query, voice, &found)?;
    let option = |(state, count): (String, i64)| {
        let look = SchemeState::named(&state).map_or("draft", scheme_look);
        FacetOption::word(state, format!("status-{look}"), count)
    };
    Ok(page.facet("state", store::scheme::states(op.conn(), &code)?.into_iter().map(option).collect()))
}

fn cells((scheme, shown): &(&Scheme, SchemeShown)) -> Vec<Cell> {
    let number = |value: Option<i64>| value.map_or(Cell::Empty, Cell::Int);
    vec![
        Cell::link(&shown.name, format!("/incentive/schemes/{}?version={}", shown.id, shown.version)),
        Cell::text(&shown.authority.name),
        Cell::text(&shown.sentence),
        Cell::status(shown.state),
        Cell::word(format!("incentive-basis-{}", shown.basis)),
        Cell::Int(shown.points),
        number(shown.year_max),
        number(shown.months),
        Cell::Day(scheme.content.valid_from),
        scheme.content.valid_to.map_or(Cell::Empty, |end| Cell::Day(end.plus_days(-1))),
        Cell::Int(shown.version),
        Cell::text(&shown.id),
    ]
}

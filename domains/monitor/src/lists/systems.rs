//! Systems: those in force for everybody, a member's own in every state.

use op::{Error, Op};
use web::{Cell, Column, Cursor, FacetOption, Filter, ListQuery, Listing, Page, Voice};

use super::{limit, region};
use crate::access::Action;
use crate::model::{System, SystemState};
use crate::shown::{Shower, SystemShown, look};
use crate::store;

/// The columns of both lists; on the page stands what tells one row from another there.
const fn columns(own: bool) -> [Column; 9] {
    const fn column(key: &'static str, word: &'static str, numeric: bool, page: bool) -> Column {
        Column { key, word, numeric, sort: false, page }
    }
    [
        column("name", "monitor-system", false, true),
        column("members", "monitor-members", false, true),
        column("indicators", "monitor-measured", true, true),
        column("state", "monitor-state", false, own),
        column("number", "monitor-number", false, !own),
        column("published", "monitor-published", false, !own),
        column("version", "monitor-version", true, own),
        column("hash", "monitor-hash", false, false),
        Column { sort: true, ..column("system", "monitor-system-id", false, false) },
    ]
}

/// Published systems.
pub(crate) static SYSTEMS: Listing = Listing {
    name: "indicator-systems",
    word: "monitor-systems",
    columns: &columns(false),
    default_sort: "system",
    default_descending: true,
    filters: &[],
    search: false,
};

/// A member's versions in every state.
pub(crate) static OWN: Listing = Listing {
    name: "indicator-drafts",
    word: "monitor-drafts",
    columns: &columns(true),
    default_sort: "system",
    default_descending: true,
    filters: &[Filter { key: "region", word: "monitor-member" }, Filter { key: "state", word: "monitor-state" }],
    search: false,
};

/// One page of published systems.
pub(crate) fn fetch(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let after = query.after.as_ref().map(|after| after.get_text(0)).transpose()?;
    let found = store::system::published(op.conn(), after, query.descending, limit(query))?;
    Ok(page(op, query, voice, &found)?.total(store::system::count_published(op.conn())?))
}

/// One page of a member's versions.
pub(crate) fn fetch_own(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let region = region(query.filter("region"), op)?;
    op.check(&Action::View("", std::slice::from_ref(&region)))?;
    let state = query.filter("state").map(|name| {
        let known = SystemState::ALL.iter().copied().find(|state| look(*state) == name || state.name() == name);
        known.ok_or_else(|| Error::Invalid(vec![units::Fault::new("state", "form.not_a_choice")]))
    });
    let after = query.after.as_ref().map(|after| Ok::<_, Error>((after.get_text(0)?.to_owned(), after.get_int(1)?)));
    let after = after.transpose()?;
    let after = after.as_ref().map(|(id, version)| (id.as_str(), *version));
    let found =
        store::system::of_member(op.conn(), &region, state.transpose()?, after, query.descending, limit(query))?;
    let option = |(state, count): (String, i64)| {
        let word = format!("monitor-state-{state}");
        FacetOption::word(state, word, count)
    };
    let states = store::system::states_of_member(op.conn(), &region)?.into_iter().map(option).collect();
    Ok(page(op, query, voice, &found)?.facet("state", states))
}

fn page(op: &Op, query: &ListQuery, voice: &Voice, found: &[System]) -> op::Result<Page> {
    let mut shower = Shower::new(voice.clone());
    let shown = found.iter().map(|one| Ok((one, shower.system(op, one)?))).collect::<op::Result<Vec<_>>>()?;
    let cursor = |(system, _): &(&System, SystemShown)| Cursor::new().text(&system.id).int(system.version);
    Ok(Page::of(shown, query.limit, cells, cursor))
}

fn cells((system, shown): &(&System, SystemShown)) -> Vec<Cell> {
    vec![
        Cell::link(&shown.name, format!("/monitor/systems/{}?version={}", shown.id, shown.version)),
        Cell::text(&shown.members_text),
        Cell::Int(i64::try_from(shown.measured).unwrap_or(i64::MAX)),
        Cell::Status { state: shown.look.to_owned(), word: Some(format!("monitor-state-{}", shown.state)) },
        Cell::text(&shown.number),
        system.published_at.map_or(Cell::Empty, |at| Cell::Day(at.day_in_shanghai())),
        Cell::Int(shown.version),
        Cell::text(&shown.hash),
        Cell::text(&shown.id),
    ]
}

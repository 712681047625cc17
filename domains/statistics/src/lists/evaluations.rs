//! Evaluations: those in force for everybody, a member's own in every state.

use op::{Error, Op};
use web::{Cell, Column, Cursor, FacetOption, Filter, ListQuery, Listing, Page, Voice};

use super::{limit, region};
use crate::access::Action;
use crate::model::{Evaluation, EvaluationState};
use crate::shown::{EvaluationShown, Shower, look};
use crate::store;

/// The columns of both lists; on the page stands what tells one row from another there.
const fn columns(own: bool) -> [Column; 8] {
    const fn column(key: &'static str, word: &'static str, numeric: bool, page: bool) -> Column {
        Column { key, word, numeric, sort: false, page }
    }
    [
        column("name", "statistics-evaluation", false, true),
        column("years", "statistics-years", false, true),
        column("members", "statistics-members", false, true),
        column("state", "statistics-state", false, own),
        column("published", "statistics-published", false, !own),
        column("version", "statistics-version", true, own),
        column("result", "statistics-result", false, false),
        Column { sort: true, ..column("evaluation", "statistics-evaluation-id", false, false) },
    ]
}

/// Published evaluations.
pub(crate) static EVALUATIONS: Listing = Listing {
    name: "evaluations",
    word: "statistics-evaluations",
    columns: &columns(false),
    default_sort: "evaluation",
    default_descending: true,
    filters: &[],
    search: false,
};

/// A member's versions in every state.
pub(crate) static OWN: Listing = Listing {
    name: "evaluation-drafts",
    word: "statistics-drafts",
    columns: &columns(true),
    default_sort: "evaluation",
    default_descending: true,
    filters: &[Filter { key: "region", word: "statistics-member" }, Filter { key: "state", word: "statistics-state" }],
    search: false,
};

/// One page of published evaluations.
pub(crate) fn fetch(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let after = query.after.as_ref().map(|after| after.get_text(0)).transpose()?;
    let found = store::evaluation::published(op.conn(), after, query.descending, limit(query))?;
    Ok(page(op, query, voice, &found)?.total(store::evaluation::count_published(op.conn())?))
}

/// One page of a member's versions.
pub(crate) fn fetch_own(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let region = region(query.filter("region"), op)?;
    op.check(&Action::View("", std::slice::from_ref(&region)))?;
    let state = query.filter("state").map(|name| {
        let known = EvaluationState::ALL.iter().copied().find(|state| look(*state) == name || state.name() == name);
        known.ok_or_else(|| Error::Invalid(vec![units::Fault::new("state", "form.not_a_choice")]))
    });
    let after = query.after.as_ref().map(|after| Ok::<_, Error>((after.get_text(0)?.to_owned(), after.get_int(1)?)));
    let after = after.transpose()?;
    let after = after.as_ref().map(|(id, version)| (id.as_str(), *version));
    let found =
        store::evaluation::of_member(op.conn(), &region, state.transpose()?, after, query.descending, limit(query))?;
    let option = |(state, count): (String, i64)| {
        let word = format!("statistics-state-{state}");
        FacetOption::word(state, word, count)
    };
    let states = store::evaluation::states_of_member(op.conn(), &region)?.into_iter().map(option).collect();
    Ok(page(op, query, voice, &found)?.facet("state", states))
}

fn page(op: &Op, query: &ListQuery, voice: &Voice, found: &[Evaluation]) -> op::Result<Page> {
    let mut shower = Shower::new(voice.clone());
    let shown = found.iter().map(|one| Ok((one, shower.evaluation(op, one)?))).collect::<op::Result<Vec<_>>>()?;
    let cursor = |(one, _): &(&Evaluation, EvaluationShown)| Cursor::new().text(&one.id).int(one.version);
    Ok(Page::of(shown, query.limit, cells, cursor))
}

fn cells((one, shown): &(&Evaluation, EvaluationShown)) -> Vec<Cell> {
    vec![
        Cell::link(&shown.name, format!("/statistics/evaluations/{}?version={}", shown.id, shown.version)),
        Cell::text(&shown.years),
        Cell::text(&shown.members_text),
        Cell::status(shown.look),
        one.published_at.map_or(Cell::Empty, |at| Cell::Day(at.day_in_shanghai())),
        Cell::Int(shown.version),
        Cell::text(&one.result),
        Cell::text(&shown.id),
    ]
}

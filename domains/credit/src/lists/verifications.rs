//! Declarations to an institution, as a list.

use op::{Error, Op};
use web::{Cell, Column, Cursor, FacetOption, Filter, ListQuery, Listing, Page, Voice};

use super::institution;
use crate::access::REGISTRAR;
use crate::model::{Declaration, DeclarationState};
use crate::work::verification as work;

/// Declarations to an institution.
pub(crate) static VERIFICATIONS: Listing = Listing {
    name: "verifications",
    word: "credit-verifications",
    columns: &[
        Column { key: "subject", word: "credit-class", numeric: false, sort: false, page: true },
        Column { key: "state", word: "credit-state", numeric: false, sort: false, page: true },
        Column { key: "waiting_days", word: "credit-application-waiting_days", numeric: true, sort: false, page: true },
        Column { key: "filed", word: "credit-application-filed_at", numeric: false, sort: true, page: true },
        Column { key: "decided", word: "credit-application-decided_at", numeric: false, sort: false, page: false },
        Column { key: "class", word: "credit-class", numeric: false, sort: false, page: false },
        Column { key: "id", word: "credit-declaration-id", numeric: false, sort: false, page: false },
    ],
    default_sort: "filed",
    default_descending: false,
    filters: &[
        Filter { key: "institution", word: "credit-institution" },
        Filter { key: "state", word: "credit-state" },
    ],
    search: false,
};

/// The state in the fixed list of states.
pub(crate) fn look(state: DeclarationState) -> &'static str {
    match state {
        DeclarationState::Draft => "draft",
        DeclarationState::Unverified => "pending",
        DeclarationState::Verified => "deposited",
        DeclarationState::Refused => "rejected",
        DeclarationState::Withdrawn => "withdrawn",
    }
}

/// The state with a declaration's own word for it.
fn state_cell(state: DeclarationState) -> Cell {
    Cell::Status { state: look(state).to_owned(), word: Some(word(state)) }
}

/// The word of a state.
pub(crate) fn word(state: DeclarationState) -> String {
    format!("credit-declaration-state-{}", state.name())
}

/// One page of the list; without a filter, what waits.
pub(crate) fn fetch(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let code = institution(query.filter("institution"), op, &[REGISTRAR])?;
    let state = match query.filter("state") {
        None => DeclarationState::Unverified,
        Some(name) => DeclarationState::named(name)
            .ok_or_else(|| Error::Invalid(vec![units::Fault::new("state", "form.not_a_choice")]))?,
    };
    let after = query
        .after
        .as_ref()
        .map(|after| Ok::<_, Error>((after.get_int(0)?, after.get_text(1)?.to_owned())))
        .transpose()?;
    let after = after.as_ref().map(|(at, id)| (units::Instant::from_micros(*at), id.as_str()));
    let found = work::inbox(op, &code, state, after, query.descending, query.limit + 1)?;
    let cells = |one: &Declaration| {
        let class = format!("credit-class-{}", one.content.class.name());
        let waited = one.filed_at.filter(|_| one.state == DeclarationState::Unverified);
        let days = waited.map(|filed| op.now().seconds_since(filed).max(0) / 86_400);
        let at = |moment: Option<units::Instant>| moment.map_or(Cell::Empty, Cell::Instant);
        vec![
            Cell::link(voice.word(&class), format!("/credit/verifications/{}", one.id)),
            state_cell(one.state),
            days.map_or(Cell::Empty, Cell::Int),
            at(one.filed_at),
            at(one.decided_at),
            Cell::text(one.content.class.name()),
            Cell::text(&one.id),
        ]
    };
    let cursor = |one: &Declaration| Cursor::new().int(one.filed_at.map_or(0, units::Instant::micros)).text(&one.id);
    let counts = work::counts(op, &code)?;
    let total = counts.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count);
    let option = |(state, count): (DeclarationState, i64)| FacetOption::word(state.name(), word(state), count);
    Ok(Page::of(found, query.limit, cells, cursor).total(total).facet_standing(
        "state",
        DeclarationState::Unverified.name(),
        counts.into_iter().map(option).collect(),
    ))
}

//! Applications to an institution, as a list.

use op::{Error, Op};
use web::{Cell, Column, Cursor, FacetOption, Filter, ListQuery, Listing, Page};

use super::institution;
use crate::access::{REGISTRAR, REVIEWER};
use crate::model::{Application, ApplicationState};
use crate::store;
use crate::store::application::Part;
use crate::work::application as work;
use crate::work::{clock, opinion};

/// Applications to an institution.
pub(crate) static INBOX: Listing = Listing {
    name: "inbox",
    word: "credit-inbox",
    columns: &[
        Column { key: "subject", word: "credit-inbox-subject", numeric: false, sort: false, page: true },
        Column { key: "state", word: "credit-state", numeric: false, sort: false, page: true },
        Column { key: "credit", word: "credit-application-credit", numeric: true, sort: false, page: true },
        Column {
            key: "waiting_days",
            word: "credit-application-waiting_days",
            numeric: true,
            sort: false,
            page: false,
        },
        Column { key: "filed", word: "credit-application-filed_at", numeric: false, sort: true, page: true },
        Column { key: "due", word: "credit-application-due", numeric: false, sort: false, page: true },
        Column { key: "experts", word: "credit-application-experts", numeric: true, sort: false, page: true },
        Column { key: "decided", word: "credit-application-decided_at", numeric: false, sort: false, page: false },
        Column { key: "id", word: "credit-application-id", numeric: false, sort: false, page: false },
    ],
    default_sort: "filed",
    default_descending: false,
    filters: &[
        Filter { key: "institution", word: "credit-institution" },
        Filter { key: "state", word: "credit-state" },
        Filter { key: "overdue", word: "credit-application-due" },
    ],
    search: false,
};

/// The state in the fixed list of states.
pub(crate) fn look(state: ApplicationState) -> &'static str {
    match state {
        ApplicationState::Filed => "in_review",
        // The institution is still to settle it.
        ApplicationState::Suspended => "pending",
        other => other.name(),
    }
}

/// One page of the list; without a filter, what waits.
pub(crate) fn fetch(op: &Op, query: &ListQuery) -> op::Result<Page> {
    let code = institution(query.filter("institution"), op, &[REVIEWER, REGISTRAR])?;
    let state = match query.filter("state") {
        None => ApplicationState::Filed,
        Some(name) => ApplicationState::named(name)
            .ok_or_else(|| Error::Invalid(vec![units::Fault::new("state", "form.not_a_choice")]))?,
    };
    let after = query
        .after
        .as_ref()
        .map(|after| Ok::<_, Error>((after.get_int(0)?, after.get_text(1)?.to_owned())))
        .transpose()?;
    let after = after.as_ref().map(|(at, id)| (units::Instant::from_micros(*at), id.as_str()));
    // Only what waits can be overdue.
    let overdue = query.filter("overdue").is_some() && state == ApplicationState::Filed;
    let part = Part {
        overdue_at: overdue.then(|| op.now()),
        after,
        descending: query.descending,
        limit: i64::try_from(query.limit).unwrap_or(100) + 1,
    };
    let mut found = Vec::new();
    for application in work::inbox(op, &code, state, &part)? {
        let subject = store::application::subject(op.conn(), &application.learner, &application.id)?;
        let (due, experts) = (clock::due(op, &application)?, opinion::open(op, &application)?);
        found.push((application, Beside { subject, due, experts }));
    }
    let cells = |(one, beside): &(Application, Beside)| {
        let waited = one.filed_at.filter(|_| one.state == ApplicationState::Filed);
        let days = waited.map(|filed| op.now().seconds_since(filed).max(0) / 86_400);
        let at = |moment: Option<units::Instant>| moment.map_or(Cell::Empty, Cell::Instant);
        vec![
            Cell::link(&beside.subject, format!("/credit/inbox/{}", one.id)),
            Cell::status(if beside.due.is_some_and(|due| due.overdue) { "overdue" } else { look(one.state) }),
            Cell::Credit(one.credit),
            days.map_or(Cell::Empty, Cell::Int),
            at(one.filed_at),
            beside.due.map_or(Cell::Empty, |due| Cell::Day(due.on)),
            if beside.experts > 0 { Cell::Int(beside.experts) } else { Cell::Empty },
            at(one.decided_at),
            Cell::text(&one.id),
        ]
    };
    let cursor = |(one, _): &(Application, Beside)| {
        Cursor::new().int(one.filed_at.map_or(0, units::Instant::micros)).text(&one.id)
    };
    let counts = work::inbox_counts(op, &code)?;
    let late = work::overdue(op, &code)?;
    let total = if overdue { late } else { total_of(&counts, state) };
    let option = |(state, count): (ApplicationState, i64)| {
        FacetOption::word(state.name(), format!("status-{}", look(state)), count)
    };
    Ok(Page::of(found, query.limit, cells, cursor)
        .total(total)
        .facet_standing("state", ApplicationState::Filed.name(), counts.into_iter().map(option).collect())
        .facet("overdue", vec![FacetOption::word("1", "status-overdue", late)]))
}

/// What stands beside an application in the list.
struct Beside {
    subject: String,
    due: Option<clock::Due>,
    experts: i64,
}

fn total_of(counts: &[(ApplicationState, i64)], state: ApplicationState) -> i64 {
    counts.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count)
}

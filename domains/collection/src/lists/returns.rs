//! Returns of a campaign, the longest in their state first.

use op::{Error, Op};
use units::Fault;
use web::{Cell, Column, Cursor, FacetOption, Filter, ListQuery, Listing, Page, Voice};

use super::limit;
use crate::access::{AUDITOR, Action, DATA_REVIEWER, MONITOR_OFFICER, regions};
use crate::model::{Campaign, Head, ReturnState};
use crate::shown::{HeadShown, Shower, look, overdue};
use crate::store;
use crate::work::campaign as work;
use crate::work::places::digits;

const fn column(key: &'static str, word: &'static str, page: bool) -> Column {
    Column { key, word, numeric: false, sort: false, page }
}

/// Returns.
pub(crate) static RETURNS: Listing = Listing {
    name: "collection-returns",
    word: "collection-returns",
    columns: &[
        column("name", "collection-unit-name", true),
        column("unit", "collection-unit-code", false),
        column("county", "collection-county", true),
        column("form", "collection-return-form", true),
        column("state", "collection-state", true),
        column("due_on", "collection-due", true),
        column("overdue", "collection-overdue", true),
        Column { sort: true, ..column("since", "collection-since", true) },
        column("version", "collection-version", false),
        column("reason", "collection-reason", false),
        column("hash", "collection-hash", false),
        column("return", "collection-return-id", false),
    ],
    default_sort: "since",
    default_descending: false,
    filters: &[
        Filter { key: "region", word: "collection-region" },
        Filter { key: "form", word: "collection-return-form" },
        Filter { key: "state", word: "collection-state" },
        Filter { key: "overdue", word: "collection-overdue" },
    ],
    search: false,
};

/// The region a reader sees of a campaign: the one asked for, else the whole, else the first of one's own inside it.
///
/// # Errors
/// `Missing` or `Forbidden` for a region the reader may not look into.
pub(crate) fn region(op: &Op, campaign: &Campaign, asked: Option<&str>) -> op::Result<String> {
    let may = |region: &str| op.check(&Action::View(&campaign.id, region, false)).is_ok();
    let readers = [MONITOR_OFFICER, DATA_REVIEWER, AUDITOR];
    let covers = |region: &str| {
        readers.iter().any(|role| {
            let place = op::Place { organisation: None, region: region.to_owned() };
            op.actor().holds(*role, &place)
        })
    };
    if let Some(asked) = asked.filter(|asked| !asked.is_empty()) {
        return match covers(asked) && may(asked) {
            true => Ok(asked.to_owned()),
            false => Err(Error::Missing),
        };
    }
    if covers(&campaign.region) {
        return Ok(campaign.region.clone());
    }
    let inside = digits(&campaign.region).to_owned();
    let own = readers.iter().flat_map(|role| regions(op.actor(), *role)).find(|code| code.starts_with(&inside));
    own.ok_or(Error::Missing)
}

/// One page of a campaign's returns.
pub(crate) fn fetch(op: &Op, id: &str, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let campaign = work::seen(op, id)?;
    let state = query.filter("state").map(|name| {
        let known = ReturnState::ALL.iter().copied().find(|state| state.name() == name);
        known.ok_or_else(|| Error::Invalid(vec![Fault::new("state", "form.not_a_choice")]))
    });
    let filter = store::list::Filter {
        inside: digits(&region(op, &campaign, query.filter("region"))?).to_owned(),
        form: query.filter("form").map(str::to_owned),
        state: state.transpose()?,
        overdue_on: query.filter("overdue").filter(|text| *text == "yes").map(|_| op.today().to_string()),
    };
    let after =
        query.after.as_ref().map(|after| Ok::<_, Error>((after.get_int(0)?, after.get_text(1)?))).transpose()?;
    let found = store::list::of_campaign(op.conn(), id, &filter, after, query.descending, limit(query))?;
    let mut shower = Shower::new(voice.clone());
    let shown =
        found.iter().map(|one| Ok((one, shower.head(op, one)?, overdue(op, one)))).collect::<op::Result<Vec<_>>>()?;
    let cursor = |(one, ..): &(&Head, HeadShown, bool)| Cursor::new().int(one.since.micros()).text(&one.id);
    let page = Page::of(shown, query.limit, cells, cursor).total(store::list::count(op.conn(), id, &filter)?);
    Ok(page.facet("state", states(op, id, &filter)?).facet("overdue", late(op, id, &filter)?))
}

/// How many returns there are in each state.
fn states(op: &Op, id: &str, filter: &store::list::Filter) -> op::Result<Vec<FacetOption>> {
    let mut options = Vec::new();
    for state in ReturnState::ALL {
        let of = store::list::Filter { state: Some(*state), ..filter.clone() };
        let count = store::list::count(op.conn(), id, &of)?;
        if count > 0 {
            options.push(FacetOption::word(state.name(), format!("collection-return-state-{}", state.name()), count));
        }
    }
    Ok(options)
}

/// How many returns are past their day.
fn late(op: &Op, id: &str, filter: &store::list::Filter) -> op::Result<Vec<FacetOption>> {
    let of = store::list::Filter { overdue_on: Some(op.today().to_string()), ..filter.clone() };
    let count = store::list::count(op.conn(), id, &of)?;
    Ok(vec![FacetOption::word("yes", "collection-overdue-yes", count)])
}

fn cells((one, shown, overdue): &(&Head, HeadShown, bool)) -> Vec<Cell> {
    vec![
        Cell::link(&shown.name, format!("/collection/returns/{}", one.id)),
        Cell::text(&one.unit),
        Cell::text(&shown.county.name),
        Cell::text(&shown.form.name),
        Cell::Status {
            state: look(one.state).to_owned(),
            word: Some(format!("collection-return-state-{}", one.state.name())),
        },
        Cell::Day(one.due_on),
        Cell::Flag(*overdue),
        Cell::Instant(one.since),
        Cell::Int(one.version),
        Cell::text(&one.reason),
        Cell::text(&one.hash),
        Cell::text(&one.id),
    ]
}

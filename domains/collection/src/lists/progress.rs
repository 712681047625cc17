//! How far a campaign has come, by county, the one in which something waits longest first.

use op::Op;
use units::Instant;
use web::{Cell, Column, Cursor, Filter, ListQuery, Listing, Page, Voice};

use super::returns::region;
use crate::model::ReturnState;
use crate::shown::Shower;
use crate::store;
use crate::store::list::Tally;
use crate::work::campaign as work;
use crate::work::places::digits;

/// The states that are counted, in the order of their columns.
const STATES: [ReturnState; 7] = [
    ReturnState::Draft,
    ReturnState::Returned,
    ReturnState::AtCounty,
    ReturnState::AtCity,
    ReturnState::AtProvince,
    ReturnState::Approved,
    ReturnState::Excused,
];

const fn column(key: &'static str, word: &'static str, numeric: bool) -> Column {
    Column { key, word, numeric, sort: false, page: true }
}

/// Progress by county.
pub(crate) static PROGRESS: Listing = Listing {
    name: "collection-progress",
    word: "collection-progress",
    columns: &[
        column("county", "collection-county", false),
        column("total", "collection-total", true),
        column("draft", "collection-return-state-draft", true),
        column("returned", "collection-return-state-returned", true),
        column("at_county", "collection-return-state-at_county", true),
        column("at_city", "collection-return-state-at_city", true),
        column("at_province", "collection-return-state-at_province", true),
        column("approved", "collection-return-state-approved", true),
        column("excused", "collection-return-state-excused", true),
        column("overdue", "collection-overdue", true),
        Column { sort: true, ..column("since", "collection-waiting-since", false) },
    ],
    default_sort: "since",
    default_descending: false,
    filters: &[Filter { key: "region", word: "collection-region" }],
    search: false,
};

/// How far a county has come.
pub(crate) struct County {
    pub(crate) code: String,
    pub(crate) counts: [i64; STATES.len()],
    pub(crate) overdue: i64,
    /// Since when the longest waiting has been where it is; none if nothing waits.
    pub(crate) since: Option<Instant>,
}

impl County {
    /// How many returns it has.
    pub(crate) fn total(&self) -> i64 {
        self.counts.iter().sum()
    }

    /// How many are approved or excused.
    pub(crate) fn settled(&self) -> i64 {
        self.counts[5] + self.counts[6]
    }
}

/// The counties of a campaign inside a region's digits, by their codes.
pub(crate) fn counties(op: &Op, campaign: &str, inside: &str) -> op::Result<Vec<County>> {
    let mut all: Vec<County> = Vec::new();
    for tally in store::list::tallies(op.conn(), campaign, inside, &op.today().to_string())? {
        if all.last().is_none_or(|last| last.code != tally.county) {
            all.push(County { code: tally.county.clone(), counts: [0; STATES.len()], overdue: 0, since: None });
        }
        if let Some(county) = all.last_mut() {
            count(county, &tally);
        }
    }
    Ok(all)
}

fn count(county: &mut County, tally: &Tally) {
    if let Some(place) = STATES.iter().position(|state| *state == tally.state) {
        county.counts[place] += tally.count;
    }
    if !matches!(tally.state, ReturnState::Approved | ReturnState::Excused | ReturnState::Superseded) {
        county.overdue += tally.overdue;
        county.since = Some(county.since.map_or(tally.since, |since| since.min(tally.since)));
    }
}

/// One page of a campaign's progress.
pub(crate) fn fetch(op: &Op, id: &str, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let campaign = work::seen(op, id)?;
    let region = region(op, &campaign, query.filter("region"))?;
    let mut all = counties(op, id, digits(&region))?;
    let key = |one: &County| (one.since.map_or(i64::MAX, Instant::micros), one.code.clone());
    all.sort_by_key(key);
    if query.descending {
        all.reverse();
    }
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    if let Some(after) = &query.after {
        let last = (after.get_int(0)?, after.get_text(1)?.to_owned());
        all.retain(|one| if query.descending { key(one) < last } else { key(one) > last });
    }
    all.truncate(query.limit + 1);
    let mut shower = Shower::new(voice.clone());
    let shown = all.into_iter().map(|one| Ok((shower.region(op, &one.code)?, one))).collect::<op::Result<Vec<_>>>()?;
    let cells = |(named, one): &(crate::shown::Named, County)| {
        let place = format!("/collection/campaigns/{id}/returns?region={}", one.code);
        let counts = one.counts.iter().map(|count| Cell::Int(*count));
        let ends = [Cell::Int(one.overdue), one.since.map_or(Cell::Empty, Cell::Instant)];
        [Cell::link(&named.name, place), Cell::Int(one.total())].into_iter().chain(counts).chain(ends).collect()
    };
    Ok(Page::of(shown, query.limit, cells, |(_, one)| Cursor::new().int(key(one).0).text(&one.code)).total(total))
}

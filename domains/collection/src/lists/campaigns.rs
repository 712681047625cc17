//! Campaigns around and inside the reader's regions.

use op::{Error, Op, Scope};
use units::Fault;
use web::{Cell, Column, Cursor, Filter, ListQuery, Listing, Page, Voice};

use super::limit;
use crate::access::{AUDITOR, Action, DATA_REVIEWER, MONITOR_OFFICER};
use crate::model::{Campaign, CampaignState};
use crate::shown::{CampaignShown, Shower, campaign_look};
use crate::store;
use crate::work::places::{around, digits};

const fn column(key: &'static str, word: &'static str, numeric: bool, page: bool) -> Column {
    Column { key, word, numeric, sort: false, page }
}

/// Campaigns.
pub(crate) static CAMPAIGNS: Listing = Listing {
    name: "collection-campaigns",
    word: "collection-campaigns",
    columns: &[
        column("title", "collection-campaign", false, true),
        column("region", "collection-region", false, true),
        column("year", "collection-year", true, true),
        column("state", "collection-state", false, true),
        column("unit_due", "collection-day-unit", false, true),
        column("province_due", "collection-day-province", false, true),
        Column { sort: true, ..column("campaign", "collection-campaign-id", false, false) },
    ],
    default_sort: "campaign",
    default_descending: true,
    filters: &[Filter { key: "region", word: "collection-region" }, Filter { key: "state", word: "collection-state" }],
    search: false,
};

/// The regions a reader may look around: the digits inside which every campaign is seen, and the regions around.
pub(crate) fn reach(op: &Op, asked: Option<&str>) -> op::Result<(String, Vec<String>)> {
    let actor = op.actor();
    let scopes = || [MONITOR_OFFICER, DATA_REVIEWER, AUDITOR].into_iter().flat_map(|role| actor.scopes(role));
    let everywhere = scopes().any(|scope| *scope == Scope::Everywhere);
    let own = scopes().find_map(|scope| match scope {
        Scope::Region(code) => Some(code.clone()),
        Scope::Everywhere | Scope::Organisation(_) => None,
    });
    match asked.filter(|asked| !asked.is_empty()) {
        Some(region) => {
            op.check(&Action::View("", region, false))?;
            Ok((digits(region).to_owned(), around(region)))
        }
        None if everywhere => Ok((String::new(), Vec::new())),
        None => {
            op.check(&Action::Home)?;
            let region = own.ok_or(Error::Missing)?;
            Ok((digits(&region).to_owned(), around(&region)))
        }
    }
}

/// One page of campaigns, the latest first.
pub(crate) fn fetch(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let (inside, around) = reach(op, query.filter("region"))?;
    let state = query.filter("state").map(|name| {
        let known =
            CampaignState::ALL.iter().copied().find(|state| state.name() == name || campaign_look(*state) == name);
        known.ok_or_else(|| Error::Invalid(vec![Fault::new("state", "form.not_a_choice")]))
    });
    let after = query.after.as_ref().map(|after| after.get_text(0)).transpose()?;
    let found = store::campaign::around(
        op.conn(),
        (&inside, &around),
        state.transpose()?,
        after,
        query.descending,
        limit(query),
    )?;
    let mut shower = Shower::new(voice.clone());
    let shown = found.iter().map(|one| Ok((one, shower.campaign(op, one)?))).collect::<op::Result<Vec<_>>>()?;
    Ok(Page::of(shown, query.limit, cells, |(one, _)| Cursor::new().text(&one.id)))
}

fn cells((one, shown): &(&Campaign, CampaignShown)) -> Vec<Cell> {
    vec![
        Cell::link(&shown.title, format!("/collection/campaigns/{}", one.id)),
        Cell::text(&shown.region.name),
        Cell::text(one.year.to_string()),
        Cell::Status { state: shown.look.to_owned(), word: Some(format!("collection-campaign-state-{}", shown.state)) },
        Cell::Day(one.unit_due),
        Cell::Day(one.province_due),
        Cell::text(&one.id),
    ]
}

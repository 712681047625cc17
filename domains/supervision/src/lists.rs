//! The lists that pages and API share: published assessments for everybody, those of one's region in every state.

use indicators::standard::Standard;
use op::{Error, Op};
use web::{Cell, Column, Cursor, ListQuery, Listing, Page, Voice};

use crate::access;
use crate::model::County;
use crate::shown::definition::standard_title;
use crate::shown::{look, region};
use crate::store;

const fn columns(own: bool) -> [Column; 10] {
    const fn column(key: &'static str, word: &'static str, numeric: bool, page: bool) -> Column {
        Column { key, word, numeric, sort: false, page }
    }
    [
        column("county", "supervision-county", false, true),
        column("year", "supervision-year", true, true),
        column("standard", "supervision-standard", false, false),
        column("standard_title", "supervision-standard", false, !own),
        column("state", "supervision-state", false, own),
        column("version", "supervision-version", true, own),
        column("number", "supervision-number", false, true),
        column("published", "supervision-published", false, true),
        column("hash", "supervision-hash", false, false),
        Column { sort: true, ..column("assessment", "supervision-assessment-id", false, false) },
    ]
}

/// Published assessments.
pub(crate) static PUBLISHED: Listing = Listing {
    name: "county-assessments",
    word: "supervision-counties",
    columns: &columns(false),
    default_sort: "assessment",
    default_descending: true,
    filters: &[],
    search: false,
};

/// Assessments of one's region, in every state.
pub(crate) static OWN: Listing = Listing {
    name: "assessments-in-procedure",
    word: "supervision-own",
    columns: &columns(true),
    default_sort: "assessment",
    default_descending: true,
    filters: &[],
    search: false,
};

/// One page of published assessments.
pub(crate) fn fetch(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    page(op, query, voice, None)
}

/// One page of the assessments of one's region.
pub(crate) fn fetch_own(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let prefix = access::prefix(op.actor()).ok_or(match op.actor().person() {
        Some(_) => Error::Missing,
        None => Error::Unknown,
    })?;
    page(op, query, voice, Some(&prefix))
}

fn page(op: &Op, query: &ListQuery, voice: &Voice, prefix: Option<&str>) -> op::Result<Page> {
    let after = query.after.as_ref().map(|after| after.get_text(0)).transpose()?;
    let limit = i64::try_from(query.limit).unwrap_or(100) + 1;
    let found = store::county::list(op.conn(), prefix, after, query.descending, limit)?;
    let named = found.into_iter().map(|one| {
        let name = region(op, &one.region, voice.locale())?;
        let marked = if one.example { format!("{name} · {}", voice.word("supervision-example")) } else { name };
        Ok((marked, one))
    });
    let named = named.collect::<op::Result<Vec<(String, County)>>>()?;
    let cursor = |(_, one): &(String, County)| Cursor::new().text(&one.id);
    Ok(Page::of(named, query.limit, |row| cells(row, voice), cursor))
}

/// The title of a standard; its identifier if it is none of those shipped.
fn title(id: &str, voice: &Voice) -> String {
    Standard::shipped(id).map_or_else(|| id.to_owned(), |standard| standard_title(voice, &standard))
}

fn cells((name, one): &(String, County), voice: &Voice) -> Vec<Cell> {
    vec![
        Cell::link(name, crate::shown::home(&one.id)),
        Cell::text(one.year.to_string()),
        Cell::text(&one.standard),
        Cell::text(title(&one.standard, voice)),
        Cell::Status {
            state: look(one.state).to_owned(),
            word: Some(format!("supervision-state-{}", one.state.name())),
        },
        Cell::Int(one.version),
        Cell::opt(one.number.clone()),
        one.published_at.map_or(Cell::Empty, |at| Cell::Day(at.day_in_shanghai())),
        Cell::text(&one.hash),
        Cell::text(&one.id),
    ]
}

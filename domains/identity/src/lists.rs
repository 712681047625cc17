//! The listing of this domain: one value for page, exports and API.

use op::{Error, Op, Result};
use web::{Cell, Column, Cursor, ListQuery, Listing, Page};

use crate::model::{Person, PersonDetails};
use crate::work::{lookup, people as work};
use crate::{mask, shown};

/// People a staff member is responsible for, masked in every format.
pub(crate) const PEOPLE: Listing = Listing {
    name: "people",
    word: "identity-people",
    columns: &[
        Column { key: "person", word: "identity-people-person", numeric: false, sort: true, page: true },
        Column { key: "name", word: "identity-people-name", numeric: false, sort: false, page: true },
        Column { key: "id_number", word: "identity-people-id_number", numeric: false, sort: false, page: true },
        Column { key: "sign_in_name", word: "identity-people-sign_in_name", numeric: false, sort: false, page: true },
        Column { key: "status", word: "identity-people-status", numeric: false, sort: false, page: true },
        Column { key: "created_at", word: "identity-people-created_at", numeric: false, sort: false, page: true },
    ],
    default_sort: "person",
    default_descending: false,
    filters: &[],
    search: false,
};

/// One page of the people.
pub(crate) fn people(op: &Op, query: &ListQuery) -> Result<Page> {
    let after = query.after.as_ref().map(|cursor| cursor.get_text(0)).transpose()?;
    let limit = i64::try_from(query.limit).map_err(Error::bug)? + 1;
    let rows = lookup::list(op, after, query.descending, limit)?;
    let mut opened = Vec::with_capacity(rows.len());
    for row in &rows {
        opened.push((work::details(op, row)?, row));
    }
    let cells = |(details, row): &(PersonDetails, &Person)| {
        vec![
            Cell::link(row.person.clone(), format!("/identity/people/{}", row.person)),
            Cell::text(mask::name(&details.name)),
            Cell::opt(details.id_number.as_deref().map(mask::id_number)),
            Cell::opt(details.sign_in_name.clone()),
            Cell::Status {
                state: shown::status(row.status).to_owned(),
                word: Some(format!("identity-status-{}", row.status.text())),
            },
            Cell::Instant(row.created_at),
        ]
    };
    Ok(Page::of(opened, query.limit, cells, |(details, _)| Cursor::new().text(&details.person)))
}

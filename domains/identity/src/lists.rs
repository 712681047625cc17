//! The listings of this domain: one value for page, exports and API.

use op::{Error, Op, Result};
use web::{Cell, Column, Cursor, ListQuery, Listing, Page};

use crate::model::{Consent, Person, PersonDetails, ReadEntry};
use crate::rules::consent as rules;
use crate::work::{consents as consents_work, lookup, people as work};
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

/// A learner's consents, whatever became of them.
pub(crate) const CONSENTS: Listing = Listing {
    name: "consents",
    word: "identity-consents-all",
    columns: &[
        Column { key: "given_at", word: "identity-consent-given_at", numeric: false, sort: true, page: true },
        Column { key: "organisation", word: "identity-consent-organisation", numeric: false, sort: false, page: true },
        Column { key: "purpose", word: "identity-consent-purpose", numeric: false, sort: false, page: true },
        Column { key: "outcomes", word: "identity-what-outcomes", numeric: false, sort: false, page: true },
        Column { key: "passbook", word: "identity-what-passbook", numeric: false, sort: false, page: true },
        Column { key: "identity", word: "identity-what-identity", numeric: false, sort: false, page: true },
        Column { key: "contact", word: "identity-what-contact", numeric: false, sort: false, page: true },
        Column { key: "until", word: "identity-consent-until", numeric: false, sort: false, page: true },
        Column { key: "state", word: "identity-session-state", numeric: false, sort: false, page: true },
    ],
    default_sort: "given_at",
    default_descending: true,
    filters: &[],
    search: false,
};

/// One page of a learner's consents.
pub(crate) fn consents(op: &Op, learner: &str, query: &ListQuery) -> Result<Page> {
    let after = query.after.as_ref().map(|cursor| cursor.get_text(0)).transpose()?;
    let limit = i64::try_from(query.limit).map_err(Error::bug)? + 1;
    let rows = consents_work::part(op, learner, after, query.descending, limit)?;
    let names = shown::organisation_names(op, rows.iter().map(|row| row.organisation.as_str()))?;
    let cells = |row: &Consent| {
        let (state, word) = shown::consent(rules::state(row, op.now()));
        let may = |what: &str| Cell::Flag(row.what.iter().any(|item| item == what));
        vec![
            Cell::Instant(row.given_at),
            Cell::opt(names.get(&row.organisation)),
            Cell::word(format!("identity-purpose-{}", row.purpose)),
            may("outcomes"),
            may("passbook"),
            may("identity"),
            may("contact"),
            Cell::Instant(row.until_at),
            Cell::Status { state: state.to_owned(), word: Some(word.to_owned()) },
        ]
    };
    Ok(Page::of(rows, query.limit, cells, |row| Cursor::new().text(&row.consent)))
}

/// Who read a learner's data.
pub(crate) const READS: Listing = Listing {
    name: "reads",
    word: "identity-reads",
    columns: &[
        Column { key: "at", word: "identity-read-at", numeric: false, sort: true, page: true },
        Column { key: "organisation", word: "identity-consent-organisation", numeric: false, sort: false, page: true },
        Column { key: "purpose", word: "identity-consent-purpose", numeric: false, sort: false, page: true },
        Column { key: "what", word: "identity-consent-what", numeric: false, sort: false, page: true },
        Column { key: "outcome", word: "identity-read-outcome", numeric: false, sort: false, page: true },
    ],
    default_sort: "at",
    default_descending: true,
    filters: &[],
    search: false,
};

/// One page of the reads.
pub(crate) fn reads(op: &Op, learner: &str, query: &ListQuery) -> Result<Page> {
    let after = query.after.as_ref().map(|cursor| cursor.get_text(0)).transpose()?;
    let limit = i64::try_from(query.limit).map_err(Error::bug)? + 1;
    let rows = consents_work::part_of_reads(op, learner, after, query.descending, limit)?;
    let names = shown::organisation_names(op, rows.iter().map(|row| row.organisation.as_str()))?;
    let cells = |row: &ReadEntry| {
        let (state, word) = match row.outcome.as_str() {
            "read" => ("done", "identity-read-done"),
            "own" => ("done", "identity-read-own"),
            _ => ("rejected", "identity-read-refused"),
        };
        vec![
            Cell::Instant(row.at),
            Cell::opt(names.get(&row.organisation)),
            Cell::word(format!("identity-purpose-{}", row.purpose)),
            Cell::word(format!("identity-what-{}", row.what)),
            Cell::Status { state: state.to_owned(), word: Some(word.to_owned()) },
        ]
    };
    Ok(Page::of(rows, query.limit, cells, |row| Cursor::new().text(&row.read_id)))
}

//! People, their sign-in names, numbers and contacts.

use db::{Conn, Param, Row};
use op::{Pen, Result};
use units::Instant;

use super::{CHUNK, places};
use crate::model::{Contact, Person, Status};

/// A new person's row, sealed.
pub struct NewRow {
    /// `prs_…`
    pub person: String,
    /// How far the record has come.
    pub status: Status,
    /// Key everything in the row is sealed with.
    pub key_id: u32,
    /// Sealed name.
    pub name_sealed: Vec<u8>,
    /// Sealed 身份证号.
    pub id_number_sealed: Option<Vec<u8>>,
    /// Sealed day of birth.
    pub born_sealed: Option<Vec<u8>>,
    /// Year of birth, in the clear: it names nobody, and the minors' audit looks for it.
    pub birth_year: Option<i32>,
}

const COLUMNS: &str =
    "p.person, p.status, p.name_sealed, p.id_number_sealed, p.born_sealed, n.sign_in_name, p.created_at";

fn person_of(row: &Row) -> db::Result<Person> {
    let status = row.text(1)?;
    Ok(Person {
        person: row.text(0)?,
        status: Status::parse(&status).ok_or_else(|| db::Error::other("a person's status is unknown"))?,
        name_sealed: row.blob(2)?,
        id_number_sealed: row.opt_blob(3)?,
        born_sealed: row.opt_blob(4)?,
        sign_in_name: row.opt_text(5)?,
        created_at: row.instant(6)?,
    })
}

/// Who is this person?
pub fn person(conn: &Conn, person: &str) -> Result<Option<Person>> {
    let sql = format!(
        "select {COLUMNS} from identity_person p left join identity_sign_in_name n on n.person = p.person where p.person = $1"
    );
    Ok(conn.row(&sql, &[person.into()], person_of)?)
}

/// Who are these people? In no particular order; unknown ones are left out.
pub fn people(conn: &Conn, ids: &[&str]) -> Result<Vec<Person>> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let sql = format!(
            "select {COLUMNS} from identity_person p left join identity_sign_in_name n on n.person = p.person
             where p.person in ({})",
            places(1, chunk.len())
        );
        let params: Vec<Param> = chunk.iter().map(|id| Param::from(*id)).collect();
        found.extend(conn.rows(&sql, &params, person_of)?);
    }
    Ok(found)
}

/// Whom a staff member's list of people shows.
pub enum Within {
    /// Everybody.
    Everywhere,
    /// Holders of grants in these regions (prefixes of their codes) or at these organisations.
    Places {
        /// `31`, `3205`, …
        region_prefixes: Vec<String>,
        /// Organisation codes.
        organisations: Vec<String>,
    },
}

impl Within {
    /// The condition that a place, given by its columns, lies within; its values are added to `params`. `None` if nothing
    /// does.
    pub(super) fn clause<'p>(
        &'p self,
        region: &str,
        organisation: &str,
        params: &mut Vec<Param<'p>>,
    ) -> Option<String> {
        let Within::Places { region_prefixes, organisations } = self else { return Some("1 = 1".to_owned()) };
        let mut either = Vec::new();
        for prefix in region_prefixes {
            params.push(prefix.into());
            either.push(format!("substr({region}, 1, {}) = ${}", prefix.len(), params.len()));
        }
        if !organisations.is_empty() {
            either.push(format!("{organisation} in ({})", places(params.len() + 1, organisations.len())));
            params.extend(organisations.iter().map(Param::from));
        }
        if either.is_empty() { None } else { Some(format!("({})", either.join(" or "))) }
    }
}

/// Which people are there? By age of the record, the oldest first unless `descending`, at most `limit` after the record
/// `after`.
pub fn list(
    conn: &Conn,
    within: &Within,
    now: Instant,
    after: Option<&str>,
    descending: bool,
    limit: i64,
) -> Result<Vec<Person>> {
    let (past, order) = if descending { ("<", "desc") } else { (">", "asc") };
    let mut params: Vec<Param> = vec![after.into(), limit.into()];
    let mut holds = String::new();
    if let Within::Places { .. } = within {
        params.push(now.into());
        let Some(clause) = within.clause("g.region", "g.scope_code", &mut params) else { return Ok(Vec::new()) };
        holds = format!(
            "and exists (select 1 from identity_grant g where g.person = p.person and g.revoked_at is null
             and (g.valid_until is null or g.valid_until > $3) and {clause})"
        );
    }
    let sql = format!(
        "select {COLUMNS} from identity_person p left join identity_sign_in_name n on n.person = p.person
         where (CAST($1 AS TEXT) is null or p.person {past} $1) {holds} order by p.person {order} limit $2"
    );
    Ok(conn.rows(&sql, &params, person_of)?)
}

/// Who signs in with this name?
pub fn by_sign_in_name(conn: &Conn, sign_in_name: &str) -> Result<Option<String>> {
    let sql = "select person from identity_sign_in_name where sign_in_name = $1";
    Ok(conn.row(sql, &[sign_in_name.into()], |row| row.text(0))?)
}

/// Who has these numbers, by their index? Pairs of index and person.
pub fn by_id_numbers(conn: &Conn, indexes: &[&str]) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for chunk in indexes.chunks(CHUNK) {
        let sql = format!(
            "select number_index, person from identity_id_number where number_index in ({})",
            places(1, chunk.len())
        );
        let params: Vec<Param> = chunk.iter().map(|index| Param::from(*index)).collect();
        found.extend(conn.rows(&sql, &params, |row| Ok((row.text(0)?, row.text(1)?)))?);
    }
    Ok(found)
}

/// Who can be reached under this contact, by its index?
pub fn by_contact(conn: &Conn, kind: Contact, index: &str) -> Result<Vec<String>> {
    let sql = "select person from identity_contact where contact_index = $1 and kind = $2 order by person limit 20";
    Ok(conn.rows(sql, &[index.into(), kind.text().into()], |row| row.text(0))?)
}

/// A person's contact, sealed.
pub fn contact(conn: &Conn, person: &str, kind: Contact) -> Result<Option<Vec<u8>>> {
    let sql = "select sealed from identity_contact where person = $1 and kind = $2";
    Ok(conn.row(sql, &[person.into(), kind.text().into()], |row| row.blob(0))?)
}

/// Inserts people, with the indexes of their numbers. A number somebody else has violates
/// `identity_id_number_pk`.
pub fn insert(pen: &Pen, people: &[NewRow], numbers: &[(String, String)], now: Instant) -> db::Result<()> {
    let rows: Vec<Vec<Param>> = people
        .iter()
        .map(|row| {
            vec![
                (&row.person).into(),
                row.status.text().into(),
                row.key_id.into(),
                (&row.name_sealed).into(),
                row.id_number_sealed.as_deref().into(),
                row.born_sealed.as_deref().into(),
                row.birth_year.into(),
                now.into(),
            ]
        })
        .collect();
    pen.batch(
        "insert into identity_person (person, status, key_id, name_sealed, id_number_sealed, born_sealed, birth_year, created_at) values",
        &rows,
        "",
    )?;
    let rows: Vec<Vec<Param>> = numbers.iter().map(|(index, person)| vec![index.into(), person.into()]).collect();
    pen.batch("insert into identity_id_number (number_index, person) values", &rows, "")?;
    Ok(())
}

/// Gives a person a sign-in name. One somebody else has violates `identity_sign_in_name_pk`.
pub fn insert_sign_in_name(pen: &Pen, person: &str, sign_in_name: &str) -> db::Result<()> {
    pen.run(
        "insert into identity_sign_in_name (sign_in_name, person) values ($1, $2)",
        &[sign_in_name.into(), person.into()],
    )?;
    Ok(())
}

/// Moves a record from one status to another; nobody else may have moved it meanwhile.
pub fn set_status(pen: &Pen, person: &str, from: Status, to: Status) -> Result<()> {
    pen.one(
        "update identity_person set status = $3 where person = $1 and status = $2",
        &[person.into(), from.text().into(), to.text().into()],
    )
}

/// Gives a person without one a day of birth; 0 rows if there is one.
pub fn set_born(pen: &Pen, person: &str, sealed: &[u8], year: i32) -> Result<u64> {
    Ok(pen.run(
        "update identity_person set born_sealed = $2, birth_year = $3 where person = $1 and born_sealed is null",
        &[person.into(), sealed.into(), year.into()],
    )?)
}

/// Sets, replaces or (with `None`) removes a contact: sealed value, its index, the key it is sealed with.
pub fn set_contact(
    pen: &Pen,
    person: &str,
    kind: Contact,
    sealed: Option<(&[u8], &str, u32)>,
    now: Instant,
) -> Result<()> {
    let Some((sealed, index, key_id)) = sealed else {
        pen.run("delete from identity_contact where person = $1 and kind = $2", &[person.into(), kind.text().into()])?;
        return Ok(());
    };
    pen.run(
        "insert into identity_contact (person, kind, key_id, sealed, contact_index, changed_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (person, kind) do update
         set key_id = excluded.key_id, sealed = excluded.sealed, contact_index = excluded.contact_index, changed_at = excluded.changed_at",
        &[person.into(), kind.text().into(), key_id.into(), sealed.into(), index.into(), now.into()],
    )?;
    Ok(())
}

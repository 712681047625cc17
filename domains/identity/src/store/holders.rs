//! Which organisations recorded a person.

use db::{Conn, Param};
use op::{Pen, Place, Result};
use units::Instant;

use super::people::Within;

/// Where are the organisations that recorded this person?
pub fn of(conn: &Conn, person: &str) -> Result<Vec<Place>> {
    let sql = "select organisation, region from identity_holder where person = $1 order by organisation limit 200";
    Ok(conn.rows(sql, &[person.into()], |row| Ok(Place { organisation: Some(row.text(0)?), region: row.text(1)? }))?)
}

/// Records that an organisation has these people's records; what it has already stays as it is.
pub fn insert(pen: &Pen, people: &[&str], organisation: &str, region: &str, now: Instant) -> Result<()> {
    let rows: Vec<Vec<Param>> =
        people.iter().map(|person| vec![(*person).into(), organisation.into(), region.into(), now.into()]).collect();
    pen.batch(
        "insert into identity_holder (person, organisation, region, since) values",
        &rows,
        "on conflict (person, organisation) do nothing",
    )?;
    Ok(())
}

/// A record that was claimed.
pub struct Claim {
    /// Whose it is.
    pub person: String,
    /// Who had invited them.
    pub invited_by: String,
    /// When it was claimed.
    pub claimed_at: Instant,
}

/// Which records were claimed that organisations within somebody's reach hold? The latest first.
pub fn claims(conn: &Conn, within: &Within, limit: i64) -> Result<Vec<Claim>> {
    let mut params: Vec<Param> = vec![limit.into()];
    let Some(clause) = within.clause("h.region", "h.organisation", &mut params) else { return Ok(Vec::new()) };
    let sql = format!(
        "select i.person, i.invited_by, i.accepted_at from identity_invitation i
         where i.person is not null and i.accepted_at is not null
           and exists (select 1 from identity_holder h where h.person = i.person and {clause})
         order by i.accepted_at desc limit $1"
    );
    let claim =
        |row: &db::Row| Ok(Claim { person: row.text(0)?, invited_by: row.text(1)?, claimed_at: row.instant(2)? });
    Ok(conn.rows(&sql, &params, claim)?)
}

//! Who stands for a minor.

use db::{Conn, Param, Row};
use op::{Pen, Result};
use units::Instant;

use super::people::Within;
use crate::model::Guardian;

const COLUMNS: &str = "learner, guardian, relation, named_at, confirmed_at, attested_at, ended_at";

fn guardian_of(row: &Row) -> db::Result<Guardian> {
    Ok(Guardian {
        learner: row.text(0)?,
        guardian: row.text(1)?,
        relation: row.text(2)?,
        named_at: row.instant(3)?,
        confirmed_at: row.opt_instant(4)?,
        attested_at: row.opt_instant(5)?,
        ended_at: row.opt_instant(6)?,
    })
}

/// The link between a learner and a guardian, whatever became of it.
pub fn link(conn: &Conn, learner: &str, guardian: &str) -> Result<Option<Guardian>> {
    let sql = format!("select {COLUMNS} from identity_guardian where learner = $1 and guardian = $2");
    Ok(conn.row(&sql, &[learner.into(), guardian.into()], guardian_of)?)
}

/// A learner's guardians, confirmed or named.
pub fn of_learner(conn: &Conn, learner: &str) -> Result<Vec<Guardian>> {
    let sql = format!(
        "select {COLUMNS} from identity_guardian where learner = $1 and ended_at is null order by guardian limit 20"
    );
    Ok(conn.rows(&sql, &[learner.into()], guardian_of)?)
}

/// The learners a person is, or is named to be, the guardian of.
pub fn wards(conn: &Conn, guardian: &str) -> Result<Vec<Guardian>> {
    let sql = format!(
        "select {COLUMNS} from identity_guardian where guardian = $1 and ended_at is null order by learner limit 100"
    );
    Ok(conn.rows(&sql, &[guardian.into()], guardian_of)?)
}

/// Names a guardian, again if the link had ended; 0 rows if it stands.
pub fn name(pen: &Pen, learner: &str, guardian: &str, relation: &str, by: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "insert into identity_guardian (learner, guardian, relation, named_by, named_at) values ($1, $2, $3, $4, $5)
         on conflict (learner, guardian) do update
         set relation = excluded.relation, named_by = excluded.named_by, named_at = excluded.named_at, confirmed_at = null,
             attested_at = null, attested_by = null, ended_at = null
         where identity_guardian.ended_at is not null",
        &[learner.into(), guardian.into(), relation.into(), by.into(), now.into()],
    )?)
}

/// Confirms a link that waits; 0 rows if it does not.
pub fn confirm(pen: &Pen, learner: &str, guardian: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_guardian set confirmed_at = $3
         where learner = $1 and guardian = $2 and confirmed_at is null and ended_at is null",
        &[learner.into(), guardian.into(), now.into()],
    )?)
}

/// Attests a link that its guardian confirmed; 0 rows if it does not wait for that.
pub fn attest(pen: &Pen, learner: &str, guardian: &str, by: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_guardian set attested_at = $3, attested_by = $4
         where learner = $1 and guardian = $2 and confirmed_at is not null and attested_at is null and ended_at is null",
        &[learner.into(), guardian.into(), now.into(), by.into()],
    )?)
}

/// Ends a link that waits to be attested; 0 rows for any other.
pub fn decline(pen: &Pen, learner: &str, guardian: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_guardian set ended_at = $3
         where learner = $1 and guardian = $2 and confirmed_at is not null and attested_at is null and ended_at is null",
        &[learner.into(), guardian.into(), now.into()],
    )?)
}

/// Which links wait to be attested, of learners whose records organisations within somebody's reach hold? The longest
/// waiting first.
pub fn waiting(conn: &Conn, within: &Within, limit: i64) -> Result<Vec<Guardian>> {
    let mut params: Vec<Param> = vec![limit.into()];
    let Some(clause) = within.clause("h.region", "h.organisation", &mut params) else { return Ok(Vec::new()) };
    let held = match within {
        // Of a learner whom no organisation recorded an administrator decides.
        Within::Everywhere => String::new(),
        Within::Places { .. } => {
            format!("and exists (select 1 from identity_holder h where h.person = learner and {clause})")
        }
    };
    let sql = format!(
        "select {COLUMNS} from identity_guardian
         where confirmed_at is not null and attested_at is null and ended_at is null {held}
         order by confirmed_at limit $1"
    );
    Ok(conn.rows(&sql, &params, guardian_of)?)
}

/// Ends a link; 0 rows if it had ended.
pub fn end(pen: &Pen, learner: &str, guardian: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_guardian set ended_at = $3 where learner = $1 and guardian = $2 and ended_at is null",
        &[learner.into(), guardian.into(), now.into()],
    )?)
}

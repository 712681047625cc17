//! Links by which somebody sets a new password.

use db::Conn;
use op::{Pen, Result};
use units::Instant;

use crate::model::Reset;

/// One link of a person.
pub fn reset(conn: &Conn, person: &str, reset: &str) -> Result<Option<Reset>> {
    let sql = "select token_hash, made_by, expires_at, ended_at from identity_reset where person = $1 and reset = $2";
    let found = conn.row(sql, &[person.into(), reset.into()], |row| {
        Ok(Reset {
            person: person.to_owned(),
            reset: reset.to_owned(),
            token_hash: row.text(0)?,
            made_by: row.text(1)?,
            expires_at: row.instant(2)?,
            ended_at: row.opt_instant(3)?,
        })
    })?;
    Ok(found)
}

/// Ends whatever link of a person still works.
pub fn end_all(pen: &Pen, person: &str, now: Instant) -> Result<()> {
    let sql = "update identity_reset set ended_at = $2 where person = $1 and ended_at is null";
    pen.run(sql, &[person.into(), now.into()])?;
    Ok(())
}

/// Keeps a link; an earlier one of the person ends with it. Of two made at once the second comes again.
pub fn insert(pen: &Pen, reset: &Reset, now: Instant) -> Result<()> {
    end_all(pen, &reset.person, now)?;
    pen.run(
        "insert into identity_reset (person, reset, token_hash, made_by, made_at, expires_at) values ($1, $2, $3, $4, $5, $6)",
        &[
            (&reset.person).into(),
            (&reset.reset).into(),
            (&reset.token_hash).into(),
            (&reset.made_by).into(),
            now.into(),
            reset.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// Uses a link up; 0 rows if it was used, replaced, or is too old.
pub fn finish(pen: &Pen, person: &str, reset: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_reset set ended_at = $3
         where person = $1 and reset = $2 and ended_at is null and expires_at > $3",
        &[person.into(), reset.into(), now.into()],
    )?)
}

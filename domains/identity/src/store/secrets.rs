//! Passwords, second factors, recovery codes.

use db::Conn;
use op::{Pen, Result};
use units::Instant;

/// A second factor as stored.
pub struct FactorRow {
    /// Sealed secret.
    pub secret_sealed: Vec<u8>,
    /// When it was confirmed with a first code.
    pub confirmed_at: Option<Instant>,
    /// The last step accepted.
    pub last_step: i64,
}

/// A person's password hash, if they may sign in.
pub fn password(conn: &Conn, person: &str) -> Result<Option<String>> {
    let sql = "select w.phc from identity_password w join identity_person p on p.person = w.person
               where w.person = $1 and p.status = 'active'";
    Ok(conn.row(sql, &[person.into()], |row| row.text(0))?)
}

/// When a person's password was set.
pub fn password_set_at(conn: &Conn, person: &str) -> Result<Option<Instant>> {
    let sql = "select set_at from identity_password where person = $1";
    Ok(conn.row(sql, &[person.into()], |row| row.instant(0))?)
}

/// Sets or replaces a password hash.
pub fn set_password(pen: &Pen, person: &str, phc: &str, now: Instant) -> Result<()> {
    pen.run(
        "insert into identity_password (person, phc, set_at) values ($1, $2, $3)
         on conflict (person) do update set phc = excluded.phc, set_at = excluded.set_at",
        &[person.into(), phc.into(), now.into()],
    )?;
    Ok(())
}

/// A person's second factor, confirmed or not.
pub fn factor(conn: &Conn, person: &str) -> Result<Option<FactorRow>> {
    let sql = "select secret_sealed, confirmed_at, last_step from identity_second_factor where person = $1";
    Ok(conn.row(sql, &[person.into()], |row| {
        Ok(FactorRow { secret_sealed: row.blob(0)?, confirmed_at: row.opt_instant(1)?, last_step: row.int(2)? })
    })?)
}

/// Begins an enrolment, or begins it anew; a confirmed factor is not touched and the row count is 0.
pub fn enrol(pen: &Pen, person: &str, sealed: &[u8], key_id: u32, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "insert into identity_second_factor (person, key_id, secret_sealed, enrolled_at, confirmed_at, last_step)
         values ($1, $2, $3, $4, null, 0)
         on conflict (person) do update
         set key_id = excluded.key_id, secret_sealed = excluded.secret_sealed, enrolled_at = excluded.enrolled_at, last_step = 0
         where identity_second_factor.confirmed_at is null",
        &[person.into(), key_id.into(), sealed.into(), now.into()],
    )?)
}

/// Confirms an enrolment with its first accepted step.
pub fn confirm(pen: &Pen, person: &str, step: i64, now: Instant) -> Result<()> {
    pen.one(
        "update identity_second_factor set confirmed_at = $2, last_step = $3 where person = $1 and confirmed_at is null",
        &[person.into(), now.into(), step.into()],
    )
}

/// Takes a step; 0 rows if it, or a later one, was taken before.
pub fn take_step(pen: &Pen, person: &str, step: i64) -> Result<u64> {
    Ok(pen.run(
        "update identity_second_factor set last_step = $2 where person = $1 and confirmed_at is not null and last_step < $2",
        &[person.into(), step.into()],
    )?)
}

/// Removes second factor and recovery codes.
pub fn remove_factor(pen: &Pen, person: &str) -> Result<u64> {
    pen.run("delete from identity_recovery_code where person = $1", &[person.into()])?;
    Ok(pen.run("delete from identity_second_factor where person = $1", &[person.into()])?)
}

/// Replaces the recovery codes, given by their indexes.
pub fn set_recovery_codes(pen: &Pen, person: &str, indexes: &[String]) -> Result<()> {
    pen.run("delete from identity_recovery_code where person = $1", &[person.into()])?;
    let rows: Vec<Vec<db::Param>> = indexes.iter().map(|index| vec![person.into(), index.into()]).collect();
    pen.batch("insert into identity_recovery_code (person, code_index) values", &rows, "")?;
    Ok(())
}

/// Uses a recovery code; 0 rows if there is none or it was used.
pub fn use_recovery_code(pen: &Pen, person: &str, index: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_recovery_code set used_at = $3 where person = $1 and code_index = $2 and used_at is null",
        &[person.into(), index.into(), now.into()],
    )?)
}

/// How many recovery codes are left.
pub fn recovery_codes_left(conn: &Conn, person: &str) -> Result<i64> {
    let sql = "select count(*) from identity_recovery_code where person = $1 and used_at is null";
    Ok(conn.row(sql, &[person.into()], |row| row.int(0))?.unwrap_or(0))
}

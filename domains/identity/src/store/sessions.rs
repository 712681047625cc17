//! Sessions and known devices.

use db::{Conn, Row};
use op::{Pen, Result};
use units::Instant;

use crate::model::{Acting, Session};

const COLUMNS: &str = "session, person, token_hash, device, started_at, seen_at, expires_at, second_factor_at, ended_at, acting_for, acting_by";

fn session_of(row: &Row) -> db::Result<Session> {
    let acting = row.opt_text(9)?.zip(row.opt_text(10)?).map(|(person, by)| Acting { person, by });
    Ok(Session {
        session: row.text(0)?,
        person: row.text(1)?,
        token_hash: row.text(2)?,
        device: row.text(3)?,
        started_at: row.instant(4)?,
        seen_at: row.instant(5)?,
        expires_at: row.instant(6)?,
        second_factor_at: row.opt_instant(7)?,
        ended_at: row.opt_instant(8)?,
        acting,
    })
}

/// One session of a person.
pub fn session(conn: &Conn, person: &str, session: &str) -> Result<Option<Session>> {
    let sql = format!("select {COLUMNS} from identity_session where person = $1 and session = $2");
    Ok(conn.row(&sql, &[person.into(), session.into()], session_of)?)
}

/// A person's sessions that are neither ended nor expired, the latest first.
pub fn open(conn: &Conn, person: &str, now: Instant) -> Result<Vec<Session>> {
    let sql = format!(
        "select {COLUMNS} from identity_session where person = $1 and ended_at is null and expires_at > $2
         order by session desc limit 100"
    );
    Ok(conn.rows(&sql, &[person.into(), now.into()], session_of)?)
}

/// Begins a session.
pub fn insert(pen: &Pen, session: &Session) -> Result<()> {
    pen.run(
        "insert into identity_session
         (person, session, token_hash, device, started_at, seen_at, expires_at, second_factor_at, ended_at, acting_for, acting_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, null, null, null)",
        &[
            (&session.person).into(),
            (&session.session).into(),
            (&session.token_hash).into(),
            (&session.device).into(),
            session.started_at.into(),
            session.seen_at.into(),
            session.expires_at.into(),
            session.second_factor_at.into(),
        ],
    )?;
    Ok(())
}

/// Notes that a session was used, if nobody noted it since; 0 rows otherwise.
pub fn note_seen(pen: &Pen, person: &str, session: &str, seen_before: Instant, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_session set seen_at = $4 where person = $1 and session = $2 and seen_at = $3 and ended_at is null",
        &[person.into(), session.into(), seen_before.into(), now.into()],
    )?)
}

/// Notes that the second factor was shown; the session may live its full time from here.
pub fn note_factor(pen: &Pen, person: &str, session: &str, expires_at: Instant, now: Instant) -> Result<()> {
    pen.one(
        "update identity_session set second_factor_at = $3, seen_at = $3, expires_at = $4
         where person = $1 and session = $2 and ended_at is null",
        &[person.into(), session.into(), now.into(), expires_at.into()],
    )
}

/// Ends a session; 0 rows if it had ended.
pub fn end(pen: &Pen, person: &str, session: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_session set ended_at = $3 where person = $1 and session = $2 and ended_at is null",
        &[person.into(), session.into(), now.into()],
    )?)
}

/// Ends every session of a person but one (none is kept if `kept` is empty). Answers how many.
pub fn end_others(pen: &Pen, person: &str, kept: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_session set ended_at = $3 where person = $1 and session <> $2 and ended_at is null",
        &[person.into(), kept.into(), now.into()],
    )?)
}

/// Sets in whose place a session acts; `None` for oneself.
pub fn set_acting(pen: &Pen, person: &str, session: &str, acting: Option<&Acting>) -> Result<()> {
    pen.one(
        "update identity_session set acting_for = $3, acting_by = $4 where person = $1 and session = $2 and ended_at is null",
        &[
            person.into(),
            session.into(),
            acting.map(|acting| acting.person.as_str()).into(),
            acting.map(|acting| acting.by.as_str()).into(),
        ],
    )
}

/// Removes sessions that expired before a moment. Answers how many.
pub fn forget_before(pen: &Pen, moment: Instant) -> Result<u64> {
    pen.run(
        "delete from identity_device where known_at < $1",
        &[moment.plus_seconds(-crate::rules::session::DEVICE_SECONDS).into()],
    )?;
    Ok(pen.run("delete from identity_session where expires_at < $1", &[moment.into()])?)
}

/// Whether a browser is known for a person.
pub fn device_known(conn: &Conn, person: &str, device_hash: &str, since: Instant) -> Result<bool> {
    let sql = "select known_at from identity_device where person = $1 and device_hash = $2 and known_at >= $3";
    Ok(conn.row(sql, &[person.into(), device_hash.into(), since.into()], |row| row.instant(0))?.is_some())
}

/// Remembers a browser, or renews the memory.
pub fn remember_device(pen: &Pen, person: &str, device_hash: &str, now: Instant) -> Result<()> {
    pen.run(
        "insert into identity_device (person, device_hash, known_at) values ($1, $2, $3)
         on conflict (person, device_hash) do update set known_at = excluded.known_at",
        &[person.into(), device_hash.into(), now.into()],
    )?;
    Ok(())
}

/// Forgets every browser of a person but one (none is kept if `kept` is empty).
pub fn forget_devices(pen: &Pen, person: &str, kept: &str) -> Result<()> {
    pen.run("delete from identity_device where person = $1 and device_hash <> $2", &[person.into(), kept.into()])?;
    Ok(())
}

//! Attempts to sign in, counted by bucket.

use db::Conn;
use op::{Pen, Result};
use units::Instant;

use crate::rules::throttle::Attempts;

/// Attempts in a bucket since the last success.
pub fn attempts(conn: &Conn, bucket: &str) -> Result<Option<Attempts>> {
    let sql = "select attempts, last_at from identity_throttle where bucket = $1";
    Ok(conn.row(sql, &[bucket.into()], |row| Ok(Attempts { count: row.int(0)?, last_at: row.instant(1)? }))?)
}

/// Notes an attempt. `seen` is what the decision was made on: if another attempt came between, nothing is noted and the
/// row count is 0.
pub fn note(pen: &Pen, bucket: &str, seen: Option<Attempts>, count: i64, now: Instant) -> Result<u64> {
    let changed = match seen {
        None => pen.run(
            "insert into identity_throttle (bucket, attempts, last_at) values ($1, $2, $3) on conflict (bucket) do nothing",
            &[bucket.into(), count.into(), now.into()],
        )?,
        Some(seen) => pen.run(
            "update identity_throttle set attempts = $2, last_at = $3 where bucket = $1 and attempts = $4 and last_at = $5",
            &[bucket.into(), count.into(), now.into(), seen.count.into(), seen.last_at.into()],
        )?,
    };
    Ok(changed)
}

/// Adds an attempt to a bucket that many share, and takes off it what time has forgotten. Unlike [`note`] it does not mind who
/// comes between: a network's count need not be exact.
pub fn add(pen: &Pen, bucket: &str, forgotten: i64, now: Instant) -> Result<()> {
    // Only what was forgotten moves the moment on, so that many attempts in a row do not keep time from counting.
    pen.run(
        "insert into identity_throttle (bucket, attempts, last_at) values ($1, 1, $2)
         on conflict (bucket) do update set
             attempts = case when identity_throttle.attempts > $3 then identity_throttle.attempts - $3 else 0 end + 1,
             last_at = case when $3 > 0 then excluded.last_at else identity_throttle.last_at end",
        &[bucket.into(), now.into(), forgotten.into()],
    )?;
    Ok(())
}

/// Takes an attempt that succeeded off a bucket.
pub fn take_off(pen: &Pen, bucket: &str) -> Result<()> {
    pen.run("delete from identity_throttle where bucket = $1 and attempts = 1", &[bucket.into()])?;
    pen.run(
        "update identity_throttle set attempts = attempts - 1 where bucket = $1 and attempts > 1",
        &[bucket.into()],
    )?;
    Ok(())
}

/// Forgets a bucket after a success.
pub fn forget(pen: &Pen, bucket: &str) -> Result<()> {
    pen.run("delete from identity_throttle where bucket = $1", &[bucket.into()])?;
    Ok(())
}

/// Forgets buckets without an attempt since a moment.
pub fn forget_before(pen: &Pen, moment: Instant) -> Result<u64> {
    Ok(pen.run("delete from identity_throttle where last_at < $1", &[moment.into()])?)
}

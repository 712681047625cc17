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

/// Forgets a bucket after a success.
pub fn forget(pen: &Pen, bucket: &str) -> Result<()> {
    pen.run("delete from identity_throttle where bucket = $1", &[bucket.into()])?;
    Ok(())
}

/// Forgets buckets without an attempt since a moment.
pub fn forget_before(pen: &Pen, moment: Instant) -> Result<u64> {
    Ok(pen.run("delete from identity_throttle where last_at < $1", &[moment.into()])?)
}

//! Notices.

use db::{Conn, Param};
use op::Pen;
use units::Instant;

use super::{SET_SIZE, set, set_params};
use crate::model::Notice;

/// Tells somebody once: a stage that was told before changes nothing. Answers whether it was new.
pub fn insert(pen: &Pen, learner: &str, notice: &Notice) -> op::Result<bool> {
    let args = serde_json::to_string(&notice.args).map_err(op::Error::bug)?;
    let new = pen.run(
        "insert into credit_notice (learner, reader, about, stage, code, args, href, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (learner, reader, about, stage) do nothing",
        &[
            learner.into(),
            notice.reader.as_str().into(),
            notice.about.as_str().into(),
            notice.stage.as_str().into(),
            notice.code.as_str().into(),
            args.as_str().into(),
            notice.href.as_str().into(),
            notice.at.into(),
        ],
    )?;
    Ok(new == 1)
}

/// What some readers were told, the latest first.
pub fn latest(conn: &Conn, readers: &[String], limit: i64) -> db::Result<Vec<Notice>> {
    let sql = format!(
        "select reader, about, stage, code, args, href, at, read_at from credit_notice
         where reader in {} order by at desc, about desc, stage desc limit $1",
        set(2)
    );
    let mut params: Vec<Param> = vec![limit.into()];
    set_params(&mut params, &readers[..readers.len().min(SET_SIZE)]);
    if readers.is_empty() {
        return Ok(Vec::new());
    }
    conn.rows(&sql, &params, |row| {
        Ok(Notice {
            reader: row.text(0)?,
            about: row.text(1)?,
            stage: row.text(2)?,
            code: row.text(3)?,
            args: serde_json::from_str(row.text_ref(4)?).unwrap_or_default(),
            href: row.text(5)?,
            at: row.instant(6)?,
            read_at: row.opt_instant(7)?,
        })
    })
}

/// How many notices some readers have not read, counted up to a limit.
pub fn unread(conn: &Conn, readers: &[String], limit: i64) -> db::Result<i64> {
    if readers.is_empty() {
        return Ok(0);
    }
    let sql = format!(
        "select count(*) from (select 1 from credit_notice where read_at is null and reader in {} limit $1) unread",
        set(2)
    );
    let mut params: Vec<Param> = vec![limit.into()];
    set_params(&mut params, &readers[..readers.len().min(SET_SIZE)]);
    Ok(conn.row(&sql, &params, |row| row.int(0))?.unwrap_or(0))
}

/// Marks what a reader was told up to a moment as read.
pub fn read(pen: &Pen, reader: &str, until: Instant, at: Instant) -> db::Result<u64> {
    pen.run(
        "update credit_notice set read_at = $3 where reader = $1 and at <= $2 and read_at is null",
        &[reader.into(), until.into(), at.into()],
    )
}

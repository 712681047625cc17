//! Comments on versions, and the voices of their members.

use db::{Conn, Row};
use op::{Error, OnConstraint, Pen};
use units::Instant;

use super::named;
use crate::model::{Comment, Outcome, Stance, Voice};
use crate::rules::Refused;

fn comment(row: &Row) -> db::Result<Comment> {
    Ok(Comment {
        id: row.text(0)?,
        system: row.text(1)?,
        version: row.int(2)?,
        region: row.text(3)?,
        indicator: row.text(4)?,
        text: row.text(5)?,
        said_by: row.text(6)?,
        said_at: row.instant(7)?,
        outcome: row.opt_text_ref(8)?.map(|name| named(Outcome::named(name))).transpose()?,
        answer: row.text(9)?,
        answered_by: row.opt_text(10)?,
        answered_at: row.opt_instant(11)?,
    })
}

/// The comments on a version, in the order in which they were made.
pub fn of_version(conn: &Conn, system: &str, version: i64) -> db::Result<Vec<Comment>> {
    conn.rows(
        "select id, system, version, region, indicator, text, said_by, said_at, outcome, answer, answered_by, answered_at
         from monitor_comment where system = $1 and version = $2 order by id",
        &[system.into(), version.into()],
        comment,
    )
}

/// Writes a comment.
pub fn insert(pen: &Pen, comment: &Comment) -> op::Result<()> {
    pen.run(
        "insert into monitor_comment (system, version, id, region, indicator, text, said_by, said_at, answer)
         values ($1, $2, $3, $4, $5, $6, $7, $8, '')",
        &[
            comment.system.as_str().into(),
            comment.version.into(),
            comment.id.as_str().into(),
            comment.region.as_str().into(),
            comment.indicator.as_str().into(),
            comment.text.as_str().into(),
            comment.said_by.as_str().into(),
            comment.said_at.into(),
        ],
    )?;
    Ok(())
}

/// Answers a comment that has no answer yet.
pub fn answer(pen: &Pen, of: &Comment, outcome: Outcome, text: &str, person: &str, at: Instant) -> op::Result<()> {
    pen.one(
        "update monitor_comment set outcome = $4, answer = $5, answered_by = $6, answered_at = $7
         where system = $1 and version = $2 and id = $3 and outcome IS NULL",
        &[
            of.system.as_str().into(),
            of.version.into(),
            of.id.as_str().into(),
            outcome.name().into(),
            text.into(),
            person.into(),
            at.into(),
        ],
    )
}

/// The voices of a version's members, in the order in which they spoke.
pub fn voices(conn: &Conn, system: &str, version: i64) -> db::Result<Vec<Voice>> {
    conn.rows(
        "select region, stance, reason, said_by, said_at from monitor_voice where system = $1 and version = $2
         order by said_at, region",
        &[system.into(), version.into()],
        |row| {
            Ok(Voice {
                region: row.text(0)?,
                stance: named(Stance::named(row.text_ref(1)?))?,
                reason: row.text(2)?,
                said_by: row.text(3)?,
                said_at: row.instant(4)?,
            })
        },
    )
}

/// Writes the voice of a member, which has one.
pub fn speak(pen: &Pen, system: &str, version: i64, voice: &Voice) -> op::Result<()> {
    pen.run(
        "insert into monitor_voice (system, version, region, stance, reason, said_by, said_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        &[
            system.into(),
            version.into(),
            voice.region.as_str().into(),
            voice.stance.name().into(),
            voice.reason.as_str().into(),
            voice.said_by.as_str().into(),
            voice.said_at.into(),
        ],
    )
    .map(|_| ())
    .on_constraint("monitor_voice_pk", || Error::conflict(Refused::Spoken))
}

/// Forgets the voices on a version that is taken back to be changed: they were about another text. The journal keeps them.
pub fn silence(pen: &Pen, system: &str, version: i64) -> db::Result<u64> {
    pen.run("delete from monitor_voice where system = $1 and version = $2", &[system.into(), version.into()])
}

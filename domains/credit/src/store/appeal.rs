//! Appeals and the voices in them.

use db::{Conn, Row};
use op::{Error, OnConstraint, Pen};
use units::Instant;

use super::named;
use crate::model::{Appeal, AppealState, FindingSaid, Ground, Voice};
use crate::rules::Objection;

macro_rules! columns {
    () => {
        "learner, id, application, institution, ground, statement, state, filed_at, due_at, decided_at, first_decider, \
         first_decided_at, revision"
    };
}

fn appeal(row: &Row) -> db::Result<Appeal> {
    Ok(Appeal {
        learner: row.text(0)?,
        id: row.text(1)?,
        application: row.text(2)?,
        institution: row.text(3)?,
        ground: named(Ground::named(row.text_ref(4)?))?,
        statement: row.text(5)?,
        state: named(AppealState::named(row.text_ref(6)?))?,
        filed_at: row.instant(7)?,
        due_at: row.instant(8)?,
        decided_at: row.opt_instant(9)?,
        first_decider: row.text(10)?,
        first_decided_at: row.instant(11)?,
        revision: row.int(12)?,
    })
}

/// An appeal by its id.
pub fn get(conn: &Conn, id: &str) -> db::Result<Option<Appeal>> {
    conn.row(concat!("select ", columns!(), " from credit_appeal where id = $1"), &[id.into()], appeal)
}

/// The appeals of an application, the latest first.
pub fn of_application(conn: &Conn, learner: &str, application: &str) -> db::Result<Vec<Appeal>> {
    conn.rows(
        concat!("select ", columns!(), " from credit_appeal where learner = $1 and application = $2 order by id desc"),
        &[learner.into(), application.into()],
        appeal,
    )
}

/// Appeals in a state, oldest first.
pub fn in_state(conn: &Conn, state: AppealState, limit: i64) -> db::Result<Vec<Appeal>> {
    conn.rows(
        concat!("select ", columns!(), " from credit_appeal where state = $1 order by filed_at, id limit $2"),
        &[state.name().into(), limit.into()],
        appeal,
    )
}

/// Files an appeal.
///
/// Errors: `Conflict` if the same decision, or the same silence, was appealed before.
pub fn insert(pen: &Pen, new: &Appeal) -> op::Result<()> {
    pen.run(
        "insert into credit_appeal (learner, id, application, institution, ground, statement, state, filed_at, due_at,
           first_decider, first_decided_at, revision)
         values ($1, $2, $3, $4, $5, $6, 'filed', $7, $8, $9, $10, 1)",
        &[
            new.learner.as_str().into(),
            new.id.as_str().into(),
            new.application.as_str().into(),
            new.institution.as_str().into(),
            new.ground.name().into(),
            new.statement.as_str().into(),
            new.filed_at.into(),
            new.due_at.into(),
            new.first_decider.as_str().into(),
            new.first_decided_at.into(),
        ],
    )
    .on_constraint("credit_appeal_once", || Error::conflict(Objection::AppealStanding))?;
    Ok(())
}

/// Moves an appeal that was read, if nobody was faster.
pub fn update(pen: &Pen, was: &Appeal, state: AppealState, decided_at: Option<Instant>) -> op::Result<()> {
    pen.one(
        "update credit_appeal set state = $3, decided_at = $4, revision = revision + 1
         where learner = $1 and id = $2 and state = $5 and revision = $6",
        &[
            was.learner.as_str().into(),
            was.id.as_str().into(),
            state.name().into(),
            decided_at.into(),
            was.state.name().into(),
            was.revision.into(),
        ],
    )
}

/// Ends what was appealed for silence, because the silence ended. Answers how many appeals that were.
pub fn lapse(pen: &Pen, learner: &str, application: &str, at: Instant) -> db::Result<u64> {
    pen.run(
        "update credit_appeal set state = 'lapsed', decided_at = $3, revision = revision + 1
         where learner = $1 and application = $2 and state = 'filed' and ground = 'silence'",
        &[learner.into(), application.into(), at.into()],
    )
}

/// Gives a province's voice, in the place of an earlier one.
pub fn speak(pen: &Pen, of: &Appeal, voice: &Voice) -> op::Result<()> {
    pen.one(
        "insert into credit_voice (learner, appeal, province, member, finding, reason, at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (learner, appeal, province) do update
           set member = excluded.member, finding = excluded.finding, reason = excluded.reason, at = excluded.at",
        &[
            of.learner.as_str().into(),
            of.id.as_str().into(),
            voice.province.as_str().into(),
            voice.member.as_str().into(),
            voice.finding.name().into(),
            voice.reason.as_str().into(),
            voice.at.into(),
        ],
    )
}

/// The voices given in an appeal.
pub fn voices(conn: &Conn, learner: &str, appeal: &str) -> db::Result<Vec<Voice>> {
    conn.rows(
        "select province, member, finding, reason, at from credit_voice where learner = $1 and appeal = $2
         order by province",
        &[learner.into(), appeal.into()],
        |row| {
            Ok(Voice {
                province: row.text(0)?,
                member: row.text(1)?,
                finding: named(FindingSaid::named(row.text_ref(2)?))?,
                reason: row.text(3)?,
                at: row.instant(4)?,
            })
        },
    )
}

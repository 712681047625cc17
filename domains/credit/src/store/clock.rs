//! Until when filed applications are to be decided.

use db::Conn;
use op::Pen;
use units::Instant;

/// The clock of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The filing it belongs to.
    pub filed_at: Instant,
    /// The first moment after the due day.
    pub due_at: Instant,
    /// The last reminder sent, see [`crate::rules::clock`].
    pub stage: i64,
}

/// Starts the clock of a filing, in the place of that of an earlier one.
pub fn start(pen: &Pen, learner: &str, application: &str, filed_at: Instant, due_at: Instant) -> op::Result<()> {
    pen.one(
        "insert into credit_clock (learner, application, filed_at, due_at, stage) values ($1, $2, $3, $4, 0)
         on conflict (learner, application) do update
           set filed_at = excluded.filed_at, due_at = excluded.due_at, stage = 0",
        &[learner.into(), application.into(), filed_at.into(), due_at.into()],
    )
}

/// The clock of an application.
pub fn get(conn: &Conn, learner: &str, application: &str) -> db::Result<Option<Clock>> {
    conn.row(
        "select filed_at, due_at, stage from credit_clock where learner = $1 and application = $2",
        &[learner.into(), application.into()],
        |row| Ok(Clock { filed_at: row.instant(0)?, due_at: row.instant(1)?, stage: row.int(2)? }),
    )
}

/// Moves the clock on from the stage that was read.
///
/// Errors: `Conflict` if somebody was faster.
pub fn advance(pen: &Pen, learner: &str, application: &str, was: &Clock, stage: i64) -> op::Result<()> {
    pen.one(
        "update credit_clock set stage = $4 where learner = $1 and application = $2 and filed_at = $3 and stage = $5",
        &[learner.into(), application.into(), was.filed_at.into(), stage.into(), was.stage.into()],
    )
}

/// How many applications that wait at an institution should have been decided before a moment.
pub fn overdue(conn: &Conn, institution: &str, now: Instant) -> db::Result<i64> {
    let sql = "select count(*) from credit_application a
         join credit_clock c on c.learner = a.learner and c.application = a.id
         where a.institution = $1 and a.state = 'filed' and c.due_at <= $2";
    Ok(conn.row(sql, &[institution.into(), now.into()], |row| row.int(0))?.unwrap_or(0))
}

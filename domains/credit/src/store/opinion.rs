//! Requests for opinions.

use db::{Conn, Row};
use op::{Error, OnConstraint, Pen};

use super::named;
use crate::model::{Opinion, OpinionState, Recommendation};
use crate::rules::Objection;

macro_rules! columns {
    () => {
        "learner, id, application, institution, expert, question, state, recommendation, reason, asked_by, asked_at, \
         answered_at"
    };
}

fn opinion(row: &Row) -> db::Result<Opinion> {
    Ok(Opinion {
        learner: row.text(0)?,
        id: row.text(1)?,
        application: row.text(2)?,
        institution: row.text(3)?,
        expert: row.text(4)?,
        question: row.text(5)?,
        state: named(OpinionState::named(row.text_ref(6)?))?,
        recommendation: Recommendation::named(row.text_ref(7)?),
        reason: row.text(8)?,
        asked_by: row.text(9)?,
        asked_at: row.instant(10)?,
        answered_at: row.opt_instant(11)?,
    })
}

/// A request by its id.
pub fn get(conn: &Conn, id: &str) -> db::Result<Option<Opinion>> {
    conn.row(concat!("select ", columns!(), " from credit_opinion where id = $1"), &[id.into()], opinion)
}

/// Every request about an application, oldest first.
pub fn of_application(conn: &Conn, learner: &str, application: &str) -> db::Result<Vec<Opinion>> {
    conn.rows(
        concat!("select ", columns!(), " from credit_opinion where learner = $1 and application = $2 order by id"),
        &[learner.into(), application.into()],
        opinion,
    )
}

/// What an expert was asked, the latest first.
pub fn of_expert(conn: &Conn, expert: &str, limit: i64) -> db::Result<Vec<Opinion>> {
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from credit_opinion where expert = $1 order by asked_at desc, id desc limit $2"
        ),
        &[expert.into(), limit.into()],
        opinion,
    )
}

/// Asks an expert.
///
/// Errors: `Conflict` if a request to the same expert stands.
pub fn insert(pen: &Pen, new: &Opinion) -> op::Result<()> {
    pen.run(
        "insert into credit_opinion (learner, id, application, institution, expert, question, state, recommendation, reason,
           asked_by, asked_at)
         values ($1, $2, $3, $4, $5, $6, 'asked', '', '', $7, $8)",
        &[
            new.learner.as_str().into(),
            new.id.as_str().into(),
            new.application.as_str().into(),
            new.institution.as_str().into(),
            new.expert.as_str().into(),
            new.question.as_str().into(),
            new.asked_by.as_str().into(),
            new.asked_at.into(),
        ],
    )
    .on_constraint("credit_opinion_once", || Error::conflict(Objection::ExpertAsked))?;
    Ok(())
}

/// Ends a request that still waits, if nobody was faster: `now` is what becomes of it.
pub fn end(pen: &Pen, now: &Opinion) -> op::Result<()> {
    pen.one(
        "update credit_opinion set state = $3, recommendation = $4, reason = $5, answered_at = $6
         where learner = $1 and id = $2 and state = 'asked'",
        &[
            now.learner.as_str().into(),
            now.id.as_str().into(),
            now.state.name().into(),
            now.recommendation.map_or("", Recommendation::name).into(),
            now.reason.as_str().into(),
            now.answered_at.into(),
        ],
    )
}

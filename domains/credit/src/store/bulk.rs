//! Bulks of decisions and their lines.

use std::collections::BTreeMap;

use db::{Conn, Param};
use op::{Error, Pen, Result};

use super::named;
use crate::model::{Bulk, BulkDecision, BulkLine, Decision, LineState};

/// Writes a bulk with its lines.
pub fn insert(pen: &Pen, bulk: &Bulk) -> Result<()> {
    pen.one(
        "insert into credit_bulk (id, institution, decided_by, at, size) values ($1, $2, $3, $4, $5)",
        &[
            bulk.id.as_str().into(),
            bulk.institution.as_str().into(),
            bulk.decided_by.as_str().into(),
            bulk.at.into(),
            (bulk.lines.len() as i64).into(),
        ],
    )?;
    let rows: Vec<Vec<Param>> = bulk
        .lines
        .iter()
        .enumerate()
        .map(|(place, line)| {
            vec![
                line.learner.as_str().into(),
                bulk.id.as_str().into(),
                line.given.application.as_str().into(),
                (place as i64).into(),
                line.given.decision.name().into(),
                line.given.reason.as_str().into(),
                line.given.revision.into(),
                line.state.name().into(),
                "".into(),
                "{}".into(),
            ]
        })
        .collect();
    pen.batch(
        "insert into credit_bulk_line (learner, bulk, application, place, decision, reason, revision, state, refusal,
           refusal_args) values",
        &rows,
        "",
    )?;
    Ok(())
}

/// A bulk by its id.
pub fn get(conn: &Conn, id: &str) -> db::Result<Option<Bulk>> {
    let sql = "select id, institution, decided_by, at from credit_bulk where id = $1";
    let found = conn.row(sql, &[id.into()], |row| {
        Ok(Bulk {
            id: row.text(0)?,
            institution: row.text(1)?,
            decided_by: row.text(2)?,
            at: row.instant(3)?,
            lines: Vec::new(),
        })
    })?;
    let Some(bulk) = found else { return Ok(None) };
    let lines = lines(conn, id)?;
    Ok(Some(Bulk { lines, ..bulk }))
}

fn lines(conn: &Conn, bulk: &str) -> db::Result<Vec<BulkLine>> {
    conn.rows(
        "select application, decision, reason, revision, learner, state, refusal, refusal_args from credit_bulk_line
         where bulk = $1 order by place",
        &[bulk.into()],
        |row| {
            Ok(BulkLine {
                given: BulkDecision {
                    application: row.text(0)?,
                    decision: named(Decision::named(row.text_ref(1)?))?,
                    reason: row.text(2)?,
                    revision: row.int(3)?,
                },
                learner: row.text(4)?,
                state: named(LineState::named(row.text_ref(5)?))?,
                refusal: row.text(6)?,
                refusal_args: serde_json::from_str(row.text_ref(7)?).unwrap_or_default(),
            })
        },
    )
}

/// The latest bulks of an institution: id, moment, size.
pub fn latest(conn: &Conn, institution: &str, limit: i64) -> db::Result<Vec<(String, units::Instant, i64)>> {
    conn.rows(
        "select id, at, size from credit_bulk where institution = $1 order by at desc, id desc limit $2",
        &[institution.into(), limit.into()],
        |row| Ok((row.text(0)?, row.instant(1)?, row.int(2)?)),
    )
}

/// Records that a line that still waited was decided.
///
/// Errors: `Conflict` if it did not wait any more.
pub fn done(pen: &Pen, bulk: &str, line: &BulkLine) -> Result<()> {
    pen.one(
        "update credit_bulk_line set state = 'done'
         where learner = $1 and bulk = $2 and application = $3 and state = 'waiting'",
        &[line.learner.as_str().into(), bulk.into(), line.given.application.as_str().into()],
    )
}

/// Records why a line that still waited was not decided. One that was ended meanwhile stays as it is.
pub fn refused(pen: &Pen, bulk: &str, line: &BulkLine, code: &str, args: &BTreeMap<String, String>) -> Result<()> {
    let args = serde_json::to_string(args).map_err(Error::bug)?;
    pen.run(
        "update credit_bulk_line set state = 'refused', refusal = $4, refusal_args = $5
         where learner = $1 and bulk = $2 and application = $3 and state = 'waiting'",
        &[
            line.learner.as_str().into(),
            bulk.into(),
            line.given.application.as_str().into(),
            code.into(),
            args.as_str().into(),
        ],
    )?;
    Ok(())
}

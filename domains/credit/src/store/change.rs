//! Tables of changed course codes on their way to publication.

use db::{Conn, Row};
use op::{Error, OnConstraint, Pen};
use units::Instant;

use super::named;
use super::rule::stored;
use crate::model::{ChangeState, ChangeTable};
use crate::rules::Objection;

macro_rules! columns {
    () => {
        "id, institution, state, size, hash, imported_by, imported_at, decided_by, decided_at, reason"
    };
}

fn table(row: &Row) -> db::Result<ChangeTable> {
    Ok(ChangeTable {
        id: row.text(0)?,
        institution: row.text(1)?,
        state: named(ChangeState::named(row.text_ref(2)?))?,
        size: row.int(3)?,
        hash: row.text(4)?,
        imported_by: row.text(5)?,
        imported_at: row.instant(6)?,
        decided_by: row.opt_text(7)?,
        decided_at: row.opt_instant(8)?,
        reason: row.text(9)?,
        changes: Vec::new(),
    })
}

/// A table by its id, with its changes.
pub fn get(conn: &Conn, id: &str) -> db::Result<Option<ChangeTable>> {
    conn.row(concat!("select ", columns!(), ", content from credit_change_table where id = $1"), &[id.into()], |row| {
        Ok(ChangeTable { changes: stored(row.text_ref(10)?)?, ..table(row)? })
    })
}

/// The tables of an institution, what waits first, then the latest.
pub fn latest(conn: &Conn, institution: &str, limit: i64) -> db::Result<Vec<ChangeTable>> {
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from credit_change_table where institution = $1
              order by CASE WHEN state = 'submitted' THEN 0 ELSE 1 END, imported_at desc, id desc limit $2"
        ),
        &[institution.into(), limit.into()],
        table,
    )
}

/// Keeps a table that waits for the second person.
///
/// Errors: `Conflict` while the same waits already.
pub fn insert(pen: &Pen, new: &ChangeTable) -> op::Result<()> {
    let content = serde_json::to_string(&new.changes).map_err(Error::bug)?;
    pen.run(
        "insert into credit_change_table (id, institution, state, size, hash, content, imported_by, imported_at, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, '')",
        &[
            new.id.as_str().into(),
            new.institution.as_str().into(),
            new.state.name().into(),
            new.size.into(),
            new.hash.as_str().into(),
            content.as_str().into(),
            new.imported_by.as_str().into(),
            new.imported_at.into(),
        ],
    )
    .on_constraint("credit_change_table_waiting", || Error::conflict(Objection::ChangeWaiting))?;
    Ok(())
}

/// Moves a table that waits on, if nobody was faster.
pub fn decide(pen: &Pen, id: &str, to: ChangeState, by: &str, at: Instant, reason: &str) -> op::Result<()> {
    pen.one(
        "update credit_change_table set state = $2, decided_by = $3, decided_at = $4, reason = $5
         where id = $1 and state = 'submitted'",
        &[id.into(), to.name().into(), by.into(), at.into(), reason.into()],
    )
}

//! Dataflows.

use db::{Conn, Row};
use op::{Error, OnConstraint, Pen};
use units::Instant;

use super::{document, written};
use crate::model::{Dataflow, DataflowInput};
use crate::rules::Refused;

fn dataflow(row: &Row) -> db::Result<Dataflow> {
    Ok(Dataflow { content: document(row.text_ref(0)?)?, written_at: row.instant(1)?, revision: row.int(2)? })
}

/// One dataflow.
pub fn one(conn: &Conn, id: &str) -> db::Result<Option<Dataflow>> {
    let sql = "select content, written_at, revision from dissemination_dataflow where id = $1";
    conn.row(sql, &[id.into()], dataflow)
}

/// Every dataflow, by its identifier.
pub fn all(conn: &Conn) -> db::Result<Vec<Dataflow>> {
    conn.rows("select content, written_at, revision from dissemination_dataflow order by id", &[], dataflow)
}

/// How many there are.
pub fn count(conn: &Conn) -> db::Result<i64> {
    Ok(conn.row("select count(*) from dissemination_dataflow", &[], |row| row.int(0))?.unwrap_or(0))
}

/// Writes a new one.
pub fn insert(pen: &Pen, content: &DataflowInput, person: &str, at: Instant) -> op::Result<()> {
    let text = written(content)?;
    pen.run(
        "insert into dissemination_dataflow (id, region, content, written_by, written_at, revision)
         values ($1, $2, $3, $4, $5, 1)",
        &[content.id.as_str().into(), content.region.as_str().into(), text.as_str().into(), person.into(), at.into()],
    )
    .map(|_| ())
    .on_constraint("dissemination_dataflow_pk", || Error::conflict(Refused::DataflowExists(content.id.clone())))
}

/// Replaces what one says of itself, if it has not changed since it was read.
pub fn rewrite(pen: &Pen, content: &DataflowInput, person: &str, at: Instant, revision: i64) -> op::Result<()> {
    let text = written(content)?;
    pen.one(
        "update dissemination_dataflow set content = $2, written_by = $3, written_at = $4, revision = revision + 1
         where id = $1 and revision = $5",
        &[content.id.as_str().into(), text.as_str().into(), person.into(), at.into(), revision.into()],
    )
}

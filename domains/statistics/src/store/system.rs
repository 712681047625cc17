//! Indicator systems as they were published.

use db::{Conn, Row};
use op::Pen;
use units::Instant;

use crate::model::IndicatorSystem;

fn system(row: &Row) -> db::Result<IndicatorSystem> {
    super::read(row.text_ref(0)?, "indicator system")
}

/// One version of a system.
pub fn version(conn: &Conn, id: &str, version: i64) -> db::Result<Option<IndicatorSystem>> {
    conn.row(
        "select s.content from statistics_system s where s.id = $1 and s.version = $2",
        &[id.into(), version.into()],
        system,
    )
}

/// Which systems can an evaluation be made from, the latest version of each first?
pub fn all(conn: &Conn, limit: i64) -> db::Result<Vec<IndicatorSystem>> {
    conn.rows(
        "select s.content from statistics_system s order by s.id desc, s.version desc limit $1",
        &[limit.into()],
        system,
    )
}

/// Keeps a version, unless it is kept already.
pub fn insert(pen: &Pen, one: &IndicatorSystem, text: &str, at: Instant) -> db::Result<u64> {
    pen.run(
        "insert into statistics_system (id, version, number, hash, content, received_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (id, version) do nothing",
        &[
            one.id.as_str().into(),
            one.version.into(),
            one.number.as_str().into(),
            one.hash.as_str().into(),
            text.into(),
            at.into(),
        ],
    )
}

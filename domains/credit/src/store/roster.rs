//! How the OneRoster exports of an institution are read.

use db::Conn;
use op::Pen;
use units::Instant;

/// The mapping a deposit is read with; empty where none was chosen.
pub fn of_deposit(conn: &Conn, id: &str) -> db::Result<String> {
    let found = conn.row("select mapping from credit_deposit where id = $1", &[id.into()], |row| row.text(0))?;
    Ok(found.unwrap_or_default())
}

/// Keeps the mapping of an institution for its next files.
pub fn keep(pen: &Pen, institution: &str, mapping: &str, by: &str, at: Instant) -> db::Result<u64> {
    pen.run(
        "insert into credit_roster (institution, mapping, chosen_by, at) values ($1, $2, $3, $4)
         on conflict (institution) do update
           set mapping = excluded.mapping, chosen_by = excluded.chosen_by, at = excluded.at",
        &[institution.into(), mapping.into(), by.into(), at.into()],
    )
}

/// Has a file read again with a mapping.
pub fn apply(pen: &Pen, id: &str, mapping: &str) -> op::Result<()> {
    pen.one(
        "update credit_deposit set mapping = $2, state = 'uploaded', choice = '', chosen_by = '', ended_at = null,
           refusal = '', refusal_args = '{}', done_row = 0, deposited = 0, unchanged = 0, reading = ''
         where id = $1 and state in ('checked', 'refused')",
        &[id.into(), mapping.into()],
    )
}

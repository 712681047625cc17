//! Settings that were made.

use db::Conn;
use op::Pen;
use units::Instant;

/// What an institution, or the bank where the code is empty, has set.
pub fn get(conn: &Conn, institution: &str, name: &str) -> db::Result<Option<String>> {
    let sql = "select value from credit_setting where institution = $1 and name = $2";
    conn.row(sql, &[institution.into(), name.into()], |row| row.text(0))
}

/// Sets a value; an empty one takes the setting back.
pub fn set(pen: &Pen, institution: &str, name: &str, value: &str, by: &str, at: Instant) -> db::Result<u64> {
    if value.is_empty() {
        let sql = "delete from credit_setting where institution = $1 and name = $2";
        return pen.run(sql, &[institution.into(), name.into()]);
    }
    pen.run(
        "insert into credit_setting (institution, name, value, set_by, set_at) values ($1, $2, $3, $4, $5)
         on conflict (institution, name) do update
           set value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at",
        &[institution.into(), name.into(), value.into(), by.into(), at.into()],
    )
}

//! What became of the rows of a deposit, batch by batch.

use db::{Conn, Param};
use op::Pen;

use super::named;

/// Keeps which rows of a batch the bank already had.
pub fn keep_unchanged(pen: &Pen, deposit: &str, to_row: i64, lines: &[u32]) -> db::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
    let lines = lines.join(",");
    let row: Vec<Param> = vec![deposit.into(), to_row.into(), lines.as_str().into()];
    pen.run("insert into credit_unchanged (deposit, to_row, lines) values ($1, $2, $3)", &row)?;
    Ok(())
}

/// The rows of a deposit the bank already had, in order.
pub fn unchanged(conn: &Conn, deposit: &str) -> db::Result<Vec<i64>> {
    let mut found = Vec::new();
    conn.each("select lines from credit_unchanged where deposit = $1 order by to_row", &[deposit.into()], |row| {
        for line in row.text_ref(0)?.split(',') {
            found.push(named(line.parse().ok())?);
        }
        Ok(())
    })?;
    Ok(found)
}

/// The file of an institution that is being deposited now.
pub fn committing(conn: &Conn, institution: &str) -> db::Result<Option<String>> {
    conn.row(
        "select id from credit_deposit where institution = $1 and state = 'committing'",
        &[institution.into()],
        |row| row.text(0),
    )
}

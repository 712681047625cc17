//! Rows to be sealed anew after a change of key.

use db::Conn;
use op::{Pen, Result};

/// A row with every sealed value in it.
pub struct SealedRow {
    /// `prs_…`
    pub person: String,
    /// Second part of the row's key, where it has one: kind of contact.
    pub part: String,
    /// The sealed values, in the order of the table's columns.
    pub values: Vec<Option<Vec<u8>>>,
}

/// A table that holds sealed values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// `identity_person`: name, id number, day of birth.
    Person,
    /// `identity_contact`.
    Contact,
    /// `identity_second_factor`.
    Factor,
}

impl Table {
    /// Every table with sealed values.
    pub const ALL: [Table; 3] = [Table::Person, Table::Contact, Table::Factor];

    fn name(self) -> &'static str {
        match self {
            Table::Person => "identity_person",
            Table::Contact => "identity_contact",
            Table::Factor => "identity_second_factor",
        }
    }
}

/// How many rows are sealed with another key than this?
pub fn left(conn: &Conn, table: Table, key_id: u32) -> Result<i64> {
    let sql = format!("select count(*) from {} where key_id <> $1", table.name());
    Ok(conn.row(&sql, &[key_id.into()], |row| row.int(0))?.unwrap_or(0))
}

/// Which keys are in use, and by how many rows?
pub fn keys_in_use(conn: &Conn, table: Table) -> Result<Vec<(i64, i64)>> {
    let sql = format!("select key_id, count(*) from {} group by key_id order by key_id", table.name());
    Ok(conn.rows(&sql, &[], |row| Ok((row.int(0)?, row.int(1)?)))?)
}

/// Some rows sealed with another key than this.
pub fn some(conn: &Conn, table: Table, key_id: u32, limit: i64) -> Result<Vec<SealedRow>> {
    let sql = match table {
        Table::Person => {
            "select person, '', name_sealed, id_number_sealed, born_sealed from identity_person where key_id <> $1 limit $2"
        }
        Table::Contact => "select person, kind, sealed from identity_contact where key_id <> $1 limit $2",
        Table::Factor => "select person, '', secret_sealed from identity_second_factor where key_id <> $1 limit $2",
    };
    let count = if table == Table::Person { 3 } else { 1 };
    Ok(conn.rows(sql, &[key_id.into(), limit.into()], |row| {
        let values = (0..count).map(|place| row.opt_blob(2 + place)).collect::<db::Result<_>>()?;
        Ok(SealedRow { person: row.text(0)?, part: row.text(1)?, values })
    })?)
}

/// Writes a row back, sealed with this key.
pub fn write(pen: &Pen, table: Table, row: &SealedRow, key_id: u32) -> Result<()> {
    let value = |place: usize| row.values.get(place).and_then(Option::as_deref);
    match table {
        Table::Person => pen.one(
            "update identity_person set key_id = $2, name_sealed = $3, id_number_sealed = $4, born_sealed = $5 where person = $1",
            &[(&row.person).into(), key_id.into(), value(0).into(), value(1).into(), value(2).into()],
        ),
        Table::Contact => pen.one(
            "update identity_contact set key_id = $3, sealed = $4 where person = $1 and kind = $2",
            &[(&row.person).into(), (&row.part).into(), key_id.into(), value(0).into()],
        ),
        Table::Factor => pen.one(
            "update identity_second_factor set key_id = $2, secret_sealed = $3 where person = $1",
            &[(&row.person).into(), key_id.into(), value(0).into()],
        ),
    }
}

//! The states of everything that says what counts where, and what led from one to the next.

use std::collections::BTreeSet;

use db::Conn;
use op::{Op, Pen};

/// A state: its number, which the next one passes by one, and the revision that names it alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// 1, 2, 3 …; 0 before there was any.
    pub number: i64,
    /// `bok_…`; empty before there was any.
    pub revision: String,
}

/// What changed what counts where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// Another version of a rule is in force, or none.
    Rule(String),
    /// Another version of a programme is in use: institution and code.
    Programme(String, String),
    /// An institution's codes that mean the same.
    Codes(String),
}

impl Changed {
    /// Kind, institution and subject as they are stored.
    fn columns(&self) -> [&str; 3] {
        match self {
            Changed::Rule(id) => ["rule", "", id],
            Changed::Programme(institution, code) => ["programme", institution, code],
            Changed::Codes(institution) => ["codes", institution, ""],
        }
    }
}

/// The present state.
pub fn present(conn: &Conn) -> db::Result<Edition> {
    let found = conn.row("select number, revision from credit_book where id = 1", &[], |row| {
        Ok(Edition { number: row.int(0)?, revision: row.text(1)? })
    })?;
    Ok(found.unwrap_or_default())
}

/// Begins the next state under a revision that never comes again.
pub fn begin(op: &Op, pen: &Pen, revision: &str, changed: &BTreeSet<Changed>) -> op::Result<()> {
    pen.one(
        "insert into credit_book (id, revision, number) values (1, $1, 1)
         on conflict (id) do update set revision = excluded.revision, number = credit_book.number + 1",
        &[revision.into()],
    )?;
    let number = present(op.conn())?.number;
    let rows: Vec<Vec<db::Param>> = (0_i64..)
        .zip(changed)
        .map(|(place, changed)| {
            let [kind, institution, subject] = changed.columns();
            vec![number.into(), place.into(), revision.into(), kind.into(), institution.into(), subject.into()]
        })
        .collect();
    pen.batch("insert into credit_edition (number, place, revision, kind, institution, subject) values", &rows, "")?;
    Ok(())
}

/// What led from one state to another; `None` when it is not known, or is more than so many changes.
pub fn between(conn: &Conn, from: &Edition, to: &Edition, most: i64) -> db::Result<Option<BTreeSet<Changed>>> {
    let rows = conn.rows(
        "select number, revision, kind, institution, subject from credit_edition
         where number >= $1 and number <= $2 order by number, place limit $3",
        &[from.number.into(), to.number.into(), (most + 1).into()],
        |row| {
            let (institution, subject) = (row.text(3)?, row.text(4)?);
            let changed = match row.text_ref(2)? {
                "rule" => Changed::Rule(subject),
                "programme" => Changed::Programme(institution, subject),
                _ => Changed::Codes(institution),
            };
            Ok((Edition { number: row.int(0)?, revision: row.text(1)? }, changed))
        },
    )?;
    // What a transaction wrote that failed has a number that another state bears.
    let joins = rows.first().is_some_and(|(first, _)| first == from) && rows.last().is_some_and(|(last, _)| last == to);
    let is_later = |row: &(Edition, Changed)| row.0.number > from.number;
    let whole = joins && i64::try_from(rows.len()).is_ok_and(|count| count <= most);
    Ok(whole.then(|| rows.into_iter().filter(is_later).map(|(_, changed)| changed).collect()))
}

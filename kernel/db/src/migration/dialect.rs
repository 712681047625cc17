//! The one dialect of table declarations, and how SQLite says it.

use super::parts;
use super::table::{Column, Table};
use super::token::{Token, tokens};
use crate::error::excerpt;
use crate::{Engine, Error, Result};
use std::borrow::Cow;

/// The dialect's types and SQLite's names for them; a STRICT table knows no others.
const TYPES: [(&str, &str); 4] =
    [("TEXT", "TEXT"), ("BIGINT", "INTEGER"), ("DOUBLE PRECISION", "REAL"), ("BYTEA", "BLOB")];

/// How a statement of a migration may begin. Triggers and functions are not among them: what happens is in the verbs.
const BEGINNINGS: [&[&str]; 9] = [
    &["create", "table"],
    &["create", "index"],
    &["create", "unique", "index"],
    &["alter", "table"],
    &["drop", "table"],
    &["drop", "index"],
    &["insert", "into"],
    &["update"],
    &["delete", "from"],
];

/// The statements an engine runs for this one, refused when it is outside the dialect: itself in the engine's words, and
/// for a table that the engine keeps in `parts` one more for each of them.
pub(super) fn translate(engine: Engine, parts: u32, statement: &str) -> Result<Vec<Cow<'_, str>>> {
    let all = tokens(statement)?;
    let begins = |words: &&[&str]| words.iter().zip(&all).all(|(w, t)| t.is(w)) && all.len() > words.len();
    if !BEGINNINGS.iter().any(begins) {
        return Err(Error::Other(format!("not in the dialect of migrations: {}", excerpt(statement))));
    }
    let edits = if begins(&&["create", "table"][..]) {
        let table = Table::read(statement)?;
        let edits = table_edits(&table, statement)?;
        if engine == Engine::Postgres && table.parted.is_some() {
            return Ok(in_parts(&table, parts, statement));
        }
        edits
    } else if begins(&&["alter", "table"][..]) {
        column_edits(&all, statement)?
    } else {
        Vec::new()
    };
    Ok(vec![match engine {
        Engine::Postgres => Cow::Borrowed(statement),
        Engine::Sqlite => Cow::Owned(apply(statement, edits)),
    }])
}

/// The table and its parts; one part is the table itself, without a word of it.
fn in_parts<'s>(table: &Table, parts: u32, statement: &'s str) -> Vec<Cow<'s, str>> {
    if parts <= 1 {
        return vec![Cow::Borrowed(&statement[..table.end])];
    }
    let made = parts::make(table, parts).into_iter().map(Cow::Owned);
    std::iter::once(Cow::Borrowed(statement)).chain(made).collect()
}

/// A replacement of a range of the statement.
type Edit = (std::ops::Range<usize>, String);

fn table_edits(table: &Table, statement: &str) -> Result<Vec<Edit>> {
    let end = table.parted.as_ref().map_or(table.end, |parted| parted.at.end);
    if !statement[end..].trim().is_empty() {
        return Err(Error::Other(format!(
            "nothing but PARTITION BY HASH (one column) may follow the columns: {}",
            excerpt(statement)
        )));
    }
    parts::check(table, statement)?;
    let mut edits = Vec::new();
    for column in &table.columns {
        edit_column(&table.name, column, &mut edits)?;
    }
    let strict = if has_no_rowid(table) { " STRICT, WITHOUT ROWID" } else { " STRICT" };
    edits.push((table.end..end, strict.to_owned()));
    Ok(edits)
}

/// Whether rows are stored in the primary key itself: one tree instead of two. Not for rows with bytes in them, which
/// may be long; but always for a lone BIGINT key, which SQLite would otherwise fill in by itself when it is NULL.
fn has_no_rowid(table: &Table) -> bool {
    let Some(primary) = table.primary() else {
        return false;
    };
    let of_type = |ty: &str, name: &String| table.columns.iter().any(|c| c.name == *name && c.ty == ty);
    let lone_integer = primary.columns.len() == 1 && of_type("BIGINT", &primary.columns[0]);
    lone_integer || !table.columns.iter().any(|c| c.ty == "BYTEA")
}

/// `ALTER TABLE t ADD [COLUMN] name TYPE …`; the other forms are the same on both.
fn column_edits(all: &[Token<'_>], statement: &str) -> Result<Vec<Edit>> {
    let Some(add) = all.get(3).filter(|t| t.is("add")) else {
        return Ok(Vec::new());
    };
    let odd = || Error::Other(format!("not understood: {}", excerpt(statement)));
    let skip = if all.get(4).is_some_and(|t| t.is("column")) { 5 } else { 4 };
    let table = all.get(2).and_then(Token::name).ok_or_else(odd)?;
    let part = all.get(skip..).ok_or_else(odd)?;
    if part.first().is_some_and(|t| t.is("constraint")) {
        return Err(Error::Other(format!("SQLite cannot add a constraint at {}: {}", add.at, excerpt(statement))));
    }
    let column = Column::read(part, &mut Vec::new()).ok_or_else(odd)?;
    let mut edits = Vec::new();
    edit_column(&table, &column, &mut edits)?;
    Ok(edits)
}

/// The type's SQLite name, and for a CHECK without a name the one PostgreSQL gives.
fn edit_column(table: &str, column: &Column, edits: &mut Vec<Edit>) -> Result<()> {
    let Some((_, sqlite)) = TYPES.iter().find(|(ours, _)| *ours == column.ty) else {
        return Err(Error::Other(format!(
            "{table}.{} is a {}; the dialect has TEXT, BIGINT, DOUBLE PRECISION and BYTEA",
            column.name, column.ty
        )));
    };
    edits.push((column.ty_at.clone(), (*sqlite).to_owned()));
    for (count, at) in column.nameless_checks.iter().enumerate() {
        let number = if count == 0 { String::new() } else { count.to_string() };
        let name = format!("CONSTRAINT {table}_{}_check{number} ", column.name);
        edits.push((*at..*at, name));
    }
    Ok(())
}

fn apply(statement: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(statement.len() + 64);
    let mut at = 0;
    for (range, text) in edits {
        out.push_str(&statement[at..range.start]);
        out.push_str(&text);
        at = range.end;
    }
    out.push_str(&statement[at..]);
    out
}

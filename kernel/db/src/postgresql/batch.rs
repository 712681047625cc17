//! Many rows in one statement: one array per column, unnested by the server.

use super::{Session, value};
use crate::{Error, Param, Result, batch};
use ::postgres::types::{ToSql, Type};

/// Rows sent with one statement; more gains nothing and holds more memory.
const ROWS_MAX: usize = 4096;

/// Inserts the rows set by set; how many changed.
pub(super) fn insert(session: &Session<'_>, sql: &str, rows: &[Vec<Param<'_>>], suffix: &str) -> Result<u64> {
    let width = rows.first().map_or(0, Vec::len);
    if rows.iter().any(|row| row.len() != width) {
        return Err(session.mark(Error::other("the rows of a batch differ in length")));
    }
    session.check(&[])?;
    // The statement for one row tells the type of each column.
    let single = session.prepared(&batch::one_row(sql, width, suffix))?;
    if !single.columns().is_empty() {
        return Err(session.mark(crate::error::gives_rows(sql)));
    }
    let types = single.params();
    let names = types.iter().map(array_of).collect::<Result<Vec<_>>>();
    let names = names.map_err(|e| session.mark(e))?;
    let many = batch::unnest(sql, &names, suffix)
        .ok_or_else(|| session.mark(Error::other("a batch is `insert into t (…) values`")))?;
    let statement = session.prepared(&many)?;
    let mut changed = 0;
    for chunk in rows.chunks(ROWS_MAX) {
        let columns = (0..width)
            .map(|at| column(chunk, at, &types[at]))
            .collect::<Result<Vec<_>>>()
            .map_err(|e| session.mark(e))?;
        let refs: Vec<&(dyn ToSql + Sync)> = columns.iter().map(Column::as_sql).collect();
        session.check(&[])?;
        changed += session.execute_raw(&statement, &refs)?;
    }
    Ok(changed)
}

fn array_of(ty: &Type) -> Result<&'static str> {
    match *ty {
        Type::INT8 => Ok("bigint"),
        Type::FLOAT8 => Ok("double precision"),
        Type::TEXT => Ok("text"),
        Type::BYTEA => Ok("bytea"),
        _ => Err(Error::Other(format!("a batch cannot fill a column of {ty}"))),
    }
}

/// One column of a chunk.
enum Column<'a> {
    Int(Vec<Option<i64>>),
    Real(Vec<Option<f64>>),
    Text(Vec<Option<&'a str>>),
    Blob(Vec<Option<&'a [u8]>>),
}

impl Column<'_> {
    fn as_sql(&self) -> &(dyn ToSql + Sync) {
        match self {
            Column::Int(values) => values,
            Column::Real(values) => values,
            Column::Text(values) => values,
            Column::Blob(values) => values,
        }
    }
}

fn column<'a>(rows: &[Vec<Param<'a>>], at: usize, ty: &Type) -> Result<Column<'a>> {
    match *ty {
        Type::INT8 => collect(rows, at, ty, |p| match p {
            Param::Int(value) => Some(value),
            _ => None,
        })
        .map(Column::Int),
        Type::FLOAT8 => collect(rows, at, ty, |p| match p {
            Param::Real(value) => Some(value + 0.0),
            _ => None,
        })
        .map(Column::Real),
        Type::TEXT => collect(rows, at, ty, |p| match p {
            Param::Text(value) => Some(value),
            _ => None,
        })
        .map(Column::Text),
        _ => collect(rows, at, ty, |p| match p {
            Param::Blob(value) => Some(value),
            _ => None,
        })
        .map(Column::Blob),
    }
}

fn collect<'a, T>(
    rows: &[Vec<Param<'a>>],
    at: usize,
    ty: &Type,
    take: impl Fn(Param<'a>) -> Option<T>,
) -> Result<Vec<Option<T>>> {
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        row[at].check()?;
        if row[at] == Param::Null {
            out.push(None);
            continue;
        }
        let kind = value::kind(&row[at]);
        let wrong = || Error::Other(format!("{kind} was given for a {ty}"));
        out.push(Some(take(row[at]).ok_or_else(wrong)?));
    }
    Ok(out)
}

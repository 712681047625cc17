//! Values in and out, as strict as the other engine's.

use crate::row::Cell;
use crate::{Error, Param, Result};
use ::postgres::Row;
use ::postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use bytes::BytesMut;
use std::error::Error as StdError;

/// A parameter as the client wants it.
#[derive(Debug)]
pub(super) struct Value<'a>(pub(super) Param<'a>);

pub(super) fn values<'a>(params: &[Param<'a>]) -> Vec<Value<'a>> {
    params.iter().map(|p| Value(*p)).collect()
}

pub(super) fn refs<'v>(values: &'v [Value<'_>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|v| v as &(dyn ToSql + Sync)).collect()
}

type Encoded = std::result::Result<IsNull, Box<dyn StdError + Sync + Send>>;

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        match (self.0, ty) {
            (Param::Null, _) => Ok(IsNull::Yes),
            (Param::Int(value), &Type::INT8) => value.to_sql(ty, out),
            // Where the engine itself wants a narrower integer, as in substr($1, $2).
            (Param::Int(value), &Type::INT4) => i32::try_from(value)?.to_sql(ty, out),
            (Param::Int(value), &Type::INT2) => i16::try_from(value)?.to_sql(ty, out),
            (Param::Real(value), &Type::FLOAT8) => (value + 0.0).to_sql(ty, out),
            (Param::Text(value), ty) if <&str as ToSql>::accepts(ty) => value.to_sql(ty, out),
            (Param::Blob(value), &Type::BYTEA) => value.to_sql(ty, out),
            (param, ty) => Err(format!("{} was given for a {ty}", kind(&param)).into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        // What fits depends on the value; to_sql decides.
        true
    }

    to_sql_checked!();
}

pub(super) fn kind(param: &Param<'_>) -> &'static str {
    match param {
        Param::Null => "NULL",
        Param::Int(_) => "an integer",
        Param::Real(_) => "a real number",
        Param::Text(_) => "text",
        Param::Blob(_) => "bytes",
    }
}

/// A value of a row. Narrow integers and booleans, which only expressions give, become integers as on SQLite.
pub(crate) fn cell(row: &Row, column: usize) -> Result<Cell<'_>> {
    let Some(described) = row.columns().get(column) else {
        return Err(Error::Other(format!("there is no column {column}")));
    };
    let ty = described.type_();
    match *ty {
        Type::INT8 => get(row, column, Cell::Int),
        Type::INT4 => get(row, column, |value: i32| Cell::Int(i64::from(value))),
        Type::INT2 => get(row, column, |value: i16| Cell::Int(i64::from(value))),
        Type::BOOL => get(row, column, |value: bool| Cell::Int(i64::from(value))),
        Type::FLOAT8 => get(row, column, Cell::Real),
        Type::FLOAT4 => get(row, column, |value: f32| Cell::Real(f64::from(value))),
        Type::BYTEA => get(row, column, Cell::Blob),
        _ if <&str as FromSql>::accepts(ty) => get(row, column, Cell::Text),
        _ => Err(Error::Other(format!("column {column} is a {ty}; write CAST(… AS BIGINT), TEXT, DOUBLE PRECISION"))),
    }
}

fn get<'r, T: FromSql<'r>>(row: &'r Row, column: usize, make: impl FnOnce(T) -> Cell<'r>) -> Result<Cell<'r>> {
    let value: Option<T> = row.try_get(column).map_err(Error::other)?;
    Ok(value.map_or(Cell::Null, make))
}

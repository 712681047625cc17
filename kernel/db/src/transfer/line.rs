//! One row as one line.

use super::catalogue::Ty;
use crate::row::Cell;
use crate::{Error, Param, Result, Row};
use serde_json::Value;

/// A value that was read from a line.
#[derive(Debug)]
pub(super) enum Owned {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

impl Owned {
    pub(super) fn param(&self) -> Param<'_> {
        match self {
            Owned::Null => Param::Null,
            Owned::Int(value) => Param::Int(*value),
            Owned::Real(value) => Param::Real(*value),
            Owned::Text(value) => Param::Text(value),
            Owned::Blob(value) => Param::Blob(value),
        }
    }
}

/// Appends a row with its line end.
pub(super) fn write(row: &Row<'_>, columns: &[(String, Ty)], out: &mut Vec<u8>) -> Result<()> {
    for (at, (name, ty)) in columns.iter().enumerate() {
        out.push(if at == 0 { b'[' } else { b',' });
        match (row.cell(at)?, ty) {
            (Cell::Null, _) => out.extend_from_slice(b"null"),
            (Cell::Int(value), Ty::Int) => out.extend_from_slice(value.to_string().as_bytes()),
            // Rust's debug form is the shortest that reads back as the same number.
            (Cell::Real(value), Ty::Real) => {
                out.extend_from_slice(format!("\"{:?}\"", value + 0.0).as_bytes());
            }
            (Cell::Text(value), Ty::Text) => {
                serde_json::to_writer(&mut *out, value).map_err(Error::other)?;
            }
            (Cell::Blob(value), Ty::Blob) => {
                out.push(b'"');
                out.extend_from_slice(hex::encode(value).as_bytes());
                out.push(b'"');
            }
            _ => {
                let ty = ty.word();
                return Err(Error::Other(format!("{name} holds a value that is no {ty}")));
            }
        }
    }
    out.extend_from_slice(b"]\n");
    Ok(())
}

/// Reads a row back.
pub(super) fn read(line: &str, columns: &[(String, Ty)]) -> Result<Vec<Owned>> {
    let values: Vec<Value> = serde_json::from_str(line).map_err(Error::other)?;
    if values.len() != columns.len() {
        let (found, wanted) = (values.len(), columns.len());
        return Err(Error::Other(format!("{found} values instead of {wanted}")));
    }
    let pairs = values.into_iter().zip(columns);
    pairs
        .map(|(value, (name, ty))| {
            let odd = || Error::Other(format!("{name} does not read as {}", ty.word()));
            read_value(value, *ty).ok_or_else(odd)
        })
        .collect()
}

fn read_value(value: Value, ty: Ty) -> Option<Owned> {
    match (value, ty) {
        (Value::Null, _) => Some(Owned::Null),
        (Value::Number(number), Ty::Int) => number.as_i64().map(Owned::Int),
        (Value::String(text), Ty::Real) => text.parse().ok().map(Owned::Real),
        (Value::String(text), Ty::Text) => Some(Owned::Text(text)),
        (Value::String(text), Ty::Blob) => hex::decode(text).ok().map(Owned::Blob),
        _ => None,
    }
}

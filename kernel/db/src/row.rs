//! A row on its way out: strict about types, alike on both engines.

use crate::{Error, Result, postgresql, sqlite};
use std::str::FromStr;
use units::Instant;

/// One row of a result, valid only inside the function that receives it. Columns are counted from 0. Every getter
/// fails on another type than it names: nothing is converted silently.
pub struct Row<'a> {
    pub(crate) cells: Cells<'a>,
}

pub(crate) enum Cells<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a ::postgres::Row),
}

/// A value as the engine delivered it.
pub(crate) type Cell<'a> = crate::Param<'a>;

impl<'a> Row<'a> {
    /// The value as it is; the way of the export, which treats all columns alike.
    pub(crate) fn cell(&self, column: usize) -> Result<Cell<'a>> {
        match &self.cells {
            Cells::Sqlite(row) => sqlite::cell(row, column),
            Cells::Postgres(row) => postgresql::cell(row, column),
        }
    }

    /// BIGINT.
    pub fn int(&self, column: usize) -> Result<i64> {
        self.opt_int(column)?.ok_or_else(|| null(column))
    }

    /// BIGINT or NULL.
    pub fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        match self.cell(column)? {
            Cell::Int(value) => Ok(Some(value)),
            Cell::Null => Ok(None),
            other => Err(mismatch(column, "an integer", &other)),
        }
    }

    /// DOUBLE PRECISION.
    pub fn real(&self, column: usize) -> Result<f64> {
        self.opt_real(column)?.ok_or_else(|| null(column))
    }

    /// DOUBLE PRECISION or NULL.
    pub fn opt_real(&self, column: usize) -> Result<Option<f64>> {
        match self.cell(column)? {
            Cell::Real(value) => Ok(Some(value)),
            Cell::Null => Ok(None),
            other => Err(mismatch(column, "a real number", &other)),
        }
    }

    /// TEXT.
    pub fn text(&self, column: usize) -> Result<String> {
        self.text_ref(column).map(str::to_owned)
    }

    /// TEXT, borrowed from the row.
    pub fn text_ref(&self, column: usize) -> Result<&'a str> {
        self.opt_text_ref(column)?.ok_or_else(|| null(column))
    }

    /// TEXT or NULL.
    pub fn opt_text(&self, column: usize) -> Result<Option<String>> {
        Ok(self.opt_text_ref(column)?.map(str::to_owned))
    }

    /// TEXT or NULL, borrowed from the row.
    pub fn opt_text_ref(&self, column: usize) -> Result<Option<&'a str>> {
        match self.cell(column)? {
            Cell::Text(value) => Ok(Some(value)),
            Cell::Null => Ok(None),
            other => Err(mismatch(column, "text", &other)),
        }
    }

    /// BYTEA.
    pub fn blob(&self, column: usize) -> Result<Vec<u8>> {
        self.blob_ref(column).map(<[u8]>::to_vec)
    }

    /// BYTEA, borrowed from the row.
    pub fn blob_ref(&self, column: usize) -> Result<&'a [u8]> {
        match self.cell(column)? {
            Cell::Blob(value) => Ok(value),
            Cell::Null => Err(null(column)),
            other => Err(mismatch(column, "bytes", &other)),
        }
    }

    /// BYTEA or NULL.
    pub fn opt_blob(&self, column: usize) -> Result<Option<Vec<u8>>> {
        match self.cell(column)? {
            Cell::Blob(value) => Ok(Some(value.to_vec())),
            Cell::Null => Ok(None),
            other => Err(mismatch(column, "bytes", &other)),
        }
    }

    /// A BIGINT that is 0 or 1, or the answer of a comparison such as EXISTS.
    pub fn flag(&self, column: usize) -> Result<bool> {
        match self.int(column)? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(Error::Other(format!("column {column} is a flag and holds {other}"))),
        }
    }

    /// A BIGINT of microseconds since 1970, UTC.
    pub fn instant(&self, column: usize) -> Result<Instant> {
        self.int(column).map(Instant::from_micros)
    }

    /// A BIGINT of microseconds since 1970, UTC, or NULL.
    pub fn opt_instant(&self, column: usize) -> Result<Option<Instant>> {
        Ok(self.opt_int(column)?.map(Instant::from_micros))
    }

    /// A TEXT parsed by the type's own strict parser, such as an id or a day.
    pub fn parsed<T: FromStr>(&self, column: usize) -> Result<T> {
        self.opt_parsed(column)?.ok_or_else(|| null(column))
    }

    /// A TEXT parsed by the type's own strict parser, or NULL.
    pub fn opt_parsed<T: FromStr>(&self, column: usize) -> Result<Option<T>> {
        let Some(text) = self.opt_text_ref(column)? else {
            return Ok(None);
        };
        let wrong = |_| {
            let wanted = std::any::type_name::<T>();
            Error::Other(format!("column {column} does not read as {wanted}"))
        };
        text.parse().map(Some).map_err(wrong)
    }
}

fn null(column: usize) -> Error {
    Error::Other(format!("column {column} is null"))
}

fn mismatch(column: usize, wanted: &str, found: &Cell<'_>) -> Error {
    let found = match found {
        Cell::Null => "null",
        Cell::Int(_) => "an integer",
        Cell::Real(_) => "a real number",
        Cell::Text(_) => "text",
        Cell::Blob(_) => "bytes",
    };
    Error::Other(format!("column {column} should be {wanted} and is {found}"))
}

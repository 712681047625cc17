//! A value on its way into a statement.

use crate::{Error, Result};
use units::Instant;

/// One parameter of a statement: the five kinds of value both engines store alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Param<'a> {
    /// SQL NULL.
    Null,
    /// BIGINT.
    Int(i64),
    /// DOUBLE PRECISION; must be finite, and -0.0 is stored as 0.0, because SQLite keeps neither.
    Real(f64),
    /// TEXT without the character NUL, which PostgreSQL cannot store.
    Text(&'a str),
    /// BYTEA.
    Blob(&'a [u8]),
}

impl Param<'_> {
    /// Refuses what one of the engines could not store or would store differently.
    pub(crate) fn check(&self) -> Result<()> {
        match self {
            Param::Real(x) if !x.is_finite() => Err(Error::other("a real parameter must be a finite number")),
            Param::Text(text) if text.as_bytes().contains(&0) => {
                Err(Error::other("a text parameter holds the character NUL"))
            }
            _ => Ok(()),
        }
    }
}

macro_rules! from_integer {
    ($($t:ty),*) => { $(
        impl From<$t> for Param<'_> { fn from(value: $t) -> Self { Param::Int(i64::from(value)) } }
        impl From<&$t> for Param<'_> { fn from(value: &$t) -> Self { Param::Int(i64::from(*value)) } }
    )* };
}
from_integer!(i64, i32, u32, u16, u8, bool);

impl From<f64> for Param<'_> {
    fn from(value: f64) -> Self {
        Param::Real(value)
    }
}

impl From<Instant> for Param<'_> {
    fn from(value: Instant) -> Self {
        Param::Int(value.micros())
    }
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(value: &'a str) -> Self {
        Param::Text(value)
    }
}

impl<'a> From<&'a String> for Param<'a> {
    fn from(value: &'a String) -> Self {
        Param::Text(value)
    }
}

impl<'a> From<&'a [u8]> for Param<'a> {
    fn from(value: &'a [u8]) -> Self {
        Param::Blob(value)
    }
}

impl<'a> From<&'a Vec<u8>> for Param<'a> {
    fn from(value: &'a Vec<u8>) -> Self {
        Param::Blob(value)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Param<'a> {
    fn from(value: &'a [u8; N]) -> Self {
        Param::Blob(value)
    }
}

impl<'a, T: Into<Param<'a>>> From<Option<T>> for Param<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Param::Null, Into::into)
    }
}

impl<'a> From<&'a Option<String>> for Param<'a> {
    fn from(value: &'a Option<String>) -> Self {
        value.as_ref().map_or(Param::Null, |text| Param::Text(text))
    }
}

impl<'a> From<&'a Option<Vec<u8>>> for Param<'a> {
    fn from(value: &'a Option<Vec<u8>>) -> Self {
        value.as_ref().map_or(Param::Null, |bytes| Param::Blob(bytes))
    }
}

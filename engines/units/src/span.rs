//! Span (起止): from one moment up to, and without, another.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A half-open span: it contains `from` and everything before `to`, and `from` lies before `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Ends<T>", bound(deserialize = "T: Deserialize<'de> + Ord + Copy"))]
pub struct Span<T> {
    from: T,
    to: T,
}

/// The span would contain nothing: its beginning is not before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanFault;

/// A span as it arrives, before its order is known.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Span")]
struct Ends<T> {
    from: T,
    to: T,
}

impl<T: Ord + Copy> Span<T> {
    /// The span between two ends.
    ///
    /// # Errors
    /// [`SpanFault`] unless `from < to`.
    pub fn new(from: T, to: T) -> Result<Span<T>, SpanFault> {
        if from < to { Ok(Span { from, to }) } else { Err(SpanFault) }
    }

    /// The span between two ends the caller knows to be in order.
    pub(crate) fn ordered(from: T, to: T) -> Span<T> {
        debug_assert!(from < to, "the ends of a span are in order");
        Span { from, to }
    }

    /// The first moment inside.
    pub fn from(&self) -> T {
        self.from
    }

    /// The first moment after.
    pub fn to(&self) -> T {
        self.to
    }

    /// Whether a moment lies inside.
    pub fn contains(&self, moment: T) -> bool {
        self.from <= moment && moment < self.to
    }

    /// Whether two spans share a moment.
    pub fn overlaps(&self, other: &Span<T>) -> bool {
        self.from < other.to && other.from < self.to
    }
}

impl<T: Ord + Copy> TryFrom<Ends<T>> for Span<T> {
    type Error = SpanFault;

    fn try_from(ends: Ends<T>) -> Result<Span<T>, SpanFault> {
        Span::new(ends.from, ends.to)
    }
}

impl<T: fmt::Display> fmt::Display for Span<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.from, self.to)
    }
}

impl fmt::Display for SpanFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the beginning of a span lies before its end")
    }
}

impl std::error::Error for SpanFault {}

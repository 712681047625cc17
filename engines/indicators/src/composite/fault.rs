//! What is wrong with a specification or its data, where, and what to do next.

use std::fmt;

/// A reason why nothing is computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: a path in the specification, or file, row and column.
    pub place: String,
    /// What happened there.
    pub what: String,
    /// What to do next.
    pub remedy: String,
}

impl Fault {
    /// A fault.
    pub fn new(place: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Fault {
        Fault { place: place.into(), what: what.into(), remedy: remedy.into() }
    }

    /// The same inside a larger place.
    pub fn inside(mut self, place: &str) -> Fault {
        self.place = match (place.is_empty(), self.place.is_empty()) {
            (true, _) => self.place,
            (_, true) => place.to_owned(),
            _ => format!("{place}: {}", self.place),
        };
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place.as_str() {
            "" => write!(to, "{}; {}", self.what, self.remedy),
            place => write!(to, "{place}: {}; {}", self.what, self.remedy),
        }
    }
}

impl std::error::Error for Fault {}

//! What is wrong with a specification or its data, where, and what to do next.

use std::fmt;

use units::{Refusal, Refuse};

/// A reason why nothing is computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: a path in the specification, or file, row and column.
    pub place: String,
    /// What happened there.
    pub what: String,
    /// What to do next.
    pub remedy: String,
    /// What happened by name, with the arguments of its sentence, where it has one: for whoever tells it in another language.
    pub named: Option<Refusal>,
}

impl Fault {
    /// A fault.
    pub fn new(place: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Fault {
        Fault { place: place.into(), what: what.into(), remedy: remedy.into(), named: None }
    }

    /// A fault that has a name.
    pub fn of(place: impl Into<String>, what: &(impl Refuse + fmt::Display), remedy: impl Into<String>) -> Fault {
        let named = Some(Refusal { code: what.code(), args: what.args() });
        Fault { named, ..Fault::new(place, what.to_string(), remedy) }
    }

    /// The same fault under a name.
    pub fn named(self, refusal: Refusal) -> Fault {
        Fault { named: Some(refusal), ..self }
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

//! Refuse: how a room says no, without knowing any language.
//!
//! A refusal is a stable code such as `credit.application.cap_reached` and the named arguments of its sentence. The
//! sentence itself stands in the words of the domain, under the same code with dashes for dots.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeMap};

/// The named arguments of a sentence, in the order they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Args(pub Vec<(&'static str, String)>);

/// What can refuse: implemented once per domain, by the enum that lists its refusals in the order they are checked.
pub trait Refuse {
    /// The stable code: `domain.noun.reason`.
    fn code(&self) -> &'static str;

    /// The named arguments of its sentence.
    fn args(&self) -> Args;
}

/// A refusal on its way to the person: the code and the arguments of its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The stable code: `domain.noun.reason`.
    pub code: &'static str,
    /// The named arguments of its sentence.
    pub args: Args,
}

/// One wrong field of an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The field's name as it was sent.
    pub field: String,
    /// The stable code of what is wrong: `form.required`.
    pub code: &'static str,
    /// The named arguments of its sentence.
    pub args: Args,
}

impl Args {
    /// No arguments.
    pub const fn none() -> Args {
        Args(Vec::new())
    }

    /// One argument; more follow by [`Args::and`].
    pub fn one(name: &'static str, value: impl ToString) -> Args {
        Args::none().and(name, value)
    }

    /// These arguments and one more.
    pub fn and(mut self, name: &'static str, value: impl ToString) -> Args {
        self.0.push((name, value.to_string()));
        self
    }

    /// The value of an argument.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Refusal {
    /// A refusal whose sentence has no arguments.
    pub const fn new(code: &'static str) -> Refusal {
        Refusal { code, args: Args::none() }
    }

    /// The same refusal with one more argument.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Refusal {
        self.args = self.args.and(name, value);
        self
    }
}

impl Fault {
    /// What is wrong with a text of so many characters, outer blanks aside: control characters are refused under the code given,
    /// line breaks where the field has several lines are not.
    pub fn in_text(
        field: &str,
        value: &str,
        chars: std::ops::RangeInclusive<usize>,
        lines: bool,
        control: &'static str,
    ) -> Option<Fault> {
        let length = value.trim().chars().count();
        if length < *chars.start() {
            Some(Fault::new(field, "form.required"))
        } else if length > *chars.end() {
            Some(Fault::new(field, "form.too_long").with("max", chars.end()))
        } else if value.chars().any(|letter| letter.is_control() && !(lines && letter == '\n')) {
            Some(Fault::new(field, control))
        } else {
            None
        }
    }

    /// A wrong field whose sentence has no arguments.
    pub fn new(field: impl Into<String>, code: &'static str) -> Fault {
        Fault { field: field.into(), code, args: Args::none() }
    }

    /// What has a name of its own, as what is wrong with a field.
    pub fn said(field: impl Into<String>, said: &impl Refuse) -> Fault {
        Fault { field: field.into(), code: said.code(), args: said.args() }
    }

    /// What a foreign program said of it, in its own words, where its sentence does not say all.
    pub fn quoted(&self) -> Option<&str> {
        self.args.get(crate::document::QUOTED)
    }

    /// The same fault with one more argument.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Fault {
        self.args = self.args.and(name, value);
        self
    }
}

impl<R: Refuse> From<R> for Refusal {
    fn from(refused: R) -> Refusal {
        Refusal { code: refused.code(), args: refused.args() }
    }
}

impl Serialize for Args {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl fmt::Display for Args {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (name, value)) in self.0.iter().enumerate() {
            let gap = if place == 0 { "" } else { ", " };
            write!(formatter, "{gap}{name}={value}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.args.is_empty() {
            true => formatter.write_str(self.code),
            false => write!(formatter, "{} ({})", self.code, self.args),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.args.is_empty() {
            true => write!(formatter, "{}: {}", self.field, self.code),
            false => write!(formatter, "{}: {} ({})", self.field, self.code, self.args),
        }
    }
}

//! What is wrong with a text, and where.

use std::fmt;

use units::Args;

use crate::model::{FILE_BYTES_MAX, NESTING_MAX};

/// Why a text is refused, in the order the reasons are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextRefused {
    /// Longer than a file may be.
    TooLarge,
    /// Nested deeper than anybody can read.
    TooDeep,
    /// Not TOML or JSON, or not of the fields a rule has: what the reader said.
    Malformed(String),
    /// More entries than a file may hold.
    TooMany,
    /// A value outside what is allowed: what is.
    OutOfRange(String),
}

/// A fault of a text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFault {
    /// Line, from 1; 0 when the text as a whole is refused.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The field, such as `rule[2].cap[0].per`; empty when it is the text itself.
    pub field: String,
    /// Why.
    pub why: TextRefused,
}

impl TextFault {
    /// A fault at a byte of a text.
    pub(super) fn at(text: &str, byte: usize, field: &str, why: TextRefused) -> TextFault {
        let before = text.get(..byte).unwrap_or_default();
        let line = if text.is_empty() { 0 } else { before.matches('\n').count() + 1 };
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        TextFault { line, column, field: field.trim_end_matches('.').to_owned(), why }
    }
}

pub(super) fn of_toml(text: &str, path: &str, error: &toml::de::Error) -> TextFault {
    let byte = error.span().map_or(0, |span| span.start);
    // Entries are read together with their place, for which the reader steps into a field of its own.
    let steps = path.split('.').filter(|step| !step.starts_with("$__serde_spanned"));
    let field: Vec<&str> = steps.filter(|step| !step.is_empty()).collect();
    TextFault::at(text, byte, &field.join("."), reason(error.message()))
}

pub(super) fn of_json(path: &str, error: &serde_json::Error) -> TextFault {
    let told = error.to_string();
    // The reader appends the place, which stands in fields of its own here.
    let message = told.rsplit_once(" at line ").map_or(told.as_str(), |(message, _)| message);
    let field = if path == "." { String::new() } else { path.to_owned() };
    TextFault { line: error.line(), column: error.column(), field, why: reason(message) }
}

fn reason(message: &str) -> TextRefused {
    if message.contains("recurs") { TextRefused::TooDeep } else { TextRefused::Malformed(message.trim().to_owned()) }
}

impl TextRefused {
    /// The stable code. Its sentence is the text of this value; a domain that tells it in two languages has its own refusal.
    pub fn code(&self) -> &'static str {
        match self {
            TextRefused::TooLarge => "recognition.text.too_large",
            TextRefused::TooDeep => "recognition.text.too_deep",
            TextRefused::Malformed(_) => "recognition.text.malformed",
            TextRefused::TooMany => "recognition.text.too_many",
            TextRefused::OutOfRange(_) => "recognition.text.out_of_range",
        }
    }

    /// The named arguments of its sentence.
    pub fn args(&self) -> Args {
        match self {
            TextRefused::TooLarge => Args::one("bytes_max", FILE_BYTES_MAX),
            TextRefused::TooDeep => Args::one("nesting_max", NESTING_MAX),
            TextRefused::Malformed(why) | TextRefused::OutOfRange(why) => Args::one("why", why),
            TextRefused::TooMany => Args::none(),
        }
    }
}

impl fmt::Display for TextFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: ", self.line, self.column)?;
        if !self.field.is_empty() {
            write!(formatter, "{}: ", self.field)?;
        }
        match &self.why {
            TextRefused::TooLarge => write!(formatter, "the file is larger than {FILE_BYTES_MAX} bytes; split it"),
            TextRefused::TooDeep => write!(formatter, "nested deeper than {NESTING_MAX} levels"),
            TextRefused::TooMany => formatter.write_str("more entries than one file may hold; split it"),
            TextRefused::Malformed(why) | TextRefused::OutOfRange(why) => formatter.write_str(why),
        }
    }
}

impl std::error::Error for TextFault {}

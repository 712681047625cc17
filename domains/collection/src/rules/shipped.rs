//! The forms that are shipped, as documents, and any other of the same shape.

use std::fmt;

use indicators::expression::{Expression, Unit};
use serde::de::DeserializeOwned;
use serde_json::Value;
use units::Fault;
use units::document::{self, line_and_column};

use super::{engine, lint};
use crate::model::form::Form;

/// The largest document that is read, in bytes.
pub const DOCUMENT_BYTES_MAX: usize = 1024 * 1024;

/// A form that is shipped.
pub struct Shipped {
    /// Its name.
    pub id: &'static str,
    /// The document, in TOML.
    pub text: &'static str,
}

impl Shipped {
    /// All that are shipped, the school's first.
    pub const ALL: [Shipped; 3] = [
        Shipped { id: "school", text: include_str!("../../forms/school.toml") },
        Shipped { id: "county", text: include_str!("../../forms/county.toml") },
        Shipped { id: "evidence", text: include_str!("../../forms/evidence.toml") },
    ];
}

/// Why a document is no form: each with its path in the document, empty for the document as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentFault {
    /// Too large to be read, or it cannot be read.
    Unreadable(Fault),
    /// It can be read and does not fit together.
    Unfit(Vec<Fault>),
}

impl DocumentFault {
    /// Everything that is wrong.
    pub fn all(self) -> Vec<Fault> {
        match self {
            DocumentFault::Unreadable(fault) => vec![fault],
            DocumentFault::Unfit(all) => all,
        }
    }
}

/// A shipped form by its name.
pub fn shipped(id: &str) -> Option<Form> {
    let shipped = Shipped::ALL.iter().find(|shipped| shipped.id == id)?;
    from_toml(shipped.text).ok()
}

/// Reads a form from TOML and looks whether it fits together.
///
/// # Errors
/// See [`DocumentFault`].
pub fn from_toml(text: &str) -> Result<Form, DocumentFault> {
    sized(text)?;
    let place = |fault: &toml::de::Error| fault.span().map(|span| line_and_column(text, span.start));
    let unreadable = |fault: toml::de::Error| {
        DocumentFault::Unreadable(document::fault("", place(&fault).or(Some((1, 1))), fault.message()))
    };
    let reader = toml::Deserializer::parse(text).map_err(unreadable)?;
    let values = || toml::from_str(text).ok();
    linted(read(reader, |fault| (place(fault), fault.message().to_owned()), values)?)
}

/// Reads a form from JSON and looks whether it fits together.
///
/// # Errors
/// See [`DocumentFault`].
pub fn from_json(text: &str) -> Result<Form, DocumentFault> {
    sized(text)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let said = |fault: &serde_json::Error| (Some((fault.line(), fault.column())), fault.to_string());
    linted(read(&mut reader, said, || serde_json::from_str(text).ok())?)
}

fn sized(text: &str) -> Result<(), DocumentFault> {
    if text.len() > DOCUMENT_BYTES_MAX {
        let told = Fault::new("", "collection.form.document_too_large").with("max", DOCUMENT_BYTES_MAX / 1024);
        return Err(DocumentFault::Unreadable(told));
    }
    Ok(())
}

/// Reads a document; `said` is where its reader stopped and what it said, `values` the whole as plain values.
fn read<'de, D, T: DeserializeOwned>(
    reader: D,
    said: impl Fn(&D::Error) -> (Option<(usize, usize)>, String),
    values: impl Fn() -> Option<Value>,
) -> Result<T, DocumentFault>
where
    D: serde::Deserializer<'de>,
    D::Error: fmt::Display,
{
    serde_path_to_error::deserialize(reader).map_err(|fault| {
        let at = fault.path().to_string();
        let (place, why) = said(fault.inner());
        let mistake = values().and_then(|whole| misspelt(&whole, "", at.trim_matches('.'), &why));
        let at = if at == "." { "" } else { &at };
        DocumentFault::Unreadable(mistake.unwrap_or_else(|| document::fault(at, place, &why)))
    })
}

/// The expression or unit under a path that its reader could not read: what it says of it is what serde passed on, and has a name.
fn misspelt(value: &Value, at: &str, wanted: &str, why: &str) -> Option<Fault> {
    let below = |name: String| if at.is_empty() { name } else { format!("{at}.{name}") };
    let on_the_way = |at: &str| at.starts_with(wanted) || wanted.starts_with(at);
    let inside = |at: String, value: &Value| on_the_way(&at).then(|| misspelt(value, &at, wanted, why)).flatten();
    match value {
        Value::String(text) if at.starts_with(wanted) => {
            let mistake = Expression::parse(text).err().filter(|mistake| why.contains(&mistake.to_string()));
            let fault = text.parse::<Unit>().err().filter(|fault| why.contains(&fault.to_string()));
            let told = mistake.map(|mistake| engine::named(at.to_owned(), &mistake));
            told.or_else(|| fault.map(|fault| engine::named(at.to_owned(), &fault)))
        }
        Value::Array(all) => all.iter().enumerate().find_map(|(place, one)| inside(format!("{at}[{place}]"), one)),
        Value::Object(all) => all.iter().find_map(|(name, one)| inside(below(name.clone()), one)),
        _ => None,
    }
}

fn linted(form: Form) -> Result<Form, DocumentFault> {
    let findings = lint::findings(&form);
    if findings.is_empty() { Ok(form) } else { Err(DocumentFault::Unfit(findings)) }
}

#[cfg(test)]
mod tests;

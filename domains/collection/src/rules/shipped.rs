//! The forms that are shipped, as documents, and any other of the same shape.

use std::fmt;

use serde::de::DeserializeOwned;

use super::lint;
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

/// Why a document is no form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentFault {
    /// Too large to be read.
    TooLarge,
    /// It cannot be read; where, as a path in the document, and why.
    Unreadable {
        /// The path; empty for the document as a whole.
        at: String,
        /// Why.
        why: String,
    },
    /// It can be read and does not fit together.
    Unfit(Vec<lint::Finding>),
}

impl fmt::Display for DocumentFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DocumentFault::TooLarge => write!(out, "more than {DOCUMENT_BYTES_MAX} bytes"),
            DocumentFault::Unreadable { at, why } => write!(out, "{at}: {why}"),
            DocumentFault::Unfit(findings) => {
                findings.iter().try_for_each(|finding| writeln!(out, "{}: {}", finding.at, finding.why))
            }
        }
    }
}

impl std::error::Error for DocumentFault {}

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
    let unreadable = |fault: toml::de::Error| DocumentFault::Unreadable { at: String::new(), why: fault.to_string() };
    linted(read(toml::Deserializer::parse(text).map_err(unreadable)?)?)
}

/// Reads a form from JSON and looks whether it fits together.
///
/// # Errors
/// See [`DocumentFault`].
pub fn from_json(text: &str) -> Result<Form, DocumentFault> {
    sized(text)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    linted(read(&mut reader)?)
}

fn sized(text: &str) -> Result<(), DocumentFault> {
    if text.len() > DOCUMENT_BYTES_MAX { Err(DocumentFault::TooLarge) } else { Ok(()) }
}

fn read<'de, D, T: DeserializeOwned>(reader: D) -> Result<T, DocumentFault>
where
    D: serde::Deserializer<'de>,
    D::Error: fmt::Display,
{
    serde_path_to_error::deserialize(reader)
        .map_err(|fault| DocumentFault::Unreadable { at: fault.path().to_string(), why: fault.inner().to_string() })
}

fn linted(form: Form) -> Result<Form, DocumentFault> {
    let findings = lint::findings(&form);
    if findings.is_empty() { Ok(form) } else { Err(DocumentFault::Unfit(findings)) }
}

#[cfg(test)]
mod tests;

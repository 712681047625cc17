//! The forms that are shipped, as documents, and any other of the same shape.

use std::fmt;

use serde::de::DeserializeOwned;
use units::Fault;

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
    let unreadable = |fault: toml::de::Error| {
        let line =
            fault.span().map_or(1, |span| 1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count());
        let told = Fault::new("", "collection.form.not_toml").with("line", line).with("why", fault.message());
        DocumentFault::Unreadable(told)
    };
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
    if text.len() > DOCUMENT_BYTES_MAX {
        let told = Fault::new("", "collection.form.document_too_large").with("max", DOCUMENT_BYTES_MAX / 1024);
        return Err(DocumentFault::Unreadable(told));
    }
    Ok(())
}

fn read<'de, D, T: DeserializeOwned>(reader: D) -> Result<T, DocumentFault>
where
    D: serde::Deserializer<'de>,
    D::Error: fmt::Display,
{
    serde_path_to_error::deserialize(reader).map_err(|fault| {
        let at = fault.path().to_string();
        DocumentFault::Unreadable(unreadable(if at == "." { "" } else { &at }, &fault.inner().to_string()))
    })
}

/// What serde says, in words of our own where it says one of the things that slips of a document lead to. What comes from
/// outside (the name, the mistake in an expression) stays as it is.
fn unreadable(at: &str, why: &str) -> Fault {
    let between = |from: &str, to: &str| {
        let (_, rest) = why.split_once(from)?;
        rest.split_once(to).map(|(name, _)| name.to_owned())
    };
    let list =
        || why.split_once("expected ").map_or("", |(_, list)| list).lines().next().unwrap_or_default().to_owned();
    if let Some(name) = between("unknown field `", "`") {
        Fault::new(at, "collection.form.document_unknown_field").with("name", name).with("known", list())
    } else if let Some(name) = between("missing field `", "`") {
        Fault::new(at, "collection.form.document_missing_field").with("name", name)
    } else if let Some(name) = between("unknown variant `", "`") {
        Fault::new(at, "collection.form.document_unknown_variant").with("name", name).with("known", list())
    } else if let Some(name) = between("duplicate field `", "`") {
        Fault::new(at, "collection.form.document_twice").with("name", name)
    } else if let Some(found) = between("invalid type: ", ",") {
        Fault::new(at, "collection.form.document_type").with("found", found).with("asked", list())
    } else {
        Fault::new(at, "collection.form.document_unreadable").with("why", why.trim())
    }
}

fn linted(form: Form) -> Result<Form, DocumentFault> {
    let findings = lint::findings(&form);
    if findings.is_empty() { Ok(form) } else { Err(DocumentFault::Unfit(findings)) }
}

#[cfg(test)]
mod tests;

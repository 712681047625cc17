//! What a request brought in its body, already within limits.

use std::cell::RefCell;

use bytes::Bytes;

use crate::Upload;

/// The body of a request, read and taken apart.
#[derive(Default)]
pub(crate) enum Payload {
    /// Nothing.
    #[default]
    Empty,
    /// A JSON text, not yet parsed.
    Json(Bytes),
    /// Fields of a form, in the order they were sent.
    Form(Vec<(String, String)>),
    /// Fields and files of a multipart form. A file is taken out by the handler, else removed with the request.
    Multipart { fields: Vec<(String, String)>, files: RefCell<Vec<(String, Upload)>> },
}

impl Payload {
    /// The text fields; none for other bodies.
    pub(crate) fn fields(&self) -> &[(String, String)] {
        match self {
            Payload::Form(fields) | Payload::Multipart { fields, .. } => fields,
            Payload::Empty | Payload::Json(_) => &[],
        }
    }

    /// Takes out the file of a field.
    pub(crate) fn take_file(&self, field: &str) -> Option<Upload> {
        let Payload::Multipart { files, .. } = self else { return None };
        let mut files = files.borrow_mut();
        let place = files.iter().position(|(name, _)| name == field)?;
        Some(files.swap_remove(place).1)
    }

    /// Whether a file came in a field and was not taken out yet.
    pub(crate) fn has_file(&self, field: &str) -> bool {
        matches!(self, Payload::Multipart { files, .. } if files.borrow().iter().any(|(name, _)| name == field))
    }
}

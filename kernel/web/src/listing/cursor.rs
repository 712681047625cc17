//! Cursors: where a page ended, as the values of its last row's sort key.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use op::Error;
use serde_json::{Value, json};
use units::Fault;

/// Version of the written form; a cursor of another version is refused, not guessed at.
const VERSION: i64 = 1;

/// Longest written cursor, in bytes.
const BYTES_MAX: usize = 1024;

/// The sort values of the last row of a page, the row's identifier last. Clients see it as opaque text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cursor(Vec<Value>);

impl Cursor {
    /// A cursor without values; add them in the order of the sort key.
    pub fn new() -> Cursor {
        Cursor::default()
    }

    /// Adds a text.
    pub fn text(mut self, value: impl AsRef<str>) -> Cursor {
        self.0.push(json!(value.as_ref()));
        self
    }

    /// Adds a whole number.
    pub fn int(mut self, value: i64) -> Cursor {
        self.0.push(json!(value));
        self
    }

    /// The text at a place.
    ///
    /// # Errors
    /// `Invalid(form.bad_cursor)` if there is no text there: the cursor was not made by this list.
    pub fn get_text(&self, place: usize) -> op::Result<&str> {
        self.0.get(place).and_then(Value::as_str).ok_or_else(fault)
    }

    /// The whole number at a place.
    ///
    /// # Errors
    /// As [`Cursor::get_text`].
    pub fn get_int(&self, place: usize) -> op::Result<i64> {
        self.0.get(place).and_then(Value::as_i64).ok_or_else(fault)
    }

    /// Writes the cursor for a list in an order, so that it cannot be used on another.
    pub(crate) fn write(&self, list: &str, sort: &str, descending: bool) -> String {
        URL_SAFE_NO_PAD.encode(json!([VERSION, list, sort, descending, self.0]).to_string())
    }

    /// Reads a cursor written for the same list in the same order.
    pub(crate) fn read(text: &str, list: &str, sort: &str, descending: bool) -> op::Result<Cursor> {
        if text.len() > BYTES_MAX {
            return Err(fault());
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| fault())?;
        let (version, of, by, down, values): (i64, String, String, bool, Vec<Value>) =
            serde_json::from_slice(&bytes).map_err(|_| fault())?;
        if version != VERSION || of != list || by != sort || down != descending || values.is_empty() {
            return Err(fault());
        }
        Ok(Cursor(values))
    }
}

fn fault() -> Error {
    Error::Invalid(vec![Fault::new("after", "form.bad_cursor")])
}

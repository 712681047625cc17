//! Bytes on their way out: collected into pieces, escaped where a format asks for it.

use std::io::{self, Write};

/// Bytes that are collected before they are handed on.
const PIECE_BYTES: usize = 32 * 1024;

/// Collects text for a writer.
#[derive(Debug)]
pub(crate) struct Out<W: Write> {
    inner: W,
    text: String,
}

impl<W: Write> Out<W> {
    pub(crate) fn new(inner: W) -> Out<W> {
        Out { inner, text: String::with_capacity(PIECE_BYTES + 4096) }
    }

    /// Text as it is.
    pub(crate) fn raw(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// A decimal number.
    pub(crate) fn number(&mut self, number: usize) -> &mut Self {
        use std::fmt::Write as _;
        // Writing into a string does not fail.
        let _ = write!(self.text, "{number}");
        self
    }

    /// Text inside an XML element or attribute value.
    pub(crate) fn xml(&mut self, text: &str) -> &mut Self {
        escape(&mut self.text, text);
        self
    }

    /// An XML attribute with a blank before it.
    pub(crate) fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").xml(value).raw("\"")
    }

    /// A JSON string.
    pub(crate) fn json(&mut self, text: &str) -> io::Result<&mut Self> {
        self.text.push_str(&serde_json::to_string(text)?);
        Ok(self)
    }

    /// Hands on what was collected, if it is enough.
    pub(crate) fn settle(&mut self) -> io::Result<()> {
        if self.text.len() >= PIECE_BYTES {
            self.inner.write_all(self.text.as_bytes())?;
            self.text.clear();
        }
        Ok(())
    }

    /// Hands on everything and gives the writer back.
    pub(crate) fn end(mut self) -> io::Result<W> {
        self.inner.write_all(self.text.as_bytes())?;
        self.inner.flush()?;
        Ok(self.inner)
    }
}

/// Appends text as XML 1.0 can carry it: markup as entities, white space as references so that a reader does not make
/// blanks of it, and what no XML document may hold as the replacement character.
pub(crate) fn escape(into: &mut String, text: &str) {
    let mut rest = text;
    let special = |letter: char| matches!(letter, '<' | '>' | '&' | '"' | '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    while let Some(at) = rest.find(special) {
        into.push_str(&rest[..at]);
        let letter = rest[at..].chars().next().unwrap_or_default();
        into.push_str(match letter {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            '"' => "&quot;",
            '\t' => "&#9;",
            '\n' => "&#10;",
            '\r' => "&#13;",
            _ => "\u{fffd}",
        });
        rest = &rest[at + letter.len_utf8()..];
    }
    into.push_str(rest);
}

//! One cell of a list: what it is, so that each format can write it in its own way.

use serde_json::{Value, json};
use units::{Credit, Day, Instant, Month};

use crate::html::{day_text, instant_text};
use crate::{Locale, Voice};

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing known.
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A finite number.
    Real(f64),
    /// A credit amount.
    Credit(Credit),
    /// A civil day.
    Day(Day),
    /// A calendar month.
    Month(Month),
    /// A moment.
    Instant(Instant),
    /// Yes or no.
    Flag(bool),
    /// A word key; JSON shows the key.
    Word(String),
    /// Text that leads somewhere.
    Link {
        /// What is read.
        text: String,
        /// Where it leads: a path of ours.
        href: String,
    },
    /// A state of the fixed list of states; `word` is said instead of `status-<state>`.
    Status {
        /// The state, `accepted`.
        state: String,
        /// Word key to say instead.
        word: Option<String>,
    },
    /// A province by the code of any region in it.
    Province(String),
}

impl Cell {
    /// Text.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// Text, or nothing.
    pub fn opt(text: Option<impl Into<String>>) -> Cell {
        text.map_or(Cell::Empty, Cell::text)
    }

    /// Text that leads somewhere.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Cell {
        Cell::Link { text: text.into(), href: href.into() }
    }

    /// A word by its key.
    pub fn word(key: impl Into<String>) -> Cell {
        Cell::Word(key.into())
    }

    /// A state of the fixed list.
    pub fn status(state: impl Into<String>) -> Cell {
        Cell::Status { state: state.into(), word: None }
    }

    /// The value a program reads.
    pub(crate) fn json(&self) -> Value {
        match self {
            Cell::Empty => Value::Null,
            Cell::Text(text) | Cell::Word(text) | Cell::Province(text) | Cell::Link { text, .. } => json!(text),
            Cell::Int(number) => json!(number),
            Cell::Real(number) => json!(number),
            Cell::Credit(credit) => json!(credit.to_string()),
            Cell::Day(day) => json!(day.to_string()),
            Cell::Month(month) => json!(month.to_string()),
            Cell::Instant(instant) => json!(instant.to_string()),
            Cell::Flag(flag) => json!(flag),
            Cell::Status { state, .. } => json!(state),
        }
    }

    /// The text a person reads in a spreadsheet: exact, in words, dates so that they sort.
    pub(crate) fn plain(&self, voice: &Voice) -> String {
        match self {
            Cell::Word(key) => voice.word(key),
            Cell::Flag(flag) => voice.word(if *flag { "yes" } else { "no" }),
            Cell::Status { state, word } => voice.word(word.as_deref().unwrap_or(&format!("status-{state}"))),
            Cell::Province(code) => match code.get(..2) {
                Some(prefix @ ("31" | "32" | "33" | "34")) => voice.word(&format!("province-{prefix}")),
                _ => code.clone(),
            },
            other => match other.json() {
                Value::Null => String::new(),
                Value::String(text) => text,
                value => value.to_string(),
            },
        }
    }

    /// The number a spreadsheet can count with, if the cell is one.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Cell::Int(number) => Some(*number as f64),
            Cell::Real(number) => Some(*number),
            Cell::Credit(credit) => Some(credit.hundredths() as f64 / 100.0),
            _ => None,
        }
    }

    /// The cell as `ui.table` takes it.
    pub(crate) fn html(&self, voice: &Voice) -> Value {
        let locale: Locale = voice.locale();
        match self {
            Cell::Empty => Value::Null,
            Cell::Int(number) => json!({ "text": units::grouped(&number.to_string()), "numeric": true }),
            Cell::Real(number) => json!({ "text": units::grouped(&number.to_string()), "numeric": true }),
            Cell::Credit(credit) => json!({ "text": credit.to_string(), "numeric": true }),
            Cell::Day(day) => json!({ "moment": day.to_string(), "title": day_text(locale, *day) }),
            Cell::Instant(instant) => {
                json!({ "moment": instant.text_in_shanghai(), "title": instant_text(locale, *instant) })
            }
            Cell::Link { text, href } => json!({ "text": text, "href": href }),
            Cell::Status { state, word: None } => json!({ "status": state }),
            Cell::Status { state, .. } => json!({ "status": state, "text": self.plain(voice) }),
            Cell::Province(code) => json!({ "province": code }),
            _ => json!({ "text": self.plain(voice) }),
        }
    }
}

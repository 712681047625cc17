//! The envelope of a message.

use crate::name::Names;

/// What every message says about itself. The moment comes in as text, for this room has no clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Identifier of the message: letters, digits, `_`, `@`, `$`, `-`.
    pub id: String,
    /// When it was made, RFC 3339: `2026-03-01T08:00:00Z`.
    pub prepared: String,
    /// The identifier of who sends it, an agency's.
    pub sender: String,
    /// What the sender is called.
    pub sender_names: Names,
    /// Whether it is only a trial.
    pub test: bool,
    /// The reader's languages, best first; they choose the one name that JSON and CSV show.
    pub languages: Vec<String>,
}

impl Envelope {
    /// An envelope in Chinese and English.
    pub fn new(id: &str, prepared: &str, sender: &str) -> Envelope {
        Envelope {
            id: id.to_owned(),
            prepared: prepared.to_owned(),
            sender: sender.to_owned(),
            sender_names: Names::none(),
            test: false,
            languages: vec!["zh".to_owned(), "en".to_owned()],
        }
    }
}

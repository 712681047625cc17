//! The words as they stand in Fluent files.

use std::collections::BTreeSet;

use crate::whole::tree::{Source, Tree};

/// The languages of the house, the first one first.
pub(super) const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// A message of a Fluent file.
pub(super) struct Word<'a> {
    pub(super) key: String,
    pub(super) language: &'static str,
    pub(super) text: String,
    pub(super) file: &'a Source,
    pub(super) line: usize,
}

impl Word<'_> {
    /// The names of the arguments its sentence takes.
    pub(super) fn arguments(&self) -> BTreeSet<&str> {
        let names = self.text.split('$').skip(1);
        names
            .map(|rest| rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or(""))
            .collect()
    }

    /// The words and terms its sentence refers to: `{ other-key }`.
    pub(super) fn references(&self) -> impl Iterator<Item = &str> {
        self.text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or_default().trim())
    }
}

/// Every word of every room, in the order of the files.
pub(super) fn words(tree: &Tree) -> Vec<Word<'_>> {
    let mut words: Vec<Word> = Vec::new();
    for file in tree.ending(".ftl") {
        let parts: Vec<&str> = file.path.split(['/', '.']).collect();
        let Some(language) = LANGUAGES.iter().find(|language| parts.contains(language)) else { continue };
        let mut inside = false;
        for (place, line) in file.text.lines().enumerate() {
            if line.starts_with('#') {
                inside = false;
            } else if let Some((key, text)) = message(line) {
                inside = true;
                let (key, text) = (key.to_owned(), text.to_owned());
                words.push(Word { key, language, text, file, line: place + 1 });
            } else if let Some(word) = words.last_mut().filter(|_| inside) {
                word.text.push('\n');
                word.text.push_str(line);
            }
        }
    }
    words
}

/// The key and the beginning of the text, if a message or term begins on this line.
fn message(line: &str) -> Option<(&str, &str)> {
    let (key, text) = line.split_once('=')?;
    let key = key.trim_end();
    let named = key.trim_start_matches('-').starts_with(|letter: char| letter.is_ascii_alphabetic());
    let plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    (named && plain).then_some((key, text))
}

//! Who asks for which word: templates by `t("…")`, code by codes, keys and patterns.

use std::collections::BTreeSet;

use super::fluent::Word;
use crate::whole::{
    mask::Literal,
    tree::{Source, Tree},
};

/// What stands before a literal that is a word's key or code.
const ASKING: [&str; 6] = ["Refusal::new(", ".notice(", ".word(", "word:", "caption:", "Label::Word("];

/// A word that must exist.
pub(super) struct Wanted<'a> {
    pub(super) key: String,
    /// Whether the key goes on: `t("credit-kind-" ~ kind)`.
    pub(super) open: bool,
    pub(super) file: &'a Source,
    pub(super) line: usize,
}

/// Everything that asks for words.
pub(super) struct Uses<'a> {
    pub(super) wanted: Vec<Wanted<'a>>,
    /// Every text in code and templates, dots as dashes; and every name, as serialized.
    texts: BTreeSet<String>,
    /// Keys with holes: what stands between the holes.
    patterns: Vec<Vec<String>>,
}

impl<'a> Uses<'a> {
    pub(super) fn of(tree: &'a Tree, words: &[Word]) -> Uses<'a> {
        let mut uses = Uses { wanted: Vec::new(), texts: BTreeSet::new(), patterns: Vec::new() };
        for file in tree.rust().filter(|file| !file.is_test()) {
            uses.read_code(file);
        }
        for file in tree.ending(".html") {
            uses.read_template(file);
        }
        for word in words {
            uses.texts.extend(word.references().map(str::to_owned));
        }
        uses
    }

    /// Whether some text asks for the key: the key itself, or a pattern whose holes are filled with known texts.
    pub(super) fn asks_for(&self, key: &str) -> bool {
        self.texts.contains(key) || self.patterns.iter().any(|pattern| self.fills(pattern, key))
    }

    fn fills(&self, pattern: &[String], key: &str) -> bool {
        let Some((first, others)) = pattern.split_first() else { return false };
        let Some(rest) = key.strip_prefix(first.as_str()) else { return false };
        let Some((next, _)) = others.split_first() else { return rest.is_empty() };
        let ends =
            (1..=rest.len()).filter(|end| rest.is_char_boundary(*end) && rest[*end..].starts_with(next.as_str()));
        ends.into_iter().any(|end| {
            let hole = &rest[..end];
            let known = self.texts.contains(hole) || hole.bytes().all(|byte| byte.is_ascii_digit());
            known && self.fills(others, &rest[end..])
        })
    }

    fn read_code(&mut self, file: &'a Source) {
        for name in file.code.split(|letter: char| !letter.is_ascii_alphanumeric()) {
            // A variant reaches a key by its serialized name.
            if name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
                self.texts.insert(snake(name));
            }
        }
        for literal in &file.literals {
            let key = literal.text.replace('.', "-");
            if key.contains('{') && key.contains('-') {
                self.patterns.push(holes(&key));
            }
            if key.ends_with('-') {
                self.patterns.push(vec![key.clone(), String::new()]);
            }
            if let Some(prefix) = asked_by(file, literal).filter(|_| is_key(&key)) {
                let key = format!("{prefix}{key}");
                self.wanted.push(Wanted { key: key.clone(), open: false, file, line: literal.line });
                self.texts.insert(key);
            }
            self.texts.insert(key);
        }
    }

    fn read_template(&mut self, file: &'a Source) {
        let text = without_comments(&file.text);
        for quote in ['"', '\''] {
            self.texts.extend(text.split(quote).map(|part| part.replace('.', "-")));
        }
        for (at, _) in text.match_indices("t(") {
            let alone = !text[..at].ends_with(|letter: char| letter.is_alphanumeric() || "_.".contains(letter));
            let Some(quote) = text[at + 2..].chars().next().filter(|quote| alone && "\"'".contains(*quote)) else {
                continue;
            };
            let Some((key, behind)) = text[at + 3..].split_once(quote) else { continue };
            let open = behind.trim_start().starts_with('~');
            if open {
                self.patterns.push(vec![key.to_owned(), String::new()]);
            }
            self.wanted.push(Wanted { key: key.to_owned(), open, file, line: file.line_at(at) });
        }
    }
}

/// Whether what stands before a literal makes it a word's key, and what the key begins with.
fn asked_by(file: &Source, literal: &Literal) -> Option<&'static str> {
    let before = file.code[..literal.at].trim_end();
    let statement = &before[before.rfind([';', '{', '}']).map_or(0, |at| at + 1)..];
    if second_argument(statement, "Fault::new(")
        || second_argument(statement, ".fault(")
        || ASKING.iter().any(|asking| before.ends_with(asking))
    {
        return Some("");
    }
    let function = &before[before.rfind("fn ").map_or(0, |at| at + 3)..];
    let open = function.matches('{').count() > function.matches('}').count();
    match function.split('(').next() {
        Some("code") if open && refuses(before) => Some(""),
        // What only looks leaves no row in the journal, and so no sentence in a timeline.
        Some("action") if open && !literal.text.ends_with(".view") => Some("action-"),
        _ => None,
    }
}

/// Whether the block that is open at the end of the code implements `Refuse`.
fn refuses(code: &str) -> bool {
    let block = code.rfind("impl").map_or("", |at| &code[at..]);
    block.split('{').next().is_some_and(|head| head.contains("Refuse for "))
}

/// Whether the text ends where the second argument of a call is expected.
fn second_argument(text: &str, call: &str) -> bool {
    let Some((_, inside)) = text.rsplit_once(call).filter(|_| text.ends_with(',')) else { return false };
    let mut depth = 0;
    let stays = inside.chars().all(|letter| {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        depth >= 0
    });
    stays && depth == 0
}

/// Two names or more joined by dashes: no sentence, no number, no file name.
fn is_key(key: &str) -> bool {
    let plain =
        key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_');
    plain && key.starts_with(|letter: char| letter.is_ascii_lowercase()) && key.contains('-') && !key.ends_with('-')
}

/// What stands between the holes of a formatted text.
fn holes(key: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = key;
    while let Some((part, behind)) = rest.split_once('{') {
        parts.push(part.to_owned());
        rest = behind.split_once('}').map_or("", |(_, rest)| rest);
    }
    parts.push(rest.to_owned());
    parts
}

fn snake(name: &str) -> String {
    let mut text = String::new();
    for (place, letter) in name.char_indices() {
        if letter.is_ascii_uppercase() && place > 0 {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// The template without `{# … #}`; lines stay.
fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((part, behind)) = rest.split_once("{#") {
        kept.push_str(part);
        let (comment, after) = behind.split_once("#}").unwrap_or((behind, ""));
        kept.extend(comment.matches('\n'));
        rest = after;
    }
    kept + rest
}

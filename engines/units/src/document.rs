//! What a parser says of a document, as a fault whose sentence stands in words. A parser speaks English to programmers: the slips
//! that documents are full of are told by name, and of anything else its own text goes along as the argument [`QUOTED`], which a
//! page marks as foreign.

use crate::Fault;

/// The argument under which a foreign program's own text goes along with a sentence. No sentence has it inside.
pub const QUOTED: &str = "quoted";

/// Longest text that is quoted, in characters.
const QUOTED_CHARS_MAX: usize = 300;

/// What a reader of JSON or TOML (serde) said of the value at a path; empty for the document as a whole. Line and column are
/// from 1, where they are known.
pub fn fault(at: &str, place: Option<(usize, usize)>, said: &str) -> Fault {
    // The place is told in words of our own.
    let why = said.split(" at line ").next().unwrap_or(said).trim();
    let between = |from: &str, to: &str| why.split_once(from)?.1.split_once(to).map(|(name, _)| name.to_owned());
    let known = || {
        let list = why.split_once("expected ").map_or("", |(_, list)| list).lines().next().unwrap_or_default();
        list.trim_start_matches("one of ").replace(" or ", ", ").replace('`', "")
    };
    if let Some(name) = between("unknown field `", "`") {
        match why.contains("there are no fields") {
            true => Fault::new(at, "document.no_fields").with("name", name),
            false => Fault::new(at, "document.unknown_field").with("name", name).with("known", known()),
        }
    } else if let Some(name) = between("missing field `", "`") {
        Fault::new(at, "document.missing_field").with("name", name)
    } else if let Some(name) = between("unknown variant `", "`") {
        Fault::new(at, "document.unknown_variant").with("name", name).with("known", known())
    } else if let Some(name) = between("duplicate field `", "`") {
        Fault::new(at, "document.twice").with("name", name)
    } else if let Some((found, asked)) =
        why.strip_prefix("invalid type: ").and_then(|both| both.split_once(", expected "))
    {
        let told = Fault::new(at, "document.kind").with("found", kind(found)).with("asked", kind(asked));
        if kind(found) == OTHER || kind(asked) == OTHER { told.with(QUOTED, shown(why)) } else { told }
    } else {
        match place {
            Some((line, column)) => Fault::new(at, "document.syntax").with("line", line).with("column", column),
            None => Fault::new(at, "document.value"),
        }
        .with(QUOTED, shown(why))
    }
}

/// A kind of value no word is there for.
const OTHER: &str = "other";

/// The kind of a value, as serde tells it, in the words of the sentence `document.kind`.
fn kind(told: &str) -> &'static str {
    let has = |part: &str| told.contains(part);
    if has("string") || has("str") && !has("struct") || has("character") {
        "text"
    } else if has("boolean") || told == "a bool" {
        "yes_no"
    } else if has("integer")
        || has("float")
        || told.trim_start_matches(['i', 'u', 'f']).parse::<u8>().is_ok()
        || has("usize")
    {
        "number"
    } else if has("sequence") || has("array") || has("tuple") {
        "list"
    } else if has("map") || has("struct") || has("table") || has("enum") {
        "table"
    } else if has("null") || has("unit") || has("Option") {
        "nothing"
    } else {
        OTHER
    }
}

fn shown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(QUOTED_CHARS_MAX).collect()
}

/// Line and column, from 1, of a byte of a text.
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

#[cfg(test)]
mod tests;

//! How a Chinese name is spoken, and the forms under which it is found.
//!
//! A person looks for 上海开放大学 by any part of the characters, by its sound from any syllable on (`kaifang`), by first
//! letters (`shkf`), by a word of the English name, or by the beginning of its code. All of these forms stand in one
//! text, each behind a `|`, so that one `LIKE` finds them on both databases.

use pinyin::ToPinyin;

/// Longest text a search looks at; nobody types more, and each pattern is compared with every row.
const QUERY_CHARS_MAX: usize = 60;

/// The syllables of a name, lowercase, without tones; `ü` is written `v`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound(Vec<String>);

impl Sound {
    /// The syllables of a name as single characters are spoken most often. Letters and digits stay as they are.
    pub fn of(name: &str) -> Sound {
        let syllable = |character: char| match character.to_pinyin() {
            Some(spoken) => Some(spoken.plain().replace('ü', "v")),
            None => character.is_ascii_alphanumeric().then(|| character.to_ascii_lowercase().to_string()),
        };
        Sound(name.chars().filter_map(syllable).collect())
    }

    /// Syllables given with blanks between them, as the shipped tables do where a character has several readings.
    pub fn given(syllables: &str) -> Sound {
        Sound(syllables.split_whitespace().map(str::to_ascii_lowercase).collect())
    }

    /// All syllables in one run: the key names are sorted by.
    pub fn full(&self) -> String {
        self.0.concat()
    }

    /// The first letters.
    pub fn initials(&self) -> String {
        self.0.iter().filter_map(|syllable| syllable.chars().next()).collect()
    }

    /// The run of syllables and of first letters from each syllable on.
    fn forms(&self) -> impl Iterator<Item = String> {
        (0..self.0.len()).flat_map(|from| {
            let rest = Sound(self.0[from..].to_vec());
            [rest.full(), rest.initials()]
        })
    }
}

/// All forms under which something is found: its names with their sounds, and further words such as English names and codes.
pub fn search_text(names: &[(&str, &Sound)], words: &[&str]) -> String {
    let mut text = String::new();
    let mut add = |form: &str| {
        text.push('|');
        text.push_str(form);
    };
    for (name, sound) in names {
        add(&name.to_lowercase());
        sound.forms().for_each(|form| add(&form));
    }
    for words in words.iter().filter(|words| !words.is_empty()) {
        let words = words.to_lowercase();
        let starts = words.char_indices().filter(|(at, _)| *at == 0 || words[..*at].ends_with(' '));
        starts.for_each(|(at, _)| add(&words[at..]));
    }
    text
}

/// The two patterns for `search LIKE $n ESCAPE '\'`, either of which finds what a person typed: as it was typed, and
/// without its blanks (`fu dan`). Nothing when nothing was typed.
///
/// Chinese is found anywhere, letters and digits only where a form begins.
pub fn pattern(typed: &str) -> Option<[String; 2]> {
    let lower = typed.to_lowercase();
    let words: Vec<&str> = lower.split(|character: char| character.is_whitespace() || character == '|').collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let like = |gap: &str| {
        let text: String = words.join(" ").chars().take(QUERY_CHARS_MAX).collect();
        let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let start = if text.is_ascii() { "%|" } else { "%" };
        format!("{start}{}%", escaped.replace(' ', gap))
    };
    let chinese_gap = if lower.is_ascii() { " " } else { "%" };
    (!words.is_empty()).then(|| [like(chinese_gap), like("")])
}

#[cfg(test)]
mod tests;

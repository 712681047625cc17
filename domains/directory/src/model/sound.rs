//! How a Chinese name is spoken, and the forms under which it is found.
//!
//! A person looks for 上海开放大学 by any part of the characters, by its sound from any syllable on (`kaifang`), by first
//! letters (`shkf`), by a word of the English name, or by the beginning of its code. All of these forms stand in one
//! text, each behind a `|`, so that one `LIKE` finds them on both databases.

mod words;

use std::collections::HashSet;

use pinyin::{ToPinyin, ToPinyinMulti};

/// Longest text a search looks at; nobody types more, and each pattern is compared with every row.
const QUERY_CHARS_MAX: usize = 60;

/// Ways of reading one name that are indexed. Most names have fewer; each costs about a kilobyte of text to look through.
const READINGS_MAX: usize = 24;

/// The syllables of a name, lowercase, without tones; `ü` is written `v`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    /// A syllable for each character, as it is most likely spoken.
    syllables: Vec<String>,
    /// Further readings of some of them, by place.
    others: Vec<(usize, String)>,
}

impl Sound {
    /// The syllables of a name: of a known word as it is spoken, of a single character as it is spoken most often, with its
    /// further readings. Letters and digits stay as they are.
    pub fn of(name: &str) -> Sound {
        let mut sound = Sound { syllables: Vec::new(), others: Vec::new() };
        let mut rest = name;
        while let Some(character) = rest.chars().next() {
            if let Some((word, syllables)) = words::beginning(rest) {
                sound.syllables.extend(syllables.split(' ').map(str::to_owned));
                rest = &rest[word.len()..];
                continue;
            }
            rest = &rest[character.len_utf8()..];
            let mut readings = readings(character).into_iter();
            let place = sound.syllables.len();
            sound.syllables.extend(readings.next());
            sound.others.extend(readings.map(|other| (place, other)));
        }
        sound
    }

    /// Syllables given with blanks between them, as the shipped tables do where a character has several readings.
    pub fn given(syllables: &str) -> Sound {
        let syllables = syllables.split_whitespace().map(str::to_ascii_lowercase).collect();
        Sound { syllables, others: Vec::new() }
    }

    /// All syllables in one run: the key names are sorted by.
    pub fn full(&self) -> String {
        self.syllables.concat()
    }

    /// The first letters.
    pub fn initials(&self) -> String {
        initials(&self.syllables)
    }

    /// The ways of reading the name, the most likely first: with one character read otherwise, then with two.
    fn ways(&self) -> Vec<Vec<String>> {
        let with = |changes: &[&(usize, String)]| {
            let mut way = self.syllables.clone();
            changes.iter().for_each(|(place, other)| way[*place].clone_from(other));
            way
        };
        let ones = self.others.iter().map(|one| with(&[one]));
        let twos = self.others.iter().enumerate().flat_map(|(at, one)| {
            let later = self.others[at + 1..].iter().filter(|two| two.0 != one.0);
            later.map(|two| with(&[one, two])).collect::<Vec<_>>()
        });
        std::iter::once(self.syllables.clone()).chain(ones).chain(twos).take(READINGS_MAX).collect()
    }

    /// The run of syllables and of first letters from each syllable on, in every way of reading.
    fn forms(&self) -> impl Iterator<Item = String> {
        let all = self.ways().into_iter().flat_map(|way| {
            let from = |from: usize| [way[from..].concat(), initials(&way[from..])];
            (0..way.len()).flat_map(from).collect::<Vec<_>>()
        });
        let mut seen = HashSet::new();
        all.filter(move |form| seen.insert(form.clone()))
    }
}

fn initials(syllables: &[String]) -> String {
    syllables.iter().filter_map(|syllable| syllable.chars().next()).collect()
}

/// How a character is spoken, most often first.
fn readings(character: char) -> Vec<String> {
    let plain = |text: &str| text.replace('ü', "v");
    let Some(first) = character.to_pinyin() else {
        return character
            .is_ascii_alphanumeric()
            .then(|| character.to_ascii_lowercase().to_string())
            .into_iter()
            .collect();
    };
    let mut readings = vec![plain(first.plain())];
    for other in character.to_pinyin_multi().into_iter().flatten() {
        let other = plain(other.plain());
        if !readings.contains(&other) {
            readings.push(other);
        }
    }
    readings
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

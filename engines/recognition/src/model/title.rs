//! Title patterns: the simplest wildcard that registrars already know from their desks.
//!
//! `*` stands for any run of characters, also none; `?` for exactly one; everything else for itself. The whole title
//! must fit. Before comparing, both sides are folded: full-width letters, digits and brackets become half-width, ASCII
//! letters small, blanks vanish: `高等数学（一）` and `高等数学(一)` are the same title. There is no way to ask for a literal
//! star or question mark.

use serde::{Deserialize, Serialize};

use super::NAME_CHARS_MAX;

/// A pattern of titles, as it was written and as it is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Title {
    text: String,
    folded: Vec<char>,
}

impl Title {
    /// Reads a pattern; `None` when it is empty or longer than a name may be.
    pub fn parse(text: &str) -> Option<Title> {
        let folded = fold(text);
        let fits = !folded.is_empty() && text.chars().count() <= NAME_CHARS_MAX;
        fits.then(|| Title { text: text.to_owned(), folded })
    }

    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it has no wildcard.
    pub fn is_plain(&self) -> bool {
        !self.folded.iter().any(|letter| matches!(letter, '*' | '?'))
    }

    /// The folded characters before the first wildcard.
    pub fn prefix(&self) -> &[char] {
        let end = self.folded.iter().position(|letter| matches!(letter, '*' | '?'));
        self.folded.get(..end.unwrap_or(self.folded.len())).unwrap_or_default()
    }

    /// Whether a text fits that was folded by [`fold`]. Runs in the product of both lengths at worst, never deeper.
    pub fn fits(&self, text: &[char]) -> bool {
        let (mut at, mut in_text) = (0, 0);
        // Where the last star stands, and how far the text was when it was met.
        let mut star: Option<(usize, usize)> = None;
        while in_text < text.len() {
            match self.folded.get(at) {
                Some('*') => {
                    star = Some((at, in_text));
                    at += 1;
                }
                Some(letter) if *letter == '?' || text.get(in_text) == Some(letter) => {
                    at += 1;
                    in_text += 1;
                }
                _ => match star {
                    Some((star_at, from)) => {
                        star = Some((star_at, from + 1));
                        at = star_at + 1;
                        in_text = from + 1;
                    }
                    None => return false,
                },
            }
        }
        self.folded.iter().skip(at).all(|letter| *letter == '*')
    }
}

/// A text as titles are compared: half-width, small letters, without blanks.
pub fn fold(text: &str) -> Vec<char> {
    let narrow = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        other => other,
    };
    text.chars()
        .map(narrow)
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

impl TryFrom<String> for Title {
    type Error = String;

    fn try_from(text: String) -> Result<Title, String> {
        Title::parse(&text).ok_or_else(|| format!("a title pattern has 1 to {NAME_CHARS_MAX} characters"))
    }
}

impl From<Title> for String {
    fn from(title: Title) -> String {
        title.text
    }
}

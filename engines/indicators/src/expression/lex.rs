//! Text of an expression as marks with their places.

use super::mistake::{Mistake, Slip};
use super::unit::Unit;

/// One mark of the language.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    Number(f64),
    Unit(Unit),
    Name(String),
    Sign(&'static str),
    End,
}

/// A mark and where it begins, in characters from the start.
pub(super) type Placed = (usize, Mark);

/// Signs, the longer before what they begin with; the second of a pair is what it is read as.
const SIGNS: [(&str, &str); 19] = [
    ("<=", "<="),
    (">=", ">="),
    ("!=", "!="),
    ("==", "="),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("<", "<"),
    (">", ">"),
    ("=", "="),
    ("+", "+"),
    ("-", "-"),
    ("−", "-"),
    ("*", "*"),
    ("×", "*"),
    ("/", "/"),
    ("÷", "/"),
    ("(", "("),
    (")", ")"),
];

/// The marks of a text, an end mark last.
pub(super) fn marks(text: &str) -> Result<Vec<Placed>, Mistake> {
    let letters: Vec<char> = text.chars().collect();
    let (mut at, mut found) = (0, Vec::new());
    while let Some(letter) = letters.get(at) {
        let start = at;
        let mark = match letter {
            letter if letter.is_whitespace() => {
                at += 1;
                continue;
            }
            '0'..='9' => Mark::Number(number(&letters, &mut at)?),
            '[' => {
                let end = letters[at..].iter().position(|letter| *letter == ']');
                let end = at + end.ok_or_else(|| Mistake::at(text, start, Slip::BracketOpen))?;
                let unit: String = letters[at + 1..end].iter().collect();
                at = end + 1;
                Mark::Unit(unit.parse().map_err(|fault| Mistake::at(text, start, Slip::Unit(fault)))?)
            }
            ',' | '，' => {
                at += 1;
                Mark::Sign(",")
            }
            letter if letter.is_alphabetic() || *letter == '_' => {
                while letters.get(at).is_some_and(|letter| letter.is_alphanumeric() || *letter == '_') {
                    at += 1;
                }
                Mark::Name(letters[start..at].iter().collect())
            }
            _ => {
                let fits =
                    |sign: &str| sign.chars().enumerate().all(|(place, one)| letters.get(at + place) == Some(&one));
                let Some((written, read)) = SIGNS.iter().find(|(written, _)| fits(written)) else {
                    return Err(Mistake::at(text, start, Slip::Letter { letter: *letter }));
                };
                at += written.chars().count();
                Mark::Sign(read)
            }
        };
        found.push((start, mark));
    }
    found.push((letters.len(), Mark::End));
    Ok(found)
}

/// A number that begins at a place, which moves behind it.
fn number(letters: &[char], at: &mut usize) -> Result<f64, Mistake> {
    let start = *at;
    let digits = |at: &mut usize| {
        while letters.get(*at).is_some_and(char::is_ascii_digit) {
            *at += 1;
        }
    };
    digits(at);
    if letters.get(*at) == Some(&'.') {
        *at += 1;
        digits(at);
    }
    if letters.get(*at).is_some_and(|letter| matches!(letter, 'e' | 'E')) {
        let signed = usize::from(letters.get(*at + 1).is_some_and(|letter| matches!(letter, '+' | '-')));
        if letters.get(*at + 1 + signed).is_some_and(char::is_ascii_digit) {
            *at += 1 + signed;
            digits(at);
        }
    }
    let written: String = letters[start..*at].iter().collect();
    let all: String = letters.iter().collect();
    match written.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(Mistake::at(&all, start, Slip::NumberTooLarge { written })),
    }
}

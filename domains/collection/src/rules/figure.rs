//! One entry of a return: how it is read from what somebody typed, and how it is written.

use units::Fault;

use crate::model::form::{Field, Figure, Kind};

/// No figure of a school or a county comes near it, and up to here a number with four decimals is held exactly.
pub const FIGURE_MAX: f64 = 1e11;
/// The most decimal places a field may have.
pub const PLACES_MAX: u8 = 4;
/// The longest text a field may have, in characters, unless it says less.
pub const TEXT_CHARS_MAX: usize = 200;
/// Characters of an entry that a fault repeats.
const REPEATED_CHARS_MAX: usize = 40;

/// What stands for yes, and for no, in forms and tables.
const YES: [&str; 6] = ["1", "是", "yes", "y", "true", "√"];
const NO: [&str; 5] = ["0", "否", "no", "n", "false"];

/// Reads what was typed into a field; nothing is missing.
///
/// # Errors
/// What does not fit the field's kind, with the field's name.
pub fn read(field: &Field, typed: &str) -> Result<Option<Figure>, Fault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let fault = |code| Fault::new(&field.name, code).with("value", repeated(typed));
    let figure = match field.kind {
        Kind::Text => Figure::Text(typed.to_owned()),
        Kind::Choice => {
            let chosen = field
                .options
                .iter()
                .find(|one| one.value == typed || one.label.zh == typed || one.label.en.eq_ignore_ascii_case(typed));
            Figure::Text(chosen.ok_or_else(|| fault("collection.form.not_a_choice"))?.value.clone())
        }
        Kind::YesNo => {
            let lower = typed.to_lowercase();
            match (YES.contains(&lower.as_str()), NO.contains(&lower.as_str())) {
                (true, _) => Figure::Number(1.0),
                (_, true) => Figure::Number(0.0),
                _ => return Err(fault("collection.form.not_yes_no")),
            }
        }
        _ => Figure::Number(number(field, typed).ok_or_else(|| fault("collection.form.not_a_number"))?),
    };
    fit(field, figure).map(Some)
}

/// Whether an entry is of the field's kind, and the entry as it is kept: without a negative zero.
///
/// # Errors
/// What does not fit, with the field's name.
pub fn fit(field: &Field, figure: Figure) -> Result<Figure, Fault> {
    let fault = |code, value: &str| Err(Fault::new(&field.name, code).with("value", repeated(value)));
    match (field.kind, figure) {
        (Kind::Text, Figure::Text(text)) => {
            let most = field.high.map_or(TEXT_CHARS_MAX, |high| high as usize);
            // A control character is no part of a text anybody reads, and a NUL cannot be stored.
            match text.chars().count() <= most && !text.chars().any(char::is_control) {
                true => Ok(Figure::Text(text)),
                false => Err(Fault::new(&field.name, "collection.form.too_long").with("max", most)),
            }
        }
        (Kind::Choice, Figure::Text(text)) => match field.options.iter().any(|one| one.value == text) {
            true => Ok(Figure::Text(text)),
            false => fault("collection.form.not_a_choice", &text),
        },
        (Kind::Text | Kind::Choice, Figure::Number(number)) => fault("collection.form.not_a_text", &number.to_string()),
        (_, Figure::Text(text)) => fault("collection.form.not_a_number", &text),
        (_, Figure::Number(number)) if !number.is_finite() => {
            fault("collection.form.not_a_number", &number.to_string())
        }
        (_, Figure::Number(number)) if number.abs() > FIGURE_MAX => {
            let most = units::decimal(FIGURE_MAX, 0);
            Err(Fault::new(&field.name, "collection.form.too_large").with("max", most))
        }
        (Kind::YesNo, Figure::Number(number)) if number != 0.0 && number != 1.0 => {
            fault("collection.form.not_yes_no", &number.to_string())
        }
        (_, Figure::Number(number)) => {
            let places = places(field);
            let kept: f64 = format!("{number:.*}", usize::from(places)).parse().unwrap_or(number);
            match indicators::expression::near(kept, number) {
                true => Ok(Figure::Number(kept + 0.0)),
                false if places == 0 => fault("collection.form.not_whole", &number.to_string()),
                false => Err(Fault::new(&field.name, "collection.form.places").with("places", places)),
            }
        }
    }
}

/// How many decimal places a field has.
pub fn places(field: &Field) -> u8 {
    if matches!(field.kind, Kind::Decimal | Kind::Money) { field.places } else { 0 }
}

/// A decimal number as people type it: full-width digits, thousands in groups, the field's own unit behind it. No exponent: `1e5`
/// in a column of counts is a slip.
fn number(field: &Field, typed: &str) -> Option<f64> {
    let narrow = |letter: char| match letter {
        '０'..='９' => char::from_u32(u32::from(letter) - u32::from('０') + u32::from('0')).unwrap_or(letter),
        '．' => '.',
        '，' => ',',
        '－' | '−' => '-',
        other => other,
    };
    let text: String = typed.chars().map(narrow).collect();
    let text = text.strip_suffix(field.unit.text()).unwrap_or(&text).trim();
    let (sign, digits) = text.strip_prefix('-').map_or((1.0, text), |digits| (-1.0, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    if !all(first) || !rest.iter().all(|group| all(group)) || !grouped || !all(part) || digits.len() > 40 {
        return None;
    }
    let plain = format!("{first}{}.{part}", rest.concat());
    plain.parse::<f64>().ok().map(|number| sign * number)
}

fn repeated(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(REPEATED_CHARS_MAX).collect()
}

/// An entry as it stands in a box of the form and in a table: no groups, only the places there are.
pub fn plain(figure: &Figure) -> String {
    match figure {
        Figure::Number(number) => number.to_string(),
        Figure::Text(text) => text.clone(),
    }
}

#[cfg(test)]
mod tests;

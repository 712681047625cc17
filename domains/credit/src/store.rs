//! All SQL of the credit bank, one file per noun. In and out are types of the model.

pub mod appeal;
pub mod application;
pub mod batch;
pub mod bulk;
pub mod change;
pub mod clock;
pub mod declaration;
pub mod deposit;
pub mod edition;
pub mod home;
pub mod ledger;
pub mod notice;
pub mod opinion;
pub mod outcome;
pub mod programme;
pub mod proof;
pub mod revocation;
pub mod roster;
pub mod rule;
pub mod setting;
pub mod standing;
pub mod statistics;

use db::Param;

/// Values asked for in one statement. A fixed number keeps the statement the same, so that it stays prepared. About as many as
/// a batch has learners: PostgreSQL takes values that only fill a set up for as many more rows, and with 250 of them it read a
/// table of a million rows from end to end.
pub const SET_SIZE: usize = 50;

/// `($2, $3, …)` for [`SET_SIZE`] values, the first of them numbered `first`.
fn set(first: usize) -> String {
    let places: Vec<String> = (first..first + SET_SIZE).map(|number| format!("${number}")).collect();
    format!("({})", places.join(", "))
}

/// The parameters of a set: its values, the last repeated until the set is full.
fn set_params<'a>(params: &mut Vec<Param<'a>>, values: &'a [String]) {
    params.extend(values.iter().map(|value| Param::from(value.as_str())));
    if let Some(last) = values.last() {
        params.extend(std::iter::repeat_n(Param::from(last.as_str()), SET_SIZE - values.len()));
    }
}

/// A stored name of an enum that the constraint of its column admits.
fn named<T>(value: Option<T>) -> db::Result<T> {
    value.ok_or_else(|| db::Error::Other("a stored name is not one of its kind".to_owned()))
}

/// A pattern for `LIKE … ESCAPE '\'` that finds a text anywhere.
fn anywhere(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests;

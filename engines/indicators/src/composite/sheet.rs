//! Results as tables of text, for files that are read by anything.

use std::fmt::Write;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A figure; NaN is missing.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// Nothing.
    Missing,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Cell {
        Cell::Number(number)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Cell {
        Cell::Number(number as f64)
    }
}

impl From<bool> for Cell {
    fn from(truth: bool) -> Cell {
        Cell::Truth(truth)
    }
}

/// A table with headers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Headers.
    pub headers: Vec<String>,
    /// Rows, each as long as the headers.
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// A table without rows.
    pub fn new<'a>(headers: impl IntoIterator<Item = &'a str>) -> Sheet {
        Sheet { headers: headers.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }

    /// As CSV: figures with 17 significant digits, NA where nothing is, TRUE and FALSE, text in quotes.
    pub fn csv(&self) -> String {
        let mut text = String::new();
        let quoted = |text: &mut String, words: &str| {
            text.push('"');
            text.push_str(&words.replace('"', "\"\""));
            text.push('"');
        };
        for (at, header) in self.headers.iter().enumerate() {
            text.push_str(if at == 0 { "" } else { "," });
            quoted(&mut text, header);
        }
        text.push('\n');
        for row in &self.rows {
            for (at, cell) in row.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { "," });
                match cell {
                    Cell::Text(words) => quoted(&mut text, words),
                    Cell::Number(number) => digits(*number, &mut text),
                    Cell::Truth(true) => text.push_str("TRUE"),
                    Cell::Truth(false) => text.push_str("FALSE"),
                    Cell::Missing => text.push_str("NA"),
                }
            }
            text.push('\n');
        }
        text
    }
}

/// Appends a figure with 17 significant digits as C's `%.17g` writes it: no trailing zeros, an exponent where it is
/// below −4 or above 16; NA where it is missing.
pub fn digits(number: f64, to: &mut String) {
    if number.is_nan() {
        to.push_str("NA");
        return;
    }
    if number.is_infinite() {
        to.push_str(if number > 0.0 { "Inf" } else { "-Inf" });
        return;
    }
    let scientific = format!("{number:.16e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..17).contains(&exponent) {
        let fixed = format!("{number:.*}", (16 - exponent) as usize);
        to.push_str(if fixed.contains('.') { fixed.trim_end_matches('0').trim_end_matches('.') } else { &fixed });
        return;
    }
    let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
    let sign = if exponent < 0 { '-' } else { '+' };
    // Writing to text does not fail.
    let _ = write!(to, "{mantissa}e{sign}{:02}", exponent.abs());
}

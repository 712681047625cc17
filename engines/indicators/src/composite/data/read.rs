//! Columns of a CSV file.

use crate::composite::fault::Fault;
use crate::composite::limits::{COLUMNS_MAX, FILE_BYTES_MAX, ROWS_MAX};

/// A CSV file by columns, as text.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The file's name, for faults.
    pub place: String,
    /// Headers.
    pub headers: Vec<String>,
    columns: Vec<Vec<String>>,
}

/// Whether a cell holds nothing: empty, or NA as R writes it.
pub(super) fn missing(cell: &str) -> bool {
    matches!(cell.trim(), "" | "NA")
}

/// Reads a CSV file of UTF-8 text with headers. Refused in order: too long; headers empty, twice or too many; too many
/// rows; rows of different length.
pub fn columns_from_csv(text: &str, place: &str) -> Result<Columns, Fault> {
    let refuse = |what: String, remedy: &str| Err(Fault::new(place, what, remedy));
    if text.len() > FILE_BYTES_MAX {
        return refuse(format!("{} bytes, more than {FILE_BYTES_MAX}", text.len()), "split the file");
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let said = |error: csv::Error| Fault::new(place, error.to_string(), "correct the file; commas separate the cells");
    let headers: Vec<String> = reader.headers().map_err(said)?.iter().map(|header| header.trim().to_owned()).collect();
    if headers.len() > COLUMNS_MAX {
        return refuse(format!("{} columns, more than {COLUMNS_MAX}", headers.len()), "leave out what is not needed");
    }
    let mut sorted: Vec<&String> = headers.iter().collect();
    sorted.sort();
    if let Some(twice) = sorted.windows(2).find(|pair| pair[0] == pair[1] && !pair[0].is_empty()) {
        return refuse(format!("the column {} stands there twice", twice[0]), "rename one of them");
    }
    let mut columns = vec![Vec::new(); headers.len()];
    for record in reader.records() {
        let record = record.map_err(said)?;
        if columns.first().is_some_and(|first| first.len() >= ROWS_MAX) {
            return refuse(format!("more than {ROWS_MAX} rows"), "split the file, or select periods");
        }
        for (column, cell) in columns.iter_mut().zip(&record) {
            column.push(cell.to_owned());
        }
    }
    Ok(Columns { place: place.to_owned(), headers, columns })
}

impl Columns {
    /// The place of a column.
    pub fn find(&self, header: &str) -> Option<usize> {
        self.headers.iter().position(|there| there == header)
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// Words of a column.
    pub fn words(&self, column: usize) -> Vec<String> {
        self.columns[column].iter().map(|word| word.trim().to_owned()).collect()
    }

    /// Words of a column that must be there.
    pub fn text(&self, header: &str) -> Result<Vec<String>, Fault> {
        let at = self.find(header).ok_or_else(|| {
            let what = format!("there is no column {header}");
            Fault::new(self.place.clone(), what, "add it, or name another column in the specification")
        })?;
        Ok(self.words(at))
    }

    /// Numbers of a column, NaN where the cell is empty or NA; −0 becomes 0. A cell that is no finite number is refused
    /// with its row and column.
    pub fn numbers(&self, column: usize) -> Result<Vec<f64>, Fault> {
        let number = |(row, cell): (usize, &String)| self.number(row, column, cell);
        self.columns[column].iter().enumerate().map(number).collect()
    }

    fn number(&self, row: usize, column: usize, cell: &str) -> Result<f64, Fault> {
        if missing(cell) {
            return Ok(f64::NAN);
        }
        match cell.trim().parse::<f64>() {
            // Adding zero makes −0 the zero it means.
            Ok(number) if number.is_finite() => Ok(number + 0.0),
            _ => {
                let shown: String = cell.chars().take(40).collect();
                let place = format!("{}, row {}, column {}", self.place, row + 2, self.headers[column]);
                let what = format!("“{shown}” is no finite number");
                Err(Fault::new(place, what, "write a number with a decimal point, or leave the cell empty or NA"))
            }
        }
    }
}

//! Columns of a CSV file.

use crate::composite::fault::Fault;
use crate::composite::limits::{COLUMNS_MAX, FIGURE_MAX, FILE_BYTES_MAX, ROWS_MAX};

/// A CSV file by columns, as text.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The file's name, for faults.
    pub place: String,
    /// Headers.
    pub headers: Vec<String>,
    columns: Vec<Vec<String>>,
    /// The row of the file each record stands in, counted from 1 with the headers, as programs for tables count them.
    rows: Vec<u32>,
}

/// Whether a cell holds nothing: empty, or NA as R writes it.
pub(super) fn missing(cell: &str) -> bool {
    matches!(cell.trim(), "" | "NA")
}

/// Reads a CSV file of UTF-8 text with headers. Refused in order: too long; empty; other separators than commas; headers
/// twice or too many; too many rows; rows of different length.
pub fn columns_from_csv(text: &str, place: &str) -> Result<Columns, Fault> {
    let refuse = |what: String, remedy: &str| Err(Fault::new(place, what, remedy));
    if text.len() > FILE_BYTES_MAX {
        return refuse(format!("{} bytes, more than {FILE_BYTES_MAX}", text.len()), "split the file");
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let said = |error: csv::Error| unequal(place, &error);
    let headers: Vec<String> = reader.headers().map_err(said)?.iter().map(|header| header.trim().to_owned()).collect();
    if headers.is_empty() {
        return refuse("the file is empty".to_owned(), "write a row of headers and a row for each entry");
    }
    if let Some(other) = [';', '\t'].into_iter().find(|&other| headers.len() == 1 && headers[0].contains(other)) {
        return refuse(format!("the cells are separated by {other:?}"), "save the file with commas between the cells");
    }
    if headers.len() > COLUMNS_MAX {
        return refuse(format!("{} columns, more than {COLUMNS_MAX}", headers.len()), "leave out what is not needed");
    }
    let mut sorted: Vec<&String> = headers.iter().collect();
    sorted.sort();
    if let Some(twice) = sorted.windows(2).find(|pair| pair[0] == pair[1] && !pair[0].is_empty()) {
        return refuse(format!("the column {} stands there twice", twice[0]), "rename one of them");
    }
    let mut columns = vec![Vec::new(); headers.len()];
    let mut rows: Vec<u32> = Vec::new();
    let (mut record, mut lines) = (csv::StringRecord::new(), Lines { text, upto: 0, breaks: 0 });
    lines.row(reader.position().byte() as usize, headers.iter().map(|header| header.matches('\n').count()).sum());
    while reader.read_record(&mut record).map_err(said)? {
        if rows.len() >= ROWS_MAX {
            return refuse(format!("more than {ROWS_MAX} rows"), "split the file, or select periods");
        }
        let inside = record.as_slice().matches('\n').count();
        let row = lines.row(reader.position().byte() as usize, inside);
        // Where lines end in a carriage return alone none is counted.
        rows.push(row.max(rows.last().copied().unwrap_or(1) + 1));
        for (column, cell) in columns.iter_mut().zip(&record) {
            column.push(cell.to_owned());
        }
    }
    Ok(Columns { place: place.to_owned(), headers, columns, rows })
}

/// Rows of a text as programs for tables count them: with empty ones, without line breaks in quotes.
struct Lines<'a> {
    text: &'a str,
    upto: usize,
    breaks: usize,
}

impl Lines<'_> {
    /// The row of a record that was read up to a byte and has so many line breaks inside.
    fn row(&mut self, read: usize, inside: usize) -> u32 {
        let end = self.text[..read].trim_end_matches(['\r', '\n']).len().max(self.upto);
        let breaks = self.breaks + self.text[self.upto..end].matches('\n').count();
        self.breaks = breaks.saturating_sub(inside);
        self.upto = end;
        self.breaks as u32 + 1
    }
}

/// What is said of rows of different length; text has no other faults.
fn unequal(place: &str, error: &csv::Error) -> Fault {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let place = pos.as_ref().map_or(place.to_owned(), |pos| format!("{place}, line {}", pos.line()));
            let remedy = "put cells with commas or line breaks in quotation marks, and close each mark";
            Fault::new(place, format!("{len} cells, the headers are {expected_len}"), remedy)
        }
        _ => Fault::new(place, error.to_string(), "correct the file; commas separate the cells"),
    }
}

impl Columns {
    /// The place of a column.
    pub fn find(&self, header: &str) -> Option<usize> {
        self.headers.iter().position(|there| there == header)
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Where a row stands, for faults.
    pub(super) fn row(&self, row: usize) -> String {
        format!("{}, row {}", self.place, self.rows[row])
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
        let (what, remedy) = match cell.trim().parse::<f64>() {
            // Adding zero makes −0 the zero it means.
            Ok(number) if number.abs() <= FIGURE_MAX => return Ok(number + 0.0),
            Ok(number) if number.is_finite() => (format!("is larger than {FIGURE_MAX:e}"), "write it in a larger unit"),
            _ => {
                ("is no finite number".to_owned(), "write a number with a decimal point, or leave the cell empty or NA")
            }
        };
        let shown: String = cell.chars().take(40).collect();
        let place = format!("{}, column {}", self.row(row), self.headers[column]);
        Err(Fault::new(place, format!("“{shown}” {what}"), remedy))
    }
}

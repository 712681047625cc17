//! A file of schools as columns.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, bail};

use super::super::run::{text, unreadable};

/// The largest file that is read.
const BYTES_MAX: usize = 512 * 1024 * 1024;
/// The most rows.
const ROWS_MAX: usize = 2_000_000;

/// A CSV file with a head.
pub(super) struct Sheet {
    name: String,
    head: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Sheet {
    /// Reads a file: UTF-8, with or without a byte order mark, every row as long as the head.
    pub(super) fn read(path: &Path) -> anyhow::Result<Sheet> {
        let name = path.display().to_string();
        let text = text(path, BYTES_MAX)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let of_file = |error: csv::Error| unreadable(&error).context(name.clone());
        let head: Vec<String> = reader.headers().map_err(of_file)?.iter().map(str::to_owned).collect();
        let mut seen = HashSet::new();
        if let Some(twice) = head.iter().find(|column| !seen.insert(column.as_str())) {
            bail!("{name}: the column “{twice}” stands there twice; rename one");
        }
        let mut rows = Vec::new();
        for row in reader.records() {
            rows.push(row.map_err(of_file)?);
            if rows.len() > ROWS_MAX {
                bail!("{name} has more than {ROWS_MAX} rows; compute a part at a time");
            }
        }
        Ok(Sheet { name, head, rows })
    }

    /// The head.
    pub(super) fn head(&self) -> &[String] {
        &self.head
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    fn place(&self, column: &str) -> anyhow::Result<usize> {
        let place = self.head.iter().position(|known| known == column);
        place.with_context(|| {
            format!("{}: there is no column “{column}”; there are {}", self.name, self.head.join(", "))
        })
    }

    /// A column of texts.
    pub(super) fn texts(&self, column: &str) -> anyhow::Result<Vec<&str>> {
        let place = self.place(column)?;
        Ok(self.rows.iter().map(|row| row.get(place).unwrap_or_default()).collect())
    }

    /// A column of finite numbers; an empty cell is missing. Truths may be written `true` and `false`, 是 and 否.
    pub(super) fn numbers(&self, column: &str) -> anyhow::Result<Vec<Option<f64>>> {
        let cell = |(row, text): (usize, &&str)| match *text {
            "" | "NA" => Ok(None),
            "true" | "是" => Ok(Some(1.0)),
            "false" | "否" => Ok(Some(0.0)),
            text => match text.parse::<f64>() {
                Ok(value) if value.is_finite() => Ok(Some(value + 0.0)),
                _ => bail!(
                    "{}, row {}, column “{column}”: “{}” is not a finite number; leave the cell empty if it is not known",
                    self.name,
                    row + 2,
                    text.chars().take(40).collect::<String>()
                ),
            },
        };
        self.texts(column)?.iter().enumerate().map(cell).collect()
    }
}

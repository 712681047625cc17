//! Units and their figures.

mod load;
mod meta;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

pub use load::{Loaded, load};
pub use meta::entries_from_csv;
pub use read::{Columns, columns_from_csv};

use super::fault::Fault;
use super::limits::{CELLS_MAX, CODE_LETTERS_MAX, FIGURE_MAX, ROWS_MAX};
use super::spec::DataSource;
use super::tree::Tree;
use crate::numeric::Matrix;

/// Figures by rows: a unit, or a unit in a period. Rows stand by period and code, whatever the order they came in, so
/// that the same figures have the same bits in every result.
#[derive(Clone, Debug)]
pub struct Table {
    /// Codes of the units, one for each row.
    pub codes: Vec<String>,
    /// Names of the units.
    pub names: Vec<String>,
    /// Periods of the rows, if there are any.
    pub times: Option<Vec<f64>>,
    /// Rows × indicators in the order of the tree.
    pub figures: Matrix,
    /// Groups: for each row the word, if there is one.
    pub groups: BTreeMap<String, Vec<Option<String>>>,
    /// Denominators: for each row the figure, NaN where it is missing.
    pub denominators: BTreeMap<String, Vec<f64>>,
}

impl Table {
    /// Takes a table's columns as the tree describes them. Refused in order: no units column; too many rows or figures;
    /// codes empty or twice; periods that are no numbers; indicators without a column; figures that are no finite numbers.
    pub fn of(columns: &Columns, source: &DataSource, tree: &Tree) -> Result<Table, Fault> {
        let codes = columns.text(&source.unit)?;
        let times = columns.find(&source.time).map(|at| columns.numbers(at)).transpose()?;
        if let Some(row) = times.iter().flatten().position(|time| time.is_nan()) {
            let place = format!("{}, column {}", columns.row(row), source.time);
            return Err(Fault::new(place, "the period is missing", "write a year or another number"));
        }
        let kept = kept_rows(&codes, times.as_deref(), &source.periods);
        let (rows, wide) = (kept.len(), tree.indicators());
        if rows == 0 {
            let (what, remedy) = match codes.len() {
                0 => ("there is no row below the headers", "add a row for each unit"),
                _ => ("no row is of the periods that are selected", "select periods that the data have"),
            };
            return Err(Fault::new(columns.place.clone(), what, remedy));
        }
        if rows > ROWS_MAX || rows.saturating_mul(wide) > CELLS_MAX {
            let what = format!("{rows} rows of {wide} indicators; at most {ROWS_MAX} and {CELLS_MAX} figures");
            return Err(Fault::new(columns.place.clone(), what, "give fewer units, or select periods"));
        }
        check_codes(columns, &codes, times.as_deref(), &kept)?;
        let take = |values: &[f64]| -> Vec<f64> { kept.iter().map(|&row| values[row]).collect() };
        let mut figures = Vec::with_capacity(rows * wide);
        for node in &tree.nodes()[..wide] {
            let at = columns.find(&node.code).ok_or_else(|| {
                let what = format!("the indicator {} has no column", node.code);
                Fault::new(columns.place.clone(), what, "add the column, or take the indicator out of the metadata")
            })?;
            figures.extend(take(&columns.numbers(at)?));
        }
        let figures = Matrix::from_columns(rows, wide, figures)
            .ok_or_else(|| Fault::new(columns.place.clone(), "rows of different length", "correct the file"))?;
        let mut table = Table {
            codes: kept.iter().map(|&row| codes[row].clone()).collect(),
            names: Vec::new(),
            times: times.as_deref().map(take),
            figures,
            groups: BTreeMap::new(),
            denominators: BTreeMap::new(),
        };
        let names = columns.find(&source.name).map(|at| columns.words(at));
        table.names = kept.iter().map(|&row| names.as_ref().map_or(&codes[row], |n| &n[row]).clone()).collect();
        for code in tree.groups() {
            if let Some(at) = columns.find(code) {
                let words = columns.words(at);
                let word = |row: &usize| Some(words[*row].clone()).filter(|word| !read::missing(word));
                table.groups.insert(code.clone(), kept.iter().map(word).collect());
            }
        }
        for code in tree.denominators() {
            if let Some(at) = columns.find(code) {
                table.denominators.insert(code.clone(), take(&columns.numbers(at)?));
            }
        }
        Ok(table)
    }

    /// Takes denominators from a table of their own, by the codes of its units; those stand before the table's own.
    pub fn join(&mut self, columns: &Columns, unit: &str) -> Result<(), Fault> {
        let codes = columns.text(unit)?;
        let by_code: BTreeMap<&str, usize> = codes.iter().enumerate().map(|(row, code)| (code.as_str(), row)).collect();
        if by_code.len() < codes.len() {
            return Err(Fault::new(columns.place.clone(), "a unit stands there twice", "leave one row for each unit"));
        }
        for (at, header) in columns.headers.iter().enumerate().filter(|(_, header)| header.as_str() != unit) {
            let Ok(numbers) = columns.numbers(at) else { continue };
            let of = |code: &String| by_code.get(code.as_str()).map_or(f64::NAN, |&row| numbers[row]);
            self.denominators.insert(header.clone(), self.codes.iter().map(of).collect());
        }
        Ok(())
    }

    /// Checks a table that was put together in code: lengths, codes, figures.
    pub fn check(&self, place: &str) -> Result<(), Fault> {
        let rows = self.codes.len();
        let lengths = self.names.len() == rows
            && self.figures.rows() == rows
            && self.times.as_ref().is_none_or(|times| times.len() == rows)
            && self.groups.values().all(|words| words.len() == rows)
            && self.denominators.values().all(|figures| figures.len() == rows);
        if !lengths {
            return Err(Fault::new(place, "columns of different length", "give each column a value for each row"));
        }
        let mut seen = BTreeSet::new();
        for (row, code) in self.codes.iter().enumerate() {
            let time = self.times.as_ref().map(|times| times[row].to_bits());
            if !is_code(code) {
                let what = format!("a unit's code is empty or longer than {CODE_LETTERS_MAX} letters");
                return Err(Fault::new(place, what, "give each unit a short code"));
            }
            if !seen.insert((code, time)) {
                let what = format!("the unit {code} stands there twice in one period");
                return Err(Fault::new(place, what, "leave one row for each unit and period"));
            }
        }
        if self.figures.values().iter().any(|figure| figure.abs() > FIGURE_MAX) {
            return Err(Fault::new(
                place,
                format!("a figure is infinite or larger than {FIGURE_MAX:e}"),
                "leave it out, or correct it",
            ));
        }
        Ok(())
    }

    /// Whether there is more than one period.
    pub fn is_panel(&self) -> bool {
        self.times.as_ref().is_some_and(|times| times.windows(2).any(|pair| pair[0] != pair[1]))
    }

    /// Ranges of rows, among those given in order, that belong to one period each.
    pub fn periods(&self, rows: &[usize]) -> Vec<std::ops::Range<usize>> {
        let Some(times) = &self.times else { return std::iter::once(0..rows.len()).collect() };
        let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
        for (at, &row) in rows.iter().enumerate() {
            match ranges.last_mut() {
                Some(last) if times[rows[last.start]] == times[row] => last.end = at + 1,
                _ => ranges.push(at..at + 1),
            }
        }
        ranges
    }

    /// SHA-256 of units, periods, figures, groups and denominators.
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for code in &self.codes {
            hash.update((code.len() as u64).to_le_bytes());
            hash.update(code);
        }
        let mut numbers = |values: &[f64]| values.iter().for_each(|value| hash.update(value.to_bits().to_le_bytes()));
        numbers(self.times.as_deref().unwrap_or_default());
        numbers(self.figures.values());
        for figures in self.denominators.values() {
            numbers(figures);
        }
        let names: Vec<&String> = self.denominators.keys().collect();
        hash.update(serde_json::to_string(&(names, &self.groups)).unwrap_or_default());
        hash.finalize().into()
    }
}

fn kept_rows(codes: &[String], times: Option<&[f64]>, periods: &[f64]) -> Vec<usize> {
    let time = |row: usize| times.map_or(0.0, |times| times[row]);
    let mut kept: Vec<usize> =
        (0..codes.len()).filter(|&row| periods.is_empty() || periods.contains(&time(row))).collect();
    kept.sort_by(|&a, &b| time(a).total_cmp(&time(b)).then_with(|| codes[a].cmp(&codes[b])).then(a.cmp(&b)));
    kept
}

/// Whether a code names a unit.
fn is_code(code: &str) -> bool {
    !code.trim().is_empty() && code.chars().count() <= CODE_LETTERS_MAX
}

/// Refuses codes that are none or stand twice in a period, with the rows of the file. Rows come by period and code.
fn check_codes(columns: &Columns, codes: &[String], times: Option<&[f64]>, kept: &[usize]) -> Result<(), Fault> {
    if let Some(&row) = kept.iter().find(|&&row| !is_code(&codes[row])) {
        let what = format!("the unit's code is empty or longer than {CODE_LETTERS_MAX} letters");
        return Err(Fault::new(columns.row(row), what, "give each unit a short code"));
    }
    let time = |row: usize| times.map(|times| times[row]);
    match kept.windows(2).find(|pair| codes[pair[0]] == codes[pair[1]] && time(pair[0]) == time(pair[1])) {
        None => Ok(()),
        Some(pair) => {
            let first = columns.row(pair[0]);
            let period = time(pair[0]).map_or(String::new(), |time| format!(" for {time}"));
            let what = format!("the unit {} stands there twice{period}, first in {first}", codes[pair[1]]);
            Err(Fault::new(columns.row(pair[1]), what, "leave one row for each unit and period"))
        }
    }
}

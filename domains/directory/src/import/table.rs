//! The header of a file, wherever it stands, and the rows beneath it by logical column.

use std::collections::BTreeMap;

use super::{Grid, RowFault};

/// Rows looked at before the header must have come: official lists put titles above it.
const HEADER_WITHIN_ROWS: usize = 20;
/// Faults listed at most: enough to mend a file, few enough to read.
pub(super) const FAULTS_MAX: usize = 300;

/// Logical columns and the headings that official lists, our own exports and our shipped tables give them.
pub(super) type Headings = &'static [(&'static str, &'static [&'static str])];

/// A grid whose header was found.
pub(super) struct Table<'g> {
    grid: &'g Grid,
    header: usize,
    columns: BTreeMap<&'static str, usize>,
    /// The column that names a row: the first of those needed.
    key: &'static str,
}

/// One row below the header.
pub(super) struct Line<'t> {
    /// Its number in the file, from 1.
    pub(super) row: u32,
    cells: &'t [String],
    columns: &'t BTreeMap<&'static str, usize>,
}

impl<'g> Table<'g> {
    /// Finds the header: the row with most known headings, which has every column that is `needed`.
    pub(super) fn find(grid: &'g Grid, headings: Headings, needed: &[&'static str]) -> Result<Table<'g>, RowFault> {
        let key = needed.first().copied().unwrap_or_default();
        let mut best = Table { grid, header: 0, columns: BTreeMap::new(), key };
        for (header, cells) in grid.0.iter().enumerate().take(HEADER_WITHIN_ROWS) {
            let mut columns = BTreeMap::new();
            for (at, cell) in cells.iter().enumerate() {
                let heading = plain(cell);
                if let Some((column, _)) = headings.iter().find(|(_, known)| known.contains(&heading.as_str())) {
                    columns.entry(*column).or_insert(at);
                }
            }
            if columns.len() > best.columns.len() {
                best = Table { grid, header, columns, key };
            }
        }
        match needed.iter().find(|needed| !best.has(needed)) {
            None => Ok(best),
            Some(missing) => {
                let row = if best.columns.is_empty() { 0 } else { number(best.header) };
                Err(RowFault::cell(row, missing, "directory.import.column_missing"))
            }
        }
    }

    /// Whether the file has the column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// The rows that hold something. Lists are broken up by lines such as «上海市（69所）»; they have one cell and no code.
    fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let below = self.grid.0.iter().enumerate().skip(self.header + 1);
        let told = below.filter(|(_, cells)| cells.iter().filter(|cell| !cell.is_empty()).count() > 1);
        told.map(|(place, cells)| Line { row: number(place), cells, columns: &self.columns })
    }

    /// Each row through `one`, which answers what it read and under which key no second row may stand; nothing for a row that
    /// is passed over.
    pub(super) fn read<T>(
        &self,
        one: impl Fn(&Line) -> Result<Option<(String, T)>, Vec<RowFault>>,
    ) -> Result<Vec<T>, Vec<RowFault>> {
        let mut faults = Vec::new();
        let mut found = Vec::new();
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        let mut any = false;
        for line in self.lines() {
            any = true;
            match one(&line) {
                Ok(None) => {}
                Ok(Some((key, one))) => match seen.insert(key, line.row) {
                    Some(first) => {
                        let twice = RowFault::cell(line.row, self.key, "directory.import.code_twice");
                        faults.push(twice.with("first", first));
                    }
                    None => found.push(one),
                },
                Err(mut more) => faults.append(&mut more),
            }
            if faults.len() >= FAULTS_MAX {
                break;
            }
        }
        if !any {
            faults.push(RowFault::file("directory.import.no_rows"));
        }
        if faults.is_empty() { Ok(found) } else { Err(faults) }
    }
}

impl Line<'_> {
    /// The text of a column; nothing where the file has no such column.
    pub(super) fn told(&self, column: &str) -> Option<&str> {
        self.columns.get(column).map(|at| self.cells.get(*at).map_or("", String::as_str))
    }

    /// The text of a column; empty where the file has no such column.
    pub(super) fn text(&self, column: &str) -> &str {
        self.told(column).unwrap_or_default()
    }

    /// A name: there, and not too long.
    pub(super) fn name(&self, column: &'static str, faults: &mut Vec<RowFault>) -> String {
        let name = self.text(column);
        if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
            let code = if name.is_empty() { "form.required" } else { "form.too_long" };
            faults.push(RowFault::cell(self.row, column, code).with("max", NAME_CHARS_MAX));
        }
        name.to_owned()
    }
}

/// Longest name, in characters; the longest real one has 31.
const NAME_CHARS_MAX: usize = 100;

/// A heading without what writers vary: brackets, strokes, blanks, capitals.
fn plain(heading: &str) -> String {
    let heading = heading.replace('（', "(").replace('）', ")").replace('／', "/").replace('\u{feff}', "");
    heading.replace(char::is_whitespace, "").to_lowercase()
}

/// The number of a row in the file.
fn number(place: usize) -> u32 {
    u32::try_from(place + 1).unwrap_or(u32::MAX)
}

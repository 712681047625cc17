//! 课程代码沿革: reading a table of changed codes, and its way to publication by a second person.

use std::collections::BTreeMap;

use flow::{Chart, Move, State, StateKind};
use recognition::Change;
use recognition::model::FILE_BYTES_MAX;
use units::{Day, Fault};

use super::{No, Objection};
use crate::model::{ChangeFile, ChangeTable};

const REGISTRAR: &[&str] = &["registrar"];
const REVIEWER: &[&str] = &["reviewer"];

/// The way of a table: one person imports it, another publishes it or sends it back.
pub static CHART: Chart = Chart {
    name: "change",
    states: &[
        State { name: "submitted", kind: StateKind::Initial },
        State { name: "published", kind: StateKind::Final },
        State { name: "returned", kind: StateKind::Final },
        State { name: "withdrawn", kind: StateKind::Final },
    ],
    moves: &[
        Move { from: "submitted", verb: "publish", to: "published", who: REVIEWER, guard: Some("another_person") },
        Move { from: "submitted", verb: "return", to: "returned", who: REVIEWER, guard: None },
        Move { from: "submitted", verb: "withdraw", to: "withdrawn", who: REGISTRAR, guard: None },
    ],
};

/// Changes of one table: the largest known real one has some three thousand.
pub const CHANGES_MAX: usize = 10_000;
/// The longest code, in characters.
const CODE_CHARS_MAX: usize = 64;
/// Faults told of one table; a file with more was made with the wrong columns.
const FAULTS_MAX: usize = 20;

/// The columns of a table, by any of their names; the last may be absent.
const COLUMNS: [&[&str]; 5] = [
    &["old_code", "旧课程代码", "原课程代码"],
    &["new_code", "新课程代码", "现课程代码"],
    &["valid_from", "生效日期"],
    &["valid_to", "失效日期"],
    &["hei_code", "institution", "学校代码"],
];

/// Whether a text is a table of changes by its first line, and not one of courses.
pub fn is_table(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    let mut cells = first.split([',', '\t']).map(|cell| cell.trim().trim_matches('"'));
    cells.any(|cell| COLUMNS[0].contains(&cell))
}

/// Reads a table as CSV.
///
/// # Errors
/// In order: too long, columns missing, too many rows; then up to twenty faults of rows, each with its line and column; nothing in it.
pub fn table(file: &ChangeFile) -> Result<Vec<Change>, Vec<Fault>> {
    if file.text.len() > FILE_BYTES_MAX {
        let max = FILE_BYTES_MAX / 1024;
        return Err(vec![Fault::new("text", "credit.programme.too_large").with("max_kilobytes", max)]);
    }
    let text = file.text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let misread = || vec![Fault::new("text", "credit.change.header")];
    let header = reader.headers().map_err(|_| misread())?.clone();
    let places = COLUMNS.map(|names| header.iter().position(|cell| names.contains(&cell)));
    let (Some(_), Some(_)) = (places[0], places[1]) else { return Err(misread()) };
    let (mut changes, mut faults, mut lines) = (Vec::new(), Vec::new(), BTreeMap::new());
    for row in reader.records() {
        let row = row.map_err(|_| misread())?;
        let line = row.position().map_or(0, csv::Position::line);
        if row.iter().all(str::is_empty) {
            continue;
        }
        if changes.len() >= CHANGES_MAX {
            return Err(vec![Fault::new("text", "credit.change.too_many").with("max", CHANGES_MAX)]);
        }
        let cell = |column: usize| places[column].and_then(|place| row.get(place)).unwrap_or_default();
        let said = Row { line, cells: [cell(0), cell(1), cell(2), cell(3), cell(4)] };
        match said.read(&file.institution, &mut lines) {
            Ok(change) => changes.push(change),
            Err(fault) => faults.push(fault),
        }
        if faults.len() >= FAULTS_MAX {
            return Err(faults);
        }
    }
    match (faults.is_empty(), changes.is_empty()) {
        (false, _) => Err(faults),
        (true, true) => Err(vec![Fault::new("text", "form.required")]),
        (true, false) => Ok(changes),
    }
}

/// One row of a table.
struct Row<'a> {
    line: u64,
    cells: [&'a str; 5],
}

impl Row<'_> {
    fn fault(&self, column: usize, code: &'static str) -> Fault {
        let value: String = self.cells[column].chars().take(24).collect();
        Fault::new("text", code).with("line", self.line).with("column", COLUMNS[column][0]).with("value", value)
    }

    /// The change it says. `lines` are those of the changes before, so that none is said twice.
    fn read(&self, institution: &str, lines: &mut BTreeMap<(String, String, String), u64>) -> Result<Change, Fault> {
        for column in [0, 1] {
            let code = self.cells[column];
            if code.is_empty() || code.chars().count() > CODE_CHARS_MAX || code.chars().any(char::is_control) {
                return Err(self.fault(column, "credit.change.code"));
            }
        }
        if self.cells[0] == self.cells[1] {
            return Err(self.fault(1, "credit.change.same_code"));
        }
        if !self.cells[4].is_empty() && self.cells[4] != institution {
            return Err(self.fault(4, "credit.change.other_institution"));
        }
        let day = |column: usize| match self.cells[column] {
            "" => Ok(None),
            text => Day::parse(text).map(Some).map_err(|_| self.fault(column, "credit.change.day")),
        };
        let (valid_from, valid_to) = (day(2)?, day(3)?);
        if let (Some(from), Some(to)) = (valid_from, valid_to)
            && to <= from
        {
            return Err(self.fault(3, "credit.change.validity"));
        }
        let [old, new] = [self.cells[0], self.cells[1]].map(str::to_owned);
        let key = (old.clone(), new.clone(), self.cells[2].to_owned());
        if let Some(before) = lines.insert(key, self.line) {
            return Err(self.fault(0, "credit.change.twice").with("before", before));
        }
        Ok(Change { issuer: institution.to_owned(), old, new, valid_from, valid_to })
    }
}

/// Whether the second person may do something with a table.
///
/// # Errors
/// In order: not in a state for it; to publish, the person who imported it.
pub fn second(table: &ChangeTable, verb: &str, who: &str) -> Result<&'static Move, No> {
    let step = super::step(&CHART, table.state.name(), verb, REVIEWER)?;
    match verb == "publish" && table.imported_by == who {
        true => Err(Objection::ChangeSamePerson.into()),
        false => Ok(step),
    }
}

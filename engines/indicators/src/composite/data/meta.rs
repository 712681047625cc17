//! Metadata of columns from a CSV file, under the column names COINr uses.

use super::read::{Columns, columns_from_csv, missing};
use crate::composite::fault::Fault;
use crate::composite::spec::{Entry, Kind, Norms};

/// Reads metadata. Required columns: `iCode`, `Type`, `Parent`, `Direction`, `Weight`; others as far as they are there.
pub fn entries_from_csv(text: &str, place: &str) -> Result<Vec<Entry>, Fault> {
    let columns = columns_from_csv(text, place)?;
    for required in ["iCode", "Type", "Parent", "Direction", "Weight"] {
        columns.text(required)?;
    }
    let line = Lines::of(&columns)?;
    (0..columns.rows()).map(|row| line.entry(row)).collect()
}

/// The columns, read once.
struct Lines<'a> {
    columns: &'a Columns,
    text: Vec<(&'static str, Vec<String>)>,
    numbers: Vec<(&'static str, Vec<f64>)>,
}

const TEXT: [&str; 8] =
    ["iCode", "iName", "Type", "Parent", "Unit", "Denominator", "dist2targ_cap_max", "goalpost_trunc2posts"];
const NUMBERS: [&str; 15] = [
    "Level",
    "Direction",
    "Weight",
    "Target",
    "ScaleFactor",
    "minmax_lower",
    "minmax_upper",
    "zscore_mean",
    "zscore_sd",
    "scaled_lower",
    "scaled_upper",
    "scale_factor",
    "goalpost_lower",
    "goalpost_upper",
    "goalpost_scale",
];

impl<'a> Lines<'a> {
    fn of(columns: &'a Columns) -> Result<Lines<'a>, Fault> {
        let there = |header: &&'static str| columns.find(header).map(|at| (*header, at));
        let text = TEXT.iter().filter_map(there).map(|(header, at)| (header, columns.words(at))).collect();
        let numbers = NUMBERS
            .iter()
            .filter_map(there)
            .map(|(header, at)| Ok((header, columns.numbers(at)?)))
            .collect::<Result<_, Fault>>()?;
        Ok(Lines { columns, text, numbers })
    }

    fn word(&self, header: &str, row: usize) -> Option<&str> {
        let (_, words) = self.text.iter().find(|(there, _)| *there == header)?;
        Some(words[row].as_str()).filter(|word| !missing(word))
    }

    fn number(&self, header: &str, row: usize) -> Option<f64> {
        let (_, numbers) = self.numbers.iter().find(|(there, _)| *there == header)?;
        Some(numbers[row]).filter(|number| !number.is_nan())
    }

    fn truth(&self, header: &str, row: usize) -> Result<Option<bool>, Fault> {
        match self.word(header, row) {
            None => Ok(None),
            Some("TRUE" | "true" | "1") => Ok(Some(true)),
            Some("FALSE" | "false" | "0") => Ok(Some(false)),
            Some(other) => Err(self.wrong(row, header, &format!("“{other}” is neither"), "write TRUE or FALSE")),
        }
    }

    fn wrong(&self, row: usize, header: &str, what: &str, remedy: &str) -> Fault {
        Fault::new(format!("{}, column {header}", self.columns.row(row)), what, remedy)
    }

    fn entry(&self, row: usize) -> Result<Entry, Fault> {
        let kind = match self.word("Type", row) {
            Some("Indicator") => Kind::Indicator,
            Some("Aggregate") => Kind::Aggregate,
            Some("Denominator") => Kind::Denominator,
            Some("Group") => Kind::Group,
            Some("Other") => Kind::Other,
            other => {
                let what = format!("“{}” is no type", other.unwrap_or_default());
                let remedy = "write Indicator, Aggregate, Group, Denominator or Other";
                return Err(self.wrong(row, "Type", &what, remedy));
            }
        };
        let level = match self.number("Level", row) {
            Some(level) if level < 1.0 || level.fract() != 0.0 || level > 1e6 => {
                return Err(self.wrong(row, "Level", &format!("{level} is no level"), "write 1, 2, 3 …"));
            }
            level => level.map(|level| level as usize),
        };
        Ok(Entry {
            code: self.word("iCode", row).unwrap_or_default().to_owned(),
            name: self.word("iName", row).unwrap_or_default().to_owned(),
            kind,
            parent: self.word("Parent", row).map(str::to_owned),
            level: level.filter(|_| matches!(kind, Kind::Indicator | Kind::Aggregate)),
            direction: self.number("Direction", row).unwrap_or(1.0),
            weight: self.number("Weight", row).unwrap_or(1.0),
            unit: self.word("Unit", row).unwrap_or_default().to_owned(),
            denominator: self.word("Denominator", row).map(str::to_owned),
            scale: self.number("ScaleFactor", row),
            norms: self.norms(row)?,
        })
    }

    fn norms(&self, row: usize) -> Result<Norms, Fault> {
        Ok(Norms {
            target: self.number("Target", row),
            target_cap: self.truth("dist2targ_cap_max", row)?,
            goalpost_lower: self.number("goalpost_lower", row),
            goalpost_upper: self.number("goalpost_upper", row),
            goalpost_scale: self.number("goalpost_scale", row),
            goalpost_truncate: self.truth("goalpost_trunc2posts", row)?,
            minmax_lower: self.number("minmax_lower", row),
            minmax_upper: self.number("minmax_upper", row),
            zscore_mean: self.number("zscore_mean", row),
            zscore_deviation: self.number("zscore_sd", row),
            scaled_lower: self.number("scaled_lower", row),
            scaled_upper: self.number("scaled_upper", row),
            scaled_factor: self.number("scale_factor", row),
        })
    }
}

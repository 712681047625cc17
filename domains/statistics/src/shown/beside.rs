//! Regions of a comparison group that stand beside an evaluation: their figures, without scores or places.

use serde::Serialize;

use super::{Shower, maybe};
use crate::model::Line;
use crate::work::reading::Reading;

/// Regions a table has columns for; more stand in a further table.
const COLUMNS_MAX: usize = 6;

/// A table of figures, an indicator a row.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BesideShown {
    regions: Vec<String>,
    rows: Vec<BesideRow>,
}

/// An indicator.
#[derive(Clone, Debug, Serialize)]
struct BesideRow {
    code: String,
    name: String,
    unit: String,
    values: Vec<String>,
}

impl Shower {
    /// The figures of the regions beside in a year; no table where there are none.
    pub(crate) fn beside(&self, reading: &Reading, year: i64) -> Vec<BesideShown> {
        let of_year: Vec<_> = reading.computed.beside.iter().filter(|beside| beside.year == year).collect();
        let lines = crate::rules::figures::indicators(&reading.evaluation.content);
        let table = |regions: &[&crate::model::Beside]| BesideShown {
            regions: regions.iter().map(|beside| self.compared(reading, &beside.region).name).collect(),
            rows: lines.iter().enumerate().map(|(at, line)| self.beside_row(at, line, regions)).collect(),
        };
        of_year.chunks(COLUMNS_MAX).map(table).collect()
    }

    fn beside_row(&self, at: usize, line: &Line, regions: &[&crate::model::Beside]) -> BesideRow {
        BesideRow {
            code: line.code.clone(),
            name: self.line_name(line),
            unit: if line.unit == "1" { String::new() } else { line.unit.clone() },
            values: regions.iter().map(|beside| maybe(beside.figures.get(at).copied().flatten())).collect(),
        }
    }
}

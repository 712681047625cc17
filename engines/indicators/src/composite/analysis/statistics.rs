//! Statistics of columns and availability of rows.

use std::collections::HashMap;

use super::{Named, head, row_head};
use crate::composite::pipeline::{Input, Stage};
use crate::composite::screen::availability;
use crate::composite::sheet::{Cell, Sheet};
use crate::composite::spec::Statistics;
use crate::numeric::moments::{deviation, kurtosis, mean, range, skewness};
use crate::numeric::quantile::median;
use crate::numeric::sum::present;

/// How many different figures there are, and how often the most frequent one.
fn same(column: &[f64]) -> (usize, usize) {
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for x in present(column) {
        // Adding zero makes one zero of both.
        *counts.entry((x + 0.0).to_bits()).or_default() += 1;
    }
    (counts.len(), counts.values().copied().max().unwrap_or(0))
}

/// Whether a measure of shape lies beyond its limit; none where there is no such measure.
fn beyond(measure: f64, limit: f64) -> Option<bool> {
    (!measure.is_nan()).then_some(measure > limit)
}

/// Statistics of every column.
pub(super) fn sheet(input: &Input, stage: &Stage, spec: &Statistics) -> Sheet {
    let mut sheet = Sheet::new([
        "iCode",
        "Min",
        "Max",
        "Mean",
        "Median",
        "Std",
        "Skew",
        "Kurt",
        "N.Avail",
        "N.NonZero",
        "N.Unique",
        "N.Same",
        "Frc.Avail",
        "Frc.NonZero",
        "Frc.Unique",
        "Frc.Same",
        "Flag.Avail",
        "Flag.NonZero",
        "Flag.Unique",
        "Flag.SkewKurt",
    ]);
    let n = stage.values.rows() as f64;
    for node in 0..stage.values.columns() {
        let column = stage.values.column(node);
        let (least, most) = range(column);
        let (skewness, kurtosis) = (skewness(column), kurtosis(column));
        let available = present(column).count();
        let nonzero = present(column).filter(|x| *x != 0.0).count();
        let (unique, same) = same(column);
        let share = |count: usize| count as f64 / available as f64;
        let low = |share: f64, limit: f64| Cell::from(if share >= limit { "ok" } else { "LOW" });
        let (skewed, peaked) = (beyond(skewness.abs(), spec.shape.skewness), beyond(kurtosis, spec.shape.kurtosis));
        let flag = match (skewed, peaked) {
            (Some(false), _) | (_, Some(false)) => "ok".into(),
            (Some(true), Some(true)) => "OUT".into(),
            // Nothing is said of a shape that too few different figures have.
            _ => Cell::Missing,
        };
        let mut row: Vec<Cell> = vec![input.tree.nodes()[node].code.as_str().into()];
        let figures = [least, most, mean(column), median(column), deviation(column), skewness, kurtosis];
        row.extend(figures.map(Cell::Number));
        row.extend([available, nonzero, unique, same].map(Cell::from));
        row.push((available as f64 / n).into());
        row.extend([share(nonzero), share(unique), share(same)].map(Cell::Number));
        row.push(low(available as f64 / n, spec.available));
        row.push(low(nonzero as f64 / n, spec.nonzero));
        row.push(low(unique as f64 / n, spec.unique));
        row.push(flag);
        sheet.rows.push(row);
    }
    sheet
}

/// Availability by unit, and by unit and aggregate.
pub(super) fn availability_sheets(input: &Input, stage: &Stage) -> Vec<Named> {
    let tree = &input.tree;
    let names = ["N_missing", "N_zero", "N_miss_or_zero", "Dat_Avail", "Non_Zero"];
    let mut units = Sheet::new(head(input).into_iter().chain(names));
    for (row, there) in availability(&stage.values, tree.indicators()).iter().enumerate() {
        let mut cells = row_head(input, stage, row);
        cells.extend([there.missing, there.zero, there.missing + there.zero].map(Cell::from));
        cells.extend([there.available, there.nonzero].map(Cell::Number));
        units.rows.push(cells);
    }
    let aggregates: Vec<usize> = (tree.indicators()..tree.nodes().len()).collect();
    let codes = aggregates.iter().map(|&node| tree.nodes()[node].code.as_str());
    let mut groups = Sheet::new(head(input).into_iter().chain(codes));
    let below: Vec<Vec<usize>> = aggregates.iter().map(|&node| tree.indicators_below(node)).collect();
    for row in 0..stage.values.rows() {
        let mut cells = row_head(input, stage, row);
        cells.extend(below.iter().map(|indicators| {
            let missing = indicators.iter().filter(|&&at| stage.values.at(row, at).is_nan()).count();
            Cell::Number(1.0 - missing as f64 / indicators.len() as f64)
        }));
        groups.rows.push(cells);
    }
    vec![("availability_units".to_owned(), units), ("availability_groups".to_owned(), groups)]
}

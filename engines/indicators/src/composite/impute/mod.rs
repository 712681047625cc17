//! Imputation: what is missing is filled in; what is there never changes.

mod maximise;
mod series;

use super::fault::Fault;
use super::finding::{Finding, Remark};
use super::pipeline::{Input, Made, Stage};
use super::spec::{Along, Fill, Impute};
use crate::numeric::Matrix;
use crate::numeric::moments::{mean, range};
use crate::numeric::quantile::median;

pub use maximise::maximise;
pub use series::{complete, latest};

/// Fills in. Refused in order: combinations that mean nothing; groups and levels that are not there; a panel method
/// without a panel.
pub fn run(input: &Input, before: &Stage, spec: &Impute) -> Result<Made, Fault> {
    let unfit = |what: &str, remedy: &str| Err(Fault::new("", what, remedy));
    let by_groups = matches!(spec.method, Fill::Mean | Fill::Median) && spec.along == Along::Column;
    if spec.group.is_some() && !by_groups {
        return unfit("groups go with mean and median by column", "leave group out");
    }
    let mut made = Made::figures(Matrix::clone(&before.values));
    match &spec.method {
        Fill::Mean => by_middle(input, before, spec, mean, &mut made)?,
        Fill::Median => by_middle(input, before, spec, median, &mut made)?,
        Fill::Panel(panel) => {
            if !input.table.is_panel() {
                return unfit("there is only one period", "give data of several periods, or choose another method");
            }
            series::run(input, before, *panel, &mut made);
        }
        Fill::ExpectationMaximisation(how) => {
            for period in input.table.periods(&before.rows) {
                for columns in column_groups(input, spec.level)? {
                    maximise::fill(input, &columns, &period, *how, &mut made)?;
                }
            }
        }
    }
    let left = made.values.values().iter().filter(|x| x.is_nan()).count();
    if left > 0 {
        made.findings.push(Finding::new("", Remark::StillMissing { figures: left }));
    }
    Ok(made)
}

fn by_middle(
    input: &Input,
    before: &Stage,
    spec: &Impute,
    middle: fn(&[f64]) -> f64,
    made: &mut Made,
) -> Result<(), Fault> {
    match spec.along {
        Along::Column => {
            let words = match &spec.group {
                None => None,
                Some(group) => Some(input.table.groups.get(group).ok_or_else(|| {
                    let what = format!("there is no group {group}");
                    Fault::new("group", what, "describe its column as Group in the metadata")
                })?),
            };
            for period in input.table.periods(&before.rows) {
                let groups = row_groups(&before.rows[period.clone()], words);
                for column in 0..made.values.columns() {
                    if made.values.complete(column) {
                        continue;
                    }
                    let column = &mut made.values.column_mut(column)[period.clone()];
                    groups.iter().for_each(|group| fill_column(column, group, middle));
                }
            }
        }
        Along::Row => {
            let directions: Vec<f64> = input.tree.nodes().iter().map(|node| node.direction).collect();
            let first = spec.normalise_first.unwrap_or(true);
            for period in input.table.periods(&before.rows) {
                for columns in column_groups(input, spec.level)? {
                    fill_rows(&mut made.values, &columns, &period, first.then_some(&directions), middle);
                }
            }
        }
    }
    Ok(())
}

/// Places of rows by the word of their group, in the order in which the words appear; rows without a word are in none.
fn row_groups(rows: &[usize], words: Option<&Vec<Option<String>>>) -> Vec<Vec<usize>> {
    let Some(words) = words else { return vec![(0..rows.len()).collect()] };
    let mut groups: Vec<(&String, Vec<usize>)> = Vec::new();
    for (place, &row) in rows.iter().enumerate() {
        let Some(word) = &words[row] else { continue };
        match groups.iter_mut().find(|(there, _)| *there == word) {
            Some((_, places)) => places.push(place),
            None => groups.push((word, vec![place])),
        }
    }
    groups.into_iter().map(|(_, places)| places).collect()
}

/// Indicators by the aggregate of a level they are below; all of them without a level.
fn column_groups(input: &Input, level: Option<usize>) -> Result<Vec<Vec<usize>>, Fault> {
    let tree = &input.tree;
    let Some(level) = level else { return Ok(vec![(0..tree.indicators()).collect()]) };
    if level < 2 || level > tree.levels() {
        let what = format!("the level is {level}");
        return Err(Fault::new("level", what, format!("name a level of aggregates, 2 to {}", tree.levels())));
    }
    Ok(tree.of_level(level).into_iter().map(|node| tree.indicators_below(node)).collect())
}

fn fill_column(column: &mut [f64], places: &[usize], middle: fn(&[f64]) -> f64) {
    let there: Vec<f64> = places.iter().map(|&place| column[place]).collect();
    if !there.iter().any(|x| x.is_nan()) {
        return;
    }
    let middle = middle(&there);
    for (&place, _) in places.iter().zip(&there).filter(|(_, x)| x.is_nan()) {
        column[place] = middle;
    }
}

/// Fills rows from their other figures. With directions, each column is brought to 0…1 in its direction first and back
/// afterwards; a column whose figures are all the same has no place in that and keeps its one figure.
fn fill_rows(
    values: &mut Matrix,
    columns: &[usize],
    period: &std::ops::Range<usize>,
    directions: Option<&Vec<f64>>,
    middle: fn(&[f64]) -> f64,
) {
    let scales: Vec<(f64, f64, f64)> = columns
        .iter()
        .map(|&column| {
            let Some(directions) = directions else { return (0.0, 1.0, 1.0) };
            let direction = directions[column];
            let (least, most) = range(&values.column(column)[period.clone()]);
            let (least, most) = if direction < 0.0 { (-most, -least) } else { (least, most) };
            (least, most, direction)
        })
        .collect();
    let mut there = Vec::with_capacity(columns.len());
    for row in period.clone() {
        there.clear();
        for (&column, &(least, most, direction)) in columns.iter().zip(&scales) {
            let x = values.at(row, column);
            // A flat column gives 0 ÷ 0 and drops out like a missing figure.
            there.push((x * direction - least) / (most - least));
        }
        let middle = middle(&there);
        for (&column, &(least, most, direction)) in columns.iter().zip(&scales) {
            if values.at(row, column).is_nan() {
                let flat = least == most;
                let filled = if flat { least } else { middle * (most - least) + least };
                values.set(row, column, filled * direction);
            }
        }
    }
}

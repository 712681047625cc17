//! Change over the periods of a panel.
//!
//! Departure from COINr 1.1: with `latest`, a series that has exactly so many periods counts as well (there it needs one
//! more).

use std::collections::BTreeMap;

use super::data;
use crate::composite::fault::Fault;
use crate::composite::pipeline::{Input, Run};
use crate::composite::sheet::{Cell, Sheet};
use crate::composite::spec::{Change, Trends};
use crate::numeric::sum::sum;

fn pairs(series: &[(f64, f64)]) -> Vec<(f64, f64)> {
    series.iter().copied().filter(|(_, x)| !x.is_nan()).collect()
}

/// Compound annual growth rate between the first and the last figure of a series of (time, figure), in order of time;
/// NaN below two figures.
pub fn annual_growth(series: &[(f64, f64)]) -> f64 {
    let there = pairs(series);
    let [(from, first), .., (to, last)] = there[..] else { return f64::NAN };
    if first == last { 0.0 } else { (last / first).powf(1.0 / (to - from)) - 1.0 }
}

/// Percent change a period: the slope of the least-squares line in percent of its value at the first figure; with two
/// figures their difference in percent of the first. NaN below two figures, 0 where all are the same.
pub fn percent_change(series: &[(f64, f64)]) -> f64 {
    let there = pairs(series);
    let [(from, first), .., (to, last)] = there[..] else { return f64::NAN };
    if there.iter().all(|(_, x)| *x == first) {
        return 0.0;
    }
    if there.len() == 2 {
        return (last - first) * 100.0 / first / (to - from);
    }
    let n = there.len() as f64;
    let (time, figure) = (sum(there.iter().map(|(t, _)| *t)) / n, sum(there.iter().map(|(_, x)| *x)) / n);
    let slope = sum(there.iter().map(|(t, x)| (t - time) * (x - figure)))
        / sum(there.iter().map(|(t, _)| (t - time) * (t - time)));
    slope / (figure + slope * (from - time)) * 100.0
}

pub(super) fn sheet(input: &Input, run: &Run, spec: &Trends) -> Result<Sheet, Fault> {
    let stage = data(run, &spec.data)?;
    let times = input
        .table
        .times
        .as_ref()
        .filter(|_| input.table.is_panel())
        .ok_or_else(|| Fault::new("", "there is only one period", "give data of several periods"))?;
    let nodes: Vec<usize> = match spec.codes.is_empty() {
        true => (0..stage.values.columns()).collect(),
        false => spec
            .codes
            .iter()
            .map(|code| {
                input.tree.find(code).filter(|&node| node < stage.values.columns()).ok_or_else(|| {
                    Fault::new("codes", format!("{} has no column {code}", spec.data), "name codes of the data set")
                })
            })
            .collect::<Result<_, Fault>>()?,
    };
    let mut units: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, &row) in stage.rows.iter().enumerate() {
        units.entry(&input.table.codes[row]).or_default().push(place);
    }
    let name = if spec.change == Change::Cagr { "CAGR" } else { "prc_change" };
    let mut sheet = Sheet::new(["uCode", "iCode", name, "Avail", "t_first", "t_latest"]);
    for node in nodes {
        for (unit, places) in &units {
            let series: Vec<(f64, f64)> =
                places.iter().map(|&place| (times[stage.rows[place]], stage.values.at(place, node))).collect();
            let there = pairs(&series);
            let used = match spec.latest {
                None => Some(&series[..]),
                Some(latest) => {
                    let end = series.iter().rposition(|(_, x)| !x.is_nan()).map_or(0, |at| at + 1);
                    end.checked_sub(latest).map(|start| &series[start..end])
                }
            };
            let change = used.map_or(f64::NAN, |used| match spec.change {
                Change::Cagr => annual_growth(used),
                Change::PercentChange => percent_change(used),
            });
            let (first, latest) = match there[..] {
                [(first, _), .., (latest, _)] => (Cell::Number(first), Cell::Number(latest)),
                _ => (Cell::Missing, Cell::Missing),
            };
            let share = there.len() as f64 / series.len() as f64;
            let code = input.tree.nodes()[node].code.as_str();
            sheet.rows.push(vec![(*unit).into(), code.into(), change.into(), share.into(), first, latest]);
        }
    }
    Ok(sheet)
}

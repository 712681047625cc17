//! Imputation from the same unit's figures of other periods.

use std::collections::BTreeMap;

use super::{Input, Made, Stage};
use crate::composite::finding::{Finding, Remark};
use crate::composite::spec::{Panel, Series};

/// Completes each unit's series, indicator by indicator.
pub(super) fn run(input: &Input, before: &Stage, panel: Panel, made: &mut Made) {
    let Some(times) = &input.table.times else { return };
    // Rows stand by period, so that each unit's rows are in the order of time.
    let mut units: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, &row) in before.rows.iter().enumerate() {
        units.entry(&input.table.codes[row]).or_default().push(place);
    }
    let mut periods: Vec<f64> = before.rows.iter().map(|&row| times[row]).collect();
    periods.dedup();
    for column in 0..made.values.columns() {
        for (unit, places) in &units {
            let of: Vec<f64> = places.iter().map(|&place| times[before.rows[place]]).collect();
            let mut series: Vec<f64> = places.iter().map(|&place| made.values.at(place, column)).collect();
            let missing = series.iter().filter(|x| x.is_nan()).count();
            if missing == 0 || missing == series.len() {
                continue;
            }
            match panel.series {
                Series::Latest => latest(&of, &mut series, &periods, panel.periods_max),
                kind => complete(&of, &mut series, kind),
            }
            if panel.series == Series::Linear && missing + 1 == series.len() {
                let about = format!("{} of {unit}", input.tree.nodes()[column].code);
                made.findings.push(Finding::new(about, Remark::SinglePoint));
            }
            for (&place, x) in places.iter().zip(series) {
                made.values.set(place, column, x);
            }
        }
    }
}

/// Takes the latest figure before; only figures that were there, not filled in, within so many earlier periods of the
/// panel.
pub fn latest(times: &[f64], series: &mut [f64], periods: &[f64], periods_max: Option<usize>) {
    let there = series.to_vec();
    let age = |time: f64| periods.iter().position(|&period| period == time).unwrap_or(0);
    for at in 0..series.len() {
        if !there[at].is_nan() {
            continue;
        }
        let oldest = age(times[at]).saturating_sub(periods_max.unwrap_or(usize::MAX));
        let found = (0..at).rev().find(|&earlier| !there[earlier].is_nan());
        if let Some(earlier) = found.filter(|&earlier| age(times[earlier]) >= oldest) {
            series[at] = there[earlier];
        }
    }
}

/// Completes a series between and beyond its figures.
pub fn complete(times: &[f64], series: &mut [f64], kind: Series) {
    let there: Vec<(f64, f64)> =
        times.iter().zip(series.iter()).filter(|(_, x)| !x.is_nan()).map(|(&time, &x)| (time, x)).collect();
    let [.., last] = there[..] else { return };
    let straight = match kind {
        Series::Linear if there.len() < 2 => return,
        Series::Linear => true,
        Series::LinearConstant => there.len() > 1,
        Series::Latest | Series::Constant => false,
    };
    for (time, x) in times.iter().zip(series.iter_mut()).filter(|(_, x)| x.is_nan()) {
        let next = there.partition_point(|(other, _)| other <= time);
        *x = match next {
            0 => there[0].1,
            next if next == there.len() => last.1,
            next => {
                let ((from, low), (to, high)) = (there[next - 1], there[next]);
                if straight { low + (high - low) * ((time - from) / (to - from)) } else { low }
            }
        };
    }
}

//! Normalisation: indicators on one scale and in one direction.
//!
//! A figure is first multiplied by its indicator's direction. Where a method divides by a spread that is zero the result
//! is missing (0 ÷ 0) or infinite, as in COINr 1.1, and a finding says so; aggregation refuses infinite figures.

use super::fault::Fault;
use super::finding::{Finding, Remark};
use super::pipeline::{Input, Made, Stage};
use super::spec::{Normalise, Normaliser, Norms, Over};
use crate::numeric::Matrix;
use crate::numeric::moments::{deviation, mean, range};
use crate::numeric::rank::{self, Ties};
use crate::numeric::sum::present;

/// Normalises. Refused in order: overrides and directions of codes that are no indicators; parameters that are no finite
/// numbers or missing in the metadata; a reference unit that is not there.
pub fn run(input: &Input, before: &Stage, spec: &Normalise) -> Result<Made, Fault> {
    let tree = &input.tree;
    let indicator = |code: &String| tree.find(code).is_some_and(|at| at < tree.indicators());
    if let Some(code) = spec.overrides.keys().chain(spec.directions.keys()).find(|code| !indicator(code)) {
        return Err(Fault::new("", format!("{code} is no indicator"), "name indicators of the metadata"));
    }
    if let Some((code, direction)) = spec.directions.iter().find(|(_, direction)| direction.abs() != 1.0) {
        return Err(Fault::new("directions", format!("{code} has {direction}"), "write 1 or -1"));
    }
    let periods = match spec.over {
        Over::Panel => std::iter::once(0..before.rows.len()).collect(),
        Over::Period => input.table.periods(&before.rows),
    };
    let mut made = Made::figures(Matrix::clone(&before.values));
    for (at, node) in tree.nodes()[..tree.indicators()].iter().enumerate() {
        let direction = spec.directions.get(&node.code).copied().unwrap_or(node.direction);
        let method = match spec.overrides.get(&node.code) {
            Some(method) => method.clone(),
            None if spec.from_metadata => from_metadata(&spec.method, &node.norms, direction),
            None => spec.method.clone(),
        };
        let said = |fault: Fault| fault.inside(&node.code);
        let method = settled(method, &node.norms).map_err(said)?;
        for period in &periods {
            let rows = &before.rows[period.clone()];
            let column = &mut made.values.column_mut(at)[period.clone()];
            let reference = reference(&method, input, rows).map_err(said)?;
            let found = column_by(&method, direction, reference, column).map_err(said)?;
            if let Some(what) = found {
                made.findings.push(Finding::new(node.code.clone(), what));
            }
        }
    }
    Ok(made)
}

/// The method with the parameters that the metadata have; those they lack stay.
fn from_metadata(method: &Normaliser, norms: &Norms, direction: f64) -> Normaliser {
    let or = |there: Option<f64>| there.unwrap_or(f64::NAN);
    match method {
        Normaliser::Minmax { .. } => {
            Normaliser::Minmax { lower: or(norms.minmax_lower), upper: or(norms.minmax_upper) }
        }
        Normaliser::Zscore { .. } => {
            Normaliser::Zscore { mean: or(norms.zscore_mean), deviation: or(norms.zscore_deviation) }
        }
        Normaliser::Scaled { .. } => {
            // The metadata's bounds are in the indicator's own direction and turn with it.
            let (lower, upper) = (or(norms.scaled_lower), or(norms.scaled_upper));
            let (lower, upper) = if direction < 0.0 { (-upper, -lower) } else { (lower, upper) };
            Normaliser::Scaled { lower, upper, factor: or(norms.scaled_factor) }
        }
        Normaliser::DistanceToTarget { cap, .. } => {
            Normaliser::DistanceToTarget { target: None, cap: norms.target_cap.unwrap_or(*cap) }
        }
        Normaliser::Goalposts { .. } => Normaliser::Goalposts {
            lower: or(norms.goalpost_lower),
            upper: or(norms.goalpost_upper),
            scale: or(norms.goalpost_scale),
            truncate: norms.goalpost_truncate.unwrap_or(true),
        },
        other => other.clone(),
    }
}

/// The method with every parameter there and finite.
fn settled(method: Normaliser, norms: &Norms) -> Result<Normaliser, Fault> {
    let method = match method {
        Normaliser::DistanceToTarget { target, cap } => {
            Normaliser::DistanceToTarget { target: Some(target.or(norms.target).unwrap_or(f64::NAN)), cap }
        }
        other => other,
    };
    let parameters: Vec<f64> = match &method {
        Normaliser::Minmax { lower, upper } => vec![*lower, *upper],
        Normaliser::Zscore { mean, deviation } => vec![*mean, *deviation],
        Normaliser::Scaled { lower, upper, factor } => vec![*lower, *upper, *factor],
        Normaliser::Goalposts { lower, upper, scale, .. } => vec![*lower, *upper, *scale],
        Normaliser::DistanceToTarget { target, .. } => vec![target.unwrap_or(f64::NAN)],
        Normaliser::Ampi { reference } => reference.iter().copied().collect(),
        _ => Vec::new(),
    };
    if parameters.iter().any(|parameter| !parameter.is_finite()) {
        let remedy = "write it into the metadata, or give the indicator a method of its own in overrides";
        return Err(Fault::new("", "a parameter of the method is missing", remedy));
    }
    let wrong = match &method {
        Normaliser::Zscore { deviation, .. } if *deviation <= 0.0 => "the standard deviation must be above 0",
        Normaliser::Scaled { lower, upper, .. } | Normaliser::Goalposts { lower, upper, .. } if lower == upper => {
            "lower and upper bound are the same"
        }
        _ => return Ok(method),
    };
    Err(Fault::new("", wrong, "correct the parameters"))
}

fn reference(method: &Normaliser, input: &Input, rows: &[usize]) -> Result<Option<usize>, Fault> {
    let Normaliser::DistanceToReference { unit, .. } = method else { return Ok(None) };
    match rows.iter().position(|&row| input.table.codes[row] == *unit) {
        Some(at) => Ok(Some(at)),
        None => Err(Fault::new("unit", format!("there is no unit {unit}"), "name a unit that screening leaves")),
    }
}

/// Normalises one column in place; what is remarkable about it comes back.
pub fn column_by(
    method: &Normaliser,
    direction: f64,
    reference: Option<usize>,
    column: &mut [f64],
) -> Result<Option<Remark>, Fault> {
    column.iter_mut().for_each(|x| *x *= direction);
    let (least, most) = range(column);
    if least.is_nan() {
        return Ok(Some(Remark::NoFigure));
    }
    let apply = |column: &mut [f64], of: &dyn Fn(f64) -> f64| column.iter_mut().for_each(|x| *x = of(*x));
    Ok(match method {
        Normaliser::None => None,
        Normaliser::Minmax { lower, upper } => {
            apply(column, &|x| (x - least) / (most - least) * (upper - lower) + lower);
            flat(most - least)
        }
        Normaliser::Zscore { mean: to, deviation: by } => {
            let (centre, spread) = (mean(column), deviation(column));
            apply(column, &|x| (x - centre) / spread * by + to);
            if spread.is_nan() { Some(Remark::SingleSpread) } else { flat(spread) }
        }
        Normaliser::Scaled { lower, upper, factor } => {
            apply(column, &|x| (x - lower) / (upper - lower) * factor);
            None
        }
        Normaliser::Rank { ties } => places(column, *ties, 0.0, 1.0),
        Normaliser::Borda { ties } => places(column, *ties, 1.0, 1.0),
        Normaliser::PercentileRank { ties } => {
            let others = present(column).count() as f64 - 1.0;
            places(column, *ties, 1.0, others);
            (others == 0.0).then_some(Remark::SinglePercentile)
        }
        Normaliser::DistanceToMaximum => {
            apply(column, &|x| 1.0 - (most - x) / (most - least));
            flat(most - least)
        }
        other => against(other, direction, reference, (least, most), column),
    })
}

/// Methods that measure against something other than the spread of the figures alone.
fn against(
    method: &Normaliser,
    direction: f64,
    reference: Option<usize>,
    (least, most): (f64, f64),
    column: &mut [f64],
) -> Option<Remark> {
    let apply = |column: &mut [f64], of: &dyn Fn(f64) -> f64| column.iter_mut().for_each(|x| *x = of(*x));
    match method {
        Normaliser::DistanceToReference { cap, .. } => {
            let at = reference.map_or(f64::NAN, |row| column[row]);
            apply(column, &|x| capped(1.0 - (at - x) / (at - least), *cap));
            match at {
                at if at.is_nan() => Some(Remark::ReferenceMissing),
                at if at == least => Some(Remark::ReferenceLeast),
                _ => None,
            }
        }
        Normaliser::DistanceToTarget { target, cap } => {
            let target = target.unwrap_or(f64::NAN) * direction;
            apply(column, &|x| capped((x - least) / (target - least), *cap));
            (target <= least).then_some(Remark::TargetNotBeyond)
        }
        Normaliser::FractionOfMaximum => {
            apply(column, &|x| x / most);
            (most <= 0.0).then_some(Remark::LargestNotAbove)
        }
        Normaliser::Goalposts { lower, upper, scale, truncate } => {
            let (from, to) = if direction < 0.0 { (-upper, -lower) } else { (*lower, *upper) };
            let cut = |share: f64| if *truncate { share.clamp(0.0, 1.0) } else { share };
            apply(column, &|x| cut((x - from) / (to - from)) * scale);
            None
        }
        Normaliser::Ampi { reference } => {
            let half = (most - least) / 2.0;
            let from = reference.map_or(least, |reference| reference * direction - half);
            apply(column, &|x| (x - from) / (2.0 * half) * 60.0 + 70.0);
            flat(half)
        }
        // The others are measured where their spread is.
        _ => None,
    }
}

/// What is said of figures without a spread.
fn flat(spread: f64) -> Option<Remark> {
    (spread == 0.0).then_some(Remark::NothingApart)
}

fn capped(score: f64, cap: bool) -> f64 {
    if cap && score > 1.0 { 1.0 } else { score }
}

fn places(column: &mut [f64], ties: Ties, less: f64, by: f64) -> Option<Remark> {
    let places = rank::ascending(column, ties);
    column.iter_mut().zip(places).for_each(|(x, place)| *x = (place - less) / by);
    None
}

//! Correlations between the elements of an index.

use super::{data, level};
use crate::composite::fault::Fault;
use crate::composite::limits::CORRELATED_MAX;
use crate::composite::pipeline::{Input, Run};
use crate::composite::sheet::{Cell, Sheet};
use crate::composite::spec::{CorrelationFlags, Correlations, DenominatorCorrelations};
use crate::numeric::correlation::correlation;
use crate::numeric::significance::judged;

fn few(count: usize) -> Result<(), Fault> {
    match count > CORRELATED_MAX {
        true => Err(Fault::new("", format!("correlations among {count} columns"), "choose a higher level")),
        false => Ok(()),
    }
}

/// Correlations of two levels; the higher level stands first.
pub(super) fn correlations(input: &Input, run: &Run, spec: &Correlations) -> Result<Sheet, Fault> {
    let stage = data(run, &spec.data)?;
    if let Some(limit) = spec.p_below.filter(|limit| !(0.0..=1.0).contains(limit)) {
        return Err(Fault::new("p_below", format!("it is {limit}"), "write a probability from 0 to 1"));
    }
    let (high, low) = (spec.levels[0].max(spec.levels[1]), spec.levels[0].min(spec.levels[1]));
    let (upper, lower) = (level(input, stage, high)?, level(input, stage, low)?);
    few(upper.len().max(lower.len()))?;
    let mut sheet = Sheet::new(["Var1", "Var2", "Correlation", "p"]);
    for &one in &upper {
        for &two in &lower {
            if spec.with_parent && high != low && input.tree.ancestor(two, high) != Some(one) {
                continue;
            }
            let (left, right) = (stage.values.column(one), stage.values.column(two));
            let (found, p) = judged(left, right, spec.coefficient);
            let p = if one == two { 0.0 } else { p };
            let found = if spec.p_below.is_none_or(|limit| p <= limit) { found } else { f64::NAN };
            let code = |node: usize| Cell::from(input.tree.nodes()[node].code.as_str());
            sheet.rows.push(vec![code(one), code(two), found.into(), p.into()]);
        }
    }
    Ok(sheet)
}

/// Pairs of indicators of one group beyond the threshold, each once.
pub(super) fn flags(input: &Input, run: &Run, spec: &CorrelationFlags) -> Result<Sheet, Fault> {
    let stage = data(run, &spec.data)?;
    let indicators = level(input, stage, 1)?;
    few(indicators.len())?;
    if !(-1.0..=1.0).contains(&spec.threshold) {
        return Err(Fault::new("threshold", format!("it is {}", spec.threshold), "write a number from -1 to 1"));
    }
    if spec.level < 2 || spec.level > input.tree.levels() {
        let remedy = format!("name a level from 2 to {}", input.tree.levels());
        return Err(Fault::new("level", format!("there are no groups at level {}", spec.level), remedy));
    }
    let mut sheet = Sheet::new(["Group", "Ind1", "Ind2", "Corr"]);
    for (at, &one) in indicators.iter().enumerate() {
        let Some(group) = input.tree.ancestor(one, spec.level) else { continue };
        for &two in indicators[at + 1..].iter().filter(|&&two| input.tree.ancestor(two, spec.level) == Some(group)) {
            let found = correlation(stage.values.column(one), stage.values.column(two), spec.coefficient);
            let flagged = if spec.above { found > spec.threshold } else { found < spec.threshold };
            if flagged {
                let code = |node: usize| Cell::from(input.tree.nodes()[node].code.as_str());
                sheet.rows.push(vec![code(group), code(one), code(two), found.into()]);
            }
        }
    }
    Ok(sheet)
}

/// Indicators whose correlation with a denominator is beyond the threshold in either direction.
pub(super) fn denominators(input: &Input, run: &Run, spec: &DenominatorCorrelations) -> Result<Sheet, Fault> {
    let stage = data(run, &spec.data)?;
    if input.table.denominators.is_empty() {
        let remedy = "describe columns as Denominator in the metadata";
        return Err(Fault::new("", "there are no denominators", remedy));
    }
    let mut sheet = Sheet::new(["Ind", "Denom", "Corr"]);
    for node in level(input, stage, 1)? {
        for (code, figures) in &input.table.denominators {
            let of_rows: Vec<f64> = stage.rows.iter().map(|&row| figures[row]).collect();
            let found = correlation(stage.values.column(node), &of_rows, spec.coefficient);
            if found.abs() > spec.threshold {
                let indicator = input.tree.nodes()[node].code.as_str();
                sheet.rows.push(vec![indicator.into(), code.as_str().into(), found.into()]);
            }
        }
    }
    Ok(sheet)
}

//! What a document asks for, held to what is there.

use std::ops::Range;

use super::{
    factor::{Effect, Entrance, Ready},
    ranking::UNITS_MAX,
    spec::{Sensitivity, Target, Vary},
    study::{Aim, Beside, PLACES_MAX, SCORES_MAX},
};
use crate::composite::{Fault, pipeline::Input, spec::StageSpec};

pub(super) fn addressed(factors: &[Ready], at: usize) -> Vec<usize> {
    let at = at.to_string();
    let there = |factor: &Ready| match &factor.effect {
        Effect::Address { parts, .. } => parts[0] == "stages" && parts[1] == at,
        _ => false,
    };
    (0..factors.len()).filter(|&factor| there(&factors[factor])).collect()
}

pub(super) fn ranked(document: &Sensitivity, input: &Input) -> Result<usize, Fault> {
    let top = input.tree.top().unwrap_or(0);
    let Some(code) = &document.of else { return Ok(top) };
    input.tree.find(code).filter(|&at| at >= input.tree.indicators()).ok_or_else(|| {
        Fault::new("sensitivity.of", format!("there is no aggregate {code}"), "name an aggregate of the metadata")
    })
}

pub(super) fn units(document: &Sensitivity, input: &Input) -> Result<Range<usize>, Fault> {
    let rows: Vec<usize> = (0..input.table.codes.len()).collect();
    let periods = input.table.periods(&rows);
    let at = match (document.period, &input.table.times) {
        (None, _) => periods.last().cloned(),
        (Some(period), Some(times)) => periods.into_iter().find(|rows| times[rows.start] == period),
        (Some(_), None) => None,
    };
    let units = at.filter(|rows| !rows.is_empty()).ok_or_else(|| {
        Fault::new("sensitivity.period", "there is no such period", "name a period of the data, or none")
    })?;
    if units.len() > UNITS_MAX {
        let what = format!("{} units, more than {UNITS_MAX}", units.len());
        return Err(Fault::new("data", what, "rank fewer units at a time"));
    }
    Ok(units)
}

pub(super) fn aim(document: &Sensitivity, input: &Input, units: &Range<usize>) -> Result<Aim, Fault> {
    let unit = |code: &String| {
        input.table.codes[units.clone()].iter().position(|other| other == code).ok_or_else(|| {
            Fault::new("sensitivity.target", format!("there is no unit {code}"), "name a unit of the data")
        })
    };
    Ok(match &document.target {
        Target::RankShift => Aim::RankShift,
        Target::Rank(code) => Aim::Rank(unit(code)?),
        Target::Score(code) => Aim::Score(unit(code)?),
    })
}

/// A search for weights looks at the aggregation ahead of it; what varies there therefore enters at the search.
pub(super) fn reach(factors: &mut [Ready], stages: &[StageSpec], last: usize) {
    use crate::composite::spec::Weighting::{Balance, Infomax};
    let searches = |stage: &StageSpec| match stage {
        StageSpec::Weigh(weigh) => matches!(weigh.method, Balance(_) | Infomax(_)),
        _ => false,
    };
    let varied = |at: usize, factors: &[Ready]| {
        matches!(stages[at], StageSpec::Weigh(_)) && factors.iter().any(|f| f.entrance == Entrance::Stage(at))
    };
    let Some(search) = (0..last).find(|&at| searches(&stages[at]) || varied(at, factors)) else { return };
    for factor in factors.iter_mut().filter(|factor| matches!(factor.effect, Effect::Address { .. })) {
        if factor.entrance == Entrance::Stage(last) {
            factor.entrance = Entrance::Stage(search);
        }
    }
}

pub(super) fn kept(replicates: usize, units: usize, scores: bool) -> Result<(), Fault> {
    let cells = replicates.saturating_mul(units);
    if cells > PLACES_MAX {
        let what = format!("{replicates} replicates of {units} units are {cells} places, more than {PLACES_MAX}");
        return Err(Fault::new("sensitivity.method", what, "take a smaller sample, or fewer units"));
    }
    if scores && cells > SCORES_MAX {
        let what = format!("{replicates} replicates of {units} units are {cells} scores, more than {SCORES_MAX}");
        return Err(Fault::new("sensitivity.scores", what, "write \"scores\": false, and only places are kept"));
    }
    Ok(())
}

pub(super) fn errors(
    document: &Sensitivity,
    factor: &Ready,
    input: &Input,
    beside: &Beside,
) -> Result<Option<Vec<f64>>, Fault> {
    let Vary::Errors(errors) = &document.factors[factor.number].vary else { return Ok(None) };
    let figures = &input.table.figures;
    let place = || format!("sensitivity.factors[{}] ({}).errors.file", factor.number, factor.name);
    let file = beside.standard_errors.get(&factor.number);
    if let Some(file) = file {
        if (file.rows(), file.columns()) != (figures.rows(), figures.columns()) {
            return Err(Fault::new(place(), "it has other rows or columns than the data", "shape it like the data"));
        }
        if let Some(wrong) = file.values().iter().find(|error| **error < 0.0 || error.is_infinite()) {
            return Err(Fault::new(place(), format!("a standard error of {wrong}"), "write numbers from 0"));
        }
    }
    let mut sizes = Vec::with_capacity(figures.values().len());
    for (column, node) in input.tree.nodes()[..input.tree.indicators()].iter().enumerate() {
        for (row, figure) in figures.column(column).iter().enumerate() {
            let own = file.map(|file| file.at(row, column)).filter(|error| !error.is_nan());
            let size = own.or_else(|| errors.columns.get(&node.code).copied());
            sizes.push(size.unwrap_or(errors.relative * figure.abs()));
        }
    }
    Ok(Some(sizes))
}

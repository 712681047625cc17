//! Who is looked at: units with weights, and the levels they belong to; checked once for every column.

use std::collections::HashMap;
use std::fmt;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::column::{self, Measures};

/// The most units of one study.
pub const UNITS_MAX: usize = 2_000_000;
/// The most groups of one level.
pub const GROUPS_MAX: usize = 1_000_000;
/// The most exponents, and the most pairs of percentiles, of one question.
const ASKED_MAX: usize = 32;

/// Why a measure has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undefined {
    /// No unit has both a value and a weight.
    NoUnits,
    /// The mean is zero: nothing can be measured relative to it.
    ZeroMean,
    /// The mean is negative.
    NegativeMean,
    /// A value is negative where only amounts have a meaning.
    NegativeValue,
    /// A value is zero where its logarithm or its inverse is asked for.
    ZeroValue,
    /// The value in the denominator (a percentile, the median, a group's mean) is zero or negative.
    Denominator,
    /// The result is beyond what a number holds.
    TooLarge,
}

impl Undefined {
    /// As it is written in files.
    pub fn name(self) -> &'static str {
        match self {
            Undefined::NoUnits => "no_units",
            Undefined::ZeroMean => "zero_mean",
            Undefined::NegativeMean => "negative_mean",
            Undefined::NegativeValue => "negative_value",
            Undefined::ZeroValue => "zero_value",
            Undefined::Denominator => "denominator",
            Undefined::TooLarge => "too_large",
        }
    }
}

/// Input that is refused.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is told in full by its sentence")]
pub enum Hostile {
    NotFinite { unit: usize },
    Weight { unit: usize, weight: f64 },
    Length { has: usize, units: usize },
    TooMany,
    Asked { what: &'static str, value: f64 },
}

impl fmt::Display for Hostile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Hostile::NotFinite { unit } => {
                write!(out, "unit {}: the value is infinite; leave it empty if it is not known", unit + 1)
            }
            Hostile::Weight { unit, weight } => {
                write!(out, "unit {}: the weight is {weight}; pupils are counted from 0", unit + 1)
            }
            Hostile::Length { has, units } => write!(out, "{has} entries for {units} units"),
            Hostile::TooMany => {
                write!(out, "more than {UNITS_MAX} units, {GROUPS_MAX} groups of a level, or {ASKED_MAX} exponents")
            }
            Hostile::Asked { what, value } => write!(out, "{what} cannot be {value}"),
        }
    }
}

impl std::error::Error for Hostile {}

/// A level of regions, or any other way to put units into groups: every unit is in one.
#[derive(Clone, Debug)]
pub struct Level {
    /// Its name.
    pub name: String,
    /// The groups, in the order of their first unit.
    pub groups: Vec<String>,
    /// Each unit's group.
    pub group: Vec<u32>,
}

impl Level {
    /// A level from each unit's group by name.
    pub fn of<'t>(name: &str, of: impl IntoIterator<Item = &'t str>) -> Level {
        let (mut groups, mut places) = (Vec::new(), HashMap::new());
        let group = of
            .into_iter()
            .map(|group| {
                *places.entry(group).or_insert_with(|| {
                    groups.push(group.to_owned());
                    u32::try_from(groups.len() - 1).unwrap_or(u32::MAX)
                })
            })
            .collect();
        Level { name: name.to_owned(), groups, group }
    }

    /// Each group's group in the other level, if every one lies in one; empty if not.
    fn parents(&self, coarser: &Level) -> Vec<u32> {
        let mut parent = vec![u32::MAX; self.groups.len()];
        let fits = self.group.iter().zip(&coarser.group).all(|(own, above)| {
            usize::try_from(*own).ok().and_then(|own| parent.get_mut(own)).is_some_and(|parent| {
                let fits = *parent == u32::MAX || *parent == *above;
                *parent = *above;
                fits
            })
        });
        if fits { parent } else { Vec::new() }
    }
}

/// Which measures with a parameter are asked for; the others are always computed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ask {
    /// α of generalised entropy. 0 is Theil L, 1 is Theil T, 2 is half the squared CV.
    pub entropy: Vec<f64>,
    /// ε of Atkinson, positive: how much inequality is disliked.
    pub atkinson: Vec<f64>,
    /// Pairs of percentiles, low and high, in per cent.
    pub ranges: Vec<(f64, f64)>,
}

impl Default for Ask {
    /// Atkinson at ½ and 1; the 95th beside the 5th percentile (the federal range ratio), 90 : 10, 80 : 20, 75 : 25.
    fn default() -> Ask {
        Ask {
            entropy: Vec::new(),
            atkinson: vec![0.5, 1.0],
            ranges: vec![(5.0, 95.0), (10.0, 90.0), (20.0, 80.0), (25.0, 75.0)],
        }
    }
}

/// Units, their weights and levels.
#[derive(Clone, Debug)]
pub struct Study<'a> {
    pub(super) weights: &'a [f64],
    pub(super) levels: &'a [Level],
    /// For each level, its groups' groups in the level before, if it refines that one; else empty.
    pub(super) parents: Vec<Vec<u32>>,
    pub(super) ask: Ask,
}

impl<'a> Study<'a> {
    /// Checks weights (pupils; `NaN` where they are missing) and levels.
    ///
    /// # Errors
    /// A negative or infinite weight, a level of another length, or too much of anything.
    pub fn of(weights: &'a [f64], levels: &'a [Level], ask: Ask) -> Result<Study<'a>, Hostile> {
        let units = weights.len();
        if units > UNITS_MAX || levels.iter().any(|level| level.groups.len() > GROUPS_MAX) {
            return Err(Hostile::TooMany);
        }
        if ask.entropy.len() > ASKED_MAX || ask.atkinson.len() > ASKED_MAX || ask.ranges.len() > ASKED_MAX {
            return Err(Hostile::TooMany);
        }
        if let Some(unit) = weights.iter().position(|weight| *weight < 0.0 || weight.is_infinite()) {
            return Err(Hostile::Weight { unit, weight: weights[unit] });
        }
        if let Some(level) = levels.iter().find(|level| level.group.len() != units) {
            return Err(Hostile::Length { has: level.group.len(), units });
        }
        let outside = |value: &&f64| !value.is_finite() || value.abs() > 100.0;
        if let Some(value) = ask.entropy.iter().find(outside) {
            return Err(Hostile::Asked { what: "α of generalised entropy (−100 to 100)", value: *value });
        }
        if let Some(value) = ask.atkinson.iter().find(|value| outside(value) || **value <= 0.0) {
            return Err(Hostile::Asked { what: "ε of Atkinson (above 0, up to 100)", value: *value });
        }
        for (low, high) in &ask.ranges {
            let inside = (0.0..=100.0).contains(low) && (0.0..=100.0).contains(high) && low < high;
            if !inside {
                return Err(Hostile::Asked { what: "a pair of percentiles (0 to 100, the lower first)", value: *low });
            }
        }
        let parents = |place: usize| if place > 0 { levels[place].parents(&levels[place - 1]) } else { Vec::new() };
        let parents = (0..levels.len()).map(parents).collect();
        Ok(Study { weights, levels, parents, ask })
    }

    /// The measures of one column of values; `NaN` is missing.
    ///
    /// # Errors
    /// An infinite value or a column of another length.
    pub fn column(&self, values: &[f64]) -> Result<Measures, Hostile> {
        if values.len() != self.weights.len() {
            return Err(Hostile::Length { has: values.len(), units: self.weights.len() });
        }
        match values.iter().position(|value| value.is_infinite()) {
            Some(unit) => Err(Hostile::NotFinite { unit }),
            None => Ok(column::measures(self, values)),
        }
    }

    /// The measures of every column, side by side. Each column is computed by one thread in one order, so the result has the
    /// same bits however many there are.
    ///
    /// # Errors
    /// The first column's that has any.
    pub fn columns(&self, columns: &[&[f64]]) -> Result<Vec<Measures>, Hostile> {
        columns.par_iter().map(|values| self.column(values)).collect()
    }
}

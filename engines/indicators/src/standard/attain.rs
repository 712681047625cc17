//! Attainment of targets, and the composite of weights and attainments.
//!
//! The attainment min(1, actual ÷ target) is inferred: it agrees with totals of 100 and with partial scores that were published,
//! but the rule itself was not seen ([`Attainment::basis`]).

use std::collections::BTreeMap;

use serde::Serialize;
use units::Day;

use super::model::{Basis, Standard};
use crate::numeric::sum::sum;

/// How far a target is attained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attainment {
    /// The target's code.
    pub code: String,
    /// What it is; none if it was not given or is not finite.
    pub actual: Option<f64>,
    /// What it should be.
    pub target: f64,
    /// min(1, actual ÷ target), at least 0.
    pub attained: Option<f64>,
    /// What is lacking to the target.
    pub lacking: Option<f64>,
    /// The weight that counts.
    pub weight: Option<f64>,
    /// How the rule of attainment is known.
    pub basis: Basis,
}

/// Attainments of a day, and their composite.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attained {
    /// Target by target.
    pub targets: Vec<Attainment>,
    /// 100 × Σ weight × attainment ÷ Σ weight; none unless every target has a weight and a figure.
    pub composite: Option<f64>,
}

/// How far figures attain the targets that hold on a day; `weights` are by code and replace those of the standard.
pub fn attain(
    standard: &Standard,
    on: Day,
    actual: &BTreeMap<String, f64>,
    weights: &BTreeMap<String, f64>,
) -> Attained {
    let holds = |from: Option<Day>| from.unwrap_or(standard.valid_from) <= on;
    let latest = |code: &str| {
        let known = standard.targets.iter().filter(|target| target.code == code && holds(target.valid_from));
        known.max_by_key(|target| target.valid_from.unwrap_or(standard.valid_from))
    };
    let mut targets: Vec<Attainment> = Vec::new();
    for target in &standard.targets {
        if targets.iter().any(|known| known.code == target.code) {
            continue;
        }
        let Some(target) = latest(&target.code) else { continue };
        let figure = actual.get(&target.code).copied().filter(|figure| figure.is_finite());
        targets.push(Attainment {
            code: target.code.clone(),
            actual: figure,
            target: target.value,
            attained: figure.map(|figure| (figure / target.value).clamp(0.0, 1.0)),
            lacking: figure.map(|figure| (target.value - figure).max(0.0)),
            weight: weights
                .get(&target.code)
                .copied()
                .or(target.weight)
                .filter(|weight| weight.is_finite() && *weight >= 0.0),
            basis: Basis::Inferred,
        });
    }
    let whole: Option<Vec<(f64, f64)>> = targets.iter().map(|target| target.weight.zip(target.attained)).collect();
    let composite = whole.and_then(|pairs| {
        let weight = sum(pairs.iter().map(|(weight, _)| *weight));
        (weight > 0.0).then(|| 100.0 * sum(pairs.iter().map(|(weight, attained)| weight * attained)) / weight)
    });
    Attained { targets, composite }
}

//! How sure an order is: choices that could have been otherwise are enumerated, every combination is ranked.
//!
//! Three choices vary together: how indicators are brought to one scale, how they are aggregated, and the weights, each of
//! which may be a quarter more or less (sixteen sets of them). Nothing is sampled but the weights, from a fixed seed, so that
//! the same document gives the same places.

use std::collections::BTreeMap;
use std::sync::Arc;

use indicators::composite::spec::{Entry, StageSpec};
use indicators::composite::{Fault, Input, Specification};
use indicators::uncertainty::spec::{Base, Choices, Factor, Method, Sensitivity, Target, Vary, WeightNoise};
use indicators::uncertainty::{Beside, Evaluator, Indices, Study};
use serde_json::{Value, json};
use units::Refusal;

use crate::model::Sureness;

/// By how much of itself a weight may differ.
pub const WEIGHT_NOISE: f64 = 0.25;
/// Sets of weights that are drawn.
pub const WEIGHT_DRAWS: usize = 16;
/// Of all combinations, the share within which a place is told.
pub const WITHIN: f64 = 0.9;
/// What the draws begin from.
const SEED: u64 = 20_261_126;
/// Deepest tree whose weights vary.
const LEVELS_MAX: usize = 16;

/// Places of a year's regions, and what their order depends on.
#[derive(Clone, Debug, Default)]
pub struct Sure {
    /// Codes of the regions, in the order of the other lists.
    pub codes: Vec<String>,
    /// Scores as the specification gives them; NaN without one.
    pub scores: Vec<f64>,
    /// Places; 0 without a score.
    pub ranks: Vec<u16>,
    /// The place that one in twenty combinations undercuts, and that one in twenty exceeds; 0 without a score.
    pub intervals: Vec<(u16, u16)>,
    /// What the order depends on.
    pub sureness: Vec<Sureness>,
    /// Combinations that were ranked.
    pub combinations: usize,
}

/// Ways to bring indicators to one scale that are tried.
pub fn scales() -> [(&'static str, Value); 3] {
    [
        ("minmax", json!({ "minmax": { "lower": 1.0, "upper": 100.0 } })),
        ("zscore", json!({ "zscore": { "mean": 100.0, "deviation": 10.0 } })),
        ("rank", json!({ "rank": {} })),
    ]
}

/// Ways to aggregate that are tried.
pub fn means() -> [(&'static str, Value); 2] {
    [("arithmetic", json!(["arithmetic"])), ("geometric", json!(["geometric"]))]
}

/// The places of a year under every combination of choices. Choices that a specification does not admit are left out: with
/// figures at or below zero there is no geometric mean.
///
/// # Errors
/// What the engine says of the specification itself.
pub fn sure(specification: &Specification, entries: &[Entry], input: &Arc<Input>, year: i64) -> Result<Sure, Fault> {
    let full = factors(specification, input, true);
    let fewer = factors(specification, input, false);
    let weights: Vec<Factor> = full.iter().filter(|factor| factor.name == "weights").cloned().collect();
    let mut last = None;
    for factors in [full, fewer, weights] {
        match attempt(specification, entries, input, year, factors) {
            Ok(sure) => return Ok(sure),
            Err(fault) => last = Some(fault),
        }
    }
    Err(last.unwrap_or_else(|| {
        Fault::new("stages", "nothing varies", "end with an aggregate stage")
            .named(Refusal::new("statistics.document.not_aggregated"))
    }))
}

/// The factors that a specification has a place for.
fn factors(specification: &Specification, input: &Input, geometric: bool) -> Vec<Factor> {
    let mut factors = Vec::new();
    let place = |name: &str| specification.stages.iter().position(|stage| stage.name() == name);
    let choices = |own: Value, others: Vec<Value>| {
        let mut values = vec![own];
        others.into_iter().for_each(|other| {
            if !values.contains(&other) {
                values.push(other);
            }
        });
        values
    };
    let mut add = |name: &str, at: String, values: Vec<Value>| {
        if values.len() > 1 {
            let vary = Vary::Choices(Choices { at, values, probabilities: None });
            factors.push(Factor { name: name.to_owned(), vary });
        }
    };
    if let Some(at) = place("normalise")
        && let StageSpec::Normalise(stage) = &specification.stages[at]
    {
        let own = json!(stage.method);
        let others = scales().map(|(_, value)| filled(&value)).to_vec();
        add("normalisation", format!("/stages/{at}/normalise/method"), choices(own, others));
    }
    if let Some(at) = place("aggregate")
        && let StageSpec::Aggregate(stage) = &specification.stages[at]
    {
        let others = means().into_iter().filter(|(name, _)| geometric || *name != "geometric");
        let values = choices(json!(stage.methods), others.map(|(_, value)| value).collect());
        add("aggregation", format!("/stages/{at}/aggregate/methods"), values);
    }
    let levels =
        (1..input.tree.levels().min(LEVELS_MAX)).map(|level| (level, WEIGHT_NOISE)).collect::<BTreeMap<_, _>>();
    if !levels.is_empty() {
        let vary = Vary::Weights(WeightNoise { levels, draws: WEIGHT_DRAWS });
        factors.push(Factor { name: "weights".to_owned(), vary });
    }
    factors
}

/// A method with its defaults, so that it is seen to be the same as one in a specification.
fn filled(value: &Value) -> Value {
    let read = serde_json::from_value::<indicators::composite::spec::Normaliser>(value.clone());
    read.map_or_else(|_| value.clone(), |method| json!(method))
}

fn attempt(
    specification: &Specification,
    entries: &[Entry],
    input: &Arc<Input>,
    year: i64,
    factors: Vec<Factor>,
) -> Result<Sure, Fault> {
    let document = Sensitivity {
        specification: Base::Inline(Box::new(specification.clone())),
        factors,
        method: Method::Exact,
        target: Target::RankShift,
        of: None,
        period: Some(year as f64),
        quantiles: vec![(1.0 - WITHIN) / 2.0, f64::midpoint(1.0, WITHIN)],
        seed: SEED,
        scores: false,
        units: false,
    };
    let names: Vec<String> = document.factors.iter().map(|factor| factor.name.clone()).collect();
    let study = Study::new(document, specification.clone(), entries.to_vec(), input.clone(), &Beside::default())?;
    let mut evaluator = Evaluator::new(&study);
    let pieces = (0..study.pieces()).map(|piece| evaluator.piece(piece)).collect::<Result<Vec<_>, _>>()?;
    let outcome = study.outcome(pieces)?;
    let interval = |of: &indicators::uncertainty::RankInterval| match of.quantiles.as_slice() {
        [low, high] if low.is_finite() && high.is_finite() => (low.floor() as u16, high.ceil() as u16),
        _ => (0, 0),
    };
    let shares: Vec<Option<f64>> = match &outcome.indices {
        Indices::Exact(exact) => {
            exact.shares.iter().map(|share| Some(share.shapley).filter(|s| s.is_finite())).collect()
        }
        Indices::None | Indices::Sampled(_) => vec![None; names.len()],
    };
    Ok(Sure {
        codes: study.codes().to_vec(),
        scores: outcome.nominal.scores.clone(),
        ranks: outcome.nominal.ranks.clone(),
        intervals: outcome.intervals.iter().map(interval).collect(),
        sureness: names.into_iter().zip(shares).map(|(choice, share)| Sureness { choice, share }).collect(),
        combinations: study.replicates(),
    })
}

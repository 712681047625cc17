//! Factors made ready: which values they take, with which probability, and which stage they reach first.

use serde_json::Value;

use super::{
    address, normal,
    spec::{DRAWS_MAX, Factor, Sensitivity, Vary},
};
use crate::composite::{Fault, Tree, spec::StageSpec};

/// Where a factor enters: the figures and what is said about them, or a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Entrance {
    /// Before the first stage.
    Input,
    /// At a stage.
    Stage(usize),
}

/// The values a factor takes.
#[derive(Clone, Debug)]
pub(super) enum Levels {
    /// So many choices or draws, with the probability up to and with each.
    Discrete { probabilities: Vec<f64>, cumulative: Vec<f64> },
    /// Numbers between two ends.
    Uniform { lower: f64, upper: f64 },
    /// Numbers about a mean, between two probabilities.
    Normal { mean: f64, deviation: f64, from: f64, to: f64 },
}

/// What a factor changes.
#[derive(Clone, Debug)]
pub(super) enum Effect {
    /// What stands at an address; values of choices, none of numbers.
    Address { parts: Vec<String>, values: Vec<Value> },
    /// Weights by node: for each draw a multiplier of each node.
    Weights,
    /// Figures.
    Errors,
    /// What a stage imputed.
    Imputation,
}

/// A factor made ready.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    /// Its number in the document.
    pub number: usize,
    pub name: String,
    pub levels: Levels,
    pub effect: Effect,
    pub entrance: Entrance,
}

/// A value of a factor: the number of a choice or draw from 0, or the bits of a number.
pub(super) type Taken = u64;

impl Levels {
    fn even(count: usize) -> Levels {
        Levels::of(vec![1.0 / count as f64; count])
    }

    fn of(probabilities: Vec<f64>) -> Levels {
        let sum = |sum: &mut f64, p: &f64| {
            *sum += p;
            Some(*sum)
        };
        Levels::Discrete { cumulative: probabilities.iter().scan(0.0, sum).collect(), probabilities }
    }

    /// How many, where they can be counted.
    pub fn count(&self) -> Option<usize> {
        match self {
            Levels::Discrete { probabilities, .. } => Some(probabilities.len()),
            _ => None,
        }
    }

    /// The value at a point of the unit interval.
    pub fn take(&self, point: f64) -> Taken {
        match self {
            Levels::Discrete { probabilities, cumulative } => {
                let reached = cumulative.partition_point(|sum| *sum <= point);
                // A sum that rounding left below 1 must not lead beyond the last level that can occur.
                let last = probabilities.iter().rposition(|p| *p > 0.0).unwrap_or(0);
                reached.min(last) as Taken
            }
            Levels::Uniform { lower, upper } => (lower + point * (upper - lower)).to_bits(),
            Levels::Normal { mean, deviation, from, to } => {
                (mean + deviation * normal::quantile(from + point * (to - from))).to_bits()
            }
        }
    }

    /// A value as tables show it: the number from 1, or the number itself.
    pub fn shown(&self, taken: Taken) -> f64 {
        match self {
            Levels::Discrete { .. } => (taken + 1) as f64,
            _ => f64::from_bits(taken),
        }
    }

    /// The value that a table shows; `None` where there is none such.
    pub fn read(&self, shown: f64) -> Option<Taken> {
        match self {
            Levels::Discrete { probabilities, .. } => {
                let fits = shown.fract() == 0.0 && shown >= 1.0 && shown <= probabilities.len() as f64;
                fits.then_some(shown as Taken - 1)
            }
            _ => shown.is_finite().then_some(shown.to_bits()),
        }
    }
}

impl Ready {
    /// Makes every factor ready. Refused in order: no factor; names empty or twice; for each its address, its values, its
    /// probabilities or draws.
    pub fn all(
        document: &Sensitivity,
        specification: &Value,
        stages: &[StageSpec],
        tree: &Tree,
    ) -> Result<Vec<Ready>, Fault> {
        if document.factors.is_empty() {
            return Err(Fault::new("sensitivity.factors", "nothing varies", "name at least one factor"));
        }
        let mut ready: Vec<Ready> = Vec::with_capacity(document.factors.len());
        for (number, factor) in document.factors.iter().enumerate() {
            let place = format!("sensitivity.factors[{number}] ({})", factor.name);
            let one = Ready::one(number, factor, specification, stages, tree);
            let one = one.map_err(|fault| fault.inside(&place))?;
            if factor.name.trim().is_empty() || ready.iter().any(|other| other.name == one.name) {
                let remedy = "give each factor a name of its own";
                return Err(Fault::new(place, "the name is empty or stands there twice", remedy));
            }
            for other in &ready {
                if let (Effect::Address { parts: a, .. }, Effect::Address { parts: b, .. }) =
                    (&one.effect, &other.effect)
                    && (a.starts_with(b) || b.starts_with(a))
                {
                    let what = format!("it changes what {} changes as well", other.name);
                    return Err(Fault::new(place, what, "let one factor change one place, or list both as one choice"));
                }
            }
            ready.push(one);
        }
        Ok(ready)
    }

    fn one(
        number: usize,
        factor: &Factor,
        specification: &Value,
        stages: &[StageSpec],
        tree: &Tree,
    ) -> Result<Ready, Fault> {
        let aggregate = stages.iter().position(|stage| matches!(stage, StageSpec::Aggregate(_)));
        let aggregate = Entrance::Stage(aggregate.unwrap_or(stages.len()));
        let levels = levels(factor)?;
        let (effect, entrance) = match &factor.vary {
            Vary::Choices(choices) => addressed(&choices.at, choices.values.clone(), specification)?,
            Vary::Uniform(uniform) => addressed(&uniform.at, Vec::new(), specification)?,
            Vary::Normal(normal) => addressed(&normal.at, Vec::new(), specification)?,
            Vary::Weights(noise) => {
                for (level, share) in &noise.levels {
                    if *level == 0 || *level > tree.levels() || !(0.0..1.0).contains(share) {
                        let what = format!("noise {share} at level {level} of {}", tree.levels());
                        return Err(Fault::new("levels", what, "write levels of the tree and noise from 0 to below 1"));
                    }
                }
                (Effect::Weights, aggregate)
            }
            Vary::Errors(errors) => {
                let sizes = errors.columns.values().chain([&errors.relative]);
                if let Some(size) = sizes.into_iter().find(|size| !size.is_finite() || **size < 0.0) {
                    return Err(Fault::new("", format!("a standard error of {size}"), "write numbers from 0"));
                }
                if let Some(code) =
                    errors.columns.keys().find(|c| tree.find(c).is_none_or(|at| at >= tree.indicators()))
                {
                    return Err(Fault::new("columns", format!("{code} is no indicator"), "name indicators"));
                }
                (Effect::Errors, Entrance::Input)
            }
            Vary::Imputation(imputation) => match stages.get(imputation.stage) {
                Some(StageSpec::Impute(_)) => (Effect::Imputation, Entrance::Stage(imputation.stage)),
                other => {
                    let is = other.map_or("not there", StageSpec::name);
                    let what = format!("stage {} imputes nothing: it is {is}", imputation.stage);
                    return Err(Fault::new("stage", what, "name the number of an impute stage, from 0"));
                }
            },
        };
        Ok(Ready { number, name: factor.name.clone(), levels, effect, entrance })
    }
}

fn levels(factor: &Factor) -> Result<Levels, Fault> {
    let drawn = |draws: usize| match draws {
        1..=DRAWS_MAX => Ok(Levels::even(draws)),
        _ => Err(Fault::new("draws", format!("{draws} draws"), format!("write a number from 1 to {DRAWS_MAX}"))),
    };
    match &factor.vary {
        Vary::Choices(choices) => {
            let count = choices.values.len();
            if count == 0 || count > DRAWS_MAX {
                let what = format!("{count} values");
                return Err(Fault::new("values", what, format!("list 1 to {DRAWS_MAX}")));
            }
            let Some(probabilities) = &choices.probabilities else { return Ok(Levels::even(count)) };
            let sum: f64 = probabilities.iter().sum();
            let each = probabilities.iter().all(|p| (0.0..=1.0).contains(p));
            if probabilities.len() != count || !each || (sum - 1.0).abs() > 1e-9 {
                let what = format!("{} probabilities with the sum {sum} for {count} values", probabilities.len());
                return Err(Fault::new("probabilities", what, "give one for each value, from 0, with the sum 1"));
            }
            Ok(Levels::of(probabilities.iter().map(|p| p / sum).collect()))
        }
        Vary::Uniform(uniform) => {
            let (lower, upper) = (uniform.lower, uniform.upper);
            match lower < upper && (upper - lower).is_finite() {
                true => Ok(Levels::Uniform { lower, upper }),
                false => {
                    Err(Fault::new("", format!("a range from {lower} to {upper}"), "write the smaller number first"))
                }
            }
        }
        Vary::Normal(spec) => {
            let z = |end: f64| (end - spec.mean) / spec.deviation;
            let from = spec.lower.map_or(0.0, |end| normal::probability(z(end)));
            let to = spec.upper.map_or(1.0, |end| normal::probability(z(end)));
            let (mean, deviation) = (spec.mean, spec.deviation);
            match mean.is_finite() && deviation > 0.0 && deviation.is_finite() && from < to {
                true => Ok(Levels::Normal { mean, deviation, from, to }),
                false => {
                    let what = format!("a normal distribution {mean} ± {deviation} with nothing between its ends");
                    Err(Fault::new("", what, "write a deviation above 0, and ends with the mean not far outside"))
                }
            }
        }
        Vary::Weights(noise) => drawn(noise.draws),
        Vary::Errors(errors) => drawn(errors.draws),
        Vary::Imputation(imputation) => drawn(imputation.draws),
    }
}

/// Fields of an entry that may vary: none of them changes which figures belong where.
const ENTRY_FIELDS: [&str; 5] = ["direction", "weight", "scale", "denominator", "norms"];

fn addressed(at: &str, values: Vec<Value>, specification: &Value) -> Result<(Effect, Entrance), Fault> {
    let parts = address::parts(at, specification).map_err(|fault| fault.inside("at"))?;
    let entrance = match parts.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["stages", stage, _, ..] => Entrance::Stage(stage.parse().unwrap_or(0)),
        ["metadata", "entries", _, field, ..] if ENTRY_FIELDS.contains(&field) => Entrance::Input,
        _ => {
            let what = format!("{at} is no choice of the computation");
            return Err(Fault::new("at", what, "point below /stages/<number>/ or /metadata/entries/<code>/"));
        }
    };
    Ok((Effect::Address { parts, values }, entrance))
}

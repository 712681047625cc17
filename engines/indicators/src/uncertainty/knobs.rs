//! What factors change in the last stage, worked out beforehand: a choice there becomes a handful of numbers to write.

use serde_json::Value;

use super::{
    address,
    factor::{Effect, Ready, Taken},
    random::Random,
    spec::{Sensitivity, Vary},
};
use crate::composite::{
    Fault, Plan, Tree,
    spec::{Aggregate, Aggregator, StageSpec},
};

/// How the aggregates are made, and which weights the specification gives itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting {
    /// By step: the method and the least share of children that are there.
    pub rules: Vec<(Aggregator, f64)>,
    /// By node.
    pub given: Vec<Option<f64>>,
}

/// A factor of the last stage.
#[derive(Clone, Debug)]
pub(super) enum Knob {
    /// For each choice the steps and nodes it touches, with what they become.
    Choices { steps: Vec<usize>, nodes: Vec<usize>, settings: Vec<Setting> },
    /// For each draw a multiplier of each of these nodes.
    Noise { nodes: Vec<usize>, multipliers: Vec<f64> },
    /// A number whose every value must be read, or a choice that touches what another one does.
    Read,
}

impl Setting {
    /// What a stage says. Refused as [`Plan::compile`] refuses, and weights of codes that are not there.
    pub fn of(tree: &Tree, stage: &Aggregate) -> Result<(Plan, Setting), Fault> {
        let plan = Plan::compile(tree, stage)?;
        let rules = plan.steps().iter().map(|step| (step.rule.clone(), step.available_at_least)).collect();
        let mut given = vec![None; tree.nodes().len()];
        for (code, weight) in &stage.weights {
            let node = tree.find(code).ok_or_else(|| {
                Fault::new("weights", format!("there is no {code}"), "name indicators and aggregates of the metadata")
            })?;
            if !weight.is_finite() || *weight < 0.0 {
                return Err(Fault::new("weights", format!("{code} has {weight}"), "write numbers from 0"));
            }
            given[node] = Some(*weight);
        }
        Ok((plan, Setting { rules, given }))
    }
}

/// The knobs of all factors that enter at the last stage, in the order of `factors`; those elsewhere have none.
pub(super) fn knobs(
    document: &Sensitivity,
    factors: &[Ready],
    tree: &Tree,
    stage: &Value,
    nominal: &Setting,
    last: usize,
) -> Result<Vec<Option<Knob>>, Fault> {
    let mut knobs = Vec::with_capacity(factors.len());
    for factor in factors {
        let place = || format!("sensitivity.factors[{}] ({})", factor.number, factor.name);
        let knob = match (&factor.effect, &document.factors[factor.number].vary) {
            (Effect::Address { parts, values }, _) if parts[0] == "stages" && parts[1] == last.to_string() => {
                Some(choices(parts, values, tree, stage, nominal).map_err(|fault| fault.inside(&place()))?)
            }
            (Effect::Weights, Vary::Weights(noise)) => {
                let noise_of = |node: &usize| noise.levels.get(&tree.nodes()[*node].level).copied().unwrap_or(0.0);
                let nodes: Vec<usize> = (0..tree.nodes().len()).filter(|node| noise_of(node) > 0.0).collect();
                let mut multipliers = Vec::with_capacity(noise.draws * nodes.len());
                for draw in 0..noise.draws {
                    let mut random = Random::of(document.seed ^ factor.number as u64, 1_000_000 + draw as u64);
                    multipliers.extend(nodes.iter().map(|node| 1.0 + noise_of(node) * (2.0 * random.unit() - 1.0)));
                }
                Some(Knob::Noise { nodes, multipliers })
            }
            _ => None,
        };
        knobs.push(knob);
    }
    apart(&mut knobs);
    Ok(knobs)
}

fn choices(parts: &[String], values: &[Value], tree: &Tree, stage: &Value, nominal: &Setting) -> Result<Knob, Fault> {
    if values.is_empty() {
        return Ok(Knob::Read);
    }
    let mut settings = Vec::with_capacity(values.len());
    for (number, value) in values.iter().enumerate() {
        let inside = |fault: Fault| fault.inside(&format!("values[{number}]"));
        let mut stage = stage.clone();
        address::set(&mut stage, &parts[2..], value.clone());
        let StageSpec::Aggregate(aggregate) = read(&stage).map_err(inside)? else {
            let what = "it makes another stage of the aggregation";
            return Err(inside(Fault::new("", what, "vary what stands below the stage's name")));
        };
        settings.push(Setting::of(tree, &aggregate).map_err(inside)?.1);
    }
    let touched = |differs: &dyn Fn(&Setting) -> bool| settings.iter().any(differs);
    let steps = (0..nominal.rules.len()).filter(|&at| touched(&|s| s.rules[at] != nominal.rules[at])).collect();
    let nodes = (0..nominal.given.len()).filter(|&at| touched(&|s| s.given[at] != nominal.given[at])).collect();
    Ok(Knob::Choices { steps, nodes, settings })
}

/// Two choices that touch the same step or weight are read together, as the document would be.
fn apart(knobs: &mut [Option<Knob>]) {
    let touches = |knob: &Option<Knob>| match knob {
        Some(Knob::Choices { steps, nodes, .. }) => (steps.clone(), nodes.clone()),
        _ => Default::default(),
    };
    let touched: Vec<(Vec<usize>, Vec<usize>)> = knobs.iter().map(touches).collect();
    let read = knobs.iter().any(|knob| matches!(knob, Some(Knob::Read)));
    for at in 0..knobs.len() {
        let common = |other: &(Vec<usize>, Vec<usize>)| {
            other.0.iter().any(|step| touched[at].0.contains(step))
                || other.1.iter().any(|node| touched[at].1.contains(node))
        };
        let shared = touched.iter().enumerate().any(|(other, touched)| other != at && common(touched));
        if (shared || read) && matches!(knobs[at], Some(Knob::Choices { .. })) {
            knobs[at] = Some(Knob::Read);
        }
    }
}

impl Knob {
    /// The lowest step it touches: what lies below stays as it is when it is turned.
    pub fn lowest(&self, tree: &Tree) -> usize {
        let above = |node: &usize| tree.nodes()[*node].parent.map_or(usize::MAX, |parent| parent - tree.indicators());
        match self {
            Knob::Choices { steps, nodes, .. } => {
                steps.iter().copied().chain(nodes.iter().map(above)).min().unwrap_or(usize::MAX)
            }
            Knob::Noise { nodes, .. } => nodes.iter().map(above).min().unwrap_or(usize::MAX),
            Knob::Read => 0,
        }
    }

    /// The multiplier of a node in a draw.
    pub fn multiplier(&self, node: usize, taken: Taken) -> f64 {
        let Knob::Noise { nodes, multipliers } = self else { return 1.0 };
        let at = nodes.binary_search(&node).ok();
        at.map_or(1.0, |at| multipliers[taken as usize * nodes.len() + at])
    }
}

/// A stage from its JSON.
pub(super) fn read(stage: &Value) -> Result<StageSpec, Fault> {
    serde_path_to_error::deserialize(stage)
        .map_err(|error| Fault::new(error.path().to_string(), error.inner().to_string(), "write what the stage takes"))
}

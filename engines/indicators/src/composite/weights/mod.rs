//! Weights: given, judged, or computed from the figures.

mod comparisons;
mod influence;
mod variation;

use std::collections::BTreeMap;

use units::Refusal;

use super::fault::Fault;
use super::finding::{Finding, Remark};
use super::pipeline::{Input, Stage};
use super::sheet::{Cell, Sheet};
use super::spec::{Aggregate, Weigh, Weighting};
use super::tree::Tree;

pub use comparisons::{Judgement, judged};
pub use influence::{Influence, influence};
pub(crate) use variation::{complete_rows, components as decomposed};
pub use variation::{critic, entropy, factors, first_component};

/// Weights by node, with what is to be said about them.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// One for each node.
    pub weights: Vec<f64>,
    /// Tables.
    pub details: Vec<(String, Sheet)>,
    /// Remarks.
    pub findings: Vec<Finding>,
}

/// Changes weights. Refused in order: codes that are not there; weights below zero or no numbers; a level that is not
/// there or needed and left out; figures a method cannot take.
pub fn run(input: &Input, before: &Stage, spec: &Weigh, ahead: Option<&Aggregate>) -> Result<Weighed, Fault> {
    let tree = &input.tree;
    let mut weighed = Weighed { weights: before.weights.as_ref().clone(), details: Vec::new(), findings: Vec::new() };
    match &spec.method {
        Weighting::Given(by_code) => weighed.weights = given(tree, &before.weights, by_code)?,
        Weighting::BudgetAllocation(experts) => {
            weighed.weights = given(tree, &before.weights, &comparisons::budget(experts)?)?;
        }
        Weighting::Ahp(comparisons) => {
            let judgement = judged(comparisons)?;
            if judgement.ratio > comparisons.consistency_max {
                let what = Remark::Inconsistent { ratio: judgement.ratio, most: comparisons.consistency_max };
                weighed.findings.push(Finding::new("ahp", what));
            }
            let by_code = comparisons.codes.iter().cloned().zip(judgement.weights.iter().copied()).collect();
            weighed.weights = given(tree, &before.weights, &by_code)?;
            let mut sheet = Sheet::new(["largest_eigenvalue", "consistency_index", "consistency_ratio"]);
            sheet.rows.push(vec![judgement.eigenvalue.into(), judgement.index.into(), judgement.ratio.into()]);
            weighed.details.push(("ahp".to_owned(), sheet));
        }
        Weighting::Equal => of_level(tree, spec.level)?.iter().for_each(|&node| weighed.weights[node] = 1.0),
        Weighting::PrincipalComponent | Weighting::Factors(_) | Weighting::Entropy | Weighting::Critic => {
            variation::run(input, before, spec, ahead, &mut weighed)?;
        }
        Weighting::Balance(_) | Weighting::Infomax(_) => influence::run(input, before, spec, ahead, &mut weighed)?,
    }
    let mut sheet = Sheet::new(["iCode", "Level", "Weight"]);
    for (node, weight) in tree.nodes().iter().zip(&weighed.weights) {
        sheet.rows.push(vec![node.code.as_str().into(), node.level.into(), Cell::Number(*weight)]);
    }
    weighed.details.insert(0, ("weights".to_owned(), sheet));
    Ok(weighed)
}

/// Weights by node with some of them replaced by code.
pub fn given(tree: &Tree, before: &[f64], by_code: &BTreeMap<String, f64>) -> Result<Vec<f64>, Fault> {
    let mut weights = before.to_vec();
    for (code, weight) in by_code {
        let at = tree.find(code).ok_or_else(|| {
            let what = format!("{code} is neither indicator nor aggregate");
            Fault::new("weights", what, "name codes of the metadata")
                .named(Refusal::new("composite.weight_of_nothing").with("code", code))
        })?;
        if !weight.is_finite() || *weight < 0.0 {
            let what = format!("the weight of {code} is {weight}");
            let refusal = Refusal::new("composite.weight").with("code", code).with("weight", weight);
            return Err(Fault::new("weights", what, "write a number from 0").named(refusal));
        }
        weights[at] = *weight;
    }
    Ok(weights)
}

/// The nodes of a level that has to be named and lies below the top.
fn of_level(tree: &Tree, level: Option<usize>) -> Result<Vec<usize>, Fault> {
    let most = tree.levels().saturating_sub(1).max(1);
    match level {
        Some(level) if (1..=most).contains(&level) => Ok(tree.of_level(level)),
        Some(level) => Err(Fault::new("level", format!("{level} is no level"), format!("name one from 1 to {most}"))),
        None => Err(Fault::new("level", "this method needs a level", format!("name one from 1 to {most}"))),
    }
}

/// Effective weights: the share of each node in the top, when all that is above and beside it is there.
pub fn effective(tree: &Tree, weights: &[f64]) -> Vec<f64> {
    let mut shares = vec![1.0; weights.len()];
    for node in (0..weights.len()).rev() {
        let children = &tree.nodes()[node].children;
        let sum: f64 = children.iter().map(|&child| weights[child]).sum();
        for &child in children {
            shares[child] = weights[child] / sum * shares[node];
        }
    }
    shares
}

/// The table of effective weights.
pub fn effective_sheet(tree: &Tree, weights: &[f64]) -> Sheet {
    let mut sheet = Sheet::new(["iCode", "Level", "Weight", "EffWeight"]);
    for ((node, weight), share) in tree.nodes().iter().zip(weights).zip(effective(tree, weights)) {
        sheet.rows.push(vec![node.code.as_str().into(), node.level.into(), Cell::Number(*weight), Cell::Number(share)]);
    }
    sheet
}

//! Whether what is added up measures one thing: Cronbach's α and principal components.

use super::{Named, data, level};
use crate::composite::fault::Fault;
use crate::composite::limits::CORRELATED_MAX;
use crate::composite::pipeline::{Input, Run};
use crate::composite::sheet::{Cell, Sheet};
use crate::composite::spec::{OfLevel, PrincipalComponents};
use crate::composite::tree::Tree;
use crate::composite::weights::{complete_rows, decomposed};
use crate::numeric::Matrix;
use crate::numeric::correlation::covariance;
use crate::numeric::sum::sum;

/// Cronbach's α of some columns: k²·c̄/Σ of all entries of the covariance matrix, c̄ the mean of those off its diagonal.
pub fn cronbach(values: &Matrix, columns: &[usize]) -> f64 {
    let k = columns.len() as f64;
    let there = |one: usize, two: usize| {
        let found = covariance(values.column(one), values.column(two));
        Some(found).filter(|x| !x.is_nan())
    };
    let all = sum(columns.iter().flat_map(|&one| columns.iter().filter_map(move |&two| there(one, two))));
    let own = sum(columns.iter().filter_map(|&one| there(one, one)));
    let between = (all - own) / (k * (k - 1.0));
    k * k * between / all
}

/// Nodes of a level by what they are part of, in the order of the tree.
pub fn groups_below(tree: &Tree, nodes: &[usize]) -> Vec<(String, Vec<usize>)> {
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for &node in nodes {
        let Some(parent) = tree.nodes()[node].parent else { continue };
        match groups.iter_mut().find(|(there, _)| *there == parent) {
            Some((_, members)) => members.push(node),
            None => groups.push((parent, vec![node])),
        }
    }
    groups.sort_by_key(|(parent, _)| *parent);
    groups.into_iter().map(|(parent, members)| (tree.nodes()[parent].code.clone(), members)).collect()
}

pub(super) fn sheet(input: &Input, run: &Run, spec: &OfLevel) -> Result<Sheet, Fault> {
    let stage = data(run, &spec.data)?;
    let nodes = level(input, stage, spec.level)?;
    if nodes.len() > CORRELATED_MAX {
        return Err(Fault::new("level", format!("{} columns", nodes.len()), "choose a higher level"));
    }
    let mut sheet = Sheet::new(["group", "count", "alpha"]);
    let all = ("ALL".to_owned(), nodes.clone());
    for (group, members) in groups_below(&input.tree, &nodes).into_iter().chain([all]) {
        let alpha = cronbach(&stage.values, &members);
        sheet.rows.push(vec![group.as_str().into(), members.len().into(), alpha.into()]);
    }
    Ok(sheet)
}

pub(super) fn components(input: &Input, run: &Run, spec: &PrincipalComponents) -> Result<Vec<Named>, Fault> {
    let stage = data(run, &spec.data)?;
    let nodes = level(input, stage, spec.level)?;
    if nodes.len() > CORRELATED_MAX {
        return Err(Fault::new("level", format!("{} columns", nodes.len()), "choose a higher level"));
    }
    let groups = if spec.by_groups { groups_below(&input.tree, &nodes) } else { vec![("All".to_owned(), nodes)] };
    let mut tables = Vec::new();
    let mut weights = stage.weights.as_ref().clone();
    for (group, members) in groups {
        let complete = complete_rows(&stage.values, &members);
        let found = decomposed(&complete).map_err(|fault| fault.inside(&group))?;
        // More components than units there cannot be.
        let count = found.values.len().min(complete.rows());
        let names: Vec<String> = (1..=count).map(|at| format!("PC{at}")).collect();
        let mut rotation = Sheet::new(std::iter::once("iCode").chain(names.iter().map(String::as_str)));
        for (row, &node) in members.iter().enumerate() {
            weights[node] = found.vectors.at(row, 0);
            let figures = (0..count).map(|at| Cell::Number(found.vectors.at(row, at)));
            rotation.rows.push(std::iter::once(input.tree.nodes()[node].code.as_str().into()).chain(figures).collect());
        }
        let mut deviations = Sheet::new(["component", "sdev", "share", "cumulated"]);
        let total = sum(found.values.iter().map(|x| x * x));
        let mut cumulated = 0.0;
        for (name, value) in names.iter().zip(&found.values) {
            let share = value * value / total;
            cumulated += share;
            deviations.rows.push(vec![name.as_str().into(), (*value).into(), share.into(), cumulated.into()]);
        }
        tables.push((format!("components_{group}_rotation"), rotation));
        tables.push((format!("components_{group}_deviations"), deviations));
    }
    let mut sheet = Sheet::new(["iCode", "Level", "Weight"]);
    for (node, weight) in input.tree.nodes().iter().zip(weights) {
        sheet.rows.push(vec![node.code.as_str().into(), node.level.into(), weight.into()]);
    }
    tables.push(("components_weights".to_owned(), sheet));
    Ok(tables)
}

//! Weights under which the elements of a level have the influence on the top that is wanted, influence being their
//! correlation with it (Becker, Saisana, Paruolo & Vandecasteele 2017).
//!
//! Wanted influences belong to codes. (COINr 1.1 compares them in the order of the metadata with correlations in the
//! order of the alphabet, and reports the correlations of the last point it looked at; here they are those of the best.)

use super::{Weighed, of_level};
use crate::composite::aggregate::{Scratch, complete_columns, run as aggregate};
use crate::composite::fault::Fault;
use crate::composite::finding::{Finding, Remark};
use crate::composite::pipeline::{Input, Stage};
use crate::composite::plan::Plan;
use crate::composite::sheet::Sheet;
use crate::composite::spec::{Aggregate, Search, Weigh, Weighting};
use crate::numeric::Matrix;
use crate::numeric::correlation::correlation;
use crate::numeric::optimise::{Least, Patience, nelder_mead};

/// Weights found by a search.
#[derive(Clone, Debug)]
pub struct Influence {
    /// Weights of the level, sum 1.
    pub weights: Vec<f64>,
    /// Correlations with the top under them.
    pub correlations: Vec<f64>,
    /// How the search ended.
    pub search: Least,
}

pub(super) fn run(
    input: &Input,
    before: &Stage,
    spec: &Weigh,
    ahead: Option<&Aggregate>,
    weighed: &mut Weighed,
) -> Result<(), Fault> {
    let tree = &input.tree;
    let nodes = of_level(tree, spec.level)?;
    let ahead = ahead.ok_or_else(|| {
        Fault::new("", "no aggregation follows whose influences could be weighed", "put an aggregate stage after")
    })?;
    let plan = Plan::compile(tree, ahead)?;
    let start = super::given(tree, &before.weights, &ahead.weights)?;
    let (wanted, search) = match &spec.method {
        Weighting::Balance(balance) => {
            let known = |code: &&String| nodes.iter().any(|&node| tree.nodes()[node].code == **code);
            if let Some(code) = balance.influence.keys().find(|code| !known(code)) {
                return Err(Fault::new("influence", format!("{code} is not of this level"), "name codes of the level"));
            }
            let of = |node: &usize| match balance.influence.is_empty() {
                true => 1.0,
                false => balance.influence.get(&tree.nodes()[*node].code).copied().unwrap_or(0.0),
            };
            let wanted: Vec<f64> = nodes.iter().map(of).collect();
            let sum: f64 = wanted.iter().sum();
            if !(sum > 0.0 && sum.is_finite()) || wanted.iter().any(|x| *x < 0.0) {
                return Err(Fault::new("influence", format!("influences sum to {sum}"), "write numbers from 0"));
            }
            (Some(wanted.iter().map(|x| x / sum).collect::<Vec<f64>>()), balance.search)
        }
        Weighting::Infomax(search) => (None, *search),
        _ => return Err(Fault::new("", "no search", "choose balance or infomax")),
    };
    let found = influence(input, before, &plan, &nodes, &start, wanted.as_deref(), search)?;
    let mut sheet = Sheet::new(["iCode", "Desired", "Obtained", "OptWeight"]);
    let sum: f64 = found.correlations.iter().sum();
    for (at, &node) in nodes.iter().enumerate() {
        let desired = wanted.as_ref().map_or(f64::NAN, |wanted| wanted[at]);
        let obtained = if wanted.is_some() { found.correlations[at] / sum } else { found.correlations[at] };
        let code = tree.nodes()[node].code.as_str();
        sheet.rows.push(vec![code.into(), desired.into(), obtained.into(), found.weights[at].into()]);
        weighed.weights[node] = found.weights[at];
    }
    let (value, rounds) = (found.search.value, found.search.evaluations);
    if !found.search.converged {
        weighed.findings.push(Finding::new("", Remark::WeightsUnsettled { rounds, value }));
    }
    if found.weights.iter().any(|weight| *weight < 0.0) {
        weighed.findings.push(Finding::new("", Remark::WeightNegative));
    }
    weighed.details.push(("influence".to_owned(), sheet));
    let mut search = Sheet::new(["objective", "evaluations", "converged"]);
    search.rows.push(vec![value.into(), rounds.into(), found.search.converged.into()]);
    weighed.details.push(("search".to_owned(), search));
    Ok(())
}

/// Looks for the weights of some nodes. With wanted influences (sum 1) the logarithm of the mean squared difference to
/// the correlations' shares is made least, without them the sum of correlations most.
pub fn influence(
    input: &Input,
    before: &Stage,
    plan: &Plan,
    nodes: &[usize],
    weights: &[f64],
    wanted: Option<&[f64]>,
    search: Search,
) -> Result<Influence, Fault> {
    let complete = complete_columns(&before.values);
    let periods = input.table.periods(&before.rows);
    let leaves = plan.leaves();
    let mut scratch = Scratch::default();
    let mut into = Matrix::filled(before.values.rows(), plan.steps().len(), f64::NAN);
    let mut by_node = weights.to_vec();
    let mut unfit = false;
    let mut correlations = |point: &[f64]| -> Vec<f64> {
        let sum: f64 = point.iter().sum();
        nodes.iter().zip(point).for_each(|(&node, weight)| by_node[node] = weight / sum);
        unfit |= aggregate(plan, &before.values, &complete, &by_node, &periods, &mut scratch, &mut into).is_err();
        let top = into.column(plan.steps().len() - 1);
        let column = |node: usize| if node < leaves { before.values.column(node) } else { into.column(node - leaves) };
        nodes.iter().map(|&node| correlation(column(node), top, search.coefficient)).collect()
    };
    let mut objective = |point: &[f64]| -> f64 {
        let found = correlations(point);
        let sum: f64 = found.iter().sum();
        match wanted {
            None => -sum,
            Some(wanted) => {
                let squares: f64 = wanted.iter().zip(&found).map(|(w, r)| (w - r / sum) * (w - r / sum)).sum();
                (squares / wanted.len() as f64).ln()
            }
        }
    };
    let start: Vec<f64> = match wanted {
        Some(wanted) => wanted.to_vec(),
        None => nodes.iter().map(|&node| weights[node]).collect(),
    };
    let patience = Patience { tolerance: search.tolerance, evaluations_max: search.evaluations_max };
    let search = nelder_mead(&start, patience, &mut objective);
    let sum: f64 = search.point.iter().sum();
    let correlations = correlations(&search.point);
    if unfit || correlations.iter().any(|r| r.is_nan()) {
        let remedy = "choose a normalisation the aggregation can take, and leave out columns that do not vary";
        return Err(Fault::new("", "the aggregation or a correlation could not be computed on the way", remedy));
    }
    Ok(Influence { weights: search.point.iter().map(|x| x / sum).collect(), correlations, search })
}

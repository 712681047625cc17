//! Specifications computed on one input, each stage once.
//!
//! The result of a stage is kept under the hash of what went into it: the hash of the figures before, the stage's own
//! parameters, and, where weights are used, the hash of the weights. Another weight therefore recomputes aggregation
//! alone; another winsorisation everything from treatment on.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::aggregate::{self, Aside, Scratch};
use super::data::Table;
use super::fault::Fault;
use super::finding::{Finding, Remark};
use super::plan::Plan;
use super::sheet::{Cell, Sheet};
use super::spec::{Aggregate, Specification, StageSpec};
use super::tree::Tree;
use super::{denominate, impute, normalise, screen, treat, weights};
use crate::numeric::Matrix;

/// What specifications are computed on.
#[derive(Clone, Debug)]
pub struct Input {
    /// Units and figures.
    pub table: Table,
    /// What the figures are.
    pub tree: Tree,
    hash: [u8; 32],
}

impl Input {
    /// Puts a table and its tree together. The table has a column for each indicator of the tree.
    pub fn new(table: Table, tree: Tree) -> Result<Input, Fault> {
        table.check("data")?;
        if table.figures.columns() != tree.indicators() {
            let what = format!("{} columns for {} indicators", table.figures.columns(), tree.indicators());
            return Err(Fault::new("data", what, "give one column for each indicator of the tree, in its order"));
        }
        let mut hash = Sha256::new();
        hash.update(table.hash());
        hash.update(tree.hash());
        Ok(Input { table, tree, hash: hash.finalize().into() })
    }

    /// The hash of figures and tree, without weights, 64 hexadecimal digits.
    pub fn hash(&self) -> String {
        hex::encode(self.hash)
    }
}

/// A data set: what a stage gave.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name: `raw`, `denominated`, …
    pub name: String,
    /// Rows of the table that are left.
    pub rows: Arc<Vec<usize>>,
    /// Rows × indicators; after aggregation rows × all nodes of the tree.
    pub values: Arc<Matrix>,
    /// Weights that hold from here on, one for each node.
    pub weights: Arc<Vec<f64>>,
    /// Tables beside the figures, by name.
    pub details: Arc<Vec<(String, Sheet)>>,
    /// What somebody should know.
    pub findings: Arc<Vec<Finding>>,
    figures: [u8; 32],
    weighed: [u8; 32],
}

impl Stage {
    /// The hash of everything that went into the figures, 64 hexadecimal digits.
    pub fn hash(&self) -> String {
        hex::encode(self.figures)
    }
}

/// All data sets of one specification, the raw figures first.
#[derive(Clone, Debug)]
pub struct Run {
    /// The data sets.
    pub stages: Vec<Stage>,
    /// The plan of the aggregation, if there was one.
    pub plan: Option<Arc<Plan>>,
    /// The stage of the aggregation, if there was one.
    pub aggregate: Option<Aggregate>,
}

impl Run {
    /// The last data set of a name.
    pub fn stage(&self, name: &str) -> Option<&Stage> {
        self.stages.iter().rev().find(|stage| stage.name == name)
    }

    /// The last data set.
    pub fn last(&self) -> &Stage {
        // A run begins with the raw figures.
        &self.stages[self.stages.len() - 1]
    }
}

/// Results that are kept at most; beyond, all are forgotten, because a sweep over many choices rarely comes back.
const KEPT_MAX: usize = 4_096;
/// Figures in kept results at most: 2 GB of them.
const KEPT_CELLS_MAX: usize = 250_000_000;

/// Computes specifications on one input.
#[derive(Debug)]
pub struct Pipeline {
    input: Arc<Input>,
    kept: HashMap<[u8; 32], Stage>,
    cells: usize,
    computed: usize,
}

impl Pipeline {
    /// A pipeline that has computed nothing yet.
    pub fn new(input: Arc<Input>) -> Pipeline {
        Pipeline { input, kept: HashMap::new(), cells: 0, computed: 0 }
    }

    /// The input.
    pub fn input(&self) -> &Arc<Input> {
        &self.input
    }

    /// How many stages were computed and not taken from what was kept.
    pub fn computed(&self) -> usize {
        self.computed
    }

    /// Computes the stages of a specification.
    pub fn run(&mut self, specification: &Specification) -> Result<Run, Fault> {
        let raw = raw(&self.input);
        let mut run = Run { stages: vec![raw], plan: None, aggregate: None };
        for (at, spec) in specification.stages.iter().enumerate() {
            let place = format!("specification.stages[{at}].{}", spec.name());
            if run.aggregate.is_some() {
                let what = format!("{} follows aggregation", spec.name());
                return Err(Fault::new(place, what, "aggregation is the last stage: move it to the end"));
            }
            let ahead = specification.stages[at..].iter().find_map(|stage| match stage {
                StageSpec::Aggregate(aggregate) => Some(aggregate),
                _ => None,
            });
            let stage = self.step(run.last(), spec, ahead).map_err(|fault| fault.inside(&place))?;
            run.stages.push(stage);
            if let StageSpec::Aggregate(aggregate) = spec {
                run.plan = Some(Arc::new(Plan::compile(&self.input.tree, aggregate)?));
                run.aggregate = Some(aggregate.clone());
            }
        }
        Ok(run)
    }

    fn step(&mut self, before: &Stage, spec: &StageSpec, ahead: Option<&Aggregate>) -> Result<Stage, Fault> {
        let key = key(before, spec, ahead);
        if let Some(stage) = self.kept.get(&key) {
            return Ok(stage.clone());
        }
        let mut stage = compute(&self.input, before, spec, ahead)?;
        match spec {
            StageSpec::Weigh(_) => stage.weighed = key,
            _ => stage.figures = key,
        }
        self.computed += 1;
        let cells = stage.values.values().len();
        if self.kept.len() >= KEPT_MAX || self.cells + cells > KEPT_CELLS_MAX {
            self.kept.clear();
            self.cells = 0;
        }
        self.cells += cells;
        self.kept.insert(key, stage.clone());
        Ok(stage)
    }
}

/// The figures before any stage.
pub fn raw(input: &Input) -> Stage {
    let weights = input.tree.weights();
    Stage {
        name: "raw".to_owned(),
        rows: Arc::new((0..input.table.codes.len()).collect()),
        values: Arc::new(input.table.figures.clone()),
        weighed: hash_weights(&weights),
        weights: Arc::new(weights),
        details: Arc::default(),
        findings: Arc::default(),
        figures: input.hash,
    }
}

fn hash_weights(weights: &[f64]) -> [u8; 32] {
    let mut hash = Sha256::new();
    weights.iter().for_each(|weight| hash.update(weight.to_bits().to_le_bytes()));
    hash.finalize().into()
}

fn key(before: &Stage, spec: &StageSpec, ahead: Option<&Aggregate>) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(before.figures);
    hash.update(json(spec));
    if let StageSpec::Weigh(_) | StageSpec::Aggregate(_) = spec {
        hash.update(before.weighed);
    }
    if let (StageSpec::Weigh(_), Some(ahead)) = (spec, ahead) {
        hash.update(json(ahead));
    }
    hash.finalize().into()
}

/// The canonical form of parameters.
fn json<T: Serialize>(parameters: &T) -> String {
    // Text, numbers and lists of them: JSON has a place for each.
    serde_json::to_string(parameters).unwrap_or_default()
}

/// What a stage made of figures.
#[derive(Clone, Debug)]
pub struct Made {
    /// Rows that are left, as places among the rows before; none: all.
    pub rows: Option<Vec<usize>>,
    /// The figures.
    pub values: Matrix,
    /// Tables beside them.
    pub details: Vec<(String, Sheet)>,
    /// Remarks.
    pub findings: Vec<Finding>,
}

impl Made {
    /// Figures and nothing beside them.
    pub fn figures(values: Matrix) -> Made {
        Made { rows: None, values, details: Vec::new(), findings: Vec::new() }
    }
}

/// Computes one stage, whatever is kept. `ahead` is the aggregation that follows, which a search for weights looks at.
pub fn compute(input: &Input, before: &Stage, spec: &StageSpec, ahead: Option<&Aggregate>) -> Result<Stage, Fault> {
    let mut stage = before.clone();
    stage.name = spec.result().to_owned();
    let made = match spec {
        StageSpec::Denominate(spec) => denominate::run(input, before, spec)?,
        StageSpec::Impute(spec) => impute::run(input, before, spec)?,
        StageSpec::Screen(spec) => screen::run(input, before, spec)?,
        StageSpec::Treat(spec) => treat::run(input, before, spec)?,
        StageSpec::Normalise(spec) => normalise::run(input, before, spec)?,
        StageSpec::Weigh(spec) => {
            let weighed = weights::run(input, before, spec, ahead)?;
            stage.weights = Arc::new(weighed.weights);
            stage.details = Arc::new(weighed.details);
            stage.findings = Arc::new(weighed.findings);
            return Ok(stage);
        }
        StageSpec::Aggregate(spec) => {
            let weights = weights::given(&input.tree, &before.weights, &spec.weights)?;
            let made = aggregated(input, before, spec, &weights)?;
            stage.weights = Arc::new(weights);
            made
        }
    };
    if let Some(rows) = made.rows {
        stage.rows = Arc::new(rows.iter().map(|&row| before.rows[row]).collect());
    }
    stage.values = Arc::new(made.values);
    stage.details = Arc::new(made.details);
    stage.findings = Arc::new(made.findings);
    Ok(stage)
}

/// Aggregates a data set with weights by node; the result holds indicators and aggregates.
pub fn aggregated(input: &Input, before: &Stage, spec: &Aggregate, weights: &[f64]) -> Result<Made, Fault> {
    let plan = Plan::compile(&input.tree, spec)?;
    plan.check_weights(&input.tree, weights)?;
    let rows = before.values.rows();
    let mut into = Matrix::filled(rows, plan.steps().len(), f64::NAN);
    let complete = finite(input, before)?;
    let periods = input.table.periods(&before.rows);
    let asides =
        aggregate::run(&plan, &before.values, &complete, weights, &periods, &mut Scratch::default(), &mut into)
            .map_err(|unfit| {
                let node = &input.tree.nodes()[unfit.node];
                let unit = &input.table.codes[before.rows[unfit.row]];
                let remedy = "choose another mean, or a normalisation that keeps clear of such figures";
                Fault::new(format!("{} of {unit}", node.code), unfit.why, remedy)
            })?;
    let mut values = before.values.values().to_vec();
    values.extend_from_slice(into.values());
    let columns = plan.leaves() + plan.steps().len();
    let values = Matrix::from_columns(rows, columns, values)
        .ok_or_else(|| Fault::new("aggregate", "columns were lost", "report this"))?;
    let mut made = Made::figures(values);
    for aside in asides {
        describe(input, before, &aside, &mut made);
    }
    Ok(made)
}

/// Which columns are complete; infinite figures are refused, because no mean of them says anything.
fn finite(input: &Input, before: &Stage) -> Result<Vec<bool>, Fault> {
    for column in 0..before.values.columns() {
        if let Some(row) = before.values.column(column).iter().position(|x| x.is_infinite()) {
            let (code, unit) = (&input.tree.nodes()[column].code, &input.table.codes[before.rows[row]]);
            let remedy = "normalise it otherwise: cap it, or choose a reference that is not the least figure";
            return Err(Fault::new(format!("{code} of {unit}"), "the normalised figure is infinite", remedy));
        }
    }
    Ok(aggregate::complete_columns(&before.values))
}

fn describe(input: &Input, before: &Stage, aside: &Aside, made: &mut Made) {
    let unit = |row: usize| input.table.codes[before.rows[row]].as_str();
    match aside {
        Aside::Favoured { node, first, weights } => {
            let node = &input.tree.nodes()[*node];
            let codes = node.children.iter().map(|&child| input.tree.nodes()[child].code.as_str());
            let mut sheet = Sheet::new(std::iter::once("uCode").chain(codes));
            for row in 0..weights.rows() {
                let figures = (0..weights.columns()).map(|column| Cell::Number(weights.at(row, column)));
                sheet.rows.push(std::iter::once(unit(first + row).into()).chain(figures).collect());
            }
            made.details.push((format!("favoured_weights_{}{}", node.code, period(input, before, *first)), sheet));
        }
        Aside::Ordered { node, first, order } => {
            let code = format!("{}{}", input.tree.nodes()[*node].code, period(input, before, *first));
            if !order.proved {
                let what = Remark::OrderUnproved { distance: order.distance, bound: order.bound };
                made.findings.push(Finding::new(code.clone(), what));
            }
            let mut sheet = Sheet::new(["distance", "bound", "proved"]);
            sheet.rows.push(vec![order.distance.into(), order.bound.into(), order.proved.into()]);
            made.details.push((format!("kemeny_{code}"), sheet));
        }
    }
}

/// What is added to a name where there are several periods.
fn period(input: &Input, before: &Stage, first: usize) -> String {
    match &input.table.times {
        Some(times) if input.table.is_panel() => format!("_{}", times[before.rows[first]]),
        _ => String::new(),
    }
}

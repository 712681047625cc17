//! A document computed on a data set: figures of indicators, scores, places with their intervals.

use std::sync::Arc;

use indicators::composite::data::load;
use indicators::composite::weights::effective;
use indicators::composite::{Fault, Input, Pipeline, Specification};
use indicators::uncertainty::UNITS_MAX;
use units::{Refusal, Refuse};

use super::download::{DATA_FILE, data, entries, specification};
use super::figures::{Figures, figures};
use super::sure::{Sure, sure};
use crate::model::{About, Computed, EvaluationInput, Figure, NodeFacts, Remark, Row};

/// Rows up to which places of every year get intervals; beyond it is the last year alone.
pub const INTERVAL_ROWS_MAX: usize = 2_000;

/// What a document came to, and the file of figures it was computed from.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The result.
    pub computed: Computed,
    /// The figures, as [`super::download::data`] writes them.
    pub input: String,
}

/// The engine's input from the file of figures, the very one that is handed out.
///
/// # Errors
/// What the engine says of figures or tree.
pub fn input(specification: &Specification, text: &str) -> Result<Arc<Input>, Fault> {
    let mut read = |name: &str| match name {
        DATA_FILE => Ok(text.to_owned()),
        other => Err(Fault::new(other, "an evaluation reads no other file", "leave it out")),
    };
    Ok(load(specification, &mut read)?.input)
}

/// Computes a document.
///
/// # Errors
/// Where in the document, what happened, and what to do.
pub fn compute(content: &EvaluationInput, about: &About, data_set: &[Figure]) -> Result<Outcome, Fault> {
    let specification = specification(content)?;
    let figures = figures(content, about, data_set)?;
    let text = data(content, &figures);
    let input = input(&specification, &text)?;
    let run = Pipeline::new(input.clone()).run(&specification)?;
    let stage = run.last();
    if run.plan.is_none() {
        return Err(Fault::new("stages", "nothing is aggregated", "end with an aggregate stage")
            .named(Refusal::new("statistics.document.not_aggregated")));
    }
    let tree = &input.tree;
    let nodes = tree.nodes();
    let shares = effective(tree, &stage.weights);
    let node = |at: usize| NodeFacts {
        code: nodes[at].code.clone(),
        level: nodes[at].level,
        parent: nodes[at].parent.map(|parent| nodes[parent].code.clone()).unwrap_or_default(),
        weight: stage.weights[at],
        share: shares[at],
    };
    let mut computed = Computed {
        specification: specification.hash(),
        data: input.hash(),
        nodes: (0..nodes.len()).map(node).collect(),
        indicators: tree.indicators(),
        rows: rows(&input, &stage.rows, |row, column| stage.values.at(row, column), nodes.len()),
        groups: figures.groups.clone(),
        beside: figures.beside.clone(),
        sureness: Vec::new(),
        combinations: 0,
        suppressed: figures.suppressed,
        findings: run.stages.iter().flat_map(|stage| stage.findings.iter()).map(told).collect(),
    };
    rank(content, &specification, &input, &figures, &mut computed)?;
    Ok(Outcome { computed, input: text })
}

fn told(finding: &indicators::composite::Finding) -> Remark {
    let args = finding.what.args();
    Remark::Named {
        about: finding.about.clone(),
        code: finding.what.code().to_owned(),
        args: args.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        text: finding.what.to_string(),
    }
}

/// Every region and year, with scores where the stages left it in.
fn rows(input: &Input, kept: &[usize], score: impl Fn(usize, usize) -> f64, nodes: usize) -> Vec<Row> {
    let table = &input.table;
    let mut place_of = vec![None; table.codes.len()];
    kept.iter().enumerate().for_each(|(place, row)| place_of[*row] = Some(place));
    let finite = |value: f64| Some(value).filter(|value| value.is_finite());
    let row = |at: usize| Row {
        region: table.codes[at].clone(),
        year: table.times.as_ref().map_or(0, |times| times[at] as i64),
        figures: (0..table.figures.columns()).map(|column| finite(table.figures.at(at, column))).collect(),
        scores: (0..nodes).map(|column| place_of[at].and_then(|place: usize| finite(score(place, column)))).collect(),
        rank: 0,
        low: 0,
        high: 0,
    };
    (0..table.codes.len()).map(row).collect()
}

/// Gives every row its place, and the rows of as many years as may be their intervals.
fn rank(
    content: &EvaluationInput,
    specification: &Specification,
    input: &Arc<Input>,
    figures: &Figures,
    computed: &mut Computed,
) -> Result<(), Fault> {
    let regions = figures.regions.len();
    if regions > UNITS_MAX {
        let refusal = Refusal::new("statistics.document.too_many_regions").with("regions", regions);
        let fault = Fault::new("regions", format!("{regions} regions"), format!("rank at most {UNITS_MAX}"));
        return Err(fault.named(refusal.with("max", UNITS_MAX)));
    }
    let entries = entries(content);
    let every = computed.rows.len() <= INTERVAL_ROWS_MAX;
    let last = content.years.last().copied().unwrap_or(0);
    for &year in &content.years {
        let rows: Vec<usize> = (0..computed.rows.len()).filter(|row| computed.rows[*row].year == year).collect();
        let scores: Vec<f64> =
            rows.iter().map(|row| computed.composite(&computed.rows[*row]).unwrap_or(f64::NAN)).collect();
        let mut ranks = vec![0; rows.len()];
        indicators::uncertainty::Ranker::default().rank(&scores, &mut ranks);
        rows.iter().zip(&ranks).for_each(|(row, rank)| computed.rows[*row].rank = *rank);
        if !(every || year == last) || scores.iter().all(|score| score.is_nan()) {
            continue;
        }
        let found = sure(specification, &entries, input, year)?;
        take(&mut computed.rows, &rows, &found);
        if year == last {
            computed.sureness = found.sureness;
            computed.combinations = found.combinations;
        }
    }
    Ok(())
}

/// Writes intervals into the rows of a year; both are in the order of codes. The place a region has belongs to its interval.
fn take(rows: &mut [Row], of_year: &[usize], found: &Sure) {
    for (row, (low, high)) in of_year.iter().zip(&found.intervals) {
        let row = &mut rows[*row];
        if row.rank > 0 && *low > 0 {
            (row.low, row.high) = ((*low).min(row.rank), (*high).max(row.rank));
        }
    }
}

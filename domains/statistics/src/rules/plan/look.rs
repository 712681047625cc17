//! What somebody should know before an evaluation is computed for good: where data are thin, and what is counted twice.

use indicators::composite::analysis::analyse;
use indicators::composite::sheet::Cell;
use indicators::composite::spec::{Analysis, CorrelationFlags};
use indicators::composite::{Fault, Pipeline};

use crate::model::{About, Computed, EvaluationInput, Figure};
use crate::rules::{download, result};

/// Indicators with a smaller share of figures are told.
pub const AVAILABLE_LEAST: f64 = 0.65;
/// Pairs of indicators under one heading that correlate more are told: they count the same thing twice.
pub const CORRELATION_MOST: f64 = 0.9;
/// Most pairs that are told.
const PAIRS_MAX: usize = 20;

/// A warning.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// An indicator, by code, has figures for this share of regions and years.
    Thin(String, f64),
    /// Two indicators under one heading correlate so much.
    Alike(String, String, f64),
    /// So many regions have no composite in the last year.
    Unplaced(usize),
}

/// What a plan comes to, and what somebody should know of it.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The result.
    pub computed: Computed,
    /// Warnings, thin data first.
    pub warnings: Vec<Warning>,
}

/// Computes a document and looks at it.
///
/// # Errors
/// As [`result::compute`].
pub fn look(content: &EvaluationInput, about: &About, data: &[Figure]) -> Result<Looked, Fault> {
    let outcome = result::compute(content, about, data)?;
    let specification = download::specification(content)?;
    let input = result::input(&specification, &outcome.input)?;
    let run = Pipeline::new(input.clone()).run(&specification)?;
    let flags = CorrelationFlags {
        data: "normalised".to_owned(),
        threshold: CORRELATION_MOST,
        above: true,
        coefficient: indicators::numeric::correlation::Coefficient::default(),
        level: 2,
    };
    let computed = outcome.computed;
    let mut warnings = thin(&computed);
    for (_, sheet) in analyse(&input, &run, &Analysis::CorrelationFlags(flags))? {
        warnings.extend(sheet.rows.iter().take(PAIRS_MAX).filter_map(|row| alike(row)));
    }
    let unplaced = computed.year(computed.last_year()).filter(|row| row.rank == 0).count();
    if unplaced > 0 {
        warnings.push(Warning::Unplaced(unplaced));
    }
    Ok(Looked { computed, warnings })
}

fn thin(computed: &Computed) -> Vec<Warning> {
    let share = |at: usize| {
        let there = computed.rows.iter().filter(|row| row.figures[at].is_some()).count();
        there as f64 / computed.rows.len().max(1) as f64
    };
    let shares = computed.nodes.iter().take(computed.indicators).enumerate().map(|(at, node)| (node, share(at)));
    shares
        .filter(|(_, share)| *share < AVAILABLE_LEAST)
        .map(|(node, share)| Warning::Thin(node.code.clone(), share))
        .collect()
}

/// A row of the engine's table of correlations: heading, two indicators, coefficient.
fn alike(row: &[Cell]) -> Option<Warning> {
    match row {
        [_, Cell::Text(one), Cell::Text(two), Cell::Number(value)] => {
            Some(Warning::Alike(one.clone(), two.clone(), *value))
        }
        _ => None,
    }
}

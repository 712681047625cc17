//! What a run is looked at by: correlations, reliability, statistics, leave-one-out, trends; and its tables.

mod association;
mod leave_out;
mod reliability;
mod results;
mod statistics;
mod trends;

use std::collections::BTreeSet;

use super::fault::Fault;
use super::pipeline::{Input, Run, Stage};
use super::sheet::{Cell, Sheet};
use super::spec::{Analysis, Specification};

pub use leave_out::{LeftOut, leave_out};
pub use reliability::{cronbach, groups_below};
pub use results::{data_sheet, ranks_sheet, results_sheet};
pub use trends::{annual_growth, percent_change};

/// A table of a run, with the name of its file.
pub type Named = (String, Sheet);

/// Every table of a run: data sets with what stands beside them, weights, ranks, results, analyses, findings.
pub fn report(input: &Input, run: &Run, specification: &Specification) -> Result<Vec<Named>, Fault> {
    let mut tables = Vec::new();
    let mut findings = Sheet::new(["stage", "about", "what"]);
    for (at, stage) in run.stages.iter().enumerate() {
        if stage.name != "weighed" {
            tables.push((format!("{at:02}_{}", stage.name), data_sheet(input, stage)));
        }
        for (name, sheet) in stage.details.iter() {
            tables.push((format!("{at:02}_{}_{name}", stage.name), sheet.clone()));
        }
        for finding in stage.findings.iter() {
            findings.rows.push(vec![
                stage.name.as_str().into(),
                finding.about.as_str().into(),
                finding.what.to_string().as_str().into(),
            ]);
        }
    }
    if run.aggregate.is_some() {
        tables
            .push(("effective_weights".to_owned(), super::weights::effective_sheet(&input.tree, &run.last().weights)));
        tables.push(("ranks".to_owned(), ranks_sheet(input, run.last())));
        tables.push(("results".to_owned(), results_sheet(input, run.last())));
    }
    for (at, analysis) in specification.analyses.iter().enumerate() {
        let place = format!("specification.analyses[{at}]");
        for (name, sheet) in analyse(input, run, analysis).map_err(|fault| fault.inside(&place))? {
            tables.push((format!("analysis_{:02}_{name}", at + 1), sheet));
        }
    }
    tables.push(("findings".to_owned(), findings));
    Ok(named_apart(tables))
}

/// Letters of a file's name.
const NAME_LETTERS_MAX: usize = 80;

/// Names that are names of files everywhere: letters and digits of any script, no two alike.
fn named_apart(tables: Vec<Named>) -> Vec<Named> {
    let mut taken = BTreeSet::new();
    let mut apart = Vec::with_capacity(tables.len());
    for (name, sheet) in tables {
        let plain = |letter: char| if letter.is_alphanumeric() || "._-".contains(letter) { letter } else { '_' };
        let base: String = name.chars().map(plain).take(NAME_LETTERS_MAX).collect();
        let mut name = base.clone();
        let mut again = 1;
        // Files whose names differ in capitals alone are one file on some systems.
        while !taken.insert(name.to_lowercase()) {
            again += 1;
            name = format!("{base}_{again}");
        }
        apart.push((name, sheet));
    }
    apart
}

/// One analysis.
pub fn analyse(input: &Input, run: &Run, analysis: &Analysis) -> Result<Vec<Named>, Fault> {
    let named = |name: &str, sheet: Sheet| Ok(vec![(name.to_owned(), sheet)]);
    match analysis {
        Analysis::Correlations(spec) => named("correlations", association::correlations(input, run, spec)?),
        Analysis::CorrelationFlags(spec) => named("correlation_flags", association::flags(input, run, spec)?),
        Analysis::DenominatorCorrelations(spec) => {
            named("denominator_correlations", association::denominators(input, run, spec)?)
        }
        Analysis::Reliability(spec) => named("reliability", reliability::sheet(input, run, spec)?),
        Analysis::PrincipalComponents(spec) => reliability::components(input, run, spec),
        Analysis::Statistics(spec) => {
            let stage = data(run, &spec.data)?;
            named("statistics", statistics::sheet(input, stage, spec))
        }
        Analysis::Availability(spec) => Ok(statistics::availability_sheets(input, data(run, &spec.data)?)),
        Analysis::LeaveOneOut(spec) => leave_out::sheets(input, run, spec),
        Analysis::Trends(spec) => named("trends", trends::sheet(input, run, spec)?),
    }
}

/// The data set of a name.
fn data<'a>(run: &'a Run, name: &str) -> Result<&'a Stage, Fault> {
    run.stage(name).ok_or_else(|| {
        let there: Vec<&str> = run.stages.iter().map(|stage| stage.name.as_str()).collect();
        Fault::new("data", format!("there is no data set {name}"), format!("name one of {}", there.join(", ")))
    })
}

/// The nodes of a level that a data set has figures of.
fn level(input: &Input, stage: &Stage, level: usize) -> Result<Vec<usize>, Fault> {
    let mut nodes = input.tree.of_level(level);
    nodes.retain(|&node| node < stage.values.columns());
    if nodes.is_empty() {
        let what = format!("{} has no figures of level {level}", stage.name);
        return Err(Fault::new("level", what, "name a level of the tree; above 1 only in aggregated data"));
    }
    Ok(nodes)
}

/// The cells every row begins with: the unit's code and, in a panel, the period.
fn row_head(input: &Input, stage: &Stage, row: usize) -> Vec<Cell> {
    let at = stage.rows[row];
    let mut head = vec![Cell::from(input.table.codes[at].as_str())];
    if let Some(times) = input.table.times.as_ref().filter(|_| input.table.is_panel()) {
        head.push(Cell::Number(times[at]));
    }
    head
}

/// The headers of those cells.
fn head(input: &Input) -> Vec<&'static str> {
    if input.table.is_panel() { vec!["uCode", "Time"] } else { vec!["uCode"] }
}

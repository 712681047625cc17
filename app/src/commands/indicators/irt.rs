//! Scales a test from a table of scores: one test of one subject, never a total of several.

mod read;
#[cfg(test)]
mod tests;
mod write;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context;
use clap::{Args, ValueEnum};
use indicators::assessment::{Conditioning, Grid, Hands, Model, Options, estimate, plausible_values};

use crate::output;

/// A test and what to compute of it.
#[derive(Args)]
pub struct Irt {
    /// Table of scores: CSV in UTF-8 with a heading; a row is a person, or a pattern with its count
    responses: PathBuf,
    /// Code of the test
    #[arg(long, value_name = "CODE")]
    test: String,
    /// Subject of the test; results are compared within one subject only
    #[arg(long)]
    subject: String,
    /// Model
    #[arg(long, value_enum)]
    model: ModelName,
    /// Folder for the results; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Column that names persons [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    person: Option<String>,
    /// Column of counts or weights [default: every row counts once]
    #[arg(long, value_name = "COLUMN")]
    count: Option<String>,
    /// Column of groups, whose means and spreads are estimated apart
    #[arg(long, value_name = "COLUMN")]
    group: Option<String>,
    /// The group that has mean 0 [default: that of the first row]
    #[arg(long, value_name = "GROUP", requires = "group")]
    reference: Option<String>,
    /// Columns that are neither items nor anything else
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    ignore: Vec<String>,
    /// File with columns `item` and `subject`: the items, and what each belongs to [default: every other column is an item]
    #[arg(long, value_name = "FILE")]
    items: Option<PathBuf>,
    /// Points of the grid of abilities
    #[arg(long, default_value_t = 61)]
    points: usize,
    /// The grid reaches from −LIMIT to LIMIT
    #[arg(long, default_value_t = 6.0)]
    limit: f64,
    /// Leaves out standard errors
    #[arg(long)]
    no_errors: bool,
    /// Looks for items that are harder for one of two groups than for the other (writes dif.csv)
    #[arg(long, requires = "group")]
    dif: bool,
    /// Plausible values a person (writes plausible.csv and regression.csv)
    #[arg(long, value_name = "DRAWS", requires = "seed")]
    plausible: Option<usize>,
    /// Seed of the plausible values; the same seed gives the same values
    #[arg(long)]
    seed: Option<u64>,
    /// Columns of numbers that plausible values are conditioned on
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',', requires = "plausible")]
    covariates: Vec<String>,
    /// Threads; results do not depend on it [default: as many as the machine has]
    #[arg(long)]
    threads: Option<usize>,
}

#[derive(Clone, Copy, ValueEnum)]
enum ModelName {
    /// Right or wrong, equal slopes, variance of ability estimated
    Rasch,
    /// Right or wrong, a slope an item
    #[value(name = "2pl")]
    TwoParameter,
    /// Ordered scores, equal slopes, variance estimated
    Pcm,
    /// Ordered scores, a slope an item
    Gpcm,
    /// Ordered scores by cumulative logits, a slope an item
    Grm,
}

impl ModelName {
    fn model(self) -> Model {
        match self {
            ModelName::Rasch => Model::Rasch,
            ModelName::TwoParameter => Model::TwoParameter,
            ModelName::Pcm => Model::PartialCredit,
            ModelName::Gpcm => Model::GeneralizedPartialCredit,
            ModelName::Grm => Model::Graded,
        }
    }
}

/// Threads at most: work comes in no more parts.
const THREADS_MAX: usize = 64;

/// Does the parts of a work on so many threads.
fn by_threads(threads: usize, parts: usize, work: &(dyn Fn(usize) + Sync)) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads.min(parts) {
            scope.spawn(|| {
                loop {
                    match next.fetch_add(1, Ordering::Relaxed) {
                        part if part < parts => work(part),
                        _ => break,
                    }
                }
            });
        }
    });
}

/// Reads, estimates, writes; fails when the maximum was not reached.
pub fn run(asked: &Irt) -> anyhow::Result<ExitCode> {
    let table = read::table(asked)?;
    let machine = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = asked.threads.unwrap_or(machine).clamp(1, THREADS_MAX);
    let parts = |parts: usize, work: &(dyn Fn(usize) + Sync)| by_threads(threads, parts, work);
    let hands = Hands(&parts);
    let options = Options {
        grid: Grid { points: asked.points, limit: asked.limit },
        errors: !asked.no_errors,
        hands,
        ..Options::default()
    };
    let of_file = || format!("cannot scale {}", asked.responses.display());
    let fit = estimate(&table.responses, asked.model.model(), &options).with_context(of_file)?;
    std::fs::create_dir_all(&asked.out).with_context(|| format!("cannot make the folder {}", asked.out.display()))?;
    let to = write::Folder { path: &asked.out };
    to.fit(&fit)?;
    to.items(&fit)?;
    to.groups(&fit, &table)?;
    to.abilities(&fit, &table, hands)?;
    to.item_fit(&fit, &table, hands)?;
    to.information(&fit)?;
    if asked.dif {
        to.dif(&fit, &table, &options).with_context(of_file)?;
    }
    if let (Some(draws), Some(seed)) = (asked.plausible, asked.seed) {
        let conditioning =
            Conditioning { covariates: table.covariates.clone(), draws, seed, draw_coefficients: true, hands };
        let plausible = plausible_values(&table.responses, &fit, &conditioning).with_context(of_file)?;
        to.plausible(&plausible, &table, &asked.covariates)?;
    }
    output::line(format_args!(
        "{}: {} items, {} persons, log-likelihood {:.6}",
        fit.test,
        fit.items.len(),
        fit.persons,
        fit.log_likelihood
    ));
    for column in fit.columns.iter().filter(|column| column.recoded()) {
        let scores: Vec<String> = column.scores.iter().map(u16::to_string).collect();
        output::line(format_args!("  item {}: only the scores {} were seen", column.name, scores.join(", ")));
    }
    if !fit.converged {
        output::line(format_args!(
            "  the maximum was not reached after {} passes: do not use these parameters; try fewer categories or a \
             model with equal slopes",
            fit.iterations
        ));
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

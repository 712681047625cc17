//! Equity from a file of schools: measures with decomposition and shares, or the verdict of a standard.

mod folder;
mod measure;
mod read;
mod standard;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use indicators::standard::Shipped;

use crate::output;

/// Equity of a file of schools.
#[derive(Subcommand)]
pub enum Equity {
    /// 差异系数, Gini, Theil, Atkinson, McLoone, Verstegen and ranges, their decomposition over regions, each school's share
    Measure(Measure),
    /// Judges a county's schools under an official standard and says what would have to change; fails unless all is reached
    Standard(Standard),
    /// Lists the standards that are shipped
    Standards,
}

/// What to measure. Flags, or a specification with the same fields.
#[derive(Args)]
pub struct Measure {
    /// Schools, CSV with a head: a code, pupils, resources, regions
    file: PathBuf,
    /// Specification, JSON, in place of the flags below
    #[arg(long, value_name = "FILE", conflicts_with_all = ["pupils", "resource", "value", "level", "shares_within", "code"])]
    spec: Option<PathBuf>,
    /// Column of the schools' codes [default: code]
    #[arg(long, value_name = "COLUMN")]
    code: Option<String>,
    /// Column that weighs: pupils [default: pupils]
    #[arg(long, value_name = "COLUMN")]
    pupils: Option<String>,
    /// Columns that are divided by pupils
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    resource: Vec<String>,
    /// Columns that are measured as they are
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    value: Vec<String>,
    /// Columns of regions, from the largest to the smallest
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    level: Vec<String>,
    /// The level within which schools have shares; all schools together if it is not named
    #[arg(long, value_name = "COLUMN")]
    shares_within: Option<String>,
    #[command(flatten)]
    out: Out,
}

/// What to judge.
#[derive(Args)]
pub struct Standard {
    /// Schools, CSV: code, kind, and the columns the standard asks for
    file: PathBuf,
    /// Identifier of a shipped standard, or a file with one
    #[arg(long, value_name = "STANDARD")]
    standard: String,
    /// The county's own figures, CSV with one row
    #[arg(long, value_name = "FILE")]
    county: Option<PathBuf>,
    #[command(flatten)]
    out: Out,
}

/// Where to write.
#[derive(Args)]
pub struct Out {
    /// Folder to write to; made if it is not there
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Replaces the files an earlier run wrote to the folder
    #[arg(long)]
    replace: bool,
}

/// Measures or judges.
pub fn run(command: &Equity) -> anyhow::Result<ExitCode> {
    match command {
        Equity::Measure(asked) => measure::run(asked),
        Equity::Standard(asked) => standard::run(asked),
        Equity::Standards => {
            for shipped in &Shipped::ALL {
                let standard = shipped.read()?;
                output::line(format_args!("{}\t{}\t{}", standard.id, standard.valid_from, standard.title));
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

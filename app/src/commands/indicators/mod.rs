//! Indicators from files, without a database: whoever has the same files gets the same figures.

mod equity;
mod run;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

/// What is computed from files.
#[derive(Subcommand)]
pub enum Indicators {
    /// A composite index: computes a specification and writes every stage as CSV with 17 significant digits
    Run {
        /// Specification, JSON; the files it names lie beside it
        specification: PathBuf,
        /// Folder to write to; made if it is not there
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
        /// Replaces the files an earlier run wrote to the folder
        #[arg(long)]
        replace: bool,
    },
    /// How evenly resources are spread over schools, and a county's schools under an official standard
    #[command(subcommand)]
    Equity(equity::Equity),
}

/// Computes.
pub fn run(command: &Indicators) -> anyhow::Result<ExitCode> {
    match command {
        Indicators::Equity(command) => equity::run(command),
        Indicators::Run { specification, out, replace } => run::run(specification, out, *replace),
    }
}

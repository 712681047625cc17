//! Indicators from files, without a database: whoever has the same files gets the same figures.

mod equity;
mod irt;
mod run;
mod sensitivity;

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
    /// Scales a test: items, abilities, fit, information, DIF and plausible values from a table of scores
    Irt(Box<irt::Irt>),
    /// How sure a ranking is and which choice decides it: varies a specification and writes scores, places, intervals and
    /// indices as CSV with 17 significant digits
    Sensitivity {
        /// What varies and how, JSON; the files it names lie beside it
        document: PathBuf,
        /// Folder to write to; made if it is not there
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
        /// Threads; the results are the same for any number [default: one for each processor]
        #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
        threads: Option<u16>,
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
        Indicators::Irt(irt) => irt::run(irt),
        Indicators::Sensitivity { document, out, threads } => sensitivity::run(document, out, threads.map(usize::from)),
    }
}

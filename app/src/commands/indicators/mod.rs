//! Indicators, computed from files and without a database: anybody can compute a published figure again.

pub mod irt;

use std::process::ExitCode;

use clap::Subcommand;

/// Indicators from files.
#[derive(Subcommand)]
pub enum Indicators {
    /// Scales a test: items, abilities, fit, information, DIF and plausible values from a table of scores
    Irt(Box<irt::Irt>),
}

/// Computes what was asked for.
pub fn run(command: &Indicators) -> anyhow::Result<ExitCode> {
    match command {
        Indicators::Irt(irt) => irt::run(irt),
    }
}

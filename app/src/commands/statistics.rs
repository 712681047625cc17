//! Figures and evaluations at the command line.

use std::process::ExitCode;

use clap::Subcommand;

use crate::house::House;
use crate::output;

/// Statistics.
#[derive(Subcommand)]
pub enum Statistics {
    /// Takes in the shipped figures of provinces and years; again changes nothing
    Seed,
}

/// Does what was asked.
pub fn run(house: &House, command: &Statistics) -> anyhow::Result<ExitCode> {
    let Statistics::Seed = command;
    house.needs_directory()?;
    let set = house.said(statistics::cli::seed(&house.app))?;
    output::line(format_args!(
        "{} version {}: {} figures, {} to {}, {}",
        set.id, set.version, set.figures, set.first_period, set.last_period, set.hash
    ));
    Ok(ExitCode::SUCCESS)
}

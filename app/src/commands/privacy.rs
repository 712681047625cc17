//! Figures for the yearly compliance audit of minors' personal information.

use clap::Subcommand;

use crate::house::House;
use crate::output;

/// Figures on the protection of personal data.
#[derive(Subcommand)]
pub enum Privacy {
    /// Figures of the yearly compliance audit of minors' personal information, due by 31 January, as JSON
    Report {
        /// The year
        #[arg(long)]
        year: i32,
    },
}

/// Prints the figures.
pub fn run(house: &House, command: &Privacy) -> anyhow::Result<()> {
    let Privacy::Report { year } = command;
    let report = house.said(identity::cli::privacy_report(&house.app, *year))?;
    output::line(format_args!("{}", serde_json::to_string_pretty(&report)?));
    Ok(())
}

//! The directory at the command line: the shipped tables, and newer lists of the ministry.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use directory::cli::Outcome;
use units::Day;

use crate::house::House;

/// Regions, institutions and majors.
#[derive(Subcommand)]
pub enum Directory {
    /// Loads the shipped regions, institutions and majors; again changes nothing
    Seed,
    /// Says what a newer list of institutions (CSV or XLSX) would change; with --apply, changes it
    Import {
        /// The list
        file: PathBuf,
        /// Applies the list in one transaction
        #[arg(long, requires = "edition")]
        apply: bool,
        /// Day of the list, such as 2026-06-17
        #[arg(long)]
        edition: Option<String>,
    },
}

/// The largest list read, in bytes: the ministry's is under one megabyte.
const FILE_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// Does what was asked; fails if the list has faults.
pub fn run(house: &House, command: &Directory) -> anyhow::Result<ExitCode> {
    match command {
        Directory::Seed => {
            let seeded = house.said(directory::cli::seed(&house.app))?;
            eprintln!("{seeded}");
            Ok(ExitCode::SUCCESS)
        }
        Directory::Import { file, apply, edition } => {
            let size = std::fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?.len();
            anyhow::ensure!(size <= FILE_BYTES_MAX, "{} is larger than {FILE_BYTES_MAX} bytes", file.display());
            let bytes = std::fs::read(file)?;
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let edition = match (apply, edition) {
                (true, Some(day)) => {
                    Some(Day::parse(day).map_err(|_| anyhow::anyhow!("{day} is not a day such as 2026-06-17"))?)
                }
                _ => None,
            };
            let outcome = house.said(directory::cli::import(&house.app, &name, &bytes, edition))?;
            let voice = house.voice()?;
            directory::cli::report(&outcome, &|key, args| voice.with(key, args), &mut std::io::stdout().lock())?;
            Ok(if matches!(outcome, Outcome::Faults(_)) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
        }
    }
}

//! The directory at the command line: the shipped tables, newer lists and catalogues of the ministry, changes of regions.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::Subcommand;
use directory::cli::Outcome;
use directory::model::Catalogue;
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
    /// Says which regions a table of changes (CSV or XLSX) would open and close; with --apply, records it
    Regions {
        /// The table, in the columns of the shipped one
        file: PathBuf,
        /// Records the changes in one transaction
        #[arg(long)]
        apply: bool,
    },
    /// Says what a newer catalogue of majors (CSV or XLSX) would change; with --apply, reads it in
    Majors {
        /// The catalogue
        file: PathBuf,
        /// Which one: undergraduate, vocational_bachelor or vocational_associate
        #[arg(long)]
        catalogue: String,
        /// Year or day of the catalogue, such as 2027
        #[arg(long)]
        edition: String,
        /// Reads the catalogue in, in one transaction
        #[arg(long)]
        apply: bool,
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
            let day = |text: &String| Day::parse(text).map_err(|_| anyhow!("{text} is not a day such as 2026-06-17"));
            let edition = edition.as_ref().map(day).transpose()?;
            let (name, bytes) = read(file)?;
            told(house, directory::cli::import(&house.app, &name, &bytes, edition, *apply))
        }
        Directory::Regions { file, apply } => {
            let (name, bytes) = read(file)?;
            told(house, directory::cli::regions(&house.app, &name, &bytes, *apply))
        }
        Directory::Majors { file, catalogue, edition, apply } => {
            let known: Result<Catalogue, ()> = catalogue.parse();
            let known = known.map_err(|()| anyhow!("{catalogue} is none of {}", Catalogue::NAMES.join(", ")))?;
            let year = edition.len() == 4 && edition.bytes().all(|byte| byte.is_ascii_digit());
            anyhow::ensure!(
                year || Day::parse(edition).is_ok(),
                "{edition} is neither a year nor a day such as 2026-06-17"
            );
            let (name, bytes) = read(file)?;
            told(house, directory::cli::majors(&house.app, &name, &bytes, (known, edition), *apply))
        }
    }
}

fn read(file: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    let size = std::fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?.len();
    anyhow::ensure!(size <= FILE_BYTES_MAX, "{} is larger than {FILE_BYTES_MAX} bytes", file.display());
    Ok((file.file_name().unwrap_or_default().to_string_lossy().into_owned(), std::fs::read(file)?))
}

/// Prints what became of a file; fails if it has faults.
fn told(house: &House, outcome: op::Result<Outcome>) -> anyhow::Result<ExitCode> {
    let outcome = house.said(outcome)?;
    let voice = house.voice()?;
    directory::cli::report(&outcome, &|key, args| voice.with(key, args), &mut std::io::stdout().lock())?;
    Ok(if matches!(outcome, Outcome::Faults(_)) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

//! Depositing a grade file from the command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use credit::cli::Step;
use credit::model::{Choice, DepositState};

use crate::house::House;
use crate::output;
use crate::progress;

/// A file to deposit.
#[derive(Args)]
pub struct Deposit {
    /// Grade or certificate file, CSV or XLSX, in one of the three templates
    file: PathBuf,
    /// Code of the depositing institution
    #[arg(long)]
    institution: String,
    /// `all`: nothing is deposited if any row has a fault; `good`: rows without a fault are
    #[arg(long, default_value = "all")]
    commit: Commit,
    /// Writes the rows that were not deposited to this file, as CSV with their reasons, to be mended and deposited again
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Commit {
    All,
    Good,
}

/// Deposits the file, prints the faults and why it is not deposited, and fails if it is not.
pub fn run(house: &House, command: &Deposit) -> anyhow::Result<ExitCode> {
    house.needs_directory()?;
    let choice = match command.commit {
        Commit::All => Choice::All,
        Commit::Good => Choice::Good,
    };
    let bar = progress::bar(0, "reading");
    let report = |step| match step {
        Step::Reading => bar.set_message("reading"),
        Step::Writing(seen) => {
            bar.set_message("depositing");
            bar.set_length(u64::try_from(seen.rows).unwrap_or(0));
            bar.set_position(u64::try_from(seen.row).unwrap_or(0));
        }
    };
    let done = house.said(credit::cli::deposit(&house.app, &command.file, &command.institution, choice, report))?;
    bar.finish_and_clear();
    let voice = house.voice()?;
    for fault in &done.faults {
        output::line(format_args!("{}", credit::cli::fault_line(fault, &voice)));
    }
    for sentence in credit::cli::sentences(&done, &voice) {
        eprintln!("{sentence}");
    }
    let deposit = &done.deposit;
    if let Some(path) = &command.rejects {
        house.said(credit::cli::write_rejects(&house.app, &deposit.id, &voice, path))?;
    }
    let counts = &deposit.progress;
    eprintln!(
        "{}: {} rows, {} with faults, {} deposited, {} already there, {}",
        deposit.id,
        counts.rows,
        counts.bad_rows,
        counts.deposited,
        counts.unchanged,
        deposit.state.name()
    );
    Ok(if deposit.state == DepositState::Committed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

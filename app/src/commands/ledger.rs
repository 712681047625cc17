//! Proving the ledger.

use std::process::ExitCode;

use clap::Subcommand;

use crate::house::House;
use crate::output;
use crate::progress;

/// The ledger of credits.
#[derive(Subcommand)]
pub enum Ledger {
    /// Proves that debits equal credits in every posting and in all, and every balance from its entries
    Verify,
}

/// Reads the whole ledger, each learner on one state of it; fails if anything does not hold.
pub fn run(house: &House, command: &Ledger) -> anyhow::Result<ExitCode> {
    let Ledger::Verify = command;
    let bar = progress::bar(0, "entries");
    let proof = house.said(credit::cli::verify_ledger(&house.app, |lines| bar.set_position(lines)))?;
    bar.finish_and_clear();
    for fault in &proof.faults {
        output::line(format_args!("{fault}"));
    }
    output::line(format_args!(
        "{} entries in {} postings of {} learners: debits {}, credits {} (hundredths), {} faults",
        proof.lines, proof.postings, proof.learners, proof.debit_total, proof.credit_total, proof.fault_count
    ));
    Ok(if proof.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

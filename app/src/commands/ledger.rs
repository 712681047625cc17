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
    let bar = progress::bar(0, "movements");
    let proof = house.said(credit::cli::verify_ledger(&house.app, |movements| bar.set_position(movements)))?;
    bar.finish_and_clear();
    for fault in &proof.faults {
        output::line(format_args!("{fault}"));
    }
    output::line(format_args!(
        "{} movements in {} postings of {} learners: {} hundredths debited and credited, {} faults",
        proof.movements, proof.postings, proof.learners, proof.total, proof.fault_count
    ));
    Ok(if proof.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

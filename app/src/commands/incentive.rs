//! Proving the ledger of points.

use std::process::ExitCode;

use clap::Subcommand;

use crate::house::House;
use crate::output;
use crate::progress;

/// Points for rewards.
#[derive(Subcommand)]
pub enum Incentive {
    /// Proves every posting and balance of points, and the stock of every item from its orders
    Verify,
}

/// Reads ledger and stock on one snapshot; fails if anything does not hold.
pub fn run(house: &House, command: &Incentive) -> anyhow::Result<ExitCode> {
    let Incentive::Verify = command;
    let bar = progress::bar(0, "entries");
    let proof = house.said(incentive::cli::verify(&house.app, |lines| bar.set_position(lines)))?;
    bar.finish_and_clear();
    for fault in &proof.faults {
        output::line(format_args!("{fault}"));
    }
    output::line(format_args!(
        "{} entries in {} postings of {} learners: debits {}, credits {} (points); {} items; {} faults",
        proof.lines,
        proof.postings,
        proof.learners,
        proof.debit_total,
        proof.credit_total,
        proof.items,
        proof.fault_count
    ));
    Ok(if proof.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

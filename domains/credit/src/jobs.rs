//! What follows an upload, a choice, a filing and an appeal.

use op::{App, JobDef, Lease, Result};
use serde_json::Value;

use crate::work::application::automatic;
use crate::work::{appeal, check, clock, commit, deposit, statistics};

/// The jobs of the credit bank. Each may be run again from its beginning; what was done is not done twice.
pub const JOBS: &[JobDef] = &[
    JobDef { kind: deposit::CHECK_JOB, run: read },
    JobDef { kind: deposit::COMMIT_JOB, run: commit_batches },
    JobDef { kind: statistics::COUNT_JOB, run: count },
    JobDef { kind: automatic::DECIDE_JOB, run: decide },
    JobDef { kind: clock::JOB, run: remind },
    JobDef { kind: appeal::CLOSE_JOB, run: close_appeal },
];

fn remind(app: &App, body: &Value, _lease: &Lease) -> Result<()> {
    clock::job(app, body)
}

fn close_appeal(app: &App, body: &Value, _lease: &Lease) -> Result<()> {
    appeal::close_job(app, body)
}

fn read(app: &App, body: &Value, lease: &Lease) -> Result<()> {
    check::check(app, deposit::job_deposit(body)?, check::Turn::Wait, &mut || lease.renew())
}

fn commit_batches(app: &App, body: &Value, lease: &Lease) -> Result<()> {
    commit::job(app, deposit::job_deposit(body)?, &mut || lease.renew())
}

fn count(app: &App, _body: &Value, lease: &Lease) -> Result<()> {
    statistics::job(app, &mut || lease.renew())
}

fn decide(app: &App, body: &Value, _: &Lease) -> Result<()> {
    automatic::job(app, body)
}

//! What follows a day that was set.

use op::{App, JobDef, Lease, Result};
use serde_json::Value;

use crate::work::clock;

/// The jobs of collections. Each may be run again from its beginning; what was done is not done twice.
pub const JOBS: &[JobDef] =
    &[JobDef { kind: clock::REMIND_JOB, run: remind }, JobDef { kind: clock::END_JOB, run: end_entry }];

fn remind(app: &App, body: &Value, _lease: &Lease) -> Result<()> {
    clock::remind_job(app, body)
}

fn end_entry(app: &App, body: &Value, _lease: &Lease) -> Result<()> {
    clock::end_job(app, body)
}

//! Work identity does after a commit.

use op::{Actor, App, JobDef, Lease, Result};
use serde_json::Value;

use crate::work::sign_in;

/// Every job of this domain.
pub const JOBS: &[JobDef] = &[JobDef { kind: sign_in::SWEEP, run: run_sweep }];

fn run_sweep(app: &App, _body: &Value, _lease: &Lease) -> Result<()> {
    app.write(&Actor::system("sweep"), None, sign_in::sweep).map(|_| ())
}

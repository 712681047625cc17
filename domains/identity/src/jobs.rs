//! Work identity does after a commit.

use op::{Actor, App, JobDef, Lease, Result};
use serde_json::Value;

use crate::work::{rotation, sign_in};

/// Kind of the job that seals everything with the current key.
pub const ROTATE_KEYS: &str = "identity.keys.rotate";

/// Every job of this domain.
pub const JOBS: &[JobDef] =
    &[JobDef { kind: ROTATE_KEYS, run: run_rotation }, JobDef { kind: sign_in::SWEEP, run: run_sweep }];

fn run_rotation(app: &App, _body: &Value, _lease: &Lease) -> Result<()> {
    // Batches are independent and find their own work: run twice, the second run finds none.
    rotation::rotate(app, &mut |_, _| ()).map(|_| ())
}

fn run_sweep(app: &App, _body: &Value, _lease: &Lease) -> Result<()> {
    app.write(&Actor::system("sweep"), None, sign_in::sweep).map(|_| ())
}

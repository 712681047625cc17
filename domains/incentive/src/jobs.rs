//! What the platform does by itself, each job in steps that may be done again.

use op::{Actor, App, Error, JobDef, Lease, Result};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::model::{Achieved, Revoked};
use crate::work::{earning, expiry, order, reversal};

/// The jobs of points and rewards.
pub const JOBS: &[JobDef] = &[
    JobDef { kind: earning::EARN_JOB, run: earn },
    JobDef { kind: reversal::REVERSE_JOB, run: reverse },
    JobDef { kind: expiry::EXPIRE_JOB, run: expire },
    JobDef { kind: order::LAPSE_JOB, run: lapse },
];

/// Outcomes whose points are given in one transaction.
const BATCH_OUTCOMES: usize = 500;

fn body<T: DeserializeOwned>(body: &Value) -> Result<T> {
    T::deserialize(body).map_err(Error::bug)
}

fn earn(app: &App, told: &Value, lease: &Lease) -> Result<()> {
    let achieved: Achieved = body(told)?;
    for outcomes in achieved.outcomes.chunks(BATCH_OUTCOMES) {
        lease.renew()?;
        let part = Achieved { outcomes: outcomes.to_vec(), ..achieved.clone() };
        app.write(&Actor::system("jobs"), None, move |op| earning::earn(op, &part))?;
    }
    Ok(())
}

fn reverse(app: &App, told: &Value, _: &Lease) -> Result<()> {
    let revoked: Revoked = body(told)?;
    app.write(&Actor::system("jobs"), None, move |op| reversal::reverse(op, &revoked)).map(|_| ())
}

fn expire(app: &App, _: &Value, lease: &Lease) -> Result<()> {
    while app.write(&Actor::system("jobs"), None, expiry::expire)? {
        lease.renew()?;
    }
    Ok(())
}

fn lapse(app: &App, told: &Value, _: &Lease) -> Result<()> {
    let id = told["order"].as_str().ok_or_else(|| Error::bug("a job without its order"))?.to_owned();
    app.write(&Actor::system("jobs"), None, move |op| order::lapse(op, &id)).map(|_| ())
}

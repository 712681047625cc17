//! What one room hands to another when something is finished there: a reaction becomes a job, which reads what the one gives
//! out and lets the other take it in.
//!
//! A room never knows who takes its work on. What the other room refuses stays where it was and is logged with the reason, for
//! nobody stands at a form who could mend it.

mod collected;
pub mod evaluated;
pub mod published;

use op::{Actor, App, Error, JobDef, Lease, Op, RequestKey, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A county's returns are all approved: its figures are judged under the standard in force.
pub const COUNTY_JOB: &str = "app.handover.county";
/// A collection is complete: what its schools add up to becomes a data set.
pub const CAMPAIGN_JOB: &str = "app.handover.campaign";
/// An evaluation is published: its results become a draft of a release.
pub const EVALUATION_JOB: &str = "app.handover.evaluation";
/// An indicator system is published: evaluations can be made from it.
pub const SYSTEM_JOB: &str = "app.handover.system";

/// The jobs of handing over.
pub const JOBS: &[JobDef] = &[
    JobDef { kind: COUNTY_JOB, run: collected::county },
    JobDef { kind: CAMPAIGN_JOB, run: collected::campaign },
    JobDef { kind: EVALUATION_JOB, run: evaluated::evaluation },
    JobDef { kind: SYSTEM_JOB, run: published::system },
];

fn told<T: DeserializeOwned>(body: &Value) -> Result<T> {
    T::deserialize(body).map_err(Error::bug)
}

fn actor() -> Actor {
    Actor::system("handover")
}

/// Lets a room take something in, once however often the job runs.
fn take<T>(app: &App, lease: &Lease, step: &str, verb: impl FnMut(&Op) -> Result<T> + Send + 'static) -> Result<()>
where
    T: Serialize + DeserializeOwned + Send + 'static,
{
    let key = RequestKey { key: format!("{}.{step}", lease.id()), hash: String::new() };
    match app.write(&actor(), Some(key), verb) {
        Ok(_) => Ok(()),
        Err(error @ (Error::Busy | Error::Bug(_))) => Err(error),
        Err(refused) => {
            tracing::warn!(job = lease.id(), step, why = ?refused, "what was handed over was not taken");
            Ok(())
        }
    }
}

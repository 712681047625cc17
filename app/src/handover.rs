//! What one room hands to another when something is finished there: a reaction becomes a job, which reads what the one gives
//! out and lets the other take it in.
//!
//! A room never knows who takes its work on. What the other room refuses stays where it was, and its job waits (`op::refused`)
//! until an officer of either side has mended the cause and tries again: [`shown`] says what it is, [`DOMAIN`] shows it.

mod access;
mod api;
mod collected;
pub mod evaluated;
mod pages;
pub mod published;
mod shown;
mod work;

pub use shown::about;
pub use work::waiting;

use op::{Actor, App, Error, JobDef, Lease, Op, RequestKey, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use web::{Access, Doc, Domain, Method, Route, many, schema};

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

/// What was refused, for people and programs. It has no tables of its own: what waits are jobs of the kernel.
pub const DOMAIN: Domain = Domain {
    name: "handover",
    routes: &[PAGES, API],
    roles: &[],
    migrations: &[],
    jobs: JOBS,
    words: &[("zh-CN", include_str!("../words/handover/zh-CN.ftl")), ("en", include_str!("../words/handover/en.ftl"))],
    templates: &[
        ("handover/list.html", include_str!("../templates/handover/list.html")),
        ("handover/one.html", include_str!("../templates/handover/one.html")),
    ],
    menu: &[],
    matrix: access::matrix,
    subject_access: |_, _| Ok(false),
};

const PAGES: &[Route] = &[
    Route::page(Method::Get, "/monitor/handovers", access::VIEW, Access::SignedIn, pages::list),
    Route::page(Method::Get, "/monitor/handovers/{id}", access::VIEW, Access::SignedIn, pages::show),
    Route::page(Method::Post, "/monitor/handovers/{id}/attempts", access::RETRY, Access::SignedIn, pages::retry),
];

const API: &[Route] = &[
    Route::api(
        Method::Get,
        "/api/handovers",
        access::VIEW,
        Access::SignedIn,
        api::list,
        Doc::one("What another room refused and the reader may know of, the earliest first", many::<shown::Handover>),
    ),
    Route::api(
        Method::Get,
        "/api/handovers/{id}",
        access::VIEW,
        Access::SignedIn,
        api::show,
        Doc::one("One thing that was refused, with every reason", schema::<shown::Handover>),
    ),
    Route::api(
        Method::Post,
        "/api/handovers/{id}/attempts",
        access::RETRY,
        Access::SignedIn,
        api::retry,
        Doc::one("Hand it over again, once the cause is mended", schema::<work::Attempt>),
    ),
];

/// Lets a room take something in, once however often the job runs. What it refuses is kept by the job.
fn take<T>(app: &App, lease: &Lease, step: &str, verb: impl FnMut(&Op) -> Result<T> + Send + 'static) -> Result<bool>
where
    T: Serialize + DeserializeOwned + Send + 'static,
{
    let key = RequestKey { key: format!("{}.{step}", lease.id()), hash: String::new() };
    match app.write(&actor(), Some(key), verb) {
        Ok(_) => Ok(true),
        Err(refused) => lease.refuse(step, refused).map(|()| false),
    }
}

//! Dataflows and releases as JSON.

use op::Op;
use web::{Answer, Reply, Request, Response};

use crate::model::{Dataflow, DataflowInput, Release, ReleaseHead, ReleaseInput, StepInput, Structure};
use crate::store;
use crate::work::intake::Take;
use crate::work::{dataflow as flows, difference, release as work};

/// A changed dataflow: which revision was looked at, and what it says now.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationDataflowEdit")]
#[serde(deny_unknown_fields)]
pub(crate) struct EditInput {
    /// The revision that was looked at.
    pub(crate) revision: i64,
    /// What it says now.
    pub(crate) content: DataflowInput,
}

/// How much differs between a release and the one before it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationDifferences")]
pub(crate) struct DifferencesShown {
    /// The earlier release, 0 where there is none.
    pub(crate) from: i64,
    /// Observations that were not there.
    pub(crate) added: usize,
    /// Observations that are not there any more.
    pub(crate) removed: usize,
    /// Observations that say something else.
    pub(crate) changed: usize,
    /// The first of them.
    pub(crate) shown: Vec<crate::model::Difference>,
}

/// `GET /api/data/dataflows`: every dataflow, for everybody.
pub(crate) fn list(_: Request) -> Answer {
    Ok(Reply::read(|op| Ok(Response::json(200, &store::dataflow::all(op.conn())?))))
}

/// `POST /api/data/dataflows`
pub(crate) fn make(request: Request) -> Answer {
    let input: DataflowInput = request.json()?;
    let done = |flow: Dataflow| Response::created(format!("/api/data/dataflows/{}/releases", flow.content.id), &flow);
    Ok(Reply::write(request.key(), move |op| flows::make(op, &input), done))
}

/// `PUT /api/data/dataflows/{dataflow}`
pub(crate) fn rewrite(request: Request) -> Answer {
    let (id, input) = (request.path("dataflow")?, request.json::<EditInput>()?);
    let done = |flow: Dataflow| Response::json(200, &flow);
    Ok(Reply::write(request.key(), move |op| flows::rewrite(op, &id, input.revision, &input.content), done))
}

/// `GET /api/data/dataflows/{dataflow}/releases`: those the reader may see, the latest first.
pub(crate) fn releases(request: Request) -> Answer {
    let id = request.path("dataflow")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::seen(op, &id)?.1))))
}

/// `POST /api/data/dataflows/{dataflow}/releases`
pub(crate) fn receive(request: Request) -> Answer {
    let (id, input, key) = (request.path("dataflow")?, request.json::<ReleaseInput>()?, request.key());
    if id != input.dataflow {
        return Err(op::Error::Invalid(vec![units::Fault::new("dataflow", "dissemination.release.other_dataflow")]));
    }
    let ReleaseInput { dataflow, released_on, change, change_en, structure, observations } = input;
    let head = ReleaseHead { dataflow, released_on, change, change_en };
    Ok(Reply::work(move |app, actor| {
        let feed = |_: &DataflowInput, _: &Structure, take: &mut Take| observations.into_iter().try_for_each(take);
        let release = work::receive_fed(app, actor, key, head, structure, feed)?;
        Ok(Response::created(format!("/api/data/dataflows/{}/releases", release.dataflow), &release))
    }))
}

/// The version in a path.
pub(crate) fn version(request: &Request) -> op::Result<i64> {
    request.path("version")?.parse().map_err(|_| op::Error::Missing)
}

/// `GET /api/data/dataflows/{dataflow}/releases/{version}/differences`
pub(crate) fn differences(request: Request) -> Answer {
    let (id, version) = (request.path("dataflow")?, version(&request)?);
    Ok(Reply::long(move |op| {
        let (_, all) = work::seen(op, &id)?;
        let new = all.iter().find(|one| one.version == version).ok_or(op::Error::Missing)?;
        let old = work::before(&all, version);
        let found = old.map(|old| difference::differences(op, old, new)).transpose()?.unwrap_or_default();
        let shown = DifferencesShown {
            from: old.map_or(0, |old| old.version),
            added: found.added,
            removed: found.removed,
            changed: found.changed,
            shown: found.shown,
        };
        Ok(Response::json(200, &shown))
    }))
}

fn step(request: &Request, verb: fn(&Op, &str, i64, &StepInput) -> op::Result<Release>) -> Answer {
    let (id, version, at) = (request.path("dataflow")?, version(request)?, request.json::<StepInput>()?);
    let done = |release: Release| Response::json(200, &release);
    Ok(Reply::write(request.key(), move |op| verb(op, &id, version, &at), done))
}

/// `POST /api/data/dataflows/{dataflow}/releases/{version}/proposal`
pub(crate) fn propose(request: Request) -> Answer {
    step(&request, work::propose)
}

/// `POST …/return`
pub(crate) fn give_back(request: Request) -> Answer {
    step(&request, work::give_back)
}

/// `POST …/publication`
pub(crate) fn release(request: Request) -> Answer {
    step(&request, work::release)
}

/// `POST …/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    step(&request, work::withdraw)
}

//! Statistics for programs.

use web::{Answer, Reply, Request, Response};

use crate::lists::statistics::{FLOWS, RESULTS, flows, standings};
use crate::work::statistics as work;

/// Query of the overview.
#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
pub(crate) struct OverviewQuery {
    /// A year that was counted, or `all`.
    #[serde(default)]
    period: Option<String>,
}

/// `GET /api/credit/statistics`
pub(crate) fn overview(request: Request) -> Answer {
    let query: OverviewQuery = request.query()?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::overview(op, query.period.as_deref())?))))
}

/// `GET /api/credit/statistics/flows`
pub(crate) fn flow_list(request: Request) -> Answer {
    let voice = request.voice();
    FLOWS.api(&request, move |op, query| flows(op, query, &voice))
}

/// `GET /api/credit/statistics/institutions`
pub(crate) fn result_list(request: Request) -> Answer {
    let voice = request.voice();
    RESULTS.api(&request, move |op, query| standings(op, query, &voice))
}

/// `POST /api/credit/statistics/counting`
pub(crate) fn count(request: Request) -> Answer {
    Ok(Reply::write(request.key(), work::ask, |()| Response::empty(202)))
}

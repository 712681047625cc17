//! The REST interfaces of SDMX 2.1 and 3.0 on what is public.

mod answer;
mod available;
mod data;
mod flows;
mod structure;

use ::sdmx::{Era, Problem};
use op::Op;
use web::{Answer, Reply, Request, Response};

use answer::Ask;

/// Resources of the standard that hold nothing here.
const NOT_OFFERED: [&str; 5] = ["metadata", "schema", "registration", "submitstructure", "dataquery"];

/// `GET /sdmx/2.1/{*path}`
pub(crate) fn old(request: Request) -> Answer {
    serve(&request, Era::V21, "/sdmx/2.1/")
}

/// `GET /sdmx/3.0/{*path}`
pub(crate) fn new(request: Request) -> Answer {
    serve(&request, Era::V30, "/sdmx/3.0/")
}

fn serve(request: &Request, era: Era, prefix: &str) -> Answer {
    let path = request.raw_path().strip_prefix(prefix).unwrap_or_default().to_owned();
    let ask = Ask::of(request, era);
    let (resource, rest) = path.split_once('/').unwrap_or((&path, ""));
    let rest = rest.to_owned();
    let verb: fn(&Op, &Ask, &str) -> op::Result<Response> = match (resource, era) {
        ("data", _) => data::answer,
        ("availableconstraint", Era::V21) | ("availability", Era::V30) => available::answer,
        ("structure", Era::V30) => structure::answer,
        (known, _) if NOT_OFFERED.contains(&known) => {
            let problem =
                Problem::missing(format!("{known} is not offered here; structures, data and what is available are"));
            return Ok(Reply::read(move |op| Ok(ask.refuse(&problem, op.now()))));
        }
        (_, Era::V21) => {
            return Ok(Reply::long(move |op| structure::answer(op, &ask, &path)));
        }
        (_, Era::V30) => {
            let problem = Problem::syntax("behind /sdmx/3.0/ stands structure, data or availability");
            return Ok(Reply::read(move |op| Ok(ask.refuse(&problem, op.now()))));
        }
    };
    Ok(Reply::long(move |op| verb(op, &ask, &rest)))
}

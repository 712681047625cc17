//! Lists that pages and API share, and whose they are.

pub(crate) mod deposits;
pub(crate) mod inbox;
pub(crate) mod programmes;
pub(crate) mod rules;
pub(crate) mod statistics;
pub(crate) mod verifications;

use std::collections::BTreeMap;

use op::{Error, Op, Role};
use units::Args;
use web::Request;

use crate::access;
use crate::shown::{Named, Shower};

/// Names that arguments of kept sentences have; what is kept in the database finds its way back to them.
const ARG_NAMES: &[&str] = &[
    "row",
    "value",
    "max",
    "min",
    "last",
    "expected",
    "grade",
    "month",
    "template",
    "columns",
    "max_megabytes",
    "name",
    "count",
    "code",
    "credit",
    "cap",
    "standing",
    "asked",
    "target",
    "minimum",
    "day",
    "institution",
    "outcome",
];

/// Arguments that were kept in the database.
pub(crate) fn kept_args(kept: &BTreeMap<String, String>) -> Args {
    let known = |name: &str| ARG_NAMES.iter().copied().find(|known| *known == name);
    Args(kept.iter().filter_map(|(name, value)| Some((known(name)?, value.clone()))).collect())
}

/// The institution a staff list is about: the one asked for, else the first the actor works at.
pub(crate) fn institution(asked: Option<&str>, op: &Op, roles: &[Role]) -> op::Result<String> {
    if let Some(asked) = asked {
        return Ok(asked.to_owned());
    }
    let own = access::organisations(op.actor(), roles);
    own.into_iter().next().ok_or(match op.actor().person() {
        Some(_) => Error::Missing,
        None => Error::Unknown,
    })
}

/// The institutions a staff member can turn to, with their names.
pub(crate) fn institutions(op: &Op, roles: &[Role], shower: &mut Shower) -> op::Result<Vec<Named>> {
    access::organisations(op.actor(), roles).iter().map(|code| shower.institution(op, code)).collect()
}

/// The learner whose affairs are asked for: who signed in, or who they stand for.
pub(crate) fn learner(request: &Request) -> op::Result<String> {
    request.actor.person().map(str::to_owned).ok_or(Error::Unknown)
}

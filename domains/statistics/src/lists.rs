//! Lists that pages and API share.

pub(crate) mod data_sets;
pub(crate) mod evaluations;

use op::{Error, Op};
use web::ListQuery;

/// A limit as SQL takes it, one more than shown.
fn limit(query: &ListQuery) -> i64 {
    i64::try_from(query.limit).unwrap_or(100) + 1
}

/// The region a list of versions is about: the one asked for, else the first of one's own.
pub(crate) fn region(asked: Option<&str>, op: &Op) -> op::Result<String> {
    if let Some(asked) = asked.filter(|asked| !asked.is_empty()) {
        return Ok(asked.to_owned());
    }
    crate::access::regions(op.actor()).into_iter().next().ok_or(match op.actor().person() {
        Some(_) => Error::Missing,
        None => Error::Unknown,
    })
}

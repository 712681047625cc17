//! Lists that pages and API share.

pub(crate) mod campaigns;
pub(crate) mod progress;
pub(crate) mod returns;
pub(crate) mod units;

use web::ListQuery;

/// A limit as SQL takes it, one more than shown.
fn limit(query: &ListQuery) -> i64 {
    i64::try_from(query.limit).unwrap_or(100) + 1
}

//! HTML of the directory.

pub(crate) mod alliances;
pub(crate) mod forms;
pub(crate) mod institutions;
pub(crate) mod majors;
pub(crate) mod map;
pub(crate) mod regions;

use web::{Reply, Response};

/// A page from a short read.
pub(crate) fn read(page: impl FnOnce(&op::Op) -> op::Result<Response> + Send + 'static) -> web::Answer {
    Ok(Reply::read(page))
}

//! Structures.

use ::sdmx::negotiate::StructureFormat;
use ::sdmx::query::{StructureQuery, resolve};
use ::sdmx::{Failure, json, ml};
use op::Op;
use web::Response;

use super::answer::{Ask, attempt, labelled, settled, told_apart};
use crate::work::catalogue;

/// What stands behind `/sdmx/2.1/` or `/sdmx/3.0/structure/`.
pub(super) fn answer(op: &Op, ask: &Ask, path: &str) -> op::Result<Response> {
    attempt(op, ask, |op| {
        let all = catalogue::current(op)?;
        let found = || -> Result<Response, Failure> {
            let query = StructureQuery::parse(ask.era, path, &ask.query)?;
            let format = ask.structure_format()?;
            let answer = resolve(&all.structures, &query)?;
            let published = told_apart(all.releases.iter());
            let changed = settled(all.changed, op.now());
            let tag = ask.tag(&published, path, format.media_type());
            if let Some(unchanged) = ask.unchanged(&tag, changed) {
                return Ok(unchanged);
            }
            let (envelope, mut bytes) = (ask.envelope(op.now()), Vec::new());
            match format {
                StructureFormat::Ml(era) => ml::write_structures(&mut bytes, &envelope, &answer, era)?,
                StructureFormat::Json(era) => json::write_structures(&mut bytes, &envelope, &answer, era)?,
            }
            Ok(labelled(Response::inline(bytes, format.media_type()), &tag, changed))
        };
        Ok(found())
    })
}

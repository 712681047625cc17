//! What there is of what a query asks for.

use ::sdmx::model::{Cube, Structures};
use ::sdmx::negotiate::StructureFormat;
use ::sdmx::query::{Available, DataQuery};
use ::sdmx::reference::{Class, Reference};
use ::sdmx::{Code, Era, Failure, Problem, json, ml};
use op::Op;
use web::Response;

use super::answer::{Ask, attempt, labelled, settled, told_apart};
use super::data::series_fits;
use super::flows::{chosen, planned};
use crate::work::catalogue::{self, Catalogue, observation};
use crate::work::stream::Selection;

/// A query taken apart: the part that asks for data, the dimension it is narrowed to, and what comes along.
struct Asked {
    query: DataQuery,
    dimension: Option<String>,
    along: Vec<Class>,
}

/// What stands behind `/availableconstraint/` (2.1) or `/availability/` (3.0).
pub(super) fn answer(op: &Op, ask: &Ask, path: &str) -> op::Result<Response> {
    attempt(op, ask, |op| {
        let all = catalogue::current(op)?;
        match taken_apart(ask, path) {
            Ok(asked) => respond(op, ask, path, &all, &asked),
            Err(problem) => Ok(Err(problem.into())),
        }
    })
}

fn taken_apart(ask: &Ask, path: &str) -> Result<Asked, Problem> {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    // 2.1: flow/key/provider/component; 3.0: context/agency/id/version/key/component.
    let own = if ask.era == Era::V21 { 3 } else { 5 };
    if parts.len() > own + 1 {
        return Err(Problem::syntax("more than the parts of a data query and one dimension stand in the path"));
    }
    let (data, rest) = parts.split_at(parts.len().min(own));
    let mut along = Vec::new();
    let mut query: Vec<&str> = Vec::new();
    for pair in ask.query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("references", value)) => along = along_with(value, ask.era)?,
            Some(("mode", "exact" | "available")) => {}
            Some(("mode", value)) => {
                let text = format!("mode is exact or available, not “{}”", value.chars().take(40).collect::<String>());
                return Err(Problem::syntax(text));
            }
            _ => query.push(pair),
        }
    }
    Ok(Asked {
        query: DataQuery::parse(ask.era, &data.join("/"), &query.join("&"))?,
        dimension: rest.first().map(|id| (*id).to_owned()),
        along,
    })
}

fn along_with(value: &str, era: Era) -> Result<Vec<Class>, Problem> {
    let mut along = Vec::new();
    for name in value.split(',') {
        match name {
            "none" => {}
            "all" => along.extend([Class::Dataflow, Class::DataStructure, Class::Codelist, Class::ConceptScheme]),
            name => along.push(Class::from_resource(name, era).ok_or_else(|| {
                let shown: String = name.chars().take(40).collect();
                Problem::syntax(format!(
                    "references is none, all, dataflow, datastructure, codelist or conceptscheme, not “{shown}”"
                ))
            })?),
        }
    }
    Ok(along)
}

fn respond(op: &Op, ask: &Ask, path: &str, all: &Catalogue, asked: &Asked) -> op::Result<Result<Response, Failure>> {
    let begun = || -> Result<_, Failure> {
        let format = ask.structure_format()?;
        Ok((planned(all, &asked.query, chosen(all, &asked.query)?)?, format))
    };
    let (flows, format) = match begun() {
        Ok(begun) => begun,
        Err(failure) => return Ok(Err(failure)),
    };
    let published = told_apart(flows.iter().filter_map(|flow| all.release(flow)));
    let changed = settled(all.changed, op.now());
    let tag = ask.tag(&published, path, format.media_type());
    if let Some(unchanged) = ask.unchanged(&tag, changed) {
        return Ok(Ok(unchanged));
    }
    let mut answer = Structures::new();
    for flow in &flows {
        match of_one(op, all, asked, flow)? {
            Ok(None) => {}
            Ok(Some(one)) => one.iter().for_each(|artefact| answer.join(artefact)),
            Err(problem) => return Ok(Err(problem.into())),
        }
    }
    if answer.iter().next().is_none() {
        return Ok(Err(Problem::new(Code::NoResults, "no observation fits the query").into()));
    }
    let write = || -> Result<Response, Failure> {
        let (envelope, mut bytes) = (ask.envelope(op.now()), Vec::new());
        match format {
            StructureFormat::Ml(era) => ml::write_structures(&mut bytes, &envelope, &answer, era)?,
            StructureFormat::Json(era) => json::write_structures(&mut bytes, &envelope, &answer, era)?,
        }
        Ok(labelled(Response::inline(bytes, format.media_type()), &tag, changed))
    };
    Ok(write())
}

/// What there is of one dataflow, if there is anything.
fn of_one(
    op: &Op,
    all: &Catalogue,
    asked: &Asked,
    flow: &Reference,
) -> op::Result<Result<Option<Structures>, Problem>> {
    let release = all.release(flow).ok_or_else(|| op::Error::bug("a public dataflow without a release"))?;
    let cube = Cube::new(&all.structures, flow).map_err(|problem| op::Error::bug(problem.to_string()))?;
    let plan = match asked.query.plan(&cube) {
        Ok(plan) => plan,
        Err(problem) => return Ok(Err(problem)),
    };
    let mut available = Available::new(&cube);
    let mut selection = Selection::new(release, |key| series_fits(&plan, key));
    loop {
        let page = selection.page(op)?;
        if page.is_empty() {
            break;
        }
        let fitting = page.into_iter().map(|one| observation(&cube, one)).filter(|one| plan.fits(&cube, one));
        fitting.for_each(|one| available.take(&one));
    }
    if available.counts().observations == 0 {
        return Ok(Ok(None));
    }
    Ok(available.structures(&all.structures, &cube, asked.dimension.as_deref(), &asked.along).map(Some))
}

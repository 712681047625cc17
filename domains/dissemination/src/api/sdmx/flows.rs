//! Which dataflows a query asks for, and which of them it fits.

use ::sdmx::model::Cube;
use ::sdmx::query::DataQuery;
use ::sdmx::reference::Reference;
use ::sdmx::{Code, Failure, Problem};

use crate::work::catalogue::Catalogue;

/// Dataflows of one answer: more than a reader means to compare. It bounds what is held of them, a structure and a plan each. How
/// many observations are looked at it does not bound: they are read page by page, on one of the threads for long answers.
const FLOWS_MAX: usize = 100;

/// The dataflows a query asks for: one at least, and no more than a message bears.
pub(super) fn chosen(all: &Catalogue, query: &DataQuery) -> Result<Vec<Reference>, Failure> {
    let references: Vec<&Reference> = all.structures.iter().map(|artefact| &artefact.reference).collect();
    let mut flows: Vec<Reference> = query.select(&references).into_iter().cloned().collect();
    if query.context == ::sdmx::reference::Class::DataStructure {
        // The newest release of each structure that is named.
        let of = |structure: &Reference| {
            let refers = |one: &&::sdmx::model::Maintainable| one.references().contains(structure);
            all.structures.of(::sdmx::reference::Class::Dataflow).filter(refers).last().map(|one| one.reference.clone())
        };
        flows = flows.iter().filter_map(of).collect();
    }
    if flows.is_empty() {
        let text = "no dataflow fits; ask /dataflow or /structure/dataflow which there are";
        return Err(Problem::new(Code::NoResults, text).into());
    }
    if flows.len() > FLOWS_MAX {
        let text = format!("{} dataflows fit, and {FLOWS_MAX} are answered at a time; name fewer", flows.len());
        return Err(Problem::new(Code::TooLarge, text).into());
    }
    Ok(flows)
}

/// What a query asks of each of several dataflows. One that has no such dimension, or no such place in its key, is passed
/// over, unless all of them are.
///
/// Errors: what the only one, or the first of all, says no with.
pub(super) fn planned(all: &Catalogue, query: &DataQuery, flows: Vec<Reference>) -> Result<Vec<Reference>, Problem> {
    let mut refused = None;
    let mut fitting = Vec::new();
    for flow in flows {
        let planned = Cube::new(&all.structures, &flow).and_then(|cube| query.plan(&cube));
        match planned {
            Ok(_) => fitting.push(flow),
            Err(problem) if problem.code == Code::Semantic => drop(refused.get_or_insert(problem)),
            Err(problem) => return Err(problem),
        }
    }
    match (fitting.is_empty(), refused) {
        (true, Some(problem)) => Err(problem),
        _ => Ok(fitting),
    }
}

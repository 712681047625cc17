//! Which artefacts a structure query answers with.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Detail, References, StructureQuery};
use crate::{
    model::{Body, Items, Maintainable, Structures},
    problem::{Code, Problem},
    reference::{Class, Reference},
    version::{Version, Versions},
};

/// Those of the references that are named: by class, agency, identifier, and of these the versions asked for.
pub(super) fn named<'a>(
    all: &[&'a Reference],
    class: Class,
    agencies: &[String],
    ids: &[String],
    versions: &Versions,
) -> Vec<&'a Reference> {
    let mut families: BTreeMap<(&str, &str), Vec<&'a Reference>> = BTreeMap::new();
    let fits = |list: &[String], text: &str| list.is_empty() || list.iter().any(|one| one == text);
    for reference in all.iter().filter(|one| one.class == class && fits(agencies, &one.agency) && fits(ids, &one.id)) {
        families.entry((&reference.agency, &reference.id)).or_default().push(reference);
    }
    let chosen = families.into_values().flat_map(|family| {
        let known: Vec<&Version> = family.iter().map(|one| &one.version).collect();
        let wanted: Vec<Version> = versions.select(&known).into_iter().cloned().collect();
        family.into_iter().filter(move |one| wanted.contains(&one.version))
    });
    chosen.collect()
}

/// The artefacts a query asks for, with those that come along.
///
/// # Errors
/// No results, when nothing fits.
pub fn resolve(all: &Structures, query: &StructureQuery) -> Result<Structures, Problem> {
    let references: Vec<&Reference> = all.iter().map(|artefact| &artefact.reference).collect();
    let classes = query.class.map_or_else(|| Class::ALL.to_vec(), |class| vec![class]);
    let of = |class: Class| named(&references, class, &query.agencies, &query.ids, &query.versions);
    let mut roots: BTreeSet<&Reference> = classes.into_iter().flat_map(of).collect();
    if !query.items.is_empty() {
        roots.retain(|root| {
            all.items(root).is_some_and(|items| items.list.iter().any(|item| query.items.contains(&item.id)))
        });
    }
    if roots.is_empty() {
        return Err(Problem::new(Code::NoResults, "no structure fits the query"));
    }
    let along = Graph::new(all).along(&roots, &query.references);
    let mut answer = Structures::new();
    for reference in &roots {
        if let Some(artefact) = all.get(reference) {
            answer.add(root(artefact, query))?;
        }
    }
    for reference in along.difference(&roots) {
        if let Some(artefact) = all.get(reference) {
            answer.add(beside(artefact, query.detail, &roots, &along, all))?;
        }
    }
    Ok(answer)
}

fn root(artefact: &Maintainable, query: &StructureQuery) -> Maintainable {
    match (query.detail, &artefact.body) {
        (Detail::AllStubs, _) => artefact.stub(false),
        (Detail::AllCompleteStubs, _) => artefact.stub(true),
        (_, Body::Items(items)) if !query.items.is_empty() => {
            let wanted: HashSet<&str> = query.items.iter().map(String::as_str).collect();
            partial(artefact, items, &wanted)
        }
        _ => artefact.clone(),
    }
}

/// An artefact that comes along.
fn beside(
    artefact: &Maintainable,
    detail: Detail,
    roots: &BTreeSet<&Reference>,
    along: &BTreeSet<&Reference>,
    all: &Structures,
) -> Maintainable {
    match (detail, &artefact.body) {
        (Detail::AllStubs | Detail::ReferenceStubs, _) => artefact.stub(false),
        (Detail::AllCompleteStubs | Detail::ReferenceCompleteStubs, _) => artefact.stub(true),
        (Detail::ReferencePartial, Body::Items(items)) => {
            let scope = roots.union(along).filter_map(|reference| all.get(reference));
            match used(&artefact.reference, scope, all) {
                Some(used) => partial(artefact, items, &used),
                None => artefact.clone(),
            }
        }
        _ => artefact.clone(),
    }
}

/// The items of a scheme that are used by the artefacts of an answer; none when nothing narrows it.
fn used<'a>(
    scheme: &Reference,
    scope: impl Iterator<Item = &'a Maintainable>,
    all: &'a Structures,
) -> Option<HashSet<&'a str>> {
    let mut found: Option<HashSet<&'a str>> = None;
    for artefact in scope {
        match &artefact.body {
            Body::DataStructure(structure) if scheme.class == Class::ConceptScheme => {
                let concepts = structure.all().filter(|component| component.concept.scheme == *scheme);
                found.get_or_insert_default().extend(concepts.map(|component| component.concept.item.as_str()));
            }
            Body::Categorisation { target, .. } if target.scheme == *scheme => {
                found.get_or_insert_default().insert(&target.item);
            }
            Body::Dataflow(structure) if scheme.class == Class::Codelist => {
                let Some(structure) = all.components(structure) else { continue };
                let constrained = all.of(Class::Constraint).filter_map(|one| match &one.body {
                    Body::Constraint(constraint) if constraint.attached.contains(&artefact.reference) => {
                        Some(constraint)
                    }
                    _ => None,
                });
                for key in constrained.flat_map(|constraint| &constraint.keys) {
                    let component = structure.all().find(|component| component.id == key.id);
                    if component.and_then(|component| component.representation.as_ref()?.codes()) == Some(scheme) {
                        found.get_or_insert_default().extend(key.values.iter().map(String::as_str));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// A scheme with some of its items, and those above them.
pub(super) fn partial(artefact: &Maintainable, items: &Items, wanted: &HashSet<&str>) -> Maintainable {
    let nested = artefact.reference.class == Class::CategoryScheme;
    let above = |item: &crate::model::Item| {
        if nested { item.id.rsplit_once('.').map(|(above, _)| above.to_owned()) } else { item.parent.clone() }
    };
    let parents: std::collections::HashMap<&str, Option<String>> =
        items.list.iter().map(|item| (item.id.as_str(), above(item))).collect();
    let mut kept: HashSet<String> = HashSet::new();
    for id in wanted {
        let mut next = parents.contains_key(id).then(|| (*id).to_owned());
        while let Some(id) = next {
            next = parents.get(id.as_str()).cloned().flatten();
            if !kept.insert(id) {
                break;
            }
        }
    }
    let list: Vec<_> = items.list.iter().filter(|item| kept.contains(&item.id)).cloned().collect();
    let partial = items.partial || list.len() < items.list.len();
    Maintainable { body: Body::Items(Items { list, partial }), ..artefact.clone() }
}

/// What refers to what.
struct Graph<'a> {
    below: BTreeMap<&'a Reference, Vec<&'a Reference>>,
    above: BTreeMap<&'a Reference, Vec<&'a Reference>>,
}

impl<'a> Graph<'a> {
    fn new(all: &'a Structures) -> Graph<'a> {
        let mut graph = Graph { below: BTreeMap::new(), above: BTreeMap::new() };
        for artefact in all.iter() {
            for reference in artefact.references() {
                if let Some(to) = all.get(&reference) {
                    graph.below.entry(&artefact.reference).or_default().push(&to.reference);
                    graph.above.entry(&to.reference).or_default().push(&artefact.reference);
                }
            }
        }
        graph
    }

    fn along(&self, roots: &BTreeSet<&'a Reference>, wanted: &References) -> BTreeSet<&'a Reference> {
        match wanted {
            References::None => BTreeSet::new(),
            References::Parents => step(&self.above, roots),
            References::ParentsAndSiblings => self.siblings(roots),
            References::Ancestors => closure(&self.above, roots),
            References::Children => step(&self.below, roots),
            References::Descendants => closure(&self.below, roots),
            References::All => self.siblings(roots).into_iter().chain(closure(&self.below, roots)).collect(),
            References::Of(classes) => {
                let near = closure(&self.below, roots).into_iter().chain(closure(&self.above, roots));
                near.filter(|reference| classes.contains(&reference.class)).collect()
            }
        }
    }

    fn siblings(&self, roots: &BTreeSet<&'a Reference>) -> BTreeSet<&'a Reference> {
        let parents = step(&self.above, roots);
        let siblings = step(&self.below, &parents);
        parents.into_iter().chain(siblings).collect()
    }
}

fn step<'a>(
    edges: &BTreeMap<&'a Reference, Vec<&'a Reference>>,
    from: &BTreeSet<&'a Reference>,
) -> BTreeSet<&'a Reference> {
    from.iter().filter_map(|reference| edges.get(reference)).flatten().copied().collect()
}

fn closure<'a>(
    edges: &BTreeMap<&'a Reference, Vec<&'a Reference>>,
    from: &BTreeSet<&'a Reference>,
) -> BTreeSet<&'a Reference> {
    let mut found = BTreeSet::new();
    let mut edge = from.clone();
    while !edge.is_empty() {
        edge = step(edges, &edge).difference(&found).copied().collect();
        found.extend(edge.iter().copied());
    }
    found
}

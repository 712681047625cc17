//! Whether an artefact is sound by itself, and whether what it refers to is there.

use std::collections::{HashMap, HashSet};

use super::{
    Attachment, Body, Component, Constraint, DataStructure, Items, Maintainable, Representation, Role, Structures,
    TEXT_TYPES, component::TIME_PERIOD,
};
use crate::{
    limits::{COMPONENTS_MAX, DEPTH_MAX, ITEMS_MAX},
    problem::{Era, Problem},
    reference::{Class, Reference, check_id, check_name},
};

/// Looks at an artefact by itself.
pub(super) fn alone(artefact: &Maintainable) -> Result<(), Problem> {
    let class = artefact.reference.class;
    let fits = match &artefact.body {
        Body::Stub => true,
        Body::Items(_) => class.item().is_some(),
        Body::DataStructure(_) => class == Class::DataStructure,
        Body::Dataflow(structure) => class == Class::Dataflow && structure.class == Class::DataStructure,
        Body::Categorisation { target, .. } => {
            class == Class::Categorisation && target.scheme.class == Class::CategoryScheme
        }
        Body::Constraint(_) => class == Class::Constraint,
    };
    let at = |text: String| Problem::semantic(format!("{}: {text}", artefact.reference.urn(Era::V30)));
    if !fits {
        return Err(at("what it holds does not belong to its class".into()));
    }
    if class == Class::AgencyScheme
        && !(artefact.reference.id == "AGENCIES" && artefact.reference.version.to_string() == "1.0")
    {
        return Err(at("agency schemes are called AGENCIES and have the version 1.0".into()));
    }
    if artefact.names.is_empty() {
        return Err(at("it has no name".into()));
    }
    let inside = |problem: Problem| {
        Problem::new(problem.code, format!("{}: {}", artefact.reference.urn(Era::V30), problem.text))
    };
    match &artefact.body {
        Body::Items(items) => check_items(class, items).map_err(inside),
        Body::DataStructure(structure) => check_components(structure).map_err(inside),
        Body::Constraint(constraint) => check_constraint(constraint).map_err(inside),
        _ => Ok(()),
    }
}

fn check_items(class: Class, items: &Items) -> Result<(), Problem> {
    if items.list.len() > ITEMS_MAX {
        return Err(Problem::semantic(format!("more than {ITEMS_MAX} items")));
    }
    let mut parents: HashMap<&str, Option<&str>> = HashMap::with_capacity(items.list.len());
    for item in &items.list {
        match class {
            Class::Codelist => check_id(&item.id)?,
            Class::CategoryScheme => item.id.split('.').try_for_each(check_id)?,
            _ => check_name("an item", &item.id)?,
        }
        let parent = if class == Class::CategoryScheme {
            item.id.rsplit_once('.').map(|(above, _)| above)
        } else {
            item.parent.as_deref()
        };
        if parents.insert(&item.id, parent).is_some() {
            return Err(Problem::semantic(format!("the item “{}” is there twice", item.id)));
        }
        if item.names.is_empty() {
            return Err(Problem::semantic(format!("the item “{}” has no name", item.id)));
        }
        if let Some(Representation::Text(format)) = &item.representation {
            check_text_type(&item.id, &format.text_type)?;
        }
    }
    check_parents(&parents, items.partial)
}

/// Every parent is there (in a whole scheme), and nobody is their own ancestor or too deep.
fn check_parents(parents: &HashMap<&str, Option<&str>>, partial: bool) -> Result<(), Problem> {
    for (id, parent) in parents {
        let (mut above, mut steps) = (*parent, 0);
        while let Some(known) = above {
            steps += 1;
            if steps > DEPTH_MAX {
                return Err(Problem::semantic(format!(
                    "the item “{id}” lies in a circle, or more than {DEPTH_MAX} levels deep"
                )));
            }
            above = match parents.get(known) {
                Some(next) => *next,
                None if partial => None,
                None => return Err(Problem::semantic(format!("the item “{known}” above “{id}” is not there"))),
            };
        }
    }
    Ok(())
}

fn check_components(structure: &DataStructure) -> Result<(), Problem> {
    if structure.all().count() > COMPONENTS_MAX {
        return Err(Problem::semantic(format!("more than {COMPONENTS_MAX} components")));
    }
    if structure.dimensions.is_empty() {
        return Err(Problem::semantic("it has no dimension"));
    }
    let mut seen = HashSet::new();
    for component in structure.all() {
        check_name("a component", &component.id)?;
        if !seen.insert(component.id.as_str()) {
            return Err(Problem::semantic(format!("the component “{}” is there twice", component.id)));
        }
        if let Some(Representation::Text(format)) = &component.representation {
            check_text_type(&component.id, &format.text_type)?;
        }
        check_role(structure, component)?;
    }
    Ok(())
}

fn check_text_type(id: &str, text_type: &str) -> Result<(), Problem> {
    if TEXT_TYPES.contains(&text_type) {
        return Ok(());
    }
    Err(Problem::semantic(format!("“{id}” has the text type “{text_type}”, which the standard does not know")))
}

fn check_role(structure: &DataStructure, component: &Component) -> Result<(), Problem> {
    let id = &component.id;
    let position = structure.dimensions.iter().position(|dimension| dimension.id == *id);
    let measure = structure.measures.iter().any(|measure| measure.id == *id);
    let belongs = match &component.role {
        Role::Dimension | Role::Time => position.is_some(),
        Role::Measure { .. } => measure,
        Role::Attribute { .. } => position.is_none() && !measure,
    };
    if !belongs {
        return Err(Problem::semantic(format!("“{id}” stands among components of another kind")));
    }
    if component.is_time() != (id == TIME_PERIOD)
        || (component.is_time() && position != Some(structure.dimensions.len() - 1))
    {
        return Err(Problem::semantic(format!(
            "the time dimension is called {TIME_PERIOD} and stands last; “{id}” does not fit"
        )));
    }
    if let Role::Attribute { attached: Attachment::Dimensions(dimensions), .. } = &component.role {
        let known = |id: &String| structure.dimensions.iter().any(|dimension| dimension.id == *id);
        if let Some(unknown) = dimensions.iter().find(|id| !known(id)) {
            return Err(Problem::semantic(format!(
                "the attribute “{id}” is attached to “{unknown}”, which is no dimension"
            )));
        }
        if dimensions.is_empty() {
            return Err(Problem::semantic(format!("the attribute “{id}” is attached to no dimension")));
        }
    }
    Ok(())
}

fn check_constraint(constraint: &Constraint) -> Result<(), Problem> {
    let first = constraint.attached.first().map(|reference| reference.class);
    if !matches!(first, None | Some(Class::Dataflow | Class::DataStructure)) {
        return Err(Problem::semantic("a constraint is attached to dataflows or data structures"));
    }
    if constraint.attached.iter().any(|reference| Some(reference.class) != first) {
        return Err(Problem::semantic("a constraint is attached to artefacts of one class"));
    }
    constraint.keys.iter().try_for_each(|key| check_name("a component", &key.id))
}

/// Looks at an artefact among the others.
pub(super) fn together(artefact: &Maintainable, all: &Structures) -> Result<(), Problem> {
    let from = artefact.reference.urn(Era::V30);
    for reference in artefact.references() {
        if all.get(&reference).is_none() {
            return Err(Problem::semantic(format!("{from} refers to {}, which is not there", reference.urn(Era::V30))));
        }
    }
    if let Body::DataStructure(structure) = &artefact.body {
        for component in structure.all() {
            let (scheme, item) = (&component.concept.scheme, &component.concept.item);
            item_of(all, scheme, item).ok_or_else(|| {
                Problem::semantic(format!(
                    "{from}: “{}” has the concept “{item}”, which {scheme} does not hold",
                    component.id
                ))
            })?;
        }
    }
    if let Body::Categorisation { target, .. } = &artefact.body {
        let (scheme, item) = (&target.scheme, &target.item);
        item_of(all, scheme, item)
            .ok_or_else(|| Problem::semantic(format!("{from}: there is no category “{item}” in {scheme}")))?;
    }
    Ok(())
}

fn item_of<'a>(all: &'a Structures, scheme: &Reference, id: &str) -> Option<&'a super::Item> {
    all.items(scheme)?.list.iter().find(|item| item.id == id)
}

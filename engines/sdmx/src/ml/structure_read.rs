//! Reads structure messages of SDMX-ML, versions 2.1 and 3.0. What is not known here is passed over.

use std::io::BufRead;

use super::node::{Node, Piece, Pull};
use crate::{
    limits::{NODES_MAX, STRUCTURE_BYTES_MAX},
    model::{
        Annotation, Attachment, Body, Component, Constraint, DataStructure, Facets, Item, Items, Maintainable,
        Representation, Role, Selection, Structures, TextFormat,
    },
    name::Names,
    problem::{Era, Outcome, Problem},
    reference::{Class, ItemReference, Reference},
    version::Version,
};

/// Reads a structure message.
///
/// # Errors
/// What the reader answers; a problem that says where the message is not one, or holds what cannot be.
pub fn read_structures<R: BufRead>(from: R) -> Outcome<Structures> {
    let mut pull = Pull::new(std::io::Read::take(from, STRUCTURE_BYTES_MAX as u64), NODES_MAX);
    let root = loop {
        match pull.next()? {
            Piece::Start(node) if node.name == "Structure" => break pull.rest(node)?,
            Piece::Text(text) if text.trim().trim_start_matches('\u{feff}').is_empty() => {}
            Piece::Start(node) | Piece::Empty(node) => {
                return Err(Problem::syntax(format!("the message is a <{}>, not a <Structure>", node.name)).into());
            }
            _ => return Err(Problem::syntax("there is no structure message").into()),
        }
    };
    let mut all = Structures::new();
    for container in root.child("Structures").iter().flat_map(|structures| &structures.children) {
        for node in &container.children {
            let known = |class: &Class| class.name(Era::V21) == node.name || class.name(Era::V30) == node.name;
            if let Some(class) = Class::ALL.into_iter().find(known) {
                all.add(artefact(class, node)?)?;
            }
        }
    }
    Ok(all)
}

fn artefact(class: Class, node: &Node) -> Result<Maintainable, Problem> {
    // The standard takes 1.0 where none is given.
    let version = Version::parse(node.attribute("version").unwrap_or("1.0"))?;
    let reference = Reference::new(class, node.needs("agencyID")?, node.needs("id")?, version)?;
    let at = |problem: Problem| Problem::new(problem.code, format!("{}: {}", reference.urn(Era::V30), problem.text));
    let body = body(class, node).map_err(at)?;
    Ok(Maintainable {
        reference,
        names: names(node, "Name"),
        descriptions: names(node, "Description"),
        annotations: node.child("Annotations").map(annotations).unwrap_or_default(),
        body,
    })
}

fn body(class: Class, node: &Node) -> Result<Body, Problem> {
    if node.attribute("isExternalReference") == Some("true") {
        return Ok(Body::Stub);
    }
    let needs = |name: &str| node.child(name).ok_or_else(|| Problem::syntax(format!("there is no <{name}>")));
    Ok(match class {
        Class::AgencyScheme | Class::Codelist | Class::ConceptScheme | Class::CategoryScheme => {
            let mut list = Vec::new();
            items(class, node, "", &mut list)?;
            Body::Items(Items { list, partial: node.attribute("isPartial") == Some("true") })
        }
        Class::DataStructure => Body::DataStructure(components(needs("DataStructureComponents")?)?),
        Class::Dataflow => Body::Dataflow(points(needs("Structure")?, Some(Class::DataStructure))?),
        Class::Categorisation => Body::Categorisation {
            source: points(needs("Source")?, None)?,
            target: points_item(needs("Target")?, Class::CategoryScheme)?,
        },
        Class::Constraint => Body::Constraint(constraint(node)?),
    })
}

/// An artefact named by `<Ref>` or by `<URN>` (2.1), or by a URN as text (3.0).
pub(super) fn points(node: &Node, class: Option<Class>) -> Result<Reference, Problem> {
    let found = match node.child("Ref") {
        Some(to) => {
            let named = Class::ALL.into_iter().find(|class| to.attribute("class") == Some(class.name(Era::V21)));
            let class = named
                .or(class)
                .ok_or_else(|| Problem::syntax(format!("<{}> names a class that is not known", node.name)))?;
            let version = Version::parse(to.attribute("version").unwrap_or("1.0"))?;
            Reference::new(class, to.needs("agencyID")?, to.needs("id")?, version)?
        }
        None => Reference::from_urn(node.child("URN").unwrap_or(node).text.trim())?,
    };
    match class.filter(|class| *class != found.class) {
        Some(wanted) => Err(Problem::semantic(format!(
            "<{}> names {}, not a {}",
            node.name,
            found.urn(Era::V30),
            wanted.name(Era::V30)
        ))),
        None => Ok(found),
    }
}

fn points_item(node: &Node, class: Class) -> Result<ItemReference, Problem> {
    let Some(to) = node.child("Ref") else {
        return ItemReference::from_urn(node.child("URN").unwrap_or(node).text.trim());
    };
    let version = Version::parse(to.attribute("maintainableParentVersion").unwrap_or("1.0"))?;
    let scheme = Reference::new(class, to.needs("agencyID")?, to.needs("maintainableParentID")?, version)?;
    Ok(ItemReference { scheme, item: to.needs("id")?.to_owned() })
}

/// An identifier named by `<Ref id>` (2.1) or as text (3.0).
fn local(node: &Node) -> Result<String, Problem> {
    match node.child("Ref") {
        Some(to) => to.needs("id").map(str::to_owned),
        None => Ok(node.text.trim().to_owned()),
    }
}

fn items(class: Class, node: &Node, above: &str, into: &mut Vec<Item>) -> Result<(), Problem> {
    for child in node.all(class.item().unwrap_or("Item")) {
        let id = child.needs("id")?;
        let id = if above.is_empty() { id.to_owned() } else { format!("{above}.{id}") };
        let parent = child.child("Parent").map(local).transpose()?;
        let representation = child.child("CoreRepresentation").map(representation).transpose()?.flatten();
        let (names, descriptions) = (names(child, "Name"), names(child, "Description"));
        into.push(Item { id: id.clone(), names, descriptions, parent, representation });
        if class == Class::CategoryScheme {
            items(class, child, &id, into)?;
        }
    }
    Ok(())
}

fn representation(node: &Node) -> Result<Option<Representation>, Problem> {
    if let Some(list) = node.child("Enumeration") {
        return Ok(Some(Representation::Codes(points(list, Some(Class::Codelist))?)));
    }
    let Some(format) = node.child("TextFormat") else { return Ok(None) };
    let number = |name: &str| -> Result<Option<i64>, Problem> {
        let wrong =
            |text: &str| Problem::syntax(format!("the attribute {name} of <TextFormat> is “{text}”, no whole number"));
        format.attribute(name).map(|text| text.parse().map_err(|_| wrong(text))).transpose()
    };
    let count =
        |name: &str| -> Result<Option<u32>, Problem> { Ok(number(name)?.and_then(|value| u32::try_from(value).ok())) };
    let facets = Facets {
        min_length: count("minLength")?,
        max_length: count("maxLength")?,
        min_value: number("minValue")?,
        max_value: number("maxValue")?,
        decimals: count("decimals")?,
        pattern: format.attribute("pattern").map(str::to_owned),
    };
    Ok(Some(Representation::Text(TextFormat {
        text_type: format.attribute("textType").unwrap_or("String").to_owned(),
        facets,
    })))
}

fn components(node: &Node) -> Result<DataStructure, Problem> {
    let mut structure = DataStructure::default();
    let lists = |name: &str| node.child(name).map_or(&[][..], |list| &list.children);
    for child in lists("DimensionList") {
        match child.name.as_str() {
            "Dimension" => structure.dimensions.push(component(child, Role::Dimension)?),
            "TimeDimension" => structure.dimensions.push(component(child, Role::Time)?),
            "MeasureDimension" => return Err(Problem::missing("a measure dimension (2.1) is not known here")),
            _ => {}
        }
    }
    // Documents may list dimensions in any order when they number them; the time dimension is last in keys.
    structure.dimensions.sort_by_key(Component::is_time);
    for child in lists("MeasureList").iter().filter(|child| child.name == "Measure" || child.name == "PrimaryMeasure") {
        let required = child.attribute("usage") == Some("mandatory");
        structure.measures.push(component(child, Role::Measure { required })?);
    }
    for child in lists("AttributeList").iter().filter(|child| child.name == "Attribute") {
        let required =
            child.attribute("usage") == Some("mandatory") || child.attribute("assignmentStatus") == Some("Mandatory");
        let attached = child
            .child("AttributeRelationship")
            .map_or(Ok(Attachment::Observation), |relation| attachment(node, relation))?;
        structure.attributes.push(component(child, Role::Attribute { required, attached })?);
    }
    Ok(structure)
}

fn component(node: &Node, role: Role) -> Result<Component, Problem> {
    let identity =
        node.child("ConceptIdentity").ok_or_else(|| Problem::syntax(format!("a <{}> has no concept", node.name)))?;
    let concept = points_item(identity, Class::ConceptScheme)?;
    let fixed = match (node.name.as_str(), &role) {
        (_, Role::Time) => Some("TIME_PERIOD"),
        ("PrimaryMeasure", _) => Some("OBS_VALUE"),
        _ => None,
    };
    let id = node.attribute("id").or(fixed).unwrap_or(&concept.item).to_owned();
    let representation = node.child("LocalRepresentation").map(representation).transpose()?.flatten();
    Ok(Component { id, concept, representation, role })
}

fn attachment(components: &Node, relation: &Node) -> Result<Attachment, Problem> {
    if let Some(group) = relation.child("Group") {
        let id = local(group)?;
        let group = components.all("Group").find(|group| group.attribute("id") == Some(&id));
        let group = group.ok_or_else(|| Problem::semantic(format!("there is no group “{id}”")))?;
        let references = group.all("GroupDimension").filter_map(|dimension| dimension.child("DimensionReference"));
        return references.map(local).collect::<Result<_, _>>().map(Attachment::Dimensions);
    }
    if relation.child("Dataflow").is_some() || relation.child("None").is_some() {
        return Ok(Attachment::DataSet);
    }
    let dimensions: Vec<String> = relation.all("Dimension").map(local).collect::<Result<_, _>>()?;
    Ok(if dimensions.is_empty() { Attachment::Observation } else { Attachment::Dimensions(dimensions) })
}

fn constraint(node: &Node) -> Result<Constraint, Problem> {
    let actual = node.attribute("type").or(node.attribute("role")) != Some("Allowed");
    let attached = node.child("ConstraintAttachment").map_or(&[][..], |attachment| &attachment.children);
    let attached = attached.iter().filter(|child| child.name == "Dataflow" || child.name == "DataStructure");
    let attached = attached.map(|child| points(child, None)).collect::<Result<_, _>>()?;
    let mut keys = Vec::new();
    for key in node.child("CubeRegion").iter().flat_map(|region| region.all("KeyValue")) {
        let range = key.child("TimeRange").and_then(|range| {
            let end = |name: &str| range.child(name).map(|period| period.text.trim().to_owned());
            Some((end("StartPeriod")?, end("EndPeriod")?))
        });
        let values = key.all("Value").map(|value| value.text.trim().to_owned()).collect();
        keys.push(Selection { id: key.needs("id")?.to_owned(), values, range });
    }
    Ok(Constraint { actual, attached, keys })
}

fn names(node: &Node, name: &str) -> Names {
    Names::of(node.all(name).map(|text| (text.attribute("lang").unwrap_or("en"), text.text.as_str())))
}

fn annotations(node: &Node) -> Vec<Annotation> {
    let text = |node: &Node, name: &str| node.child(name).map(|child| child.text.clone());
    let one = |node: &Node| Annotation {
        id: node.attribute("id").map(str::to_owned),
        title: text(node, "AnnotationTitle"),
        kind: text(node, "AnnotationType"),
        texts: names(node, "AnnotationText"),
    };
    node.all("Annotation").map(one).collect()
}

//! Reads structure messages in SDMX-JSON 1.0 and 2.0. What is not known here is passed over.

use std::io::Read;

use serde_json::Value;

use super::structure_write::{container, items_field};
use crate::{
    limits::STRUCTURE_BYTES_MAX,
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
pub fn read_structures<R: Read>(from: R) -> Outcome<Structures> {
    // Depth is bounded by the JSON reader itself (128 levels).
    let message: Value = serde_json::from_reader(from.take(STRUCTURE_BYTES_MAX as u64))
        .map_err(|error| Problem::syntax(format!("no SDMX-JSON structure message: {error}")))?;
    let data = message.get("data").filter(|data| data.is_object());
    let data = data.ok_or_else(|| Problem::syntax("the message has no object “data”"))?;
    let mut all = Structures::new();
    for class in Class::ALL {
        let lists = [container(class, Era::V30), container(class, Era::V21)];
        let list = lists.iter().find_map(|list| data.get(list)).and_then(Value::as_array);
        for value in list.into_iter().flatten() {
            all.add(artefact(class, value)?)?;
        }
    }
    Ok(all)
}

fn artefact(class: Class, value: &Value) -> Result<Maintainable, Problem> {
    let version = Version::parse(text(value, "version").unwrap_or("1.0"))?;
    let reference = Reference::new(class, needs(value, "agencyID")?, needs(value, "id")?, version)?;
    let at = |problem: Problem| Problem::new(problem.code, format!("{}: {}", reference.urn(Era::V30), problem.text));
    let body = body(class, value).map_err(at)?;
    let annotations = list(value, "annotations").map(annotation).collect();
    Ok(Maintainable {
        reference,
        names: names(value, "name"),
        descriptions: names(value, "description"),
        annotations,
        body,
    })
}

fn body(class: Class, value: &Value) -> Result<Body, Problem> {
    if value.get("isExternalReference").and_then(Value::as_bool) == Some(true) {
        return Ok(Body::Stub);
    }
    Ok(match class {
        Class::AgencyScheme | Class::Codelist | Class::ConceptScheme | Class::CategoryScheme => {
            let mut found = Vec::new();
            items(class, value, "", &mut found)?;
            Body::Items(Items { list: found, partial: value.get("isPartial").and_then(Value::as_bool) == Some(true) })
        }
        Class::DataStructure => {
            let components = value.get("dataStructureComponents");
            Body::DataStructure(self::components(
                components.ok_or_else(|| Problem::syntax("there are no “dataStructureComponents”"))?,
            )?)
        }
        Class::Dataflow => Body::Dataflow(Reference::from_urn(needs(value, "structure")?)?),
        Class::Categorisation => Body::Categorisation {
            source: Reference::from_urn(needs(value, "source")?)?,
            target: ItemReference::from_urn(needs(value, "target")?)?,
        },
        Class::Constraint => Body::Constraint(constraint(value)?),
    })
}

fn items(class: Class, value: &Value, above: &str, into: &mut Vec<Item>) -> Result<(), Problem> {
    for child in list(value, items_field(class)) {
        let id = needs(child, "id")?;
        let id = if above.is_empty() { id.to_owned() } else { format!("{above}.{id}") };
        // In 1.0 the parent of a concept is a URN.
        let parent = text(child, "parent").map(|parent| parent.rsplit('.').next().unwrap_or(parent).to_owned());
        let representation = child.get("coreRepresentation").map(representation).transpose()?.flatten();
        into.push(Item {
            id: id.clone(),
            names: names(child, "name"),
            descriptions: names(child, "description"),
            parent,
            representation,
        });
        if class == Class::CategoryScheme {
            items(class, child, &id, into)?;
        }
    }
    Ok(())
}

fn representation(value: &Value) -> Result<Option<Representation>, Problem> {
    if let Some(urn) = text(value, "enumeration") {
        return Ok(Some(Representation::Codes(Reference::from_urn(urn)?)));
    }
    let Some(format) = value.get("format").or(value.get("textFormat")) else { return Ok(None) };
    let text_type = text(format, "dataType").or(text(format, "textType")).unwrap_or("String").to_owned();
    let count = |field: &str| format.get(field).and_then(Value::as_u64).and_then(|value| u32::try_from(value).ok());
    let facets = Facets {
        min_length: count("minLength"),
        max_length: count("maxLength"),
        min_value: format.get("minValue").and_then(Value::as_i64),
        max_value: format.get("maxValue").and_then(Value::as_i64),
        decimals: count("decimals"),
        pattern: text(format, "pattern").map(str::to_owned),
    };
    Ok(Some(Representation::Text(TextFormat { text_type, facets })))
}

fn components(value: &Value) -> Result<DataStructure, Problem> {
    let part = |name: &str| value.get(name).unwrap_or(&Value::Null);
    let mut structure = DataStructure::default();
    let dimensions = part("dimensionList");
    for dimension in list(dimensions, "dimensions") {
        structure.dimensions.push(component(dimension, Role::Dimension)?);
    }
    for time in dimensions.get("timeDimension").into_iter().chain(list(dimensions, "timeDimensions")) {
        structure.dimensions.push(component(time, Role::Time)?);
    }
    let measures = part("measureList");
    for measure in measures.get("primaryMeasure").into_iter().chain(list(measures, "measures")) {
        let required = text(measure, "usage") == Some("mandatory");
        structure.measures.push(component(measure, Role::Measure { required })?);
    }
    for attribute in list(part("attributeList"), "attributes") {
        let required =
            text(attribute, "usage") == Some("mandatory") || text(attribute, "assignmentStatus") == Some("Mandatory");
        let relation = attribute.get("attributeRelationship").unwrap_or(&Value::Null);
        let attached = attachment(value, relation)?;
        structure.attributes.push(component(attribute, Role::Attribute { required, attached })?);
    }
    Ok(structure)
}

fn attachment(components: &Value, relation: &Value) -> Result<Attachment, Problem> {
    let strings = |value: &Value, field: &str| {
        list(value, field).filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    if let Some(id) = text(relation, "group") {
        let group = list(components, "groups").find(|group| text(group, "id") == Some(id));
        let group = group.ok_or_else(|| Problem::semantic(format!("there is no group “{id}”")))?;
        return Ok(Attachment::Dimensions(strings(group, "groupDimensions")));
    }
    if relation.get("none").is_some() || relation.get("dataflow").is_some() {
        return Ok(Attachment::DataSet);
    }
    let dimensions = strings(relation, "dimensions");
    Ok(if dimensions.is_empty() { Attachment::Observation } else { Attachment::Dimensions(dimensions) })
}

fn component(value: &Value, role: Role) -> Result<Component, Problem> {
    let concept = ItemReference::from_urn(needs(value, "conceptIdentity")?)?;
    let id = text(value, "id").unwrap_or(&concept.item).to_owned();
    let representation = value.get("localRepresentation").map(representation).transpose()?.flatten();
    Ok(Component { id, concept, representation, role })
}

fn constraint(value: &Value) -> Result<Constraint, Problem> {
    let actual = text(value, "type").or(text(value, "role")) != Some("Allowed");
    let attachment = value.get("constraintAttachment").unwrap_or(&Value::Null);
    let urns = list(attachment, "dataflows").chain(list(attachment, "dataStructures")).filter_map(Value::as_str);
    let attached = urns.map(Reference::from_urn).collect::<Result<_, _>>()?;
    let mut keys = Vec::new();
    for key in list(value, "cubeRegions").take(1).flat_map(|region| list(region, "keyValues")) {
        let range = key.get("timeRange").and_then(|range| {
            let end = |field: &str| text(range.get(field)?, "period").map(str::to_owned);
            Some((end("startPeriod")?, end("endPeriod")?))
        });
        let values = list(key, "values")
            .filter_map(|value| value.as_str().or(text(value, "value")))
            .map(str::to_owned)
            .collect();
        keys.push(Selection { id: needs(key, "id")?.to_owned(), values, range });
    }
    Ok(Constraint { actual, attached, keys })
}

fn annotation(value: &Value) -> Annotation {
    let own = |field: &str| text(value, field).map(str::to_owned);
    Annotation { id: own("id"), title: own("title"), kind: own("type"), texts: names(value, "text") }
}

/// All texts; where only the best one is there, its language is not known and taken for English.
fn names(value: &Value, field: &str) -> Names {
    match value.get(format!("{field}s")).and_then(Value::as_object) {
        Some(all) => Names::of(all.iter().filter_map(|(language, text)| Some((language.as_str(), text.as_str()?)))),
        None => Names::of(text(value, field).map(|text| ("en", text))),
    }
}

fn text<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    value.get(field).and_then(Value::as_str)
}

fn needs<'a>(value: &'a Value, field: &str) -> Result<&'a str, Problem> {
    text(value, field).ok_or_else(|| Problem::syntax(format!("there is no text “{field}”")))
}

fn list<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    value.get(field).and_then(Value::as_array).into_iter().flatten()
}
